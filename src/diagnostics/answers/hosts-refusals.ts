import { constant, define, type Group } from '../definition.ts';
import { listed } from '../shown.ts';

export const hostsRefusals = {
  HostTwice: define<{ host: string }>({
    severity: 'error',
    sample: { host: 'shop.example.com' },
    words: ({ host }) => ({
      what: `The host ${host} is listed twice.`,
      why: 'A host has one listener and one certificate.',
      fix: 'Remove one of them.',
    }),
  }),
  HostCertificateTwice: define<{ host: string }>({
    severity: 'error',
    sample: { host: 'shop.example.com' },
    words: ({ host }) => ({
      what: `The host ${host} has both secret and issuer.`,
      why: 'One of them would be silently ignored.',
      fix: 'Keep secret for an existing certificate, or issuer for one of cert-manager.',
    }),
  }),
  AnyHostUnconfirmed: constant(
    'error',
    {
      what: 'hostnames contains "*", and anyHostReason is not set.',
      why: 'The gateway would serve its services under every name that resolves to its address.',
      fix: 'List the host names, or add anyHostReason: with the reason.',
    },
    {
      before: 'hostnames: ["*"]\ntls: { secret: api-tls }',
      after: 'hostnames: ["*"]\nanyHostReason: Customers bring their own domains\ntls: { secret: api-tls }',
    },
  ),
  AnyHostReasonUnused: constant('error', {
    what: 'anyHostReason is set, and hostnames does not contain "*".',
    why: 'It confirms that the gateway serves any host name.',
    fix: 'Remove anyHostReason, or add "*" to hostnames.',
  }),
  AnyHostNeedsSecret: constant('error', {
    what: 'hostnames contains "*", and its certificate is not an existing Secret.',
    why: 'No certificate authority issues a certificate for every name.',
    fix: 'Write tls: { secret: NAME }, or { hostname: "*", secret: NAME } in hostnames.',
  }),
  AcmeWildcard: define<{ host: string }>({
    severity: 'error',
    sample: { host: '*.example.com' },
    words: ({ host }) => ({
      what: `tls.acme is set, and ${host} is a wildcard.`,
      why: "tls.acme uses HTTP-01 challenges. Let's Encrypt issues certificates for wildcards only after a DNS-01 challenge.",
      fix: `Write { hostname: "${host}", issuer: NAME } with a ClusterIssuer that uses DNS-01, or { hostname: "${host}", secret: NAME }.`,
    }),
  }),
  HostNotServed: define<{ service: string; host: string; hosts: readonly string[]; own?: boolean }>({
    severity: 'error',
    sample: { service: 'shop', host: 'shop.example.com', hosts: ['api.example.com'] },
    words: ({ service, host, hosts, own }) => ({
      what: `${own ? 'The ' : 'Service '}${service} has the host ${host}, which the gateway does not serve.`,
      why: `The hosts of the gateway are ${listed(hosts)}. A route for another host gets no requests.`,
      fix: `Add ${host} to hostnames at the top of the file, or remove it here.`,
    }),
  }),
  HostNotListed: define<{ service: string; host: string; own?: boolean }>({
    severity: 'error',
    sample: { service: 'shop', host: 'shop.example.com' },
    words: ({ service, host, own }) => ({
      what: `${own ? 'The ' : 'Service '}${service} has the host ${host}, which is not listed in hostnames.`,
      why: 'With teams, the units of other owners do not see the services of this one. Their routes for a wildcard would get no requests for a host that only this service names.',
      fix: `Add ${host} to hostnames of the root file.`,
    }),
  }),
  ServiceReplaced: define<{ service: string; paths: readonly string[] }>({
    severity: 'error',
    sample: { service: 'web', paths: ['/'] },
    words: ({ service, paths }) => ({
      what: `Service ${service} gets no requests: on each of its hosts, another service has the path ${listed(paths)}.`,
      why: 'Of two services with one path, the one that names the host more closely gets the requests.',
      fix: `Remove ${service}, or give it another path or another host.`,
    }),
  }),
  GrpcNeedsHttp2: define<{ service: string; host: string }>({
    severity: 'error',
    sample: { service: 'stock', host: 'api.example.com' },
    words: ({ service, host }) => ({
      what: `Service ${service} has protocol: grpc, and clients of ${host} get HTTP/1.1 only.`,
      why: 'Two certificates contain this name. Envoy Gateway then turns HTTP/2 off, because a client that reuses a connection would reach the routes of the other host.',
      fix: `Use one certificate for ${host} and the wildcard: remove secret and issuer of one of them, or give both the same secret.`,
    }),
  }),
  ProtocolSharesNames: define<{ key: 'tls.alpn' | 'http3'; host: string }>({
    severity: 'error',
    sample: { key: 'http3', host: 'api.example.com' },
    words: ({ key, host }) => ({
      what: `${key === 'http3' ? 'http3 is set' : 'tls.alpn contains h2'}, and ${host} is in the certificates of two listeners.`,
      why: 'A client reuses a connection for other names of the certificate, and would reach the routes of the other host.',
      fix: `Use one certificate for ${host} and the wildcard, or remove ${key === 'http3' ? 'http3' : 'h2 from tls.alpn'}.`,
    }),
  }),
  TooManyHosts: define<{ listeners: number; most: number }>({
    severity: 'error',
    sample: { listeners: 70, most: 63 },
    words: ({ listeners, most }) => ({
      what: `The hosts need ${listeners} certificates, and so ${listeners} https listeners.`,
      why: `A Gateway has at most 64 listeners, one of them for http and others for streams, so at most ${most} certificates.`,
      fix: 'Use a wildcard for hosts of one domain, or one Secret for several hosts, or a second gateway.',
    }),
  }),
} as const satisfies Group;
