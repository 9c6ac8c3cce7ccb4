// Parameters of Gateways and GatewayClasses (processGatewayParamsRef and processGatewayClassParamsRef in the provider's controller.go).
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { ENVOY_GATEWAY, fields, type Loose, type Ref, refOf, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { classOf, isMerged, proxyOfClass, proxySpecs } from './controllers.ts';

/** Why Envoy Gateway does not accept the parameters. */
export interface ParametersFault {
  readonly field: string;
  readonly values: ValuesOf<'InvalidParameters'>;
}

/** Whether the fault does not depend on an object that may be in the cluster. */
export const isSure = ({ values }: ParametersFault): boolean =>
  (values.case !== 'missing' && values.case !== 'telemetry') || values.of.absence === 'certain';

const checkRef = (
  snapshot: Snapshot,
  { group = '', kind = '', name = '' }: Ref,
  namespace: string | undefined,
  of: string,
  field: string,
): ParametersFault | undefined => {
  if (group !== ENVOY_GATEWAY || kind !== 'EnvoyProxy')
    return { field, values: { case: 'kind', of: { kind, group, of } } };
  if (snapshot.find(group, kind, namespace, name)) return undefined;
  const absence = snapshot.absence(group, kind, namespace);
  return { field, values: { case: 'missing', of: { kind, name, namespace, of, absence } } };
};

/** Of a GatewayClass. The default of the namespace is `default`. */
export const classFault = (snapshot: Snapshot, gatewayClass: Loose): ParametersFault | undefined => {
  const given = fields(gatewayClass.spec).parametersRef;
  if (given === undefined || given === null || proxyOfClass(snapshot, gatewayClass)) return undefined;
  const ref = refOf(given);
  return checkRef(snapshot, ref, ref.namespace ?? 'default', 'GatewayClass', 'spec.parametersRef');
};

/** Of a Gateway, and of what it combines with the parameters of its class. */
export const gatewayFault = (snapshot: Snapshot, gateway: Loose): ParametersFault | undefined => {
  const field = 'spec.infrastructure.parametersRef';
  const gatewayClass = classOf(snapshot, gateway);
  const merged = isMerged(snapshot, gatewayClass);
  const given = fields(fields(gateway.spec).infrastructure).parametersRef;
  if (given !== undefined && given !== null) {
    const ofClass = proxyOfClass(snapshot, gatewayClass);
    if (fields(ofClass?.spec).mergeGateways === true)
      return { field, values: { case: 'merged', of: { name: text(ofClass?.metadata.name) ?? '' } } };
    const found = checkRef(snapshot, refOf(given), gateway.metadata.namespace, 'Gateway', field);
    if (found) return found;
  }
  // mergeBackendsConfigForGateway: what the class and the configuration set counts, also where the Gateway's own replaces the rest.
  const above = [fields(proxyOfClass(snapshot, gatewayClass)?.spec), fields(fields(snapshot.config).envoyProxy)];
  const mergesBackends = [...proxySpecs(snapshot, gateway), ...above].some((s) => s.mergeBackends !== undefined);
  return merged && mergesBackends ? { field: 'spec.gatewayClassName', values: { case: 'mergedBackends' } } : undefined;
};
