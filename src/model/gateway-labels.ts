import { type BackendPodsIntent, type GatewayIntent, LABEL_PREFIX } from './intent.ts';
import { shorten } from './object-names.ts';

/** A backend as policies, annotations and messages name it: `namespace/service:port`. */
export const backendId = (namespace: string, service: string, port: number | string): string =>
  `${namespace}/${service}:${port}`;

/** A backend of the model, in the same words. */
export const idOf = (b: BackendPodsIntent): string => backendId(b.namespace, b.service, b.servicePort);

/** On a policy: the backend that it lets the gateway reach. */
export const BACKEND = `${LABEL_PREFIX}/backend`;

/** Labels by which Envoy Gateway marks the proxy pods of one Gateway, in both deployment modes. */
export const OWNER = 'gateway.envoyproxy.io/owning-gateway-name';
export const OWNER_NAMESPACE = 'gateway.envoyproxy.io/owning-gateway-namespace';
export const proxyLabels = ({ name, namespace }: GatewayIntent): Record<string, string> => ({
  [OWNER_NAMESPACE]: namespace,
  [OWNER]: name,
});

/** Name of an object that belongs to a Gateway and stands beside those of others, often in a namespace of theirs. */
export const besideOthers = ({ namespace, name }: GatewayIntent, what: string): string =>
  shorten(`${namespace}-${name}-${what}`);
