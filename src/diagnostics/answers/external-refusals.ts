import { define, type Group } from '../definition.ts';
import { cut, short } from '../shown.ts';

export const externalRefusals = {
  AddressNotExternal: define<{ url: string }>({
    severity: 'error',
    sample: { url: 'http://127.0.0.1:8080' },
    words: ({ url }) => ({
      what: `${cut(url, 80)} is an address of the proxy itself, of its node, or of many hosts.`,
      why: 'Envoy Gateway rejects loopback addresses, and 169.254.169.254 serves credentials of the cloud account on many nodes.',
      fix: 'Write the address of the server in its network.',
    }),
  }),
  AddressWithoutName: define<{ url: string }>({
    severity: 'error',
    sample: { url: 'https://10.0.0.5:8443' },
    example: {
      before: 'backend: https://10.0.0.5:8443',
      after: 'backend: { url: https://10.0.0.5:8443, serverName: orders.example.net }',
    },
    words: ({ url }) => ({
      what: `${cut(url, 80)} contains an address instead of a name.`,
      why: 'BackendTLSPolicy verifies the name in the certificate of the server, and that name cannot be an address.',
      fix: `Write { url: ${short(url, 80)}, serverName: NAME } with the name in the certificate.`,
    }),
  }),
  ClearTextService: define<{ url: string; service: string; port: number }>({
    severity: 'error',
    sample: { url: 'http://users:8080', service: 'users', port: 8080 },
    words: ({ url, service, port }) => ({
      what: `${cut(url, 80)} is the URL of a Service of the cluster.`,
      why: 'As an external server it would be one address, without the health checks, load balancing and network policies of its pods.',
      fix: `Write ${service}:${port}. For HTTP/2 in clear text, set appProtocol: kubernetes.io/h2c on the port of the Service.`,
    }),
  }),
  SchemesDiffer: define<{ server: string; service: string }>({
    severity: 'error',
    sample: { server: 'orders.example.net:8080', service: 'orders' },
    words: ({ server, service }) => ({
      what: `Service ${service} and another service use ${server} with different schemes.`,
      why: 'A port of a server has either TLS or clear text, and one Backend describes it for all services.',
      fix: 'Write the same scheme in both.',
    }),
  }),
  FailoverKindDiffers: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Of the backend and the failover of service ${service}, one is an IP address or h2c and the other is not.`,
      why: 'Envoy Gateway 1.9 would make two clusters of them and send half of the requests to the failover.',
      fix: 'Write names for both or addresses for both, with the same protocol, or remove failover.',
    }),
  }),
  H2cHealthPath: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has an h2c backend and a health check path.`,
      why: 'Envoy Gateway 1.9 sends health checks over HTTP/1.1, which an h2c server rejects, so every endpoint would be unhealthy.',
      fix: 'Write healthCheck: tcp, grpc or none.',
    }),
  }),
  H2cWebSocket: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'chat' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: websocket and an h2c backend.`,
      why: 'WebSockets over HTTP/2 need a server with extended CONNECT, which few servers have.',
      fix: 'Write an http:// or https:// URL.',
    }),
  }),
  TeamServerForm: define<{ team: string; url: string }>({
    severity: 'error',
    sample: { team: 'payments', url: 'http://orders.example.net' },
    words: ({ team, url }) => ({
      what: `Team ${team} uses ${cut(url, 80)}, which is not https:// with the name of the server.`,
      why: 'The admission policies require TLS with a verified name for external servers of teams.',
      fix: 'Write https:// with the name of the server, or move the service into the root file.',
    }),
  }),
  IdentityNeedsTls: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has identity, and its backend or canary is a Service of the cluster or a URL without TLS.`,
      why: 'The credential of the gateway would be sent in plain text.',
      fix: 'Write https:// URLs in backend and canary.backend, or remove identity.',
    }),
  }),
  GrpcIdentity: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: grpc and identity.`,
      why: 'GRPCRoute of Envoy Gateway 1.9 has no filter that adds a credential.',
      fix: 'Remove identity, or let the client send the token.',
    }),
  }),
  IdentityHeaderSet: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'X-Token' },
    words: ({ header }) => ({
      what: `transform changes ${header}, the header in which identity sends the credential of the gateway.`,
      why: 'Envoy applies transform last, so the credential would not reach the server.',
      fix: 'Remove the header from transform, or remove identity.',
    }),
  }),
  FailoverBackendSame: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The failover of service ${service} has the same backend as the service.`,
      why: 'Both would be unavailable at the same time.',
      fix: 'Write another backend, or remove failover.',
    }),
  }),
  FailoverWithCanary: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has a canary and a failover.`,
      why: 'With weights and priorities in one rule, the failover would receive its share even while the backend is healthy.',
      fix: 'Remove canary or failover.',
    }),
  }),
  GrpcFailover: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: grpc and a failover.`,
      why: 'GRPCRoute of Envoy Gateway 1.9 does not support a failover backend.',
      fix: 'Remove failover, and switch to another server in the client or in the service.',
    }),
  }),
  FailoverNeedsHealthCheck: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has a failover, and healthCheck is none.`,
      why: 'Without a health check the gateway does not detect that the backend is unavailable.',
      fix: 'Set healthCheck to a path, tcp or grpc.',
    }),
  }),
  FailoverWithHash: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has consistentHash load balancing and a failover.`,
      why: 'Clients would be sent to the failover even while the backend is healthy.',
      fix: 'Remove loadBalancing or failover.',
    }),
  }),
  FailoverPathDiffers: define<{ service: string; prefixes: readonly string[] }>({
    severity: 'error',
    sample: { service: 'users', prefixes: ['/v2', ''] },
    words: ({ service, prefixes }) => ({
      what: `The backend and the failover of service ${service} have different path prefixes: ${prefixes.map((p) => p || '(none)').join(' and ')}.`,
      why: 'One route rule rewrites the path for both.',
      fix: 'Write both URLs with the same path, or without a path.',
    }),
  }),
  FailoverWithIdentity: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} sends a gateway credential to its server and has a failover.`,
      why: 'The credential would also be sent to the failover.',
      fix: 'Remove identity or failover.',
    }),
  }),
  CertificatesDiffer: define<{
    server: string;
    certificate: string | undefined;
    service: string;
    other: string | undefined;
  }>({
    severity: 'error',
    sample: { server: 'orders.example.net:443', certificate: 'client-cert', service: 'users', other: undefined },
    words: ({ server, certificate, service, other }) => ({
      what: `Service ${service} presents ${certificate ?? 'no certificate'} to ${server}, and another service presents ${other ?? 'none'}.`,
      why: 'Connections to one server are shared, so all of them present the same client certificate.',
      fix: 'Write the same identity: { mtls } for all services with this server.',
    }),
  }),
} as const satisfies Group;
