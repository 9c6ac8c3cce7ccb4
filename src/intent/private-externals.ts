// TLS servers that policies call (JWKS, OIDC, authorizers) and that have certificates of a private CA.

import { type Notice, notice } from '../diagnostics/notice.ts';
import type { ExternalIntent, Intent, SecurityIntent, TeamsIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { inFull } from './destinations.ts';

/** The Backends of such servers for the policies of a unit; the platform's unit also has those for teams. */
export const privateExternals = (
  policies: readonly SecurityIntent[],
  teams: TeamsIntent | undefined,
  namespace: string,
): ExternalIntent[] => {
  const used = [
    ...policies.flatMap(({ owner, auth }) => auth.flatMap((a) => a.asks.private.map((server) => ({ server, owner })))),
    ...(teams?.methods ?? []).flatMap((m) => m.asks.private.map((server) => ({ server, owner: m.name }))),
  ];
  return used
    .filter(({ server }) => server.namespace === undefined)
    .map(({ server: s, owner }) => ({
      name: s.backend,
      host: inFull(s.host, namespace),
      serverName: s.host,
      port: s.port,
      owner,
      outside: true,
      tls: true,
      h2c: false,
      fallback: false,
      ca: s.ca,
      // Policies are applied before routes, and their servers before the policies.
      early: true,
      certificate: undefined,
    }));
};

/** What must exist for servers with a private CA, and which network policies they need. */
export const privateServerNotices = (intent: Omit<Intent, 'notices'>): Notice[] => {
  const out: Notice[] = [];
  const trusted = new Map<string, string[]>();
  for (const { ca, serverName } of intent.externals)
    if (ca?.kind === 'ConfigMap') trusted.set(ca.name, [...(trusted.get(ca.name) ?? []), serverName]);
  for (const [name, servers] of trusted)
    out.push(
      notice('PrivateAuthority', { name, namespace: intent.namespace, servers: firstOf([...new Set(servers)], 10) }),
    );
  const closed = new Set(intent.network?.closed ?? []);
  const behind = intent.externals
    .filter((e) => e.tls && closed.has(/^[^.]+\.([^.]+)\.svc\./.exec(e.host)?.[1] ?? ''))
    .map((e) => e.serverName);
  if (behind.length > 0) out.push(notice('PrivateServerIsolated', { servers: firstOf(behind, 10) }));
  return out;
};
