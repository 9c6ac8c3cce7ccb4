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
  /** `ports`: the fixed node ports. */
  NoLoadBalancer: define<{ type: string; ports?: string | undefined }>({
    severity: 'info',
    sample: { type: 'NodePort' },
    words: ({ type, ports }) => ({
      what: `The Service of the proxies has type ${type}.`,
      why:
        type === 'NodePort'
          ? ports === undefined
            ? 'Clients reach it by node ports that Kubernetes assigns.'
            : `Clients reach it by node ports: ${ports}.`
          : 'It has an address inside the cluster only.',
      fix: 'Configure your own load balancer in front of it, and pass its address to validate.sh with --address.',
    }),
  }),
  ProxyProtocolNeeded: constant('info', {
    what: 'Every connection must start with a PROXY protocol header, and no annotation in gateway.service.annotations makes the load balancer send one.',
    why: 'Without the header no client can connect.',
    fix: 'Add the annotation of your cloud; for an AWS NLB: service.beta.kubernetes.io/aws-load-balancer-proxy-protocol: "*".',
  }),
  ErrorPages: define<{ services: boolean }>({
    severity: 'info',
    sample: { services: true },
    words: ({ services }) => ({
      what: 'Responses with a page of errors.pages lose headers: X-RateLimit and Retry-After of a 429.',
      why: services
        ? 'A page for services also replaces bodies that clients may read, such as the reasons of a 422.'
        : 'The access log does not contain their response details. Unknown hosts and broken TLS have no page, because no route serves them.',
      fix: '',
    }),
  }),
  AttachedGateway: define<{ gateway: string; listener: string; hostname: string; namespace: string }>({
    severity: 'info',
    sample: { gateway: 'infra/edge', listener: 'https', hostname: 'api.example.com', namespace: 'shop' },
    words: ({ gateway, listener, hostname, namespace }) => ({
      what: `The routes are attached to listener ${listener} of Gateway ${gateway}, which must accept ${hostname} and routes of namespace ${namespace}.`,
      why: 'A connection that is older than 35-guards.yaml gets one request through without authentication, because the listener may lack the filters until then.',
      fix: 'Apply 35-guards.yaml first and wait for the drain timeout of its proxies (default: 60 s), as README.md describes.',
    }),
  }),
  MergedGateways: define<{ className: string; owner: boolean }>({
    severity: 'info',
    sample: { className: 'shared', owner: true },
    words: ({ className, owner }) => ({
      what: `All Gateways of GatewayClass ${className} share one Service and its proxies (gateway.merge).`,
      why: `${owner ? 'The sizes are calculated from traffic of this file only' : 'Sizes and settings of the proxies are in the answers file with merge: true'}, a fault of the configuration affects all of them, and the redirect on port 80 has none of the limits of clients.`,
      fix: owner ? 'Set traffic.peakRequestsPerSecond to the sum for all Gateways of the class.' : '',
    }),
  }),
  ExternalAddresses: define<{ addresses: string }>({
    severity: 'info',
    sample: { addresses: '203.0.113.10' },
    words: ({ addresses }) => ({
      what: `Nodes accept connections to ${addresses} (externalIPs of the Service), and the status of the Gateway shows only these addresses.`,
      why: 'Kubernetes does not announce them, the admission plugin DenyServiceExternalIPs refuses them, and Kubernetes 1.36 deprecates them.',
      fix: 'Route these addresses to your nodes. For a load balancer that assigns addresses, set gateway.service.cloud or its annotations instead.',
    }),
  }),
  IpFamilies: define<{ ipFamily: string }>({
    severity: 'info',
    sample: { ipFamily: 'DualStack' },
    words: ({ ipFamily }) => ({
      what: `The Service of the proxies requires ${ipFamily === 'DualStack' ? 'IPv4 and IPv6 addresses' : 'an IPv6 address'} (gateway.ipFamily: ${ipFamily}).`,
      why: 'In a cluster without them, Envoy Gateway cannot create the Service, and the Gateway gets no address.',
      fix: "Check the families of the cluster: kubectl get nodes -o jsonpath='{.items[*].spec.podCIDRs}'",
    }),
  }),
  HostNetworkPorts: constant('info', {
    what: 'The proxies use the network of their nodes (gateway.hostNetwork).',
    why: 'Ports 10080 and 10443 (clients), 19001 (metrics), 19002 and 19003 of every node are in use and reachable wherever the node is; two Gateways cannot share a node.',
    fix: 'Allow only 10080 and 10443 in the firewall of the nodes.',
  }),
  ProblemBodies: constant('info', {
    what: 'With errors: problem+json, responses with 429 have no X-RateLimit and Retry-After headers.',
    why: 'The access log does not contain the response details of 403, 429 and 503.',
    fix: '',
  }),
} as const satisfies Group;
