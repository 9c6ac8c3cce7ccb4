// Servers over TLS that a policy asks, where a CA of your own signed their certificate.
import { externalName } from '../model/external-name.ts';
import type { PrivateServerIntent } from '../model/intent.ts';
import type { CaRef } from '../values/ca.ts';

/** Where names of the cluster are resolved: a name without a namespace, and the namespace of the policies' Backends. */
export interface Home {
  /** Of the Gateway: the platform's Backends are there. */
  readonly gateway: string;
  /** Of the policies: a team's, or the Gateway's. */
  readonly policies: string;
}

const server = (host: string, port: number, ca: CaRef, { gateway, policies }: Home): PrivateServerIntent => ({
  backend: externalName({ host, port }),
  namespace: gateway === policies ? undefined : gateway,
  host,
  port,
  ca,
});

/** Host and port of an https URL, as its certificate names the host: without the final dot of a full DNS name. */
export const hostAndPort = (url: string): { host: string; port: number } => {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/\.$/, ''), port: Number(port || 443) };
};

/** The server of a URL, if it has a CA of its own. */
export const serverOfUrl = (url: string, ca: CaRef | undefined, home: Home): PrivateServerIntent | undefined => {
  if (!ca) return undefined;
  const { host, port } = hostAndPort(url);
  return server(host, port, ca, home);
};

/** A Service of the cluster that is called over TLS. */
export const serverOfService = (
  { service, namespace, port }: { service: string; namespace?: string | undefined; port: number },
  ca: CaRef | undefined,
  home: Home,
): PrivateServerIntent | undefined =>
  ca && server(`${service}.${namespace ?? home.gateway}.svc.cluster.local`, port, ca, home);
