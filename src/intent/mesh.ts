import type { Answers } from '../answers/schema/schema.ts';
import type {
  GatewayIntent,
  InstallIntent,
  MeshBackendIntent,
  MeshIntent,
  RouteIntent,
  SecurityIntent,
} from './model.ts';
import { digest } from './names.ts';
import type { Model } from './network/allow.ts';
import { backendsOf, healthPathsOf, idOf, namespacesOf } from './network/backends.ts';

/**
 * `envoy-NAMESPACE-NAME-DIGEST`: the ServiceAccount of the proxies where they stand beside the controller (Envoy Gateway,
 * internal/utils GetHashedName with 48 characters).
 */
export const accountBesideController = ({ name, namespace }: { name: string; namespace: string }): string => {
  const id = `${namespace}/${name}`;
  const plain = id.replace('/', '-');
  const cut = plain.length > 48 ? plain.slice(0, 48).replace(/-$/, '') : plain;
  return `envoy-${cut}-${digest(id, 8)}`;
};

/** The ServiceAccount of the proxies; in the Gateway's namespace it has the Gateway's name. */
const proxyServiceAccount = (gateway: GatewayIntent, { proxies }: InstallIntent): string =>
  proxies.mode === 'GatewayNamespace' ? gateway.name : accountBesideController(gateway);

/** The routes that lead to a Service. */
const routesTo = (routes: readonly RouteIntent[], gateway: GatewayIntent, id: string): RouteIntent[] =>
  routes.filter((r) =>
    r.rules.some((rule) =>
      rule.destinations.some(
        ({ to }) => to.kind === 'Service' && `${to.namespace ?? gateway.namespace}/${to.name}:${to.port}` === id,
      ),
    ),
  );

const policyOf = (security: readonly SecurityIntent[], route: RouteIntent): SecurityIntent | undefined =>
  security.find((s) => s.name === route.security);

/** Istio's side of the gateway; undefined: no mesh. */
export const meshOf = (answers: Answers, model: Model): MeshIntent | undefined => {
  const { mesh } = answers;
  if (!mesh) return undefined;
  const { gateway, install, routes, security, observability } = model;
  const waypoint = 'waypoint' in mesh ? mesh.waypoint : undefined;
  const readsRequests = mesh.mode === 'sidecar' || waypoint !== undefined;
  const byName = new Map(answers.services.map((s) => [s.name, s]));
  const backends = backendsOf(answers, model).map((b): MeshBackendIntent => {
    const leading = routesTo(routes, gateway, `${b.namespace}/${b.service}:${b.servicePort}`);
    const tokens = leading.flatMap((r) => policyOf(security, r)?.jwt ?? []);
    const distinct = [
      ...new Map(tokens.map(({ issuer, audiences, jwks }) => [issuer, { issuer, audiences, jwks }])).values(),
    ];
    const needed = leading.length > 0 && leading.every((r) => (policyOf(security, r)?.jwt.length ?? 0) > 0);
    const scopes = leading.map((r) => byName.get(r.service)?.allow?.scopes ?? []);
    const same = scopes.every((s) => JSON.stringify(s) === JSON.stringify(scopes[0]));
    return {
      ...b,
      tokens: readsRequests ? distinct : [],
      tokensNeeded: readsRequests && needed,
      healthPaths: [...new Set(healthPathsOf(answers, gateway, idOf(b)))],
      scopes: readsRequests && needed && same ? (scopes[0] ?? []) : [],
    };
  });
  const provider = 'tracingProvider' in mesh ? mesh.tracingProvider : undefined;
  const domain = ('trustDomain' in mesh ? mesh.trustDomain : undefined) ?? 'cluster.local';
  return {
    mode: mesh.mode,
    waypoint,
    principal: `${domain}/ns/${install.proxies.namespace}/sa/${proxyServiceAccount(gateway, install)}`,
    namespaces: namespacesOf(answers, gateway),
    backends,
    tracing:
      provider !== undefined && observability.tracing
        ? { provider, sampling: observability.tracing.sampling }
        : undefined,
  };
};
