// Sizing, ownership, the Service in front of the proxies, error bodies.
import { constant, define, type Group } from '../definition.ts';

export const platformNotices = {
  PeakAssumed: define<{ requestsPerSecond: number }>({
    severity: 'info',
    sample: { requestsPerSecond: 1000 },
    words: ({ requestsPerSecond }) => ({
      what: `The peak was not answered; sizes assume ${requestsPerSecond} requests a second. Answer traffic.peakRequestsPerSecond.`,
      why: '',
      fix: '',
    }),
  }),
  PlatformWithoutOwners: constant('info', {
    what: 'CODEOWNERS names nobody for the root file and the platform, so whoever may change the repository may give a team more. Answer owners: ["@acme/platform"].',
    why: '',
    fix: '',
  }),
  /** `address`: how clients reach the Service. */
  NoLoadBalancer: define<{ type: string }>({
    severity: 'info',
    sample: { type: 'NodePort' },
    words: ({ type }) => ({
      what: `The Service of the proxies is of type ${type}: ${type === 'NodePort' ? 'clients reach it by ports of the nodes that Kubernetes chooses' : 'it has an address inside the cluster only'}. What stands before it is yours; tell validate.sh its address by --address.`,
      why: '',
      fix: '',
    }),
  }),
  ProxyProtocolNeeded: constant('info', {
    what: 'Every connection has to begin with a PROXY header, and nothing is answered that makes a load balancer send one; without it no client gets through. Answer gateway.service.annotations. For an NLB of AWS: service.beta.kubernetes.io/aws-load-balancer-proxy-protocol: "*". Other clouds have an annotation of their own for it.',
    why: '',
    fix: '',
  }),
  ProblemBodies: constant('info', {
    what: 'errors: problem+json: the X-RateLimit headers are lost on 429, there is no Retry-After, and the access log loses the detail of 403, 429 and 503.',
    why: '',
    fix: '',
  }),
} as const satisfies Group;
