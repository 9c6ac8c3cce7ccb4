const challenges = (acme: boolean, words: string): string => (acme ? words : '');

/** Comments on the Gateway, the redirect, the certificate and the ClientTrafficPolicy. `acme`: challenges may arrive here. */
export const LISTENERS = {
  httpListener: (acme: boolean) =>
    `Serves only the redirect to https${challenges(acme, ' and, with ACME certificates, the challenges')}.`,
  httpListenerOfAll: (acme: boolean) =>
    `Serves only the redirect to https of all hosts${challenges(acme, ' and, with ACME certificates, the challenges')}. Other host names get 404, because no route names them.`,
  anyHost: (reason: string) => `Serves any host name: ${reason}.`,
  sharedListener:
    'Its hosts share certificates and have no wildcard in common. Requests for other host names get this certificate and 404.',
  noHttp2:
    'Another certificate contains a name of this one, so Envoy Gateway offers HTTP/1.1 only: a client that reuses an HTTP/2 connection would reach the routes of the other listener.',
  teamRoutes:
    'Accepts routes from the namespace of the platform and from those of the teams. ValidatingAdmissionPolicies limit what each team may serve.',
  terminated: (reason: string) =>
    `Without TLS: the load balancer has the certificate (${reason}). Its port 443 must lead here, and its port 80 to the http listener or to a redirect.`,
  hostname: 'Requests for any other host name get no certificate and no route.',
  addresses: (type: string) =>
    type === 'ClusterIP'
      ? 'The cluster IP of the Service.'
      : 'externalIPs of the Service: nodes accept connections to these addresses. Your network must route them to the nodes.',
  plainListener: (services: string, acme: boolean) =>
    acme
      ? `Serves ${services} without TLS (plainHttp), redirects all other requests to https and, with ACME certificates, serves the challenges.`
      : `Serves ${services} without TLS (plainHttp), and redirects all other requests to https.`,
  redirectStatus: '308 keeps the method and the body; with 301 a client may turn POST into GET.',
} as const;

export const CERTIFICATE = {
  selfSigned: 'For trials only: no client trusts this certificate. Set tls.issuer before production.',
  acme: "Let's Encrypt sends its challenge over http to the http listener of the Gateway.",
  secret: 'certificateRefs of the Gateway name this Secret. The https listener is programmed once it exists.',
  issuer: (kind: string, name: string) => `${kind} ${name} must exist; it is not part of this folder.`,
} as const;

export const CLIENTS = {
  alpnByListener:
    'alpnProtocols is not set, so that Envoy Gateway offers HTTP/1.1 only where certificates of two listeners have a name in common.',
  trustedHops:
    'The number of trusted proxies in front of the Gateway. If there are fewer, a client can spoof its address.',
  trustedCIDRs: 'X-Forwarded-For is trusted only when it comes from these proxies.',
  proxyProtocol: 'Every connection must begin with a PROXY protocol header; others are closed.',
  ciphers: 'For TLS 1.2 only: Envoy always offers its own suites for TLS 1.3.',
  http3:
    'Also UDP on the port of the https listener. Responses announce it in alt-svc, which clients remember for 24 hours.',
  timeouts: 'Ends connections of clients that send slowly, so that they cannot exhaust the proxies.',
  requestTimeoutOff:
    'Off, because at least one service has no time limit (0s), and this timeout applies to the whole listener.',
  connectionLimit: (calculation: string) => `${calculation}; per replica`,
  escapedSlashes:
    'A policy and a service may read a path with an encoded slash differently, so such paths are rejected.',
  identityHeaders:
    'Removes identity headers that a client sends, because only the gateway may set them. The list includes headers of methods that are not configured, so that adding a method is safe.',
  filtersHeader:
    'Lists the authentication filters of the listener. A policy with one of these filters allows a request only if this header names the filter, so that a connection without the filter is denied.',
  optionalCertificate: (configMap: string) =>
    `Clients may present a certificate; services get its details in X-Forwarded-Client-Cert. ConfigMap ${configMap} must exist and contain ca.crt.`,
  requiredCertificate: (configMap: string) =>
    `Clients must present a certificate of this CA; services get its details in X-Forwarded-Client-Cert. ConfigMap ${configMap} must exist and contain ca.crt.`,
} as const;
