// Compares Istio's objects with the gateway: requests that the gateway allows and the mesh rejects.

import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { accountInControllerNamespace } from '../../objects/proxy-account.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Check } from '../check.ts';
import { routed } from './routed-services.ts';

/** Whether the pods of an EnvoyProxy are in the mesh by label. */
const isEnrolled = (proxy: Loose): boolean => {
  const kubernetes = fields(fields(fields(proxy.spec).provider).kubernetes);
  return [kubernetes.envoyDeployment, kubernetes.envoyDaemonSet].some((workload) => {
    const labels = fields(fields(fields(workload).pod).labels);
    return labels['istio.io/dataplane-mode'] === 'ambient' || labels['sidecar.istio.io/inject'] === 'true';
  });
};

/** Whether an EnvoyProxy has a client certificate; Envoy sends it only to backends with a BackendTLSPolicy. */
const hasCertificate = (proxy: Loose): boolean =>
  fields(fields(proxy.spec).backendTLS).clientCertificateRef !== undefined;

/** Services that Envoy calls over TLS, as `namespace/service`. */
const overTls = (snapshot: Snapshot): Set<string> =>
  new Set(
    snapshot.of('BackendTLSPolicy').flatMap((policy) =>
      entries(fields(policy.spec).targetRefs)
        .filter((ref) => ref.kind === 'Service')
        .map((ref) => `${policy.metadata.namespace}/${text(ref.name)}`),
    ),
  );

const namespaceEnrolled = (snapshot: Snapshot): boolean =>
  snapshot.of('Namespace').some((n) => {
    const labels = fields(n.metadata.labels);
    return labels['istio.io/dataplane-mode'] === 'ambient' || labels['istio-injection'] === 'enabled';
  });

/** Backends that accept mTLS only, behind proxies that are not in the mesh. */
export const strictBackends: Check = (snapshot, report) => {
  const outside = snapshot.of('EnvoyProxy').filter((p) => !isEnrolled(p));
  if (outside.length === 0 || namespaceEnrolled(snapshot)) return;
  const services = groupBy(
    [...routed(snapshot).keys()].map((id) => id.slice(0, id.lastIndexOf(':'))),
    (service) => service.slice(0, service.indexOf('/')),
  );
  const withoutCertificate = outside.find((p) => !hasCertificate(p));
  const tls = overTls(snapshot);
  for (const policy of snapshot.of('PeerAuthentication')) {
    const { mode } = fields(fields(policy.spec).mtls);
    const inside = services.get(policy.metadata.namespace ?? '') ?? [];
    const inClear = inside.filter((s) => !tls.has(s));
    if (mode !== 'STRICT' || inside.length === 0) continue;
    if (withoutCertificate)
      report('MeshRejectsGateway', policy, 'spec.mtls.mode', {
        case: 'proxy',
        of: { namespace: policy.metadata.namespace ?? '', proxy: withoutCertificate.metadata.name },
      });
    else if (inClear.length > 0)
      report('MeshRejectsGateway', policy, 'spec.mtls.mode', {
        case: 'services',
        of: { namespace: policy.metadata.namespace ?? '', services: inClear },
      });
  }
};

const sorted = (v: unknown): string => JSON.stringify(Array.isArray(v) ? v.map(plain).sort() : []);

/** An issuer with other audiences or keys in the mesh than at the gateway. */
export const meshTokens: Check = (snapshot, report) => {
  const edge = new Map<string, Fields>();
  for (const policy of snapshot.of('SecurityPolicy'))
    for (const provider of entries(fields(fields(policy.spec).jwt).providers))
      if (text(provider.issuer) !== undefined) edge.set(text(provider.issuer)!, provider);
  for (const policy of snapshot.of('RequestAuthentication'))
    for (const [i, rule] of entries(fields(policy.spec).jwtRules).entries()) {
      const provider = edge.get(text(rule.issuer) ?? '');
      if (!provider) continue;
      const uri = text(fields(provider.remoteJWKS).uri);
      const audiences = sorted(rule.audiences) !== sorted(provider.audiences);
      const keys = uri !== undefined && text(rule.jwksUri) !== undefined && text(rule.jwksUri) !== uri;
      if (audiences || keys)
        report('MeshTokensDiffer', policy, `spec.jwtRules[${i}]`, {
          issuer: text(rule.issuer) ?? '',
          differ: audiences ? 'audiences' : 'keys',
        });
    }
};

/** The ServiceAccount of a gateway in a principal (`cluster.local/ns/edge/sa/envoy-...`); undefined: not of a gateway. */
const accountOf = (principal: unknown): string | undefined => {
  const written = text(principal) ?? '';
  const at = written.indexOf('/sa/envoy-');
  return at >= 0 && /.-[0-9a-f]{8}$/.test(written.slice(at + '/sa/envoy-'.length))
    ? written.slice(at + '/sa/'.length)
    : undefined;
};

/** Policies that allow the identity of a gateway that is not among the objects. */
export const meshPrincipals: Check = (snapshot, report) => {
  const accounts = new Set(
    snapshot
      .of('Gateway')
      .map(({ metadata: m }) => accountInControllerNamespace({ name: m.name, namespace: m.namespace ?? 'default' })),
  );
  if (accounts.size === 0) return;
  for (const policy of snapshot.of('AuthorizationPolicy'))
    for (const [i, rule] of entries(fields(policy.spec).rules).entries())
      for (const from of entries(rule.from)) {
        const { principals } = fields(from.source);
        for (const p of Array.isArray(principals) ? principals : []) {
          const account = accountOf(p);
          if (account !== undefined && !accounts.has(account))
            report('MeshPrincipalUnknown', policy, `spec.rules[${i}].from`, { account, known: [...accounts] });
        }
      }
};
