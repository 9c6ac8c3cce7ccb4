import { constant, define, type Group } from '../definition.ts';
import { cut, quote } from '../shown.ts';

/** The origin of a URL or a host name, as a fix; undefined: it has none. */
const originOf = (value: string): string | undefined => {
  const m = /^(https?:\/\/)?((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?)(?:\/.*)?$/i.exec(value.trim());
  return m ? `Write ${(m[1] ?? 'https://').toLowerCase()}${m[2]!.toLowerCase()}.` : undefined;
};

export const gatewayRefusals = {
  InvalidEmail: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'ops@example' },
    words: ({ value }) => ({
      what: `${cut(value)} is not an e-mail address.`,
      why: 'The certificate authority sends a warning to this address before a certificate expires.',
      fix: 'Write an address such as ops@example.com.',
    }),
  }),
  InvalidOrigin: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'app.example.com' },
    example: { before: 'cors: { origins: [app.example.com] }', after: 'cors: { origins: [https://app.example.com] }' },
    words: ({ value }) => ({
      what: `${value === '*' ? 'The origin "*" allows every website.' : `${cut(value, 80)} is not an origin.`}`,
      why: 'CORS allows scripts of the listed origins to call the API from the browsers of their visitors.',
      fix: originOf(value) ?? 'Write scheme and host, for example https://app.example.com or https://*.example.com.',
    }),
  }),
  InvalidAddress: define<{ value: string }>({
    severity: 'error',
    sample: { value: '2001:db8::1' },
    words: ({ value }) => ({
      what: `${quote(value, 80)} is not an IPv4 address.`,
      why: 'Envoy Gateway 1.9 accepts only IPv4 here.',
      fix: 'Write an address such as 203.0.113.10, or use the annotation that your cloud documents.',
    }),
  }),
  InvalidLoadBalancerClass: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'my class' },
    words: ({ value }) => ({
      what: `${quote(value, 80)} is not the name of a load balancer class.`,
      why: 'The API server rejects it.',
      fix: 'Write a name such as service.k8s.aws/nlb.',
    }),
  }),
  NeedsLoadBalancer: define<{ key: string; type: string }>({
    severity: 'error',
    sample: { key: 'loadBalancerIP', type: 'NodePort' },
    words: ({ key, type }) => ({
      what: `${key} is set, and the type of the Service is ${type}.`,
      why: 'The API server accepts it for type LoadBalancer only.',
      fix: `Write type: LoadBalancer, or remove ${key}.`,
    }),
  }),
  TrafficPolicyUnused: define<{ type: string }>({
    severity: 'error',
    sample: { type: 'ClusterIP' },
    words: ({ type }) => ({
      what: `externalTrafficPolicy is set, and the type of the Service is ${type}.`,
      why: 'Such a Service receives no traffic from outside the cluster.',
      fix: 'Remove externalTrafficPolicy, or choose another type.',
    }),
  }),
  ClientAddressLost: constant('warning', {
    what: 'With externalTrafficPolicy: Cluster, every request seems to come from a node.',
    why: 'Rate limits by address, allow.cidrs and the access log need the address of the client.',
    fix: 'Write externalTrafficPolicy: Local. If a proxy in front of the Gateway forwards the client address, set traffic.clientsBehind instead.',
  }),
  InvalidSuppression: define<{ key: 'code' | 'object' | 'until'; value: string } | { key: 'reason' }>({
    severity: 'error',
    sample: { key: 'until', value: '31.01.2027' },
    words: (values) => {
      switch (values.key) {
        case 'code':
          return {
            what: `${cut(values.value)} is not the code of a finding.`,
            why: 'A suppression accepts one kind of finding; its code is in brackets at the end of the line of the finding.',
            fix: 'Write a code such as AuthorizerFailsOpen. `eg-api-gateway explain` lists all codes.',
          };
        case 'object':
          return {
            what: `${cut(values.value)} does not name an object.`,
            why: 'A suppression applies to one object, so that the same finding on another object is still reported.',
            fix: 'Write kind and name, for example SecurityPolicy/users.',
          };
        case 'until':
          return {
            what: `${cut(values.value)} is not a date.`,
            why: 'The finding is reported again after this date.',
            fix: 'Write the last day of the suppression as YYYY-MM-DD, for example 2027-01-31.',
          };
        case 'reason':
          return {
            what: 'The reason of a suppression is empty, longer than 300 characters, or has more than one line.',
            why: 'Later readers need the reason to decide whether the suppression is still justified.',
            fix: 'Write one sentence.',
          };
      }
    },
  }),
  InvalidFolder: define<
    | { in: 'output'; value: string; reason: 'empty' | 'tilde' | 'backslash' | 'hidden' | 'length' }
    | { in: 'repository'; value: string }
  >({
    severity: 'error',
    sample: { in: 'output', value: '~/manifests', reason: 'tilde' },
    words: (values) => {
      const { value } = values;
      if (values.in === 'repository')
        return {
          what: `${cut(value)} is not a folder of the repository.`,
          why: 'Argo CD or Flux reads the manifests from this folder, relative to the root of the repository.',
          fix: 'Write a path such as manifests or clusters/prod/manifests.',
        };
      const [what, fix] = {
        empty: [`${quote(value)} is not the name of a folder.`, 'Write a name such as manifests.'],
        tilde: [
          `${quote(value)} starts with "~", which only a shell expands.`,
          'Write the path itself, for example ../manifests.',
        ],
        backslash: [`${quote(value)} has a backslash.`, `Write ${value.replaceAll('\\', '/').slice(0, 60)}.`],
        hidden: [`${quote(value)} has an invisible character.`, 'Write a name such as manifests.'],
        length: ['The path has more than 1024 characters.', 'Write a shorter path.'],
      }[values.reason] as [string, string];
      return { what, why: 'The output folder is a path with "/", relative to the folder of the answers file.', fix };
    },
  }),
  InvalidAnnotation: define<{ key: string; reason: 'name' | 'length' }>({
    severity: 'error',
    sample: { key: 'aws scheme', reason: 'name' },
    words: ({ key, reason }) => ({
      what:
        reason === 'name'
          ? `${quote(key, 80)} is not the name of an annotation.`
          : `The value of ${key} has more than 10,000 characters.`,
      why: 'The API server, or the cloud controller that reads the annotation, rejects it.',
      fix: 'Write an annotation that your cloud documents, such as service.beta.kubernetes.io/aws-load-balancer-scheme: internal.',
    }),
  }),
  InvalidLabel: define<{ key: string; value: string; reserved: boolean }>({
    severity: 'error',
    sample: { key: 'app.kubernetes.io/part-of', value: 'api', reserved: true },
    words: ({ key, value, reserved }) => ({
      what: reserved
        ? `The label ${key} is set by eg-api-gateway itself.`
        : `${quote(`${key}: ${value}`, 80)} is not a Kubernetes label.`,
      why: reserved ? 'Objects of this gateway are found and pruned by this label.' : 'The API server rejects it.',
      fix: 'Write the label by which your Prometheus selects PodMonitors, such as { release: kube-prometheus-stack }.',
    }),
  }),
  UnsupportedVersion: define<{ value: string; suggestion: string }>({
    severity: 'error',
    sample: { value: '1.9.1', suggestion: 'v1.9.1' },
    example: { before: 'envoyGateway: { version: 1.9.1 }', after: 'envoyGateway: { version: v1.9.1 }' },
    words: ({ value, suggestion }) => ({
      what: `${cut(value, 40)} is not a supported version of Envoy Gateway.`,
      why: 'Other versions have other fields and defaults; the manifests are validated against v1.9.',
      fix: `Write ${suggestion}.`,
    }),
  }),
  TooManyConcurrentRequests: define<{ peak: number; p95Latency: string; atOnce: number }>({
    severity: 'error',
    sample: { peak: 1_000_000, p95Latency: '5m', atOnce: 300_000_000 },
    words: ({ peak, p95Latency, atOnce }) => ({
      what: `${peak} requests per second with a latency of ${p95Latency} are ${atOnce} concurrent requests.`,
      why: 'Connection pools are sized for this number, and no gateway can handle that many.',
      fix: 'Write the latency that 95 % of the requests stay below, such as p95Latency: 250ms.',
    }),
  }),
} as const satisfies Group;
