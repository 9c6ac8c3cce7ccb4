// Servers over TLS that policies ask (keys of tokens, logins, authorizers), where a CA of one's own vouches for them.

import type { ExternalIntent, Intent, Notice, SecurityIntent, TeamsIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { inFull } from './destinations.ts';

/** The Backends of such servers: for the policies of a unit, and in the platform's for those of teams. */
export const privateExternals = (
  policies: readonly SecurityIntent[],
  teams: TeamsIntent | undefined,
  namespace: string,
): ExternalIntent[] => {
  const used = [
    ...policies.flatMap(({ owner, auth }) => (auth?.asks.private ?? []).map((server) => ({ server, owner }))),
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
      tls: true,
      fallback: false,
      ca: s.ca,
      // Policies are applied before routes, and what a policy asks before the policy.
      early: true,
      certificate: undefined,
    }));
};

/** What has to be there for servers with a CA of one's own, and who has to let the proxies in. */
export const privateServerNotices = (intent: Omit<Intent, 'notices'>): Notice[] => {
  const out: Notice[] = [];
  const trusted = new Map<string, string[]>();
  for (const { ca, serverName } of intent.externals)
    if (ca?.kind === 'ConfigMap') trusted.set(ca.name, [...(trusted.get(ca.name) ?? []), serverName]);
  for (const [name, servers] of trusted)
    out.push({
      code: 'PrivateAuthority',
      text: `ConfigMap ${name} has to exist in ${intent.namespace} before this is applied, with the CA of ${firstOf(servers, 10)} in its key ca.crt; until then requests that need it end with 500: kubectl create configmap ${name} -n ${intent.namespace} --from-file=ca.crt`,
    });
  const closed = new Set(intent.network?.closed ?? []);
  const behind = intent.externals
    .filter((e) => e.tls && closed.has(/^[^.]+\.([^.]+)\.svc\./.exec(e.host)?.[1] ?? ''))
    .map((e) => e.serverName);
  if (behind.length > 0)
    out.push({
      code: 'PrivateServerClosed',
      text: `${firstOf(behind, 10)}: the namespace is closed by 95-closed.yaml, and which pods stand behind a name is not known here. They need a policy of their own that admits the proxies.`,
    });
  return out;
};
