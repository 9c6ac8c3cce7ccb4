// Manifests for the tests of policies: a Gateway `edge` with an EnvoyProxy, a route `app` with a rule `api`, and policies of it.
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkReferences } from './found.ts';

export type Spec = Record<string, unknown>;

export const object = (apiVersion: string, kind: string, name: string, more: Spec, namespace = 'edge') =>
  ({ apiVersion, kind, metadata: { name, namespace }, ...more }) as unknown as KubernetesObject;
export const gatewayApi = (kind: string, name: string, spec: Spec, namespace?: string) =>
  object('gateway.networking.k8s.io/v1', kind, name, { spec }, namespace);
export const envoy = (kind: string, name: string, spec: Spec, namespace?: string) =>
  object('gateway.envoyproxy.io/v1alpha1', kind, name, { spec }, namespace);

export const target = (kind: string, name: string, sectionName?: string) => ({
  group: 'gateway.networking.k8s.io',
  kind,
  name,
  ...(sectionName && { sectionName }),
});
const APP = { targetRefs: [target('HTTPRoute', 'app')] };

export const classOf = (proxy?: string) =>
  ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'eg' },
    spec: {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      ...(proxy && {
        parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: proxy, namespace: 'edge' },
      }),
    },
  }) as unknown as KubernetesObject;
const listeners = gatewayApi('Gateway', 'edge', {
  gatewayClassName: 'eg',
  listeners: [
    { name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
    { name: 'tcp', port: 5432, protocol: 'TCP' },
  ],
});
/** cert-manager makes the Secrets of its listeners. */
export const gateway = {
  ...listeners,
  metadata: { ...listeners.metadata, annotations: { 'cert-manager.io/issuer': 'acme' } },
};
export const route = gatewayApi('HTTPRoute', 'app', {
  parentRefs: [{ name: 'edge', sectionName: 'web' }],
  rules: [{ name: 'api', matches: [{ path: { value: '/a' } }], backendRefs: [{ name: 'app', port: 80 }] }],
});
export const service = object('v1', 'Service', 'app', { spec: { selector: { app: 'app' }, ports: [{ port: 80 }] } });
/** All that a policy of the route needs; a proxy can be given. */
export const base = (proxy?: Spec): KubernetesObject[] => [
  classOf(proxy && 'proxy'),
  ...(proxy ? [envoy('EnvoyProxy', 'proxy', proxy)] : []),
  gateway,
  route,
  service,
];

export const security = (spec: Spec, name = 'app') => envoy('SecurityPolicy', name, { ...APP, ...spec });
export const traffic = (spec: Spec, name = 'app') => envoy('BackendTrafficPolicy', name, { ...APP, ...spec });
export const extension = (spec: Spec, name = 'app') => envoy('EnvoyExtensionPolicy', name, { ...APP, ...spec });
export const secret = (name: string, stringData: Spec, namespace?: string) =>
  object('v1', 'Secret', name, { stringData }, namespace);
export const configMap = (name: string, data: Spec) => object('v1', 'ConfigMap', name, { data });

/** The codes of the findings about objects next to those of `base`; the cluster may have others. */
export const codesOf = (objects: readonly KubernetesObject[], config?: unknown): string[] =>
  checkReferences(objects, false, config).map((f) => f.code);
