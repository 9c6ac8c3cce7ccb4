// TLS servers that policies call (JWKS, OIDC, authorizers) and that have certificates of a private CA.

import { type Notice, notice } from '../diagnostics/notice.ts';
import type { ExternalIntent, Intent, PrivateServerIntent, SecurityIntent, TeamsIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import type { CaRef } from '../values/ca.ts';
import { externalName, inFull } from './destinations.ts';

/** Default namespaces: of Service names without a namespace, and of the Backends of policies. */
export interface Home {
  /** The namespace of the Gateway, and of the platform's Backends. */
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

/** The server of a URL, if it has a private CA. */
export const serverOfUrl = (url: string, ca: CaRef | undefined, home: Home): PrivateServerIntent | undefined => {
  if (!ca) return undefined;
  const { hostname, port } = new URL(url);
  return server(hostname.replace(/\.$/, ''), Number(port || 443), ca, home);
};

/** A Service of the cluster with TLS. */
export const serverOfService = (
  { service, namespace, port }: { service: string; namespace?: string | undefined; port: number },
  ca: CaRef | undefined,
  home: Home,
): PrivateServerIntent | undefined =>
  ca && server(`${service}.${namespace ?? home.gateway}.svc.cluster.local`, port, ca, home);

/** The Backends of such servers for the policies of a unit; the platform's unit also has those for teams. */
export const privateExternals = (
  policies: readonly SecurityIntent[],
  teams: TeamsIntent | undefined,
  namespace: string,
): ExternalIntent[] => {
  const used = [
    ...policies.flatMap(({ owner, jwt, oidc, extAuth }) =>
      [...jwt, oidc, extAuth].flatMap((m) => (m?.server ? [{ server: m.server, owner }] : [])),
    ),
    ...(teams?.methods ?? []).flatMap((m) =>
      m.type === 'jwt' && m.server ? [{ server: m.server, owner: m.name }] : [],
    ),
  ];
  return used
    .filter(({ server }) => server.namespace === undefined)
    .map(({ server: s, owner }) => ({
      name: s.backend,
      host: inFull(s.host, namespace),
      serverName: s.host,
      port: s.port,
      owner,
      tls: true,
      fallback: false,
      ca: s.ca,
      // Policies are applied before routes, and their servers before the policies.
      early: true,
      certificate: undefined,
    }));
};

/** Requirements of servers with a private CA: the CA object, and network access for the proxies. */
export const privateServerNotices = (intent: Omit<Intent, 'notices'>): Notice[] => {
  const out: Notice[] = [];
  const trusted = new Map<string, string[]>();
  for (const { ca, serverName } of intent.externals)
    if (ca?.kind === 'ConfigMap') trusted.set(ca.name, [...(trusted.get(ca.name) ?? []), serverName]);
  for (const [name, servers] of trusted)
    out.push(notice('PrivateAuthority', { name, namespace: intent.namespace, servers: firstOf(servers, 10) }));
  const closed = new Set(intent.network?.closed ?? []);
  const behind = intent.externals
    .filter((e) => e.tls && closed.has(/^[^.]+\.([^.]+)\.svc\./.exec(e.host)?.[1] ?? ''))
    .map((e) => e.serverName);
  if (behind.length > 0) out.push(notice('PrivateServerIsolated', { servers: firstOf(behind, 10) }));
  return out;
};
