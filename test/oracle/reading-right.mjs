// Where our reading differs from Envoy Gateway's test cases, and why it is right. A row that no difference needs fails the run.

/** Cases by field and reason. */
export const READING_RIGHT = [
  {
    field: 'connection listeners',
    because:
      'The case has no object Namespace for its route, so AllowsNamespace (internal/gatewayapi/contexts.go) refuses it.',
    cases: ['tlsroute-invalid-reference-grant'],
  },
  {
    field: 'listeners',
    because:
      'The case has no object Namespace another-namespace, so AllowsNamespace (internal/gatewayapi/contexts.go) refuses its route. In a cluster the namespace of an object exists.',
    cases: ['backendtrafficpolicy-status-conditions', 'envoyextensionpolicy-status-conditions'],
  },
  {
    field: 'action',
    because:
      'The case has a Service of its own whose name the harness uses too. The translator takes the one of the harness, which has the ports of the EndpointSlice; the manifests have the own one, whose port has no endpoints.',
    cases: [
      'grpcroute-with-mixed-invalid-and-valid-backend-refs',
      'httproute-with-mixed-invalid-and-valid-backend-refs',
      'httproute-with-some-invalid-backend-refs-no-service',
    ],
  },
  {
    field: 'action',
    because:
      'Envoy Gateway runs the script to validate it. Our reading does not, so it takes a script that fails only when it runs as valid.',
    cases: [
      'envoyextensionpolicy-with-extproc-invalid-no-service',
      'envoyextensionpolicy-with-invalid-lua',
      'envoyextensionpolicy-with-wasm-invalid-configuration',
    ],
  },
  ...['action', 'extensions'].map((field) => ({
    field,
    because:
      'Envoy Gateway downloads the Wasm module and compares its checksum. Our reading does not, so it takes the module as valid.',
    cases: ['envoyextensionpolicy-failopen'],
  })),
];
