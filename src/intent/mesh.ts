import { kindOfIntent } from '../auth/kinds.ts';
import { idOf } from '../model/gateway-labels.ts';
import type { MeshBackendIntent, MeshIntent, SecurityIntent } from '../model/intent.ts';
import { proxyAccount } from '../objects/proxy-account.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { MeshMode } from '../values/mesh-answer.ts';
import { calledBy, healthPathsByBackend, namespacesOf, routesByBackend } from './network/backend-policies.ts';
import type { Connected, Model } from './network/peers.ts';
import { sdsOf } from './sds.ts';

/** Whether each backend has a sidecar, which can check tokens and paths. */
const HAS_SIDECARS: Readonly<Record<MeshMode, boolean>> = {
  ambient: false,
  sidecar: true,
  sds: true,
  permissive: false,
};

const tokensOf = (policy: SecurityIntent | undefined) => (policy?.auth ?? []).flatMap((a) => kindOfIntent(a).tokens(a));

/** Istio's side of the gateway; undefined: no mesh. */
export const meshOf = (answers: Connected, model: Model): MeshIntent | undefined => {
  const { mesh } = answers;
  if (!mesh) return undefined;
  const { namespace, gateway, install, security, observability } = model;
  const readsRequests = HAS_SIDECARS[mesh.mode] || mesh.waypoint !== undefined;
  const byName = new Map(answers.services.map((s) => [s.name, s]));
  const policies = new Map(security.map((p) => [p.name, p]));
  const leadingTo = routesByBackend(model);
  const health = healthPathsByBackend(answers, namespace);
  const backends = calledBy(answers, model).map((b): MeshBackendIntent => {
    const leading = [...new Set((leadingTo.get(idOf(b)) ?? []).map(({ route }) => route))];
    const tokens = leading.flatMap((r) => tokensOf(policies.get(r.security)));
    const distinct = [
      ...new Map(tokens.map(({ issuer, audiences, jwks }) => [issuer, { issuer, audiences, jwks }])).values(),
    ];
    const needed = leading.length > 0 && leading.every((r) => tokensOf(policies.get(r.security)).length > 0);
    const scopes = leading.map((r) => byName.get(r.service)?.allow?.scopes ?? []);
    const same = scopes.every((s) => JSON.stringify(s) === JSON.stringify(scopes[0]));
    return {
      ...b,
      tokens: readsRequests ? distinct : [],
      tokensNeeded: readsRequests && needed,
      healthPaths: health.get(idOf(b)) ?? [],
      scopes: readsRequests && needed && same ? (scopes[0] ?? []) : [],
    };
  });
  const provider = mesh.tracingProvider;
  const domain = mesh.trustDomain ?? DEFAULTS.mesh.trustDomain.value;
  const namespaces = namespacesOf(answers, namespace);
  return {
    mode: mesh.mode,
    sds: sdsOf(answers, model, domain, namespaces),
    waypoint: mesh.waypoint,
    principal: `${domain}/ns/${install.proxies.namespace}/sa/${proxyAccount(gateway, install)}`,
    namespaces,
    backends,
    tracing:
      provider !== undefined && observability.tracing
        ? { provider, sampling: observability.tracing.sampling }
        : undefined,
  };
};
