// Conditions that nobody can predict from manifests, and why. A row that is not needed (the condition is named, or is gone) fails the run.

/** Objects of cases by reason. */
export const UNDECIDABLE = [
  {
    reason: 'Invalid',
    because:
      'Envoy Gateway runs the Lua script (validateLua, internal/gatewayapi/luavalidator); there is no Lua interpreter here.',
    in: {
      'envoyextensionpolicy-with-invalid-lua': ['policy-for-http-route'],
      'envoyextensionpolicy-with-invalid-lua-validation-syntax': ['policy-for-http-route-2'],
    },
  },
  {
    reason: 'Invalid',
    because: 'Envoy Gateway downloads the Wasm module and compares its checksum (buildWasm, envoyextensionpolicy.go).',
    in: {
      'envoyextensionpolicy-failopen': [
        'policy-for-httproute-with-valid-and-invalid-extension-failclose',
        'policy-for-httproute-with-valid-and-invalid-extension-failopen',
        'policy-for-httproute-with-all-invalid-extensions-failopen',
      ],
    },
  },
];
