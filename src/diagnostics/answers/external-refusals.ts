import { define, type Group } from '../definition.ts';

export const externalRefusals = {
  IdentityNeedsTls: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The gateway credential of service ${service} would be sent to a Service of the cluster.`,
      why: 'It would leave the proxy in plain text.',
      fix: 'Write backend (and canary.backend) as https://..., or remove identity.',
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
      what: `transform changes ${header}, which identity sets.`,
      why: 'The router changes headers last, so the credential would not reach the server.',
      fix: 'Remove the header from transform, or remove identity.',
    }),
  }),
  FailoverBackendSame: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The failover of service ${service} is its own backend.`,
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
      fix: 'Remove failover, and let the client or the service switch.',
    }),
  }),
  FailoverNeedsHealthCheck: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has a failover, and healthCheck is none.`,
      why: 'Without a health check the gateway does not detect that the backend is unavailable.',
      fix: 'Write a health check: a path, tcp or grpc.',
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
      fix: 'Write the same prefix for both, or none.',
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
      fix: 'Write the same identity: { mtls } for all services of this server.',
    }),
  }),
} as const satisfies Group;
