// Sizing, ownership, the Service in front of the proxies, error bodies.
import { constant, define, type Group } from '../definition.ts';

export const platformNotices = {
  PeakAssumed: define<{ requestsPerSecond: number }>({
    severity: 'info',
    sample: { requestsPerSecond: 1000 },
    words: ({ requestsPerSecond }) => ({
      what: `traffic.peakRequestsPerSecond is not set, so the sizing assumes ${requestsPerSecond} requests per second.`,
      why: '',
      fix: 'Set it to your expected peak.',
    }),
  }),
  SizesBelowPeak: define<{ list: string; peak: number }>({
    severity: 'info',
    sample: { list: 'proxy.replicas: 1 (calculated: 3)', peak: 2000 },
    words: ({ list, peak }) => ({
      what: `Sizes in the answers are smaller than those calculated for ${peak} requests per second with a headroom of 2: ${list}.`,
      why: 'At the peak, requests may be slow or rejected.',
      fix: 'Test it under load, or set the expected peak in traffic.peakRequestsPerSecond.',
    }),
  }),
  SingleProxy: constant('info', {
    what: 'One proxy replica runs (proxy.replicas).',
    why: 'While its node is drained or its pod restarts after a failure, no request is answered.',
    fix: 'For production, set at least 2.',
  }),
  PatchesNotValidated: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'Gateway/shop, HTTPRoute/users' },
    words: ({ names }) => ({
      what: `\`patches\` changes ${names}.`,
      why: 'validate.sh does not know patches; its checks expect what the other answers state.',
      fix: '',
    }),
  }),
  PlatformWithoutOwners: constant('info', {
    what: 'owners is not set, so CODEOWNERS has no owner for the root file and the platform.',
    why: 'Anyone who can change the repository can give a team more permissions.',
    fix: 'Set owners, for example ["@acme/platform"].',
  }),
  /** `address`: how clients reach the Service. */
  NoLoadBalancer: define<{ type: string }>({
    severity: 'info',
    sample: { type: 'NodePort' },
    words: ({ type }) => ({
      what: `The Service of the proxies has type ${type}.`,
      why:
        type === 'NodePort'
          ? 'Clients reach it by node ports that Kubernetes assigns.'
          : 'It has an address inside the cluster only.',
      fix: 'Configure your own load balancer in front of it, and pass its address to validate.sh with --address.',
    }),
  }),
  ProxyProtocolNeeded: constant('info', {
    what: 'Every connection must start with a PROXY protocol header, and no annotation in gateway.service.annotations makes the load balancer send one.',
    why: 'Without the header no client can connect.',
    fix: 'Add the annotation of your cloud; for an AWS NLB: service.beta.kubernetes.io/aws-load-balancer-proxy-protocol: "*".',
  }),
  ProblemBodies: constant('info', {
    what: 'With errors: problem+json, responses with 429 have no X-RateLimit and Retry-After headers.',
    why: 'The access log does not contain the response details of 403, 429 and 503.',
    fix: '',
  }),
} as const satisfies Group;
