// Conditions that nobody can predict from manifests, or that no cluster has, and why. A row that is not needed (the condition
// is named, or is gone) fails the run.

/** Objects of cases by reason. */
export const UNDECIDABLE = [
  {
    reason: 'Invalid',
    because: 'Envoy Gateway runs the Lua script (internal/gatewayapi/luavalidator); there is no Lua interpreter here.',
    in: {
      'envoyextensionpolicy-with-invalid-lua': ['policy-for-http-route'],
    },
  },
  {
    reason: 'Invalid',
    because:
      'Envoy Gateway downloads the Wasm module and compares its checksum (internal/wasm); the tests answer from a mock.',
    in: {
      'envoyextensionpolicy-failopen': [
        'policy-for-httproute-with-valid-and-invalid-extension-failclose',
        'policy-for-httproute-with-valid-and-invalid-extension-failopen',
        'policy-for-httproute-with-all-invalid-extensions-failopen',
      ],
    },
  },
  {
    reason: 'NotAllowedByListeners',
    because:
      'The case has no Namespace object for the namespace of the route, so AllowsNamespace (internal/gatewayapi/contexts.go) refuses even a listener of the same namespace. In a cluster no object exists without its Namespace.',
    in: {
      'backendtrafficpolicy-status-conditions': ['not-same-namespace-httproute'],
      'envoyextensionpolicy-status-conditions': ['not-same-namespace-httproute'],
      'tlsroute-invalid-reference-grant': ['gateway-conformance-infra-test'],
    },
  },
];
