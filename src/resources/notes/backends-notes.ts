/** Comments on Backends and their BackendTLSPolicies. */
export const BACKENDS = {
  fallback: (service: string) =>
    `Receives the requests of ${service} while its primary backend has no healthy endpoint.`,
  needsBackendApi: 'Needs extensionApis.enableBackend: true in envoy-gateway-values.yaml.',
  needsBackendApiOfPlatform: 'Needs extensionApis.enableBackend: true in envoy-gateway-values.yaml of the platform.',
  clientCertificate:
    'The client certificate of the gateway. The BackendTLSPolicy below verifies the certificate of the server.',
  protocols:
    'Overrides the protocol "istio", which the EnvoyProxy sets for the mesh: a server that does not support it aborts the handshake.',
  clearText:
    'Clear text, as answered: requests and the credentials in them are not encrypted on the way to this server.',
  h2c: 'HTTP/2 without TLS. Envoy Gateway would use HTTP/1.1 otherwise.',
  tls: (serverName: string) =>
    `Uses TLS to ${serverName} and verifies its certificate. Without this policy, requests would be sent in clear text.`,
  /** The Backend enables TLS itself. */
  certificate: (serverName: string) => `Verifies the certificate of ${serverName}.`,
  ca: (kind: string, name: string) =>
    `${kind} ${name} must exist in this namespace and contain ca.crt: the server has a certificate of a private CA.`,
} as const;
