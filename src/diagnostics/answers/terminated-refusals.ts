// A load balancer that terminates TLS in front of the proxies.
import { constant, define, type Group } from '../definition.ts';

export const terminatedRefusals = {
  NotOfTerminated: define<{ key: string; why: string; fix: string }>({
    severity: 'error',
    sample: { key: 'http3', why: 'HTTP/3 is the protocol of the load balancer.', fix: 'Remove http3.' },
    words: ({ key, why, fix }) => ({
      what: `${key} is set, and tls.terminatedByLoadBalancer too.`,
      why,
      fix,
    }),
  }),
  TerminatedClientsUnknown: constant(
    'error',
    {
      what: 'tls.terminatedByLoadBalancer is set without traffic.clientsBehind.',
      why: 'A load balancer that terminates TLS often replaces the address of the client. Limits and lists of networks would then apply to its own address.',
      fix: 'Write traffic: { clientsBehind: { trustedHops: 1 } } for one that adds X-Forwarded-For. Write proxyProtocol instead for one that sends the PROXY protocol, or direct for one that keeps the address.',
    },
    {
      before: 'tls: { terminatedByLoadBalancer: ACM on the NLB }',
      after: 'tls: { terminatedByLoadBalancer: ACM on the NLB }\ntraffic: { clientsBehind: proxyProtocol }',
    },
  ),
  CertificateOfLoadBalancer: define<{ annotation: string; protocol: string }>({
    severity: 'error',
    sample: {
      annotation: 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert',
      protocol: 'service.beta.kubernetes.io/aws-load-balancer-backend-protocol',
    },
    words: ({ annotation, protocol }) => ({
      what: `${annotation} makes the load balancer terminate TLS, and the proxies expect TLS.`,
      why: 'The load balancer would send requests without TLS, and the proxies close such connections.',
      fix: `Set tls.terminatedByLoadBalancer with the reason instead of the certificate, or ${protocol}: ssl, so that it encrypts again.`,
    }),
  }),
  BackendProtocolEncrypts: define<{ annotation: string }>({
    severity: 'error',
    sample: { annotation: 'service.beta.kubernetes.io/aws-load-balancer-backend-protocol' },
    words: ({ annotation }) => ({
      what: `${annotation} makes the load balancer send TLS, and tls.terminatedByLoadBalancer is set.`,
      why: 'The proxies would expect requests without TLS, and answer 400.',
      fix: `Remove the annotation, or write a certificate in place of tls.terminatedByLoadBalancer.`,
    }),
  }),
  PlainPortWithTls: define<{ annotation: string }>({
    severity: 'error',
    sample: { annotation: 'service.beta.kubernetes.io/aws-load-balancer-ssl-ports' },
    words: ({ annotation }) => ({
      what: `${annotation} must be "443".`,
      why: 'Without it, the load balancer expects TLS on port 80 too, so http:// gets no redirect.',
      fix: `Add ${annotation}: "443" to gateway.service.annotations.`,
    }),
  }),
} as const satisfies Group;
