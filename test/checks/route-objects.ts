// Routes and what they refer to, for tests.
import type { KubernetesObject } from '../../src/objects/resource.ts';

export type Fields = Record<string, unknown>;

const object = (apiVersion: string, kind: string, name: string, spec: Fields): KubernetesObject =>
  ({ apiVersion, kind, metadata: { name, namespace: 'shop' }, spec }) as KubernetesObject;
export const gatewayApi = (kind: string, name: string, spec: Fields): KubernetesObject =>
  object('gateway.networking.k8s.io/v1', kind, name, spec);

const LISTENER = { name: 'http', port: 80, protocol: 'HTTP' };
export const gateway = (listener: Fields = LISTENER): KubernetesObject =>
  gatewayApi('Gateway', 'edge', { gatewayClassName: 'eg', listeners: [listener] });
export const service = (name: string, spec: Fields = {}): KubernetesObject =>
  object('v1', 'Service', name, { selector: { app: name }, ports: [{ port: 80 }], ...spec });
export const backend = (name: string, spec: Fields): KubernetesObject =>
  object('gateway.envoyproxy.io/v1alpha1', 'Backend', name, spec);
export const filterObject = (name: string, spec: Fields): KubernetesObject =>
  object('gateway.envoyproxy.io/v1alpha1', 'HTTPRouteFilter', name, spec);

/** A route with its rules, on the listener `http` of Gateway `edge`. */
export const httpRoute = (...rules: Fields[]): KubernetesObject =>
  gatewayApi('HTTPRoute', 'app', { parentRefs: [{ name: 'edge', sectionName: 'http' }], rules });
export const grpcRoute = (...rules: Fields[]): KubernetesObject =>
  gatewayApi('GRPCRoute', 'app', { parentRefs: [{ name: 'edge', sectionName: 'http' }], rules });
/** A TLSRoute, TCPRoute or UDPRoute on a listener of Gateway `edge`. */
export const l4Route = (kind: string, sectionName: string, ...rules: Fields[]): KubernetesObject =>
  gatewayApi(kind, 'app', { parentRefs: [{ name: 'edge', sectionName }], rules });
