/** Comments on HTTPRoutes, GRPCRoutes, their filters, and ReferenceGrants. */
export const ROUTES = {
  ofService: (service: string, methods: string) => `Service ${service}, for ${methods}.`,
  publicService: (service: string) => `Service ${service}, public as answered.`,
  ofMethod: (service: string, methods: string) =>
    `Service ${service} again, for requests that show the sign of ${methods}; the longer match wins.`,
  publicPaths: (service: string) => `Paths of ${service} that ask for no authentication, as answered.`,
  grpc: (service: string) => `gRPC service ${service}.`,
  weights:
    'Each backendRef has a filter of its own: under consistent hashing Envoy Gateway ignores the weights otherwise.',
  preflight:
    'A preflight carries no header of its own, so no other rule would take it; the CORS of the policy answers it, and no backend sees it.',
  websocketTimeout: 'No time limit: a WebSocket lives as long as it is used.',
  noTimeout: 'No time limit, as answered.',
  cookie: (cookie: string) => `Chooses the rules for requests with the cookie ${cookie}.`,
  credential: (service: string, header: string) =>
    `Who the gateway is to the server of ${service}, in ${header}; what a caller sends there is replaced.`,
  credentialSecret: (secret: string) =>
    `Secret ${secret} has to exist before this is applied; its key credential holds the whole value, with "Bearer ".`,
  host: (service: string) => `The backends of ${service} have names of their own; each is asked by its own.`,
  pathPrefix: (service: string, prefix: string, cut: string) =>
    `Puts ${prefix} before the path of ${service}: /version arrives as ${prefix}version. ReplacePrefixMatch at path / would make ${cut}version of it (Envoy Gateway cuts the last slash).`,
} as const;

export const GRANTS = {
  services: (kind: string, namespace: string, target: string) =>
    `Lets ${kind} of namespace ${namespace} use Services of namespace ${target}.`,
  keyServer: (backend: string) =>
    `Lets policies of teams fetch keys from ${backend}; where that is, and whose certificate counts, is said here.`,
  secret: (secret: string) =>
    `Lets policies of teams ask for what Secret ${secret} holds; the Secret stays here, where teams cannot write it.`,
} as const;
