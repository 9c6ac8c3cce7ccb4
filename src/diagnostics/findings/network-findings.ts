// Network policies and meshes, compared with the routes.
import { constant, define, type Group, type Variant, variants } from '../definition.ts';
import { listed } from '../shown.ts';

const CILIUM_REFUSES = 'Cilium ignores the whole policy, and only its status and the log of the agent report it.';
const cilium = {
  ports: ({ count, most }: { readonly count: number; readonly most: number }) => ({
    what: `Cilium refuses the policy: ${count} ports in one entry; ${most} are allowed. Split it.`,
    why: '',
    fix: '',
  }),
  kinds: (kinds: readonly string[]) => ({
    what: `Cilium refuses the policy: ${kinds.join(' and ')} rules in one entry. Write an entry for each.`,
    why: '',
    fix: '',
  }),
  dnsIngress: () => ({ what: 'Cilium refuses the policy: dns rules hold for egress only.', why: '', fix: '' }),
  dnsPort: () => ({ what: 'Cilium refuses the policy: dns rules need port 53.', why: '', fix: '' }),
  httpProtocol: () => ({
    what: 'Cilium refuses the policy: http rules need protocol: TCP on every port.',
    why: '',
    fix: '',
  }),
  httpPort: () => ({ what: 'Cilium refuses the policy: http rules cannot be for port 0.', why: '', fix: '' }),
  peers: (members: readonly string[]) => ({
    what: `Cilium refuses the policy: ${members.join(' and ')} in one rule. Write a rule for each.`,
    why: '',
    fix: '',
  }),
  icmps: () => ({ what: 'Cilium refuses the policy: icmps beside toPorts. Write a rule for each.', why: '', fix: '' }),
  node: () => ({
    what: 'Cilium refuses the policy: rules of requests do not hold for the node itself.',
    why: '',
    fix: '',
  }),
};

const meshRejects = {
  proxy: ({ namespace, proxy }: { readonly namespace: string; readonly proxy: string }) => ({
    what: `Pods of ${namespace} take mTLS only, and the proxies of EnvoyProxy ${proxy} are not in the mesh: every request ends in 503. Label their pods istio.io/dataplane-mode: ambient, or sidecar.istio.io/inject: "true".`,
    why: '',
    fix: '',
  }),
  services: ({ namespace, services }: { readonly namespace: string; readonly services: readonly string[] }) => ({
    what: `Pods of ${namespace} take mTLS only, and the proxies speak it only where a BackendTLSPolicy says so: requests to ${services.slice(0, 5).join(', ')} end in 503. Write one for each Service.`,
    why: '',
    fix: '',
  }),
};

export const networkFindings = {
  AdmittedForNothing: define<{ backend: string }>({
    severity: 'warning',
    sample: { backend: 'shop/old:8080' },
    words: ({ backend }) => ({
      what: `It lets the gateway reach ${backend}, and no route leads there. Remove it.`,
      why: '',
      fix: '',
    }),
    example: { before: 'annotations: { eg-api-gateway/backend: "shop/old:8080" }', after: 'no such policy' },
  }),
  BackendNotAdmitted: define<{ namespace: string; backend: string }>({
    severity: 'warning',
    sample: { namespace: 'shop', backend: 'shop/users:80' },
    words: ({ namespace, backend }) => ({
      what: `Namespace ${namespace} is closed, and no policy lets the proxies reach ${backend}: every request ends in 503. Add a policy for its pods that admits them.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'podSelector: {}, policyTypes: [Ingress]   # and nothing else in the namespace',
      after:
        'podSelector: { matchLabels: { app: users } }, ingress: [{ from: [{ namespaceSelector: ..., podSelector: ... }], ports: [{ port: 8080 }] }]',
    },
  }),
  CiliumRuleInvalid: define<Variant<typeof cilium>>({
    severity: 'error',
    sample: { case: 'peers', of: ['toEndpoints', 'toFQDNs'] },
    words: variants(cilium),
    example: {
      before: 'egress: [{ toEndpoints: [...], toFQDNs: [...] }]',
      after: 'egress: [{ toEndpoints: [...] }, { toFQDNs: [...] }]',
    },
  }),
  MeshPrincipalUnknown: define<{ account: string; known: readonly string[] }>({
    severity: 'warning',
    sample: { account: 'envoy-shop-old-0b6553f4', known: ['envoy-shop-shop-0b6553f4'] },
    words: ({ account, known }) => ({
      what: `No Gateway here runs as ${account}; it is ${listed(known, 5, ' or ')}. Requests of the gateway are refused.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'principals: [cluster.local/ns/envoy-gateway-system/sa/envoy-shop-old-0b6553f4]',
      after: 'principals: [cluster.local/ns/envoy-gateway-system/sa/envoy-shop-shop-0b6553f4]',
    },
  }),
  MeshShutsOut: define<Variant<typeof meshRejects>>({
    severity: 'warning',
    sample: { case: 'proxy', of: { namespace: 'shop', proxy: 'edge-proxy' } },
    words: variants(meshRejects),
    example: {
      before: 'PeerAuthentication: { mtls: { mode: STRICT } }, EnvoyProxy without pod labels',
      after: 'envoyDeployment: { pod: { labels: { istio.io/dataplane-mode: ambient } } }',
    },
  }),
  MeshTokensDiffer: define<{ issuer: string; differ: 'audiences' | 'keys' }>({
    severity: 'warning',
    sample: { issuer: 'https://auth.example.com/', differ: 'audiences' },
    words: ({ issuer, differ }) => ({
      what: `Tokens of ${issuer} are checked here with other ${differ} than in the SecurityPolicy: what the edge lets in may end in 401 behind it, or the reverse. Make them equal.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'jwtRules: [{ issuer: https://auth.example.com/, audiences: [other] }]',
      after: 'jwtRules: [{ issuer: https://auth.example.com/, audiences: [api] }]',
    },
  }),
  PeerByAddress: define<{ cidr: string }>({
    severity: 'warning',
    sample: { cidr: '10.244.0.0/16' },
    words: ({ cidr }) => ({
      what: `${cidr} is a network of the cluster's own sort. Pods change their addresses, and Cilium never matches pods by address: name them by labels and namespace.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'from: [{ ipBlock: { cidr: 10.244.0.0/16 } }]',
      after: 'from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } } }]',
    },
  }),
  /** `namespace`: of the policy. `label`: the one that Cilium needs; undefined: a NetworkPolicy, which has namespaceSelector. */
  PeerNamespaceMissing: define<{ namespace: string | undefined; label: string | undefined }>({
    severity: 'warning',
    sample: { namespace: 'shop', label: undefined },
    words: ({ namespace, label }) => ({
      what:
        label === undefined
          ? `Without a namespaceSelector it means pods of ${namespace}, and the proxies run elsewhere: they are shut out. Add namespaceSelector with kubernetes.io/metadata.name.`
          : `Without ${label} it means pods of ${namespace}, and the proxies run elsewhere: they are shut out. Add the label.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'fromEndpoints: [{ matchLabels: { gateway.envoyproxy.io/owning-gateway-name: eg } }]',
      after:
        'fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: envoy-gateway-system, gateway.envoyproxy.io/owning-gateway-name: eg } }]',
    },
  }),
} as const satisfies Group;
