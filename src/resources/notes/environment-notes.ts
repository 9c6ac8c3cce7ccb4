/** Comments on objects outside the gateway itself: network policies, mesh, Secrets from a store. */
export const NETWORK = {
  labelsNotSet:
    'the labels of the pods are not set; these are a guess. Copy them from the selector of the Service: backend: { service, port, pods: { labels } }.',
  servers: (hosts: string) =>
    `External servers: ${hosts}. NetworkPolicy cannot match host names, so this allows the port to any address.`,
} as const;

export const MESH = {
  permissive: (namespace: string) =>
    `mode: permissive is set: pods of ${namespace} also accept clear text, so their callers are not authenticated.`,
  strictBySocket: (namespace: string) =>
    `Pods of ${namespace} accept only mTLS. The proxies of the gateway present a certificate from their socket.`,
  strictInMesh: (namespace: string, mode: string) =>
    `Pods of ${namespace} accept only mTLS. The proxies of the gateway are in the mesh (${mode}) and can reach them.`,
  clients:
    'Clients outside the mesh have no mesh certificate; Envoy terminates their TLS. Without this policy, STRICT mode of the namespace or of the mesh would reject them.',
  callersByWaypoint: (service: string) =>
    `Service ${service}: only its waypoint may connect, identified by its certificate.`,
  callers: (service: string) =>
    `Service ${service}: only the proxies of the gateway may connect, identified by their certificate.`,
  tokens: 'Verifies tokens with the same issuer, audiences and keys as the gateway.',
  healthPaths: 'Health checks of the gateway carry no token.',
  requestsWithToken: (service: string) =>
    `Requests to ${service} need the identity of the gateway and a token that the gateway accepts.`,
  requests: (service: string) =>
    `Requests to ${service} need the identity of the gateway, but no token, because at least one route has none.`,
  tracing:
    'Samples the same share of requests as the gateway. For a request that the gateway traces, the mesh adds its spans to the same trace.',
} as const;

export const SDS = {
  reference: (url: string, name: string) =>
    `Holds no secret value: Envoy requests "${name}" from ${url}. Needs extensionApis.enableSDSSecretRef: true in envoy-gateway-values.yaml.`,
  peer: (service: string, identity: string) =>
    `mTLS to ${service}, which must present the identity ${identity}. Without this policy, requests would be sent in clear text.`,
  /** Above a base64 value. */
  decoded: (value: string) => `Decoded: ${value}`,
  hostname: 'Used in the handshake (SNI) only. The certificate is verified against the identity below.',
  accountNotSet:
    'the ServiceAccount of the pods is not set; this is a guess. Set it: backend: { service, port, pods: { serviceAccount } }.',
  proxies: (principal: string) =>
    `The proxies fetch and renew a certificate for ${principal} over the socket. They present it to every TLS server that requests a client certificate. A Backend with a certificate of its own overrides this.`,
  notInMesh:
    'Keeps the proxies out of the mesh, even if their namespace is in it: a second TLS layer would break their mTLS.',
  socket: (file: string) =>
    `The folder of the socket (file "${file}"). The SPIRE agent that serves the socket must run on every node; without it a proxy cannot reach a backend.`,
} as const;

export const SECRETS = {
  external: (purpose: string, remote: string, held: string) =>
    `${purpose}. The secret ${remote} in the secret manager must contain ${held}.`,
} as const;
