import { entries, fields, text } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';

/** External Backends on port 443 without TLS: Envoy calls them in clear text (envoyproxy/gateway issue 6302). */
export const clearTextBackends: Check = (snapshot, report) => {
  for (const backend of snapshot.of('Backend')) {
    const spec = fields(backend.spec);
    const tls = spec.tls !== undefined || snapshot.attachments.on(backend, 'BackendTLSPolicy').length > 0;
    const at = entries(spec.endpoints).findIndex((e) => fields(e.fqdn ?? e.ip).port === 443);
    if (!tls && at >= 0) report('ClearTextBackend', backend, `spec.endpoints[${at}]`);
  }
};

/** BackendTLSPolicies for a port of a Backend that routes refer to without a port: they do not apply, and no status reports it. */
export const ignoredTls: Check = (snapshot, report) => {
  const portless = new Set(
    snapshot.routes().flatMap((route) =>
      entries(fields(route.spec).rules)
        .flatMap((rule) => entries(rule.backendRefs))
        .filter((ref) => ref.kind === 'Backend' && ref.port === undefined)
        .map((ref) => `${text(ref.namespace) ?? route.metadata.namespace}/${text(ref.name)}`),
    ),
  );
  for (const policy of snapshot.of('BackendTLSPolicy'))
    for (const [i, ref] of entries(fields(policy.spec).targetRefs).entries())
      if (
        ref.kind === 'Backend' &&
        ref.sectionName !== undefined &&
        portless.has(`${policy.metadata.namespace}/${text(ref.name)}`)
      )
        report('TlsPolicyIgnored', policy, `spec.targetRefs[${i}].sectionName`, {
          backend: text(ref.name) ?? '',
          port: text(ref.sectionName) ?? '',
        });
};

/** A fallback Backend next to a Service: the two become weighted clusters (observed with v1.9.1). */
export const splitFallbacks: Check = (snapshot, report) => {
  const fallbacks = new Set(
    snapshot
      .of('Backend')
      .filter((b) => fields(b.spec).fallback === true)
      .map((b) => `${b.metadata.namespace}/${b.metadata.name}`),
  );
  if (fallbacks.size === 0) return;
  for (const route of snapshot.routes())
    for (const [i, rule] of entries(fields(route.spec).rules).entries()) {
      const refs = entries(rule.backendRefs);
      const stands = refs.some(
        (r) =>
          r.kind === 'Backend' && fallbacks.has(`${text(r.namespace) ?? route.metadata.namespace}/${text(r.name)}`),
      );
      if (stands && refs.some((r) => (text(r.kind) ?? 'Service') === 'Service'))
        report('FallbackLoadBalanced', route, `spec.rules[${i}].backendRefs`);
    }
};

/** Proxies that trace every request, because no sampling rate is set. */
export const fullTracing: Check = (snapshot, report) => {
  for (const proxy of snapshot.of('EnvoyProxy')) {
    const { tracing } = fields(fields(proxy.spec).telemetry);
    const { samplingRate, samplingFraction } = fields(tracing);
    if (tracing !== undefined && samplingRate === undefined && samplingFraction === undefined)
      report('EveryRequestTraced', proxy, 'spec.telemetry.tracing');
  }
};

const METHODS = ['jwt', 'apiKeyAuth', 'basicAuth', 'oidc', 'extAuth'];

/** Policies with several methods, all of which a request must satisfy. */
export const allMethods: Check = (snapshot, report) => {
  for (const policy of snapshot.of('SecurityPolicy')) {
    const spec = fields(policy.spec);
    const methods = METHODS.filter((m) => spec[m] !== undefined);
    // A login that passes tokens through is the only way to accept either credential in one policy.
    if (methods.length < 2 || fields(spec.oidc).passThroughAuthHeader === true) continue;
    if (methods.includes('extAuth') || text(fields(spec.jwt).optional) === 'true') continue;
    report('AllMethodsRequired', policy, 'spec', { methods });
  }
};
