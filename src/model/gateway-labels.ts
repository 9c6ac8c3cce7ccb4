import type { BackendPodsIntent, GatewayIntent } from './intent.ts';
import { shorten } from './object-names.ts';

/** ID of a backend in policies, annotations and messages: `namespace/service:port`. */
export const backendId = (namespace: string, service: string, port: number | string): string =>
  `${namespace}/${service}:${port}`;

/** ID of a backend of the model. */
export const idOf = (b: BackendPodsIntent): string => backendId(b.namespace, b.service, b.servicePort);

/** Labels that Envoy Gateway sets on the proxy pods of one Gateway, in both deployment modes. */
export const OWNER = 'gateway.envoyproxy.io/owning-gateway-name';
/** In place of both if the Gateways of a class share their proxies (OwnerLabels in helpers.go). */
export const OWNER_CLASS = 'gateway.envoyproxy.io/owning-gatewayclass';
const OWNER_NAMESPACE = 'gateway.envoyproxy.io/owning-gateway-namespace';
export const proxyLabels = (gateway: GatewayIntent): Record<string, string> => {
  if (gateway.merged) return { [OWNER_CLASS]: gateway.className };
  const { name, namespace } = parentOf(gateway);
  return { [OWNER_NAMESPACE]: namespace, [OWNER]: name };
};

/** The Gateway that routes are attached to: the generated one, or that of another owner. */
export const parentOf = ({ name, namespace, attach }: GatewayIntent): { name: string; namespace: string } =>
  attach ?? { name, namespace };

/** Whether clients use node ports that the cluster assigns: the status of the Gateway then contains addresses of nodes. */
export const hasNodePorts = ({ service }: GatewayIntent): boolean =>
  service.type === 'NodePort' && service.addresses.length === 0;

/** Name of an object of this Gateway in a namespace that may contain objects of other Gateways. */
export const besideOthers = ({ namespace, name }: GatewayIntent, what: string): string =>
  shorten(`${namespace}-${name}-${what}`);
