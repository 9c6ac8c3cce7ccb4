/** Comments on objects outside the gateway itself: network policies, mesh, Secrets from a store. */
export const NETWORK = {
  labelsNotSet:
    "the pods' labels were not answered; this is a guess. Write those of the Service's selector: backend: { service, port, pods: { labels } }.",
  servers: (hosts: string) =>
    `Servers outside: ${hosts}. NetworkPolicy knows no names, so this is the port of any server.`,
} as const;

export const MESH = {
  permissive: (namespace: string) =>
    `As answered (mode: permissive): pods of ${namespace} also take clear text, so who calls them is not known.`,
  strictBySocket: (namespace: string) =>
    `Pods of ${namespace} take mTLS only. The proxies of the gateway show a certificate from their socket, so they still reach them.`,
  strictInMesh: (namespace: string, mode: string) =>
    `Pods of ${namespace} take mTLS only. The proxies of the gateway are in the mesh (${mode}), so they still reach them.`,
  clients:
    'Clients from outside bring no certificate of the mesh. Envoy ends their TLS itself; without this, STRICT for the namespace or for the whole mesh would shut them out.',
  callersByWaypoint: (service: string) => `Service ${service}: only its waypoint may connect, known by certificate.`,
  callers: (service: string) =>
    `Service ${service}: only the proxies of the gateway may connect, known by certificate.`,
  tokens: 'The same issuer, audiences and keys as at the edge: a token that the one takes, the other takes.',
  healthPaths: 'Health checks of the gateway carry no token.',
  requestsWithToken: (service: string) =>
    `Requests for ${service} need the gateway's identity and a token that it would have let in.`,
  requests: (service: string) =>
    `Requests for ${service} need the gateway's identity; not a token, since a route leads there without one.`,
  tracing: 'As many traces as at the edge; what the edge decided to trace is traced here too.',
} as const;

export const SDS = {
  reference: (url: string, name: string) =>
    `No secret value: Envoy asks ${url} for "${name}". Needs extensionApis.enableSDSSecretRef in envoy-gateway-values.yaml.`,
  peer: (service: string, identity: string) =>
    `mTLS to ${service}, whose pods have to be ${identity}; without this policy it would be clear text.`,
  hostname: 'A name for the handshake; the certificate is compared with the identity below.',
  accountNotSet:
    "the pods' ServiceAccount was not answered; this is a guess. Write it: backend: { service, port, pods: { serviceAccount } }.",
  proxies: (principal: string) =>
    `The proxies are ${principal}, by a certificate that they fetch and renew over the socket. Shown to every server that is spoken to over TLS and asks for one, unless its Backend names another.`,
  notInMesh: 'In no mesh, whatever their namespace says: a second TLS around the first would break it.',
  socket: (file: string) =>
    `The folder with the socket ${file}; who serves it (SPIRE agent) has to be on every node. A proxy cannot reach a backend without it.`,
} as const;

export const SECRETS = {
  external: (purpose: string, remote: string, held: string) =>
    `${purpose}: ${remote} in the manager has to hold ${held}.`,
} as const;
