import type { GatewayClass } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { GATEWAY_API, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { PROXIES } from './notes/proxies-notes.ts';

/** The class of Envoy Gateway. Other Gateways may share it, so it has no settings of this Gateway. */
export const gatewayClass = (intent: Intent): Resource[] => {
  const object: GatewayClass = {
    apiVersion: GATEWAY_API,
    kind: 'GatewayClass',
    metadata: { name: intent.gateway.className, labels: { 'app.kubernetes.io/managed-by': 'eg-api-gateway' } },
    spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  };
  return [resource('gatewayClass', 'gatewayclass', object, [note('why', PROXIES.shared)])];
};
