// Conditions of Gateways, GatewayClasses, EnvoyProxies and ListenerSets as a whole.
import type { ValuesArgument } from '../../diagnostics/catalogue.ts';
import { ADDRESS_TYPES, controllerOf, controllerOfClass } from '../gateways/controllers.ts';
import { classFault, gatewayFault, type ParametersFault } from '../gateways/gateway-parameters.ts';
import { backendCertificateFault, clientValidation, type TlsFault } from '../gateways/gateway-tls.ts';
import { proxyFaults } from '../gateways/proxy-rules.ts';
import { telemetryFaults } from '../gateways/telemetry.ts';
import { admissionOf, gatewayOf } from '../listeners/listener-sets.ts';
import {
  ENVOY_GATEWAY,
  entries,
  fields,
  GATEWAY_API,
  groupOf,
  type Loose,
  refOf,
  show,
  text,
} from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Conclude, ConditionRule } from './condition.ts';

const parametersOf = (conclude: Conclude, object: Loose, found: readonly (ParametersFault | undefined)[]): void => {
  for (const fault of found)
    if (fault)
      conclude(
        { object, type: 'Accepted', reason: 'InvalidParameters', field: fault.field },
        'InvalidParameters',
        fault.values,
      );
};

const tlsOf = (conclude: Conclude, object: Loose, fault: TlsFault | undefined): void => {
  if (!fault) return;
  const { field, code, values } = fault;
  const reason = code === 'InvalidCACertificateRef' ? 'InvalidParameters' : code;
  conclude(
    { object, type: 'ResolvedRefs', reason, field },
    code,
    ...([values] as unknown as ValuesArgument<typeof code>),
  );
};

const gateways = (snapshot: Snapshot, conclude: Conclude): void => {
  for (const gateway of snapshot.of('Gateway')) {
    if (groupOf(gateway) !== GATEWAY_API) continue;
    const controller = controllerOf(snapshot, gateway);
    if (controller === 'foreign') continue;
    const isOwn = controller === 'own';
    if (isOwn) parametersOf(conclude, gateway, [gatewayFault(snapshot, gateway)]);
    for (const [i, address] of entries(fields(gateway.spec).addresses).entries()) {
      const type = text(address.type) ?? 'IPAddress';
      const at = { type: 'Accepted', reason: 'UnsupportedAddress', field: `spec.addresses[${i}].type` } as const;
      if (!ADDRESS_TYPES.includes(type)) conclude({ object: gateway, ...at }, 'UnsupportedAddress', { type, isOwn });
    }
    const { byDefault, byPort } = clientValidation(snapshot, gateway);
    for (const fault of [byDefault, ...byPort.values(), backendCertificateFault(snapshot, gateway)])
      tlsOf(conclude, gateway, fault);
  }
};

const listenerSets = (snapshot: Snapshot, conclude: Conclude): void => {
  for (const set of snapshot.of('ListenerSet')) {
    if (groupOf(set) !== GATEWAY_API) continue;
    const at = { object: set, type: 'Accepted', field: 'spec.parentRef' } as const;
    const gateway = gatewayOf(snapshot, set);
    if (!gateway) {
      const { name = '', namespace = set.metadata.namespace } = refOf(fields(set.spec).parentRef);
      const absence = snapshot.absence(GATEWAY_API, 'Gateway', namespace);
      const values = { name, namespace, absence };
      conclude({ ...at, reason: 'ListenerSetWithoutGateway' }, 'ListenerSetWithoutGateway', values);
    } else if (controllerOf(snapshot, gateway) !== 'foreign' && admissionOf(snapshot, gateway, set) === 'refused') {
      const from = text(fields(fields(fields(gateway.spec).allowedListeners).namespaces).from);
      const shown = { gateway: show(gateway) };
      conclude(
        { ...at, reason: 'NotAllowed' },
        'NotAllowed',
        from === undefined || from === 'None'
          ? { case: 'none', of: shown }
          : { case: 'namespace', of: { ...shown, from, namespace: set.metadata.namespace ?? '' } },
      );
    }
  }
};

/** What Envoy Gateway refuses of Gateways and what belongs to them (GetRelevantGateways in translator.go, listenerset.go). */
export const gatewayConditions: ConditionRule = (snapshot, conclude) => {
  for (const gatewayClass of snapshot.of('GatewayClass'))
    if (groupOf(gatewayClass) === GATEWAY_API && controllerOfClass(snapshot, gatewayClass) === 'own')
      parametersOf(conclude, gatewayClass, [classFault(snapshot, gatewayClass)]);
  for (const proxy of snapshot.of('EnvoyProxy'))
    if (groupOf(proxy) === ENVOY_GATEWAY)
      parametersOf(conclude, proxy, [...proxyFaults(proxy), ...telemetryFaults(snapshot, proxy)]);
  gateways(snapshot, conclude);
  listenerSets(snapshot, conclude);
};
