/** Comments on Backends and their BackendTLSPolicies. */
export const BACKENDS = {
  fallback: (service: string) => `Takes the requests of ${service} while none of its own endpoints is healthy.`,
  needsBackendApi: 'Needs extensionApis.enableBackend in envoy-gateway-values.yaml.',
  needsBackendApiOfPlatform: 'Needs extensionApis.enableBackend in envoy-gateway-values.yaml of the platform.',
  clientCertificate: 'What the gateway shows to the server; who the server is, the policy below checks.',
  protocols: 'Not "istio", which EnvoyProxy says to the mesh: a server that does not know it ends the handshake.',
  tls: (serverName: string) =>
    `TLS to ${serverName}, with its certificate checked; without this policy it would be clear text.`,
  ca: (kind: string, name: string) =>
    `${kind} ${name} has to exist here, with the CA in its key ca.crt: no public authority signs for this server.`,
} as const;
