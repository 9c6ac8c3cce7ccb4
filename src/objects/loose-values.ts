// Values of objects from any source, whose types are not known.
import type { KubernetesObject } from './resource.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const GATEWAY_API = 'gateway.networking.k8s.io';
export const ENVOY_GATEWAY = 'gateway.envoyproxy.io';
/** Groups of generated objects; objects of other groups may already be in the cluster. */
export const isOurs = (group: string | undefined): boolean => group === GATEWAY_API || group === ENVOY_GATEWAY;

const isFields = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v);
/** The fields of an object; no fields if the value is not an object. */
export const fields = (v: unknown): Fields => (isFields(v) ? v : {});
export const text = (v: unknown): string | undefined => (typeof v === 'string' ? v : undefined);

export const groupOf = (o: KubernetesObject): string =>
  o.apiVersion.includes('/') ? o.apiVersion.slice(0, o.apiVersion.indexOf('/')) : '';
