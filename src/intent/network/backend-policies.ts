import { backendsOf, type ServiceAnswer } from '../../answers/schema/service-schema.ts';
import { backendId, besideOthers, idOf } from '../../model/gateway-labels.ts';
import type {
  BackendPodsIntent,
  NetworkPolicyIntent,
  RequestShape,
  RouteIntent,
  RuleIntent,
} from '../../model/intent.ts';
import { isExternal, type ServiceBackend } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { literalPattern } from '../../values/literal-pattern.ts';
import type { RoutePath } from '../../values/route-path.ts';
import { type Connected, fromProxies, type Model, policy } from './peers.ts';
import type { Tunnel } from './tunnel.ts';

const backendPods = (
  b: ServiceBackend,
  namespace: string,
  protocols: BackendPodsIntent['protocols'] = ['TCP'],
): BackendPodsIntent => ({
  protocols,
  namespace: b.namespace ?? namespace,
  service: b.service,
  servicePort: b.port,
  labels: b.pods?.labels ?? { [DEFAULTS.backend.pods.labels.values]: b.service },
  port: b.pods?.port ?? b.port,
  assumed: b.pods?.labels === undefined,
});

const servicesOf = (
  s: Pick<ServiceAnswer, 'backend' | 'backends' | 'canary' | 'failover' | 'mirror'>,
): ServiceBackend[] =>
  [...backendsOf(s), ...(s.mirror ? [s.mirror.backend] : [])].filter((b): b is ServiceBackend => !isExternal(b));

/** The namespaces of the Services of routes, sorted. */
export const namespacesOf = (answers: Connected, namespace: string): string[] =>
  [
    ...new Set(
      [...answers.services.flatMap(servicesOf), ...(answers.streams ?? []).map((s) => s.backend)].map(
        (b) => b.namespace ?? namespace,
      ),
    ),
  ].sort();

/** The Services that the proxies call, each once; answers about its pods apply wherever it is used. */
export const calledBy = (answers: Connected, model: Model): BackendPodsIntent[] => {
  const found = new Map<string, BackendPodsIntent>();
  const add = (b: ServiceBackend, protocol: 'TCP' | 'UDP' = 'TCP'): void => {
    const one = backendPods(b, model.namespace, [protocol]);
    const known = found.get(idOf(one));
    const protocols = [...new Set([...(known ? known.protocols : []), protocol])];
    found.set(idOf(one), { ...(!known || (known.assumed && !one.assumed) ? one : known), protocols });
  };
  for (const b of answers.services.flatMap(servicesOf)) add(b);
  if (model.team === undefined)
    for (const s of answers.streams ?? []) add(s.backend, s.udp === undefined ? 'TCP' : 'UDP');
  for (const s of model.security) for (const { backend } of s.auth.flatMap((a) => a.asks.services)) add(backend);
  for (const { extProc } of model.extensions) if (extProc) add(extProc.backend);
  return [...found.values()];
};

const GRPC_HEALTH = '/grpc.health.v1.Health/Check';

const below = (prefix: string): string => `${literalPattern(prefix.replace(/\/$/, ''))}([/?].*)?`;

/** The paths that a backend receives, as a pattern for the path with its query. */
const received = (rule: RuleIntent, path: RoutePath): string => {
  if (rule.pathFilter && path.type === 'regex') return `${rule.pathFilter.receives}([?].*)?`;
  if (path.type === 'regex') return `${path.value}([?].*)?`;
  if (path.type === 'exact') return `${literalPattern(rule.replaceFull ?? path.value)}([?].*)?`;
  return below(rule.replacePrefix ?? path.value);
};

/** The routes of each Service with their rules, by the Service's id. */
export const routesByBackend = ({
  routes,
  namespace,
}: Model): Map<string, { route: RouteIntent; rule: RuleIntent }[]> => {
  const found = new Map<string, { route: RouteIntent; rule: RuleIntent }[]>();
  for (const route of routes)
    for (const rule of route.rules)
      for (const { to } of rule.destinations) {
        if (to.kind !== 'Service') continue;
        const id = backendId(to.namespace ?? namespace, to.name, to.port);
        const known = found.get(id);
        if (known) known.push({ route, rule });
        else found.set(id, [{ route, rule }]);
      }
  return found;
};

const shapesOf = (rules: readonly { rule: RuleIntent }[]): RequestShape[] => {
  const shapes = rules.flatMap(({ rule }) =>
    rule.matches.map((m) => ({ method: m.method, path: received(rule, m.path) })),
  );
  return [...new Map(shapes.map((s) => [`${s.method} ${s.path}`, s])).values()];
};

const healthPath = (s: Pick<ServiceAnswer, 'healthCheck' | 'protocol'>): string | undefined => {
  if (s.healthCheck?.type === 'none' || s.healthCheck?.type === 'tcp') return undefined;
  if (s.protocol === 'grpc' || s.healthCheck?.type === 'grpc') return GRPC_HEALTH;
  return s.healthCheck?.type === 'http' ? (s.healthCheck.path ?? DEFAULTS.healthCheck.path.value) : undefined;
};

/** The paths of Envoy's health checks, by the Service's id. */
export const healthPathsByBackend = (answers: Connected, namespace: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const s of answers.services) {
    const path = healthPath(s);
    if (path === undefined) continue;
    for (const b of servicesOf(s)) {
      const id = idOf(backendPods(b, namespace));
      found.set(id, [...new Set([...(found.get(id) ?? []), path])]);
    }
  }
  return found;
};

const healthShape = (path: string): RequestShape => ({
  method: path === GRPC_HEALTH ? 'POST' : 'GET',
  path: literalPattern(path),
});

/** Each backend allows the proxies of this Gateway on its container port. */
export const backendPolicies = (
  answers: Connected,
  model: Model,
  backends: readonly BackendPodsIntent[],
  tunnel: Tunnel,
): NetworkPolicyIntent[] => {
  const leading = answers.network?.requests ? routesByBackend(model) : undefined;
  const health = healthPathsByBackend(answers, model.namespace);
  const { gateway } = model;
  return backends.map((b) => {
    const rules = leading?.get(idOf(b));
    const requests = rules ? [...shapesOf(rules), ...(health.get(idOf(b)) ?? []).map(healthShape)] : [];
    return policy({
      name: besideOthers(gateway, `to-${b.service}-${b.servicePort}`),
      namespace: b.namespace,
      labels: b.labels,
      why: `Service ${b.namespace}/${b.service}: only the proxies of Gateway ${gateway.namespace}/${gateway.name} may connect.`,
      backend: b,
      ingress: [fromProxies(model, tunnel.ports(b), { requests, protocols: b.protocols }), ...tunnel.toBackend(b)],
    });
  });
};
