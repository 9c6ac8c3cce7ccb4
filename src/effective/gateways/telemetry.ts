// Where proxies send logs, traces and metrics (processBackendRefsForTelemetry in listener.go, which requires no ReferenceGrant).
import { containsUnknown } from '../../objects/unknown-value.ts';
import { isCel } from '../../values/cel-syntax.ts';
import { isExternalName, portsOf, serviceOf } from '../backends/services.ts';
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  inPlace,
  type Loose,
  refOf,
  text,
} from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ParametersFault } from './gateway-parameters.ts';

/** A field with `backendRefs`. */
interface Sink {
  readonly field: string;
  readonly settings: Fields;
}

const sinksOf = (telemetry: Fields): Sink[] => {
  const { accessLog, tracing, metrics } = telemetry;
  const found: Sink[] = [];
  const add = (field: string, settings: unknown): void => void found.push({ field, settings: fields(settings) });
  if (fields(accessLog).disable !== true)
    for (const [i, setting] of entries(fields(accessLog).settings).entries())
      for (const [j, sink] of entries(setting.sinks).entries())
        for (const kind of ['als', 'openTelemetry'])
          add(`spec.telemetry.accessLog.settings[${i}].sinks[${j}].${kind}`, sink[kind]);
  add('spec.telemetry.tracing.provider', fields(tracing).provider);
  for (const [i, sink] of entries(fields(metrics).sinks).entries())
    add(`spec.telemetry.metrics.sinks[${i}].openTelemetry`, sink.openTelemetry);
  return found;
};

const backendFault = (snapshot: Snapshot, proxy: Loose, given: Fields): ParametersFault['values'] | undefined => {
  const { kind = 'Service', name = '', namespace: other, port } = refOf(given);
  const namespace = other ?? proxy.metadata.namespace ?? '';
  const missing = (group: string): ParametersFault['values'] | undefined => {
    const absence = absenceOf(snapshot, group, kind, namespace, name);
    return absence && { case: 'telemetry', of: { kind, name, namespace, absence } };
  };
  if (kind === 'Backend')
    return snapshot.find(ENVOY_GATEWAY, kind, namespace, name) ? undefined : missing(ENVOY_GATEWAY);
  if (kind !== 'Service') return undefined;
  const service = serviceOf(snapshot, kind, namespace, name);
  if (!service) return missing('');
  const shown = inPlace(namespace, name);
  if (isExternalName(service)) return { case: 'telemetryName', of: { service: shown } };
  const ports = portsOf(service);
  if (port === undefined || ports.some((p) => p.port === port && p.protocol === 'TCP')) return undefined;
  return { case: 'telemetryPort', of: { service: shown, port, ports: ports.map((p) => p.port).join(', ') } };
};

/** Filters of access logs that Envoy Gateway cannot parse (validCELExpression). */
const expressionFaults = ({ accessLog }: Fields): ParametersFault[] =>
  fields(accessLog).disable === true
    ? []
    : entries(fields(accessLog).settings).flatMap(({ matches }, i) =>
        (Array.isArray(matches) ? matches : []).flatMap((match, j) => {
          const value = text(match);
          return value === undefined || containsUnknown(value) || isCel(value)
            ? []
            : [
                {
                  field: `spec.telemetry.accessLog.settings[${i}].matches[${j}]`,
                  values: { case: 'expression', of: { value } },
                },
              ];
        }),
      );

/** Why the proxies cannot send telemetry as an EnvoyProxy states. */
export const telemetryFaults = (snapshot: Snapshot, proxy: Loose): ParametersFault[] => [
  ...expressionFaults(fields(fields(proxy.spec).telemetry)),
  ...sinksOf(fields(fields(proxy.spec).telemetry)).flatMap(({ field, settings }) =>
    entries(settings.backendRefs).flatMap((ref, i) => {
      const values = backendFault(snapshot, proxy, ref);
      return values ? [{ field: `${field}.backendRefs[${i}]`, values }] : [];
    }),
  ),
];
