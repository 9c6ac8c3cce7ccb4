import { ENVOY_GATEWAY, groupOf } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';
import { valuesAt } from './field-values.ts';

interface Deprecated {
  readonly path: string;
  readonly replacement: string;
  /** Envoy Gateway sets a condition in the status. */
  readonly warns?: true;
  /** The only value that counts; default: any. */
  readonly value?: unknown;
}

const TARGET: Deprecated = { path: 'spec.targetRef', replacement: 'spec.targetRefs', warns: true };
const sink = (above: string): Deprecated => ({
  path: `${above}.host`,
  replacement: `${above.slice(above.lastIndexOf('.') + 1)}.backendRefs`,
});
const LOG = 'spec.telemetry.accessLog.settings[].sinks[].openTelemetry';

/**
 * Deprecated fields of Envoy Gateway 1.9.1. Those that warn: `deprecatedFieldsUsedIn...` in internal/gatewayapi/securitypolicy.go,
 * envoyextensionpolicy.go, backendtrafficpolicy.go and clienttrafficpolicy.go. The others: "Deprecated:" in api/v1alpha1, except
 * `rateLimit.type`, which most policies have and which changes what a policy with both limits means.
 */
const FIELDS: Readonly<Record<string, readonly Deprecated[]>> = {
  SecurityPolicy: [
    TARGET,
    { path: 'spec.extAuth.grpc.backendRef', replacement: 'spec.extAuth.grpc.backendRefs', warns: true },
    { path: 'spec.extAuth.http.backendRef', replacement: 'spec.extAuth.http.backendRefs', warns: true },
  ],
  EnvoyExtensionPolicy: [TARGET],
  BackendTrafficPolicy: [
    TARGET,
    { path: 'spec.compression', replacement: 'spec.compressor', warns: true },
    {
      path: 'spec.loadBalancer.consistentHash.header',
      replacement: 'type: Headers and headers in spec.loadBalancer.consistentHash',
    },
  ],
  ClientTrafficPolicy: [
    TARGET,
    { path: 'spec.enableProxyProtocol', replacement: 'spec.proxyProtocol', warns: true },
    { path: 'spec.headers.preserveXRequestID', replacement: 'spec.headers.requestID', warns: true },
    {
      path: 'spec.tls.clientValidation.optional',
      replacement: 'spec.tls.clientValidation.mode',
      warns: true,
      value: true,
    },
  ],
  EnvoyProxy: [
    sink(LOG),
    { path: `${LOG}.resources`, replacement: 'resourceAttributes' },
    sink('spec.telemetry.metrics.sinks[].openTelemetry'),
    sink('spec.telemetry.tracing.provider'),
    { path: 'spec.telemetry.tracing.customTags', replacement: 'spec.telemetry.tracing.tags' },
  ],
};

/** Fields that Envoy Gateway reads, but no longer recommends. */
export const deprecatedFields: Check = (snapshot, report) => {
  for (const [kind, fields] of Object.entries(FIELDS))
    for (const object of snapshot.of(kind)) {
      if (groupOf(object) !== ENVOY_GATEWAY) continue;
      for (const { path, replacement, warns = false, value: only } of fields)
        for (const { field, value } of valuesAt(object, path)) {
          const isEmptyList = Array.isArray(value) && value.length === 0;
          if (isEmptyList || (only !== undefined && value !== only)) continue;
          report('DeprecatedField', object, field, { field, replacement, warns });
        }
    }
};
