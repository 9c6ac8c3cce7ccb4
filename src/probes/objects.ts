import type { Intent } from '../intent/model.ts';
import type { LookAt, ObjectRef } from './probe.ts';

const RESOURCE = {
  GatewayClass: 'gatewayclasses.gateway.networking.k8s.io',
  Gateway: 'gateways.gateway.networking.k8s.io',
  HTTPRoute: 'httproutes.gateway.networking.k8s.io',
  GRPCRoute: 'grpcroutes.gateway.networking.k8s.io',
  BackendTLSPolicy: 'backendtlspolicies.gateway.networking.k8s.io',
  EnvoyProxy: 'envoyproxies.gateway.envoyproxy.io',
  SecurityPolicy: 'securitypolicies.gateway.envoyproxy.io',
  BackendTrafficPolicy: 'backendtrafficpolicies.gateway.envoyproxy.io',
  ClientTrafficPolicy: 'clienttrafficpolicies.gateway.envoyproxy.io',
  Certificate: 'certificates.cert-manager.io',
  ConfigMap: 'configmaps',
  Deployment: 'deployments.apps',
} as const;
export type Kind = keyof typeof RESOURCE;

/** An object of ours in the Gateway's namespace, or of Envoy Gateway in another. */
export const objectRef = (
  intent: Intent,
  kind: Kind,
  name: string,
  namespace = intent.gateway.namespace,
): ObjectRef => ({
  resource: RESOURCE[kind],
  kind,
  namespace: kind === 'GatewayClass' ? '' : namespace,
  name,
});

const FILE: Partial<Record<Kind, string>> = {
  GatewayClass: '10-gatewayclass',
  EnvoyProxy: '10-gatewayclass',
  Gateway: '20-gateway',
  Certificate: '30-certificate',
  HTTPRoute: '40-httproutes',
  GRPCRoute: '40-httproutes',
  BackendTLSPolicy: '40-httproutes',
  SecurityPolicy: '50-securitypolicies',
  BackendTrafficPolicy: '60-backendtrafficpolicies',
  ClientTrafficPolicy: '70-clienttrafficpolicy',
};

/** Where the output folder holds an object. */
export const lookAt = (kind: Kind, name: string, file = FILE[kind] ?? 'envoy-gateway-values'): LookAt => ({
  file,
  object: `${kind} ${name}`,
});

/** Names that the resources give to objects which hang on the Gateway itself. */
export const gatewayObjects = ({ gateway: g }: Intent) => ({
  redirect: `${g.name}-http-redirect`,
  catchAll: `${g.name}-catch-all`,
  closed: `${g.name}-closed`,
});
