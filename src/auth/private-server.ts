// TLS servers that a policy calls and that have a certificate of a private CA.

import { externalName } from '../model/external-name.ts';
import type { PrivateServerIntent } from '../model/intent.ts';
import type { CaRef } from '../values/ca.ts';
import { hostOfService } from '../values/service-host.ts';

/** The namespaces of the Gateway and of the policies, which short names and Backends use. */
export interface Home {
  /** The Gateway's namespace, with the platform's Backends. */
  readonly gateway: string;
  /** The namespace of the policies: a team's, or the Gateway's. */
  readonly policies: string;
}

const server = (host: string, port: number, ca: CaRef, { gateway, policies }: Home): PrivateServerIntent => ({
  backend: externalName({ host, port }),
  namespace: gateway === policies ? undefined : gateway,
  host,
  port,
  ca,
});

/** Host and port of an https URL. The host has no final dot, as in certificates. */
export const hostAndPort = (url: string): { host: string; port: number } => {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/\.$/, ''), port: Number(port || 443) };
};

/** The server of a URL with a private CA; undefined: no `ca` is set. */
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
): PrivateServerIntent | undefined => ca && server(hostOfService(service, namespace ?? home.gateway), port, ca, home);
