// Written by src/crds/vendor from the CRDs of Gateway API v1.6.1; do not edit.
/** Fields that only the experimental channel has, by kind: `[]` is any item, `=value` a value, '' the whole kind. */
export const EXPERIMENTAL: Readonly<Record<string, readonly string[]>> = {
  'gateway.networking.k8s.io/v1/GRPCRoute': [
    'spec.rules[].sessionPersistence',
    'spec.useDefaultGateways',
  ],
  'gateway.networking.k8s.io/v1/Gateway': [
    'spec.defaultScope',
  ],
  'gateway.networking.k8s.io/v1/HTTPRoute': [
    'spec.rules[].backendRefs[].filters[].externalAuth',
    'spec.rules[].backendRefs[].filters[].type=ExternalAuth',
    'spec.rules[].filters[].externalAuth',
    'spec.rules[].filters[].type=ExternalAuth',
    'spec.rules[].retry',
    'spec.rules[].sessionPersistence',
    'spec.useDefaultGateways',
  ],
  'gateway.networking.k8s.io/v1/TCPRoute': [
    'spec.useDefaultGateways',
  ],
  'gateway.networking.k8s.io/v1/TLSRoute': [
    'spec.useDefaultGateways',
  ],
  'gateway.networking.k8s.io/v1/UDPRoute': [
    'spec.useDefaultGateways',
  ],
  'gateway.networking.k8s.io/v1alpha2/TCPRoute': [
    '',
  ],
  'gateway.networking.k8s.io/v1alpha2/TLSRoute': [
    '',
  ],
  'gateway.networking.k8s.io/v1alpha2/UDPRoute': [
    '',
  ],
  'gateway.networking.k8s.io/v1alpha3/BackendTLSPolicy': [
    '',
  ],
  'gateway.networking.k8s.io/v1alpha3/TLSRoute': [
    '',
  ],
  'gateway.networking.k8s.io/v1beta1/Gateway': [
    'spec.defaultScope',
  ],
  'gateway.networking.k8s.io/v1beta1/HTTPRoute': [
    'spec.rules[].backendRefs[].filters[].externalAuth',
    'spec.rules[].backendRefs[].filters[].type=ExternalAuth',
    'spec.rules[].filters[].externalAuth',
    'spec.rules[].filters[].type=ExternalAuth',
    'spec.rules[].retry',
    'spec.rules[].sessionPersistence',
    'spec.useDefaultGateways',
  ],
  'gateway.networking.x-k8s.io/v1alpha1/XBackend': [
    '',
  ],
  'gateway.networking.x-k8s.io/v1alpha1/XBackendTrafficPolicy': [
    '',
  ],
  'gateway.networking.x-k8s.io/v1alpha1/XMesh': [
    '',
  ],
};
