import type { KubernetesObject } from '../../src/objects/resource.ts';

type Fields = Record<string, unknown>;

/** Any object, so that tests can also write what does not compile. */
const object = (
  apiVersion: string,
  kind: string,
  name: string,
  spec?: Fields,
  metadata: Fields = {},
): KubernetesObject & { spec?: Fields } =>
  ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', ...metadata },
    ...(spec ? { spec } : {}),
  }) as KubernetesObject & { spec?: Fields };

export const gatewayApi = (kind: string, name: string, spec?: Fields, metadata?: Fields) =>
  object('gateway.networking.k8s.io/v1', kind, name, spec, metadata);
export const envoyGateway = (kind: string, name: string, spec?: Fields, metadata?: Fields) =>
  object('gateway.envoyproxy.io/v1alpha1', kind, name, spec, metadata);
export const core = object;
