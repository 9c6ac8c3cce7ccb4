import type { Codes } from './code.ts';

/** What network policies let through, and what they do not. */
export const network: Codes = {
  AdmittedForNothing: {
    what: 'A network policy lets the gateway reach a backend that no route leads to.',
    why: 'A door that nobody uses is a door that nobody watches.',
    mend: 'Remove the policy.',
    before: 'annotations: { eg-api-gateway/backend: "shop/old:8080" }',
    after: 'no such policy',
  },
  BackendNotAdmitted: {
    what: 'A route leads into a namespace that is closed, and no policy lets the proxies in.',
    why: 'Connections are dropped without a word; clients get 503 after the connect timeout.',
    mend: 'Add a policy for the pods that admits the proxies of the Gateway on the port of the container.',
    before: 'podSelector: {}, policyTypes: [Ingress]   # and nothing else in the namespace',
    after:
      'podSelector: { matchLabels: { app: users } }, ingress: [{ from: [{ namespaceSelector: ..., podSelector: ... }], ports: [{ port: 8080 }] }]',
  },
  CiliumRuleInvalid: {
    what: 'A policy of Cilium has a form that Cilium refuses, though the API server takes it.',
    why: "The policy does nothing, and only the agent's log and the policy's status say so.",
    mend: 'Write it as the message says.',
    before: 'egress: [{ toEndpoints: [...], toFQDNs: [...] }]',
    after: 'egress: [{ toEndpoints: [...] }, { toFQDNs: [...] }]',
  },
  MeshPrincipalUnknown: {
    what: 'A policy of Istio lets in the identity of a gateway that is not here.',
    why: 'The ServiceAccount of the proxies has a digest of namespace and name of the Gateway; after a change of either, nobody gets in.',
    mend: 'Write the ServiceAccount that the message names.',
    before: 'principals: [cluster.local/ns/envoy-gateway-system/sa/envoy-shop-old-0b6553f4]',
    after: 'principals: [cluster.local/ns/envoy-gateway-system/sa/envoy-shop-shop-0b6553f4]',
  },
  MeshShutsOut: {
    what: 'Backends take mTLS only, and the proxies of the gateway are not in the mesh.',
    why: 'Connections in clear text are refused: every request ends in 503.',
    mend: 'Bring the proxies into the mesh by a label on their pods, or give them a certificate (EnvoyProxy spec.backendTLS) and each Service a BackendTLSPolicy.',
    before: 'PeerAuthentication: { mtls: { mode: STRICT } }, EnvoyProxy without pod labels',
    after: 'envoyDeployment: { pod: { labels: { istio.io/dataplane-mode: ambient } } }',
  },
  MeshTokensDiffer: {
    what: 'The mesh checks tokens of an issuer with other audiences or keys than the edge.',
    why: 'What the one lets in, the other refuses; or the inner check is weaker than it looks.',
    mend: 'Make issuer, audiences and keys equal.',
    before: 'jwtRules: [{ issuer: https://auth.example.com/, audiences: [other] }]',
    after: 'jwtRules: [{ issuer: https://auth.example.com/, audiences: [api] }]',
  },
  PeerByAddress: {
    what: 'A network policy names pods of the cluster by their addresses.',
    why: 'Pods change addresses, and another pod gets the old one; Cilium never matches pods by address.',
    mend: 'Name them by labels and namespace.',
    before: 'from: [{ ipBlock: { cidr: 10.244.0.0/16 } }]',
    after: 'from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } } }]',
  },
  PeerNamespaceMissing: {
    what: 'A network policy names the proxies without the namespace that they run in.',
    why: "A selector without a namespace means the policy's own, so the proxies are shut out.",
    mend: 'Add the namespace.',
    before: 'fromEndpoints: [{ matchLabels: { gateway.envoyproxy.io/owning-gateway-name: eg } }]',
    after:
      'fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: envoy-gateway-system, gateway.envoyproxy.io/owning-gateway-name: eg } }]',
  },
};
