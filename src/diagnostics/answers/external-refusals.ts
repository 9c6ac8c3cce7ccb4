import { constant, define, type Group } from '../definition.ts';

export const externalRefusals = {
  IdentityNeedsTls: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The credential of ${service} would go to a Service of the cluster.`,
      why: 'It would leave the proxy in clear text.',
      fix: 'Write backend (and canary.backend) as https://..., or remove identity.',
    }),
  }),
  GrpcIdentity: constant('error', {
    what: 'A gRPC service cannot get a credential of the gateway.',
    why: 'GRPCRoute of Envoy Gateway 1.9 has no filter for it.',
    fix: 'Remove identity, or let the caller bring the token.',
  }),
  IdentityHeaderSet: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'X-Tenant' },
    words: ({ header }) => ({
      what: `transform changes ${header} as well.`,
      why: 'The router changes headers last, so the credential would not arrive.',
      fix: 'Remove one of them.',
    }),
  }),
  FailoverIsBackend: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The failover of ${service} is its own backend.`,
      why: 'It would be down at the same time.',
      fix: 'Name another one, or remove failover.',
    }),
  }),
  FailoverWithCanary: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} has a canary and a failover.`,
      why: 'Weights and priorities in one rule would send the failover its share even while all is well.',
      fix: 'Remove one of them.',
    }),
  }),
  GrpcFailover: constant('error', {
    what: 'A gRPC service cannot have a failover.',
    why: 'GRPCRoute of Envoy Gateway 1.9 takes Services only where hosts take turns.',
    fix: 'Let the client or the service itself choose.',
  }),
  FailoverNeedsHealthCheck: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} has a failover and no health check.`,
      why: 'Nobody would notice that the backend is down.',
      fix: 'Answer healthCheck: a path, tcp or grpc.',
    }),
  }),
  FailoverWithHash: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} hashes clients to endpoints and has a failover.`,
      why: 'Clients would be hashed to the failover as well, while the backend is up.',
      fix: 'Remove one of them.',
    }),
  }),
  FailoverPathDiffers: define<{ service: string; prefixes: readonly string[] }>({
    severity: 'error',
    sample: { service: 'users', prefixes: ['/v2', ''] },
    words: ({ service, prefixes }) => ({
      what: `Backend and failover of ${service} have different path prefixes: ${prefixes.map((p) => p || '(none)').join(' and ')}.`,
      why: 'One rule rewrites the path for both.',
      fix: 'Give both the same prefix, or none.',
    }),
  }),
  FailoverWithIdentity: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} shows its server a credential and has a failover.`,
      why: 'The credential would go to the failover too, which it is not for.',
      fix: 'Remove one of them.',
    }),
  }),
  CertificatesDiffer: define<{
    server: string;
    certificate: string | undefined;
    service: string;
    other: string | undefined;
  }>({
    severity: 'error',
    sample: { server: 'orders.example.net', certificate: 'client-cert', service: 'users', other: 'the Gateway' },
    words: ({ server, certificate, service, other }) => ({
      what: `${server} is shown ${certificate ?? 'no certificate'} by ${service}, and ${other ?? 'none'} by another service.`,
      why: 'Connections to one server are shared, so it sees one client certificate.',
      fix: 'Write the same identity: { mtls } for all services of this server.',
    }),
  }),
} as const satisfies Group;
