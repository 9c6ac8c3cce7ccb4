import { constant, define, type Group } from '../definition.ts';
import { cut, quote } from '../shown.ts';

export const gatewayRefusals = {
  InvalidEmail: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value)} is not an e-mail address.`,
      why: 'The certificate authority writes to it before a certificate runs out.',
      fix: 'Write an address such as ops@example.com.',
    }),
  }),
  InvalidOrigin: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: value === '*' ? 'The origin "*" is every web site.' : `${cut(value, 80)} is not an origin.`,
      why: 'Scripts of these sites may call the API with the credentials of whoever visits them.',
      fix: 'Write scheme and host: https://app.example.com, or https://*.example.com.',
    }),
  }),
  InvalidAddress: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value, 80)} is not an IPv4 address.`,
      why: 'Envoy Gateway 1.9 takes nothing else here.',
      fix: 'Write for instance 203.0.113.10, or what your cloud takes in an annotation.',
    }),
  }),
  InvalidLoadBalancerClass: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value, 80)} is not the name of a class of load balancers.`,
      why: 'The API server refuses it.',
      fix: 'Write for instance service.k8s.aws/nlb.',
    }),
  }),
  NeedsLoadBalancer: define<{ key: string; type: string }>({
    severity: 'error',
    sample: { key: 'clients', type: 'ClusterIP' },
    words: ({ key, type }) => ({
      what: `${key} is given, and the Service is of type ${type}.`,
      why: 'Only load balancers have it; the API server refuses it elsewhere.',
      fix: `Write type: LoadBalancer, or remove ${key}.`,
    }),
  }),
  TrafficPolicyUnused: define<{ type: string }>({
    severity: 'error',
    sample: { type: 'ClusterIP' },
    words: ({ type }) => ({
      what: `externalTrafficPolicy is given, and the Service is of type ${type}.`,
      why: 'No traffic from outside reaches such a Service.',
      fix: 'Remove externalTrafficPolicy, or write another type.',
    }),
  }),
  ClientAddressLost: constant('warning', {
    what: 'With externalTrafficPolicy Cluster every request seems to come from a node.',
    why: 'Limits by address, allow.cidrs and the access log count on the address of the client.',
    fix: 'Write Local, or answer traffic.clientsBehind: what stands before the Gateway and names the client.',
  }),
} as const satisfies Group;
