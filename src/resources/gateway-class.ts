import type { GatewayClass } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_API, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { PROXIES } from './notes/proxies-notes.ts';

/** The class of Envoy Gateway. Other Gateways may share it, so it has no settings of this Gateway. */
export const gatewayClass = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  const object: GatewayClass = {
    apiVersion: GATEWAY_API,
    kind: 'GatewayClass',
    metadata: { name: intent.gateway.className, labels: { 'app.kubernetes.io/managed-by': 'eg-api-gateway' } },
    spec: {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      ...(g.merged && {
        parametersRef: { group: ENVOY_GROUP, kind: 'EnvoyProxy', name: g.proxy, namespace: g.namespace },
      }),
    },
  };
  return [resource('gatewayClass', 'gatewayclass', object, [note('why', g.merged ? PROXIES.merged : PROXIES.shared)])];
};
