// Network policies and meshes, compared with the routes.
import { type Variant, variants } from '../definition.ts';
import { listed } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

const CILIUM_REFUSES = 'Cilium ignores the whole policy, and only its status and the log of the agent report it.';
const cilium = {
  ports: ({ count, most }: { readonly count: number; readonly most: number }) => ({
    what: `This rule has ${count} ports in one entry of toPorts; Cilium allows ${most}.`,
    why: CILIUM_REFUSES,
    fix: `Split the entry into several with at most ${most} ports each.`,
  }),
  kinds: (kinds: readonly string[]) => ({
    what: `This rule has ${kinds.join(' and ')} rules in one entry of toPorts.`,
    why: CILIUM_REFUSES,
    fix: 'Write a separate entry for each.',
  }),
  dnsIngress: () => ({
    what: 'This ingress rule has dns rules, which Cilium allows for egress only.',
    why: CILIUM_REFUSES,
    fix: 'Move them to egress.',
  }),
  dnsPort: () => ({
    what: 'This rule has dns rules without port 53.',
    why: CILIUM_REFUSES,
    fix: 'Add port 53 to the entry.',
  }),
  httpProtocol: () => ({
    what: 'This rule has http rules for a port without protocol: TCP.',
    why: CILIUM_REFUSES,
    fix: 'Write protocol: TCP on every port of the entry.',
  }),
  httpPort: () => ({
    what: 'This rule has http rules for port 0.',
    why: CILIUM_REFUSES,
    fix: 'Write the number of the port.',
  }),
  peers: (members: readonly string[]) => ({
    what: `This rule has both ${members.join(' and ')}.`,
    why: CILIUM_REFUSES,
    fix: 'Write a rule for each.',
  }),
  icmps: () => ({ what: 'This rule has both icmps and toPorts.', why: CILIUM_REFUSES, fix: 'Write a rule for each.' }),
  node: () => ({
    what: 'This rule for nodes has rules about requests (http, dns), which Cilium does not enforce on nodes.',
    why: CILIUM_REFUSES,
    fix: 'Remove toPorts.rules.',
  }),
};

const meshRejects = {
  proxy: ({ namespace, proxy }: { readonly namespace: string; readonly proxy: string }) => ({
    what: `Pods of namespace ${namespace} accept only mTLS, and the proxies of EnvoyProxy ${proxy} are not part of the mesh.`,
    why: 'Every request to these pods gets 503.',
    fix: 'Add the label istio.io/dataplane-mode: ambient or sidecar.istio.io/inject: "true" to the pods of the proxies.',
  }),
  services: ({ namespace, services }: { readonly namespace: string; readonly services: readonly string[] }) => ({
    what: `Pods of namespace ${namespace} accept only mTLS, and there is no BackendTLSPolicy for ${listed(services)}.`,
    why: 'The proxies use TLS only where a BackendTLSPolicy requires it, so requests to these Services get 503.',
    fix: 'Write a BackendTLSPolicy for each Service.',
  }),
};

export const networkFindings = {
  NetworkPolicyUnused: define<{ backend: string }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { backend: 'shop/old:8080' },
    words: ({ backend }) => ({
      what: `This policy allows the gateway to reach ${backend}, and no route sends requests there.`,
      why: 'It permits traffic that nothing needs.',
      fix: 'Remove the policy.',
    }),
    example: {
      before:
        'kind: NetworkPolicy\nmetadata: { name: old, namespace: shop, annotations: { eg-api-gateway/backend: "shop/old:8080" } }\nspec: { podSelector: { matchLabels: { app: old } }, policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } }, podSelector: { matchLabels: { gateway.envoyproxy.io/owning-gateway-name: edge } } }], ports: [{ port: 8080 }] }] }',
      after:
        'kind: NetworkPolicy\nmetadata: { name: users, namespace: shop, annotations: { eg-api-gateway/backend: "shop/users:8080" } }\nspec: { podSelector: { matchLabels: { app: users } }, policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } }, podSelector: { matchLabels: { gateway.envoyproxy.io/owning-gateway-name: edge } } }], ports: [{ port: 8080 }] }] }',
    },
  }),
  NetworkPolicyBlocksGateway: define<{ namespace: string; backend: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { namespace: 'shop', backend: 'shop/users:80' },
    words: ({ namespace, backend }) => ({
      what: `Network policies isolate namespace ${namespace}, and none of them allows the proxies to reach ${backend}.`,
      why: 'Connections are dropped, and requests get 503 after the connect timeout.',
      fix: 'Add a policy for the pods that allows ingress from the proxies of the Gateway.',
    }),
    example: {
      before:
        'kind: NetworkPolicy\nmetadata: { name: closed, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress] }',
      after:
        'kind: NetworkPolicy\nmetadata: { name: closed, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress] }\n---\nkind: NetworkPolicy\nmetadata: { name: users, namespace: shop }\nspec: { podSelector: { matchLabels: { app: users } }, policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } }, podSelector: { matchLabels: { gateway.envoyproxy.io/owning-gateway-name: edge } } }], ports: [{ port: 8080 }] }] }',
    },
  }),
  CiliumRuleInvalid: define<Variant<typeof cilium>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'peers', of: ['toEndpoints', 'toFQDNs'] },
    words: variants(cilium),
    example: {
      before:
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: users }\nspec: { endpointSelector: {}, egress: [{ toEndpoints: [{}], toFQDNs: [{ matchName: auth.example.com }] }] }',
      after:
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: users }\nspec: { endpointSelector: {}, egress: [{ toEndpoints: [{}] }, { toFQDNs: [{ matchName: auth.example.com }] }] }',
    },
  }),
  MeshPrincipalUnknown: define<{ account: string; known: readonly string[] }>({
    severity: 'warning',
    risk: 'failing',
    sample: { account: 'envoy-shop-old-0b6553f4', known: ['envoy-shop-shop-0b6553f4'] },
    words: ({ account, known }) => ({
      what: `No Gateway in these files runs as ServiceAccount ${account}.`,
      why: 'Istio rejects the requests of the gateway.',
      fix: `Write ${listed(known, 5, ' or ')}.`,
    }),
    example: {
      before:
        'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: users }\nspec: { rules: [{ from: [{ source: { principals: [cluster.local/ns/envoy-gateway-system/sa/envoy-shop-old-0b6553f4] } }] }] }',
      after:
        'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: users }\nspec: { rules: [{ from: [{ source: { principals: [cluster.local/ns/envoy-gateway-system/sa/envoy-shop-edge-3788f37a] } }] }] }',
    },
  }),
  MeshRejectsGateway: define<Variant<typeof meshRejects>>({
    severity: 'warning',
    risk: 'failing',
    sample: { case: 'proxy', of: { namespace: 'shop', proxy: 'edge-proxy' } },
    words: variants(meshRejects),
    example: {
      before:
        'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default }\nspec: { mtls: { mode: STRICT } }\n---\nkind: EnvoyProxy\nspec: { provider: { type: Kubernetes, kubernetes: { envoyDeployment: { pod: { labels: { team: edge } } } } } }',
      after:
        'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default }\nspec: { mtls: { mode: STRICT } }\n---\nkind: EnvoyProxy\nspec: { provider: { type: Kubernetes, kubernetes: { envoyDeployment: { pod: { labels: { team: edge, istio.io/dataplane-mode: ambient } } } } } }',
    },
  }),
  MeshTokensDiffer: define<{ issuer: string; differ: 'audiences' | 'keys' }>({
    severity: 'warning',
    risk: 'failing',
    sample: { issuer: 'https://auth.example.com/', differ: 'audiences' },
    words: ({ issuer, differ }) => ({
      what: `The ${differ} for tokens of ${issuer} differ from those in the SecurityPolicy.`,
      why: 'A token that the gateway accepts may get 401 in the mesh, or vice versa.',
      fix: 'Write the same issuer, audiences and keys in both.',
    }),
    example: {
      before:
        'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: { name: users }\nspec: { jwtRules: [{ issuer: "https://auth.example.com/", audiences: [other], jwksUri: "https://auth.example.com/jwks.json" }] }',
      after:
        'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: { name: users }\nspec: { jwtRules: [{ issuer: "https://auth.example.com/", audiences: [api], jwksUri: "https://auth.example.com/jwks.json" }] }',
    },
  }),
  PeerByAddress: define<{ cidr: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { cidr: '10.244.0.0/16' },
    words: ({ cidr }) => ({
      what: `${cidr} is a private address range, such as clusters use for pods and Services.`,
      why: 'Addresses of pods change, and Cilium never matches pods by address.',
      fix: 'Select the pods by labels and namespace instead.',
    }),
    example: {
      before:
        'kind: NetworkPolicy\nmetadata: { name: users, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }] }',
      after:
        'kind: NetworkPolicy\nmetadata: { name: users, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } }, podSelector: { matchLabels: { gateway.envoyproxy.io/owning-gateway-name: edge } } }], ports: [{ port: 8080 }] }] }',
    },
  }),
  /** `namespace`: of the policy. `label`: the one that Cilium needs; undefined: a NetworkPolicy, which has namespaceSelector. */
  PeerNamespaceMissing: define<{ namespace: string | undefined; label: string | undefined }>({
    severity: 'warning',
    risk: 'failing',
    sample: { namespace: 'shop', label: undefined },
    words: ({ namespace, label }) => ({
      what: `This peer selects the proxies without their namespace, so it matches only pods in namespace ${namespace}.`,
      why: 'The proxies run in another namespace, and their connections are dropped.',
      fix:
        label === undefined ? 'Add a namespaceSelector with kubernetes.io/metadata.name.' : `Add the label ${label}.`,
    }),
    example: {
      before:
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: users }\nspec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { gateway.envoyproxy.io/owning-gateway-name: edge } }] }] }',
      after:
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: users }\nspec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: envoy-gateway-system, gateway.envoyproxy.io/owning-gateway-name: edge } }] }] }',
    },
  }),
} as const satisfies FindingGroup;
