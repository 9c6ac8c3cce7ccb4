import { entries, fields, text } from '../loose-objects.ts';
import type { BehaviourCheck } from './scene.ts';

/** Backends outside of the cluster on the port of TLS, to which Envoy would speak in clear (envoyproxy/gateway issue 6302). */
export const clearTextBackends: BehaviourCheck = (scene) => {
  for (const backend of scene.of('Backend')) {
    const spec = fields(backend.spec);
    const tls = spec.tls !== undefined || scene.attachments.on(backend, 'BackendTLSPolicy').length > 0;
    const at = entries(spec.endpoints).findIndex((e) => fields(e.fqdn ?? e.ip).port === 443);
    if (!tls && at >= 0)
      scene.report(
        'ClearTextBackend',
        'warning',
        backend,
        `spec.endpoints[${at}]`,
        'Port 443 does not mean TLS: requests, with the credentials in them, leave in clear text. Add spec.tls with wellKnownCACertificates and sni, or a BackendTLSPolicy.',
      );
  }
};

/** BackendTLSPolicies for a port of a Backend that routes refer to without a port: they hold for nothing, without a word in any status. */
export const ignoredTls: BehaviourCheck = (scene) => {
  const portless = new Set(
    scene.routes().flatMap((route) =>
      entries(fields(route.spec).rules)
        .flatMap((rule) => entries(rule.backendRefs))
        .filter((ref) => ref.kind === 'Backend' && ref.port === undefined)
        .map((ref) => `${text(ref.namespace) ?? route.metadata.namespace}/${text(ref.name)}`),
    ),
  );
  for (const policy of scene.of('BackendTLSPolicy'))
    for (const [i, ref] of entries(fields(policy.spec).targetRefs).entries())
      if (
        ref.kind === 'Backend' &&
        ref.sectionName !== undefined &&
        portless.has(`${policy.metadata.namespace}/${text(ref.name)}`)
      )
        scene.report(
          'TlsPolicyIgnored',
          'warning',
          policy,
          `spec.targetRefs[${i}].sectionName`,
          `A route refers to Backend ${text(ref.name)} without a port, so the policy for its port ${text(ref.sectionName)} holds for nothing and requests leave in clear text. Remove the sectionName, or write the port in the backendRef.`,
        );
};

/** A Backend that should stand in, beside a Service: the two become weighted clusters (seen on v1.9.1). */
export const splitFallbacks: BehaviourCheck = (scene) => {
  const fallbacks = new Set(
    scene
      .of('Backend')
      .filter((b) => fields(b.spec).fallback === true)
      .map((b) => `${b.metadata.namespace}/${b.metadata.name}`),
  );
  if (fallbacks.size === 0) return;
  for (const route of scene.routes())
    for (const [i, rule] of entries(fields(route.spec).rules).entries()) {
      const refs = entries(rule.backendRefs);
      const stands = refs.some(
        (r) =>
          r.kind === 'Backend' && fallbacks.has(`${text(r.namespace) ?? route.metadata.namespace}/${text(r.name)}`),
      );
      if (stands && refs.some((r) => (text(r.kind) ?? 'Service') === 'Service'))
        scene.report(
          'FallbackSplits',
          'warning',
          route,
          `spec.rules[${i}].backendRefs`,
          'Beside a Service a Backend with fallback: true is no fallback: it gets its share of all requests, and none takes over. Make the Service a Backend too, by its name in DNS.',
        );
    }
};

/** Proxies that trace every request, because nobody said how many. */
export const fullTracing: BehaviourCheck = (scene) => {
  for (const proxy of scene.of('EnvoyProxy')) {
    const { tracing } = fields(fields(proxy.spec).telemetry);
    const { samplingRate, samplingFraction } = fields(tracing);
    if (tracing !== undefined && samplingRate === undefined && samplingFraction === undefined)
      scene.report(
        'EveryRequestTraced',
        'info',
        proxy,
        'spec.telemetry.tracing',
        'Without samplingRate every request is traced. Write the per cent that the collector can take.',
      );
  }
};

const METHODS = ['jwt', 'apiKeyAuth', 'basicAuth', 'oidc', 'extAuth'];

/** Policies with several methods, each of which a request has to meet. */
export const allMethods: BehaviourCheck = (scene) => {
  for (const policy of scene.of('SecurityPolicy')) {
    const spec = fields(policy.spec);
    const methods = METHODS.filter((m) => spec[m] !== undefined);
    // A login that lets tokens pass is the one way of "either" in a policy.
    if (methods.length < 2 || fields(spec.oidc).passThroughAuthHeader === true) continue;
    if (methods.includes('extAuth') || text(fields(spec.jwt).optional) === 'true') continue;
    scene.report(
      'AllMethodsNeeded',
      'info',
      policy,
      'spec',
      `${methods.join(' and ')} in one policy are all asked for, each of them. For either, make a route for each method, told apart by a header match.`,
    );
  }
};
