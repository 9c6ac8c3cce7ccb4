/** Comments on the Gateway, the redirect, the certificate and the ClientTrafficPolicy. */
export const LISTENERS = {
  httpListener: 'Serves the redirect to https only (and the answers to ACME challenges).',
  teamRoutes:
    'Routes of these namespaces: the own one, and one for each team. What a team may serve there, the guard rails say.',
  hostname: 'A foreign host name gets no certificate and no route.',
  redirectStatus: '308 keeps method and body; 301 lets a client turn POST into GET.',
} as const;

export const CERTIFICATE = {
  selfSigned: 'For a trial: no client trusts this certificate. Answer tls.issuer before anyone depends on it.',
  acme: "Let's Encrypt asks for the challenge over http, on the Gateway's own http listener.",
  secret: "The Gateway's certificateRefs name this Secret; the https listener is programmed once it exists.",
  issuer: (kind: string, name: string) => `The ${kind} ${name} has to exist; it is not part of this folder.`,
} as const;

export const CLIENTS = {
  trustedHops: 'So many proxies before the Gateway are believed; if fewer are there, a client can choose its address.',
  trustedCIDRs: 'Only these proxies are believed when they name the client.',
  proxyProtocol: 'Every connection must begin with a PROXY header; plain ones are closed.',
  timeouts: 'A client that sends slowly holds a connection; these end it.',
  requestTimeoutOff: 'Off: the answers let a request take any time (0s), and Envoy has one such limit for a listener.',
  connectionLimit: (calculation: string) => `${calculation}; for each replica`,
  escapedSlashes: 'A path with an encoded slash could look different to a policy and to a service, so it is refused.',
  identityHeaders:
    'Only the gateway may say who a client is: these are removed from every request before anything sets them.',
  filtersHeader:
    'What the listener holds: the policies of these names let in only where it is set, so a connection without their filter stays closed.',
  optionalCertificate: (configMap: string) =>
    `Who has a certificate shows it; services see whose in X-Forwarded-Client-Cert. ConfigMap ${configMap} has to exist, with ca.crt in it.`,
  requiredCertificate: (configMap: string) =>
    `No certificate of this CA, no connection; services see whose in X-Forwarded-Client-Cert. ConfigMap ${configMap} has to exist, with ca.crt in it.`,
} as const;
