/** Comments on HTTPRoutes, GRPCRoutes, their filters, and ReferenceGrants. */
export const ROUTES = {
  ofService: (service: string, methods: string) => `Service ${service}, authenticated by ${methods}.`,
  publicService: (service: string) => `Service ${service}, public: no authentication.`,
  ofMethod: (service: string, methods: string) =>
    `Service ${service}, for requests that carry a credential of ${methods}. This match is more specific, so it wins.`,
  publicPaths: (service: string) => `Public paths of service ${service}: no authentication.`,
  grpc: (service: string) => `gRPC service ${service}.`,
  weights:
    'Each backendRef has a filter of its own: without it, Envoy Gateway ignores the weights when it uses consistent hashing.',
  preflight:
    'Matches CORS preflights, which lack the header that the other rules match. The policy answers them; no backend receives them.',
  websocketTimeout: 'No time limit: a WebSocket stays open as long as it is used.',
  noTimeout: 'No time limit: the timeout is set to 0s.',
  cookie: (cookie: string) => `Selects the rules for requests with the cookie ${cookie}.`,
  credential: (service: string, header: string) =>
    `Sends the credential of the gateway in ${header} to the server of ${service}. A value that a client sends is replaced.`,
  credentialSecret: (secret: string) =>
    `create Secret ${secret} before you apply this. Its key "credential" holds the whole header value, including "Bearer ".`,
  host: (service: string) =>
    `The backends of ${service} have different host names; each gets its own in the Host header.`,
  pathPrefix: (service: string, prefix: string, cut: string) =>
    `Puts ${prefix} in front of the path: ${service} receives /version as ${prefix}version. ReplacePrefixMatch cannot do this at path /: Envoy Gateway drops the last slash, and ${cut}version would arrive.`,
  mirror: (name: string, percent: number) =>
    `Service ${name} receives copies of ${percent} % of the requests, with their credentials. Its responses are dropped.`,
  session: (by: string) =>
    `Requests with this ${by.toLowerCase()} go to the endpoint that it names. It contains the address of a pod.`,
  ownAnswers: (methods: string | undefined) =>
    `Answered by the gateway itself, ${methods === undefined ? 'public: no authentication' : `authenticated by ${methods}`}.`,
  response: 'A response of the gateway itself: no backend receives the request.',
  maintenance: 'The response of services in maintenance. Authentication and rate limits apply before it.',
  inMaintenance:
    'In maintenance: the filter answers, and the backends receive no requests. They stay, so that their connections are ready when it ends.',
  percent: 'Envoy reads "%" as the beginning of an operator; "%%" is a percent sign.',
  pathPattern: (service: string, pattern: string, substitution: string) =>
    `${service} receives the part of the path that matches ${pattern} as ${substitution}. HTTPRoute can replace only prefixes and whole paths.`,
} as const;

export const GRANTS = {
  services: (kind: string, namespace: string, target: string) =>
    `Allows ${kind} objects in namespace ${namespace} to refer to Services in namespace ${target}.`,
  keyServer: (backend: string) =>
    `Allows policies of teams to fetch keys through Backend ${backend}. The platform decides its address and its CA.`,
  secret: (secret: string) =>
    `Allows policies of teams to refer to Secret ${secret}. It stays in this namespace, where teams cannot change it.`,
} as const;
