import { classOf, proxyOfClass, proxyOfGateway } from '../../gateways/controllers.ts';
import { fields, type Loose } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';

/** Whether every EnvoyProxy that applies to a Gateway is among the objects, so that what they lack is certain. */
export const areProxiesKnown = (snapshot: Snapshot, gateway: Loose): boolean => {
  const own = fields(fields(gateway.spec).infrastructure).parametersRef;
  if (own !== undefined && !proxyOfGateway(snapshot, gateway)) return false;
  const gatewayClass = classOf(snapshot, gateway);
  if (!gatewayClass) return false;
  return fields(gatewayClass.spec).parametersRef === undefined || proxyOfClass(snapshot, gatewayClass) !== undefined;
};
