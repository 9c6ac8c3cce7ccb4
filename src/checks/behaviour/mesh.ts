// Istio's objects held against the gateway beside them: what the edge lets through and the mesh then refuses.
import { accountBesideController } from '../../intent/mesh.ts';
import { entries, type Fields, fields, type Loose, text } from '../references/objects.ts';
import { routed } from './routed.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

/** Whether the pods of an EnvoyProxy speak mTLS: in the mesh by label, or with a certificate of their own. */
const isEnrolled = (proxy: Loose): boolean => {
  const spec = fields(proxy.spec);
  const kubernetes = fields(fields(spec.provider).kubernetes);
  return [kubernetes.envoyDeployment, kubernetes.envoyDaemonSet].some((workload) => {
    const labels = fields(fields(fields(workload).pod).labels);
    return labels['istio.io/dataplane-mode'] === 'ambient' || labels['sidecar.istio.io/inject'] === 'true';
  })
    ? true
    : fields(spec.backendTLS).clientCertificateRef !== undefined;
};

const namespaceEnrolled = (scene: Scene): boolean =>
  scene.of('Namespace').some((n) => {
    const labels = fields(n.metadata.labels);
    return labels['istio.io/dataplane-mode'] === 'ambient' || labels['istio-injection'] === 'enabled';
  });

/** Backends that take mTLS only, behind proxies that cannot speak it. */
export const strictBackends: BehaviourCheck = (scene) => {
  const outside = scene.of('EnvoyProxy').filter((p) => !isEnrolled(p));
  if (outside.length === 0 || namespaceEnrolled(scene)) return;
  const namespaces = new Set([...routed(scene).keys()].map((id) => id.slice(0, id.indexOf('/'))));
  for (const policy of scene.of('PeerAuthentication')) {
    const { mode } = fields(fields(policy.spec).mtls);
    if (mode === 'STRICT' && namespaces.has(policy.metadata.namespace ?? ''))
      scene.report(
        'MeshShutsOut',
        'warning',
        policy,
        'spec.mtls.mode',
        `Pods of ${policy.metadata.namespace} take mTLS only, and the proxies of EnvoyProxy ${outside[0]!.metadata.name} are not in the mesh: every request ends in 503. Label their pods istio.io/dataplane-mode: ambient, or sidecar.istio.io/inject: "true".`,
      );
  }
};

const sorted = (v: unknown): string => JSON.stringify(Array.isArray(v) ? [...v].sort() : []);

/** The same issuer with other audiences or keys behind the edge than at it. */
export const meshTokens: BehaviourCheck = (scene) => {
  const edge = new Map<string, Fields>();
  for (const policy of scene.of('SecurityPolicy'))
    for (const provider of entries(fields(fields(policy.spec).jwt).providers))
      if (text(provider.issuer) !== undefined) edge.set(text(provider.issuer)!, provider);
  for (const policy of scene.of('RequestAuthentication'))
    for (const [i, rule] of entries(fields(policy.spec).jwtRules).entries()) {
      const provider = edge.get(text(rule.issuer) ?? '');
      if (!provider) continue;
      const uri = text(fields(provider.remoteJWKS).uri);
      const audiences = sorted(rule.audiences) !== sorted(provider.audiences);
      const keys = uri !== undefined && text(rule.jwksUri) !== undefined && text(rule.jwksUri) !== uri;
      if (audiences || keys)
        scene.report(
          'MeshTokensDiffer',
          'warning',
          policy,
          `spec.jwtRules[${i}]`,
          `Tokens of ${text(rule.issuer)} are checked here with other ${audiences ? 'audiences' : 'keys'} than in the SecurityPolicy: what the edge lets in may end in 401 behind it, or the reverse. Make them equal.`,
        );
    }
};

/** Policies that let in the identity of a gateway that is none of those here. */
export const meshPrincipals: BehaviourCheck = (scene) => {
  const accounts = new Set(
    scene
      .of('Gateway')
      .map(({ metadata: m }) => accountBesideController({ name: m.name, namespace: m.namespace ?? 'default' })),
  );
  if (accounts.size === 0) return;
  for (const policy of scene.of('AuthorizationPolicy'))
    for (const [i, rule] of entries(fields(policy.spec).rules).entries())
      for (const from of entries(rule.from)) {
        const { principals } = fields(from.source);
        for (const p of Array.isArray(principals) ? principals : []) {
          const account = /\/sa\/(envoy-.+-[0-9a-f]{8})$/.exec(String(p))?.[1];
          if (account !== undefined && !accounts.has(account))
            scene.report(
              'MeshPrincipalUnknown',
              'warning',
              policy,
              `spec.rules[${i}].from`,
              `No Gateway here runs as ${account}; it is ${[...accounts].join(' or ')}. Requests of the gateway are refused.`,
            );
        }
      }
};
