import { define, type Group } from '../definition.ts';

export const externalRefusals = {
  IdentityNeedsTls: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has identity, and its backend or canary is a Service of the cluster without TLS.`,
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
