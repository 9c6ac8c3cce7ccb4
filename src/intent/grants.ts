import type {
  ExtensionIntent,
  GatewayIntent,
  GrantIntent,
  ObservabilityIntent,
  RouteIntent,
  SecurityIntent,
  TeamsIntent,
} from '../model/intent.ts';
import { chunks, shorten } from '../model/object-names.ts';
import type { StreamIntent } from '../model/streams-intent.ts';

const ROUTES = 'gateway.networking.k8s.io';
const POLICIES = 'gateway.envoyproxy.io';

/** One ReferenceGrant for each other namespace and kind of referrer, with exactly the Services that are used. */
export const grantsOf = (
  gateway: GatewayIntent,
  routes: readonly RouteIntent[],
  security: readonly SecurityIntent[],
  observability: ObservabilityIntent,
  streams: readonly StreamIntent[],
  extensions: readonly ExtensionIntent[],
): GrantIntent[] => {
  const used = new Map<string, { namespace: string; group: string; kind: string; services: Set<string> }>();
  const use = (group: string, kind: string, namespace: string | undefined, service: string): void => {
    if (namespace === undefined || namespace === gateway.namespace) return;
    const key = `${namespace} ${kind}`;
    const entry = used.get(key) ?? { namespace, group, kind, services: new Set<string>() };
    entry.services.add(service);
    used.set(key, entry);
  };
  for (const r of routes)
    for (const rule of r.rules) {
      for (const { to } of rule.destinations) if (to.kind === 'Service') use(ROUTES, r.kind, to.namespace, to.name);
      if (rule.mirror) use(ROUTES, r.kind, rule.mirror.namespace, rule.mirror.name);
    }
  for (const s of streams) use(ROUTES, s.kind, s.backend.namespace, s.backend.service);
  for (const s of security)
    for (const { backend, direct } of s.auth.flatMap((a) => a.asks.services))
      if (direct) use(POLICIES, 'SecurityPolicy', backend.namespace, backend.service);
  for (const { extProc } of extensions)
    if (extProc) use(POLICIES, 'EnvoyExtensionPolicy', extProc.backend.namespace, extProc.backend.service);
  const collector = observability.tracing?.collector;
  if (collector) use(POLICIES, 'EnvoyProxy', collector.namespace, collector.service);
  return [...used.values()].map(({ namespace, group, kind, services }) => ({
    name: `${gateway.namespace}-${gateway.name}-${kind.toLowerCase()}`,
    namespace,
    from: [{ group, kind, namespace: gateway.namespace }],
    kind: 'Service',
    names: [...services].sort(),
  }));
};

/** ReferenceGrant.spec.from, maxItems. */
const MOST_FROM = 16;

/** Secrets and servers of methods belong to the platform; the grants allow policies of teams to refer to those they may use. */
export const secretGrantsOf = (gateway: GatewayIntent, teams: TeamsIntent | undefined): GrantIntent[] =>
  (teams?.methods ?? []).flatMap((m) => {
    const to = m.refersTo;
    if (!to) return [];
    const users = teams!.teams.filter((t) => t.methods.includes(m.name));
    return chunks(users, MOST_FROM).map((part, i) => ({
      name: shorten(`${gateway.name}-${m.name}${i === 0 ? '' : `-${i + 1}`}`),
      namespace: gateway.namespace,
      from: part.map((t) => ({ group: POLICIES, kind: 'SecurityPolicy', namespace: t.namespace })),
      kind: to.kind,
      names: [to.name],
    }));
  });
