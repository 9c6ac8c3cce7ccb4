import { isExternal, type ServiceBackend } from '../../answers/schema/backend.ts';
import type { Answers } from '../../answers/schema/schema.ts';
import type { BackendPodsIntent, GatewayIntent, NetworkPolicyIntent, RequestShape } from '../model.ts';
import { shorten } from '../names.ts';
import { allow, type Model, pods, proxyLabels } from './allow.ts';
import type { Tunnel } from './tunnel.ts';

const backendPods = (b: ServiceBackend, gateway: GatewayIntent): BackendPodsIntent => ({
  namespace: b.namespace ?? gateway.namespace,
  service: b.service,
  servicePort: b.port,
  labels: b.pods?.labels ?? { 'app.kubernetes.io/name': b.service },
  port: b.pods?.port ?? b.port,
  assumed: b.pods?.labels === undefined,
});
export const idOf = (b: { namespace: string; service: string; servicePort: number }): string =>
  `${b.namespace}/${b.service}:${b.servicePort}`;

/** Namespaces of the Services that routes lead to, sorted. */
export const namespacesOf = (answers: Answers, gateway: GatewayIntent): string[] =>
  [
    ...new Set(
      answers.services.flatMap((s) =>
        [s.backend, s.canary?.backend, s.failover].flatMap((b) =>
          b && !isExternal(b) ? [b.namespace ?? gateway.namespace] : [],
        ),
      ),
    ),
  ].sort();

/** The Services that the proxies call, each once; what was said of its pods anywhere counts everywhere. */
export const backendsOf = (answers: Answers, model: Model): BackendPodsIntent[] => {
  const found = new Map<string, BackendPodsIntent>();
  const add = (b: ServiceBackend): void => {
    const one = backendPods(b, model.gateway);
    const known = found.get(idOf(one));
    if (!known || (known.assumed && !one.assumed)) found.set(idOf(one), one);
  };
  for (const s of answers.services)
    for (const b of [s.backend, s.canary?.backend, s.failover]) if (b && !isExternal(b)) add(b);
  for (const s of model.security) if (s.extAuth) add(s.extAuth.backend);
  return [...found.values()];
};

const GRPC_HEALTH = '/grpc.health.v1.Health/Check';

const escaped = (path: string): string => path.replace(/[.+*?()[\]{}|^$\\]/g, '\\$&');
const below = (prefix: string): string => `${escaped(prefix.replace(/\/$/, ''))}([/?].*)?`;

/** What reaches each backend, by `namespace/service:port`. */
const requestsOf = (model: Model): Map<string, RequestShape[]> => {
  const found = new Map<string, Map<string, RequestShape>>();
  for (const route of model.routes)
    for (const rule of route.rules)
      for (const { to } of rule.destinations) {
        if (to.kind !== 'Service') continue;
        const id = `${to.namespace ?? model.gateway.namespace}/${to.name}:${to.port}`;
        const shapes = found.get(id) ?? new Map<string, RequestShape>();
        found.set(id, shapes);
        for (const match of rule.matches) {
          const shape = { method: match.method, path: below(rule.replacePrefix ?? match.path) };
          shapes.set(`${shape.method} ${shape.path}`, shape);
        }
      }
  return new Map([...found].map(([id, shapes]) => [id, [...shapes.values()]]));
};

const usesBackend = (s: Answers['services'][number], gateway: GatewayIntent, id: string): boolean =>
  [s.backend, s.canary?.backend, s.failover].some(
    (b) => b !== undefined && !isExternal(b) && idOf(backendPods(b, gateway)) === id,
  );

/** Paths that Envoy itself asks of a backend, to see whether it is healthy. */
export const healthPathsOf = (answers: Answers, gateway: GatewayIntent, id: string): string[] =>
  answers.services.flatMap((s) => {
    if (!usesBackend(s, gateway, id) || s.healthCheck?.type === 'none' || s.healthCheck?.type === 'tcp') return [];
    if (s.protocol === 'grpc' || s.healthCheck?.type === 'grpc') return [GRPC_HEALTH];
    return s.healthCheck?.type === 'http' ? [s.healthCheck.path ?? '/'] : [];
  });

const healthRequests = (answers: Answers, gateway: GatewayIntent, id: string): RequestShape[] =>
  healthPathsOf(answers, gateway, id).map((path) => ({
    method: path === GRPC_HEALTH ? 'POST' : 'GET',
    path: escaped(path),
  }));

/** Each backend admits the proxies of this Gateway, on the port of its container. */
export const backendPolicies = (
  answers: Answers,
  model: Model,
  backends: readonly BackendPodsIntent[],
  tunnel: Tunnel,
): NetworkPolicyIntent[] => {
  const limited = answers.network?.policy === 'cilium' && 'requests' in answers.network && answers.network.requests;
  const shapes = limited ? requestsOf(model) : undefined;
  const { gateway, install } = model;
  return backends.map((b) => {
    const own = shapes?.get(idOf(b)) ?? [];
    const requests = own.length > 0 ? [...own, ...healthRequests(answers, gateway, idOf(b))] : [];
    return {
      name: shorten(`${gateway.namespace}-${gateway.name}-to-${b.service}-${b.servicePort}`),
      namespace: b.namespace,
      labels: b.labels,
      why: `Service ${b.namespace}/${b.service}: only the proxies of Gateway ${gateway.namespace}/${gateway.name} may connect.`,
      backend: idOf(b),
      assumed: b.assumed,
      ingress: [
        allow(pods(install.proxies.namespace, proxyLabels(gateway)), tunnel.ports(b), 'The proxies of this Gateway.', {
          requests,
        }),
        ...tunnel.toBackend(b),
      ],
      egress: undefined,
    };
  });
};
