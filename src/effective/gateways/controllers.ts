// Which Gateways belong to Envoy Gateway, and the EnvoyProxy that applies to each.
import {
  ENVOY_GATEWAY,
  type Fields,
  fields,
  GATEWAY_API,
  type Loose,
  type Ref,
  refOf,
  text,
} from '../objects/loose-objects.ts';
import type { ObjectIndex } from '../objects/object-index.ts';

/** The objects, and the configuration of Envoy Gateway if it is known. */
type Objects = Pick<ObjectIndex, 'find' | 'labelled'> & { readonly config?: unknown; readonly whole?: boolean };

/**
 * Whose Gateway an object is. `own`: Envoy Gateway's. `foreign`: its class names another controller, so Envoy Gateway ignores it.
 * `unknown`: its GatewayClass is not among the objects, and nothing shows that they are meant for Envoy Gateway.
 */
export type Controller = 'own' | 'foreign' | 'unknown';

/** GatewayClasses that other controllers create or document; they are rarely among the files. */
const FOREIGN =
  /^(gke-l7-.+|istio|istio-(remote|waypoint|east-west)|cilium|nginx|kong|traefik|haproxy|contour|kgateway|kgateway-waypoint|gloo-gateway|agentgateway|tyk|apisix|openshift-default|amazon-vpc-lattice|aws-alb|aws-nlb|azure-alb-external)$/;
const OWN = /^eg$|envoy/;
/** Names of other implementations in the names of Gateways and namespaces. */
const OTHERS = /istio|cilium|nginx|kong|traefik|haproxy|contour|kgateway|gloo|linkerd|apisix/;

/** Whether the name of a Gateway, or its namespace, is that of another implementation. */
export const isNamedForOthers = ({ name, namespace }: Ref): boolean =>
  [name, namespace].some((text) => OTHERS.test(text ?? ''));

const KINDS = ['EnvoyProxy', 'SecurityPolicy', 'BackendTrafficPolicy', 'ClientTrafficPolicy', 'EnvoyExtensionPolicy'];
const MORE_KINDS = ['EnvoyPatchPolicy', 'Backend', 'HTTPRouteFilter'];

/** Whether the objects contain any kind of Envoy Gateway. */
export const usesEnvoyGateway = (all: Objects): boolean =>
  [...KINDS, ...MORE_KINDS].some((kind) => all.labelled(ENVOY_GATEWAY, kind, '*').length > 0);

/** Whether a namespace contains any object of Envoy Gateway. */
const isUsedIn = (all: Objects, namespace: string | undefined): boolean =>
  [...KINDS, ...MORE_KINDS].some((kind) => all.labelled(ENVOY_GATEWAY, kind, namespace ?? '').length > 0);

/**
 * Whether something shows that Envoy Gateway serves an object, although its Gateway is not among the objects: a GatewayClass of
 * Envoy Gateway, objects of Envoy Gateway next to it or to its Gateway, or the name of the Gateway.
 */
export const pointsToUs = (all: Objects, object: Loose, gateway: Ref): boolean =>
  all.labelled(GATEWAY_API, 'GatewayClass', '*').some((c) => controllerOfClass(all, c) === 'own') ||
  [gateway.name, gateway.namespace].some((name) => OWN.test(name ?? '')) ||
  isUsedIn(all, object.metadata.namespace) ||
  isUsedIn(all, gateway.namespace);

/** The class of a Gateway, if it is among the objects. */
export const classOf = (all: Objects, gateway: Loose): Loose | undefined =>
  all.find(GATEWAY_API, 'GatewayClass', undefined, text(fields(gateway.spec).gatewayClassName) ?? '');

/**
 * The controller that a GatewayClass names. Several Envoy Gateways in a cluster have different names, usually with the same domain
 * (`gateway.controllerName` of the EnvoyGateway configuration).
 */
export const controllerOfClass = (all: Objects, gatewayClass: Loose): Controller => {
  const name = text(fields(gatewayClass.spec).controllerName) ?? '';
  if (name === text(fields(fields(all.config).gateway).controllerName)) return 'own';
  return name.startsWith(`${ENVOY_GATEWAY}/`) ? 'own' : 'foreign';
};

/** Whether a Gateway has parameters of another controller: a ConfigMap of Istio, for example. */
const hasOtherParameters = (gateway: Loose): boolean => {
  const { group } = refOf(fields(fields(gateway.spec).infrastructure).parametersRef);
  return group !== undefined && group !== ENVOY_GATEWAY;
};

/** Whose Gateway it is (GetRelevantGateways in translator.go, managedGatewayClasses in the provider's controller.go). */
export const controllerOf = (all: Objects, gateway: Loose): Controller => {
  const found = classOf(all, gateway);
  if (found) return controllerOfClass(all, found);
  const name = text(fields(gateway.spec).gatewayClassName) ?? '';
  if (OWN.test(name)) return 'own';
  if (FOREIGN.test(name) || hasOtherParameters(gateway)) return 'foreign';
  // Where the class of Envoy Gateway is among the files, one that is not may be of another controller.
  const classes = all.labelled(GATEWAY_API, 'GatewayClass', '*');
  if (usesEnvoyGateway(all) && !classes.some((c) => controllerOfClass(all, c) === 'own')) return 'own';
  return all.whole ? 'foreign' : 'unknown';
};

/** Whether another controller serves the Gateway: Envoy Gateway reports nothing about it or its routes. */
export const isForeign = (all: Objects, gateway: Loose): boolean => controllerOf(all, gateway) === 'foreign';

/** The Gateways that Envoy Gateway serves, or may serve. */
export const ownGateways = (all: Objects & Pick<ObjectIndex, 'of'>): readonly Loose[] =>
  all.of('Gateway').filter((gateway) => !isForeign(all, gateway));

/** The EnvoyProxy of a GatewayClass, if it is among the objects. */
export const proxyOfClass = (all: Objects, gatewayClass: Loose | undefined): Loose | undefined => {
  const { group, kind, name = '', namespace = 'default' } = refOf(fields(gatewayClass?.spec).parametersRef);
  return group === ENVOY_GATEWAY && kind === 'EnvoyProxy' ? all.find(group, kind, namespace, name) : undefined;
};

/** Whether all Gateways of a class share one fleet of proxies (IsMergeGatewaysEnabled in helpers.go). */
export const isMerged = (all: Objects, gatewayClass: Loose | undefined): boolean => {
  const own = fields(proxyOfClass(all, gatewayClass)?.spec).mergeGateways;
  return (typeof own === 'boolean' ? own : fields(fields(all.config).envoyProxy).mergeGateways) === true;
};

/** The EnvoyProxy that the Gateway itself refers to, if it is among the objects. */
export const proxyOfGateway = (all: Objects, gateway: Loose): Loose | undefined => {
  const { group, kind, name = '' } = refOf(fields(fields(gateway.spec).infrastructure).parametersRef);
  return group === ENVOY_GATEWAY && kind === 'EnvoyProxy'
    ? all.find(group, kind, gateway.metadata.namespace, name)
    : undefined;
};

/** The EnvoyProxies that apply to a Gateway, the most specific one first (MergeEnvoyProxyConfigs in envoyproxy_merge.go). */
export const proxiesOf = (all: Objects, gateway: Loose): readonly Loose[] => {
  const gatewayClass = classOf(all, gateway);
  const ofClass = proxyOfClass(all, gatewayClass);
  const own = isMerged(all, gatewayClass) ? undefined : proxyOfGateway(all, gateway);
  const replaces = own !== undefined && (fields(own.spec).mergeType ?? 'Replace') === 'Replace';
  return [own, replaces ? undefined : ofClass].filter((p) => p !== undefined);
};

/** The specs of the EnvoyProxies that apply to a Gateway, with the default of the EnvoyGateway configuration. */
export const proxySpecs = (all: Objects, gateway: Loose): readonly Fields[] => {
  const proxies = proxiesOf(all, gateway).map((p) => fields(p.spec));
  const merges = proxies.length === 0 || proxies.some((p) => (p.mergeType ?? 'Replace') !== 'Replace');
  const base = fields(fields(all.config).envoyProxy);
  return merges ? [...proxies, base] : proxies;
};

/** The types of addresses of a Gateway that Envoy Gateway supports (unsupportedAddressType in translator.go). */
export const ADDRESS_TYPES: readonly string[] = ['IPAddress', 'Hostname'];
