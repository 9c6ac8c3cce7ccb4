// Each finding about network policies: manifests that have the fault, and the same without it.
import { expect, test } from 'vitest';
import type { networkFindings } from '../../src/diagnostics/findings/network-findings.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkBehaviour } from './found.ts';

type Spec = Record<string, unknown>;
const of = (apiVersion: string, kind: string, name: string, spec: Spec, namespace = 'shop', annotations?: Spec) =>
  ({ apiVersion, kind, metadata: { name, namespace, annotations }, spec }) as KubernetesObject;
const plain = (spec: Spec, annotations?: Spec) =>
  of('networking.k8s.io/v1', 'NetworkPolicy', 'p', { policyTypes: ['Ingress'], ...spec }, 'shop', annotations);
const cilium = (spec: Spec) => of('cilium.io/v2', 'CiliumNetworkPolicy', 'p', { endpointSelector: {}, ...spec });
const route = of(
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  'users',
  { rules: [{ backendRefs: [{ name: 'users', namespace: 'shop', port: 80 }] }] },
  'edge',
);
const service = of('v1', 'Service', 'users', { selector: { app: 'users', tier: 'web' }, ports: [{ port: 80 }] });
const closed = plain({ podSelector: {} });
const OWNER = { 'gateway.envoyproxy.io/owning-gateway-name': 'eg' };
const proxies = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
  podSelector: { matchLabels: OWNER },
};
const opened = (app: string, annotations?: Spec) =>
  plain(
    { podSelector: { matchLabels: { app } }, ingress: [{ from: [proxies], ports: [{ port: 8080 }] }] },
    annotations,
  );
const backend = (id: string) => ({ 'eg-api-gateway/backend': id });

const strict = of('security.istio.io/v1', 'PeerAuthentication', 'p', { mtls: { mode: 'STRICT' } });
const proxy = (labels: Spec) =>
  of('gateway.envoyproxy.io/v1alpha1', 'EnvoyProxy', 'p', {
    provider: { kubernetes: { envoyDeployment: { pod: { labels } } } },
  });
const certified = of('gateway.envoyproxy.io/v1alpha1', 'EnvoyProxy', 'p', {
  backendTLS: { clientCertificateRef: { kind: 'Secret', name: 'c' } },
});
const overTls = (name: string) =>
  of('gateway.networking.k8s.io/v1', 'BackendTLSPolicy', 'p', {
    targetRefs: [{ group: '', kind: 'Service', name }],
    validation: { caCertificateRefs: [{ group: '', kind: 'Secret', name: 'roots' }], hostname: 'users.shop' },
  });
const edgeTokens = of('gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy', 'p', {
  jwt: { providers: [{ name: 'a', issuer: 'https://a', audiences: ['api'], remoteJWKS: { uri: 'https://a/jwks' } }] },
});
const meshTokens = (audiences: string[], jwksUri: string) =>
  of('security.istio.io/v1', 'RequestAuthentication', 'p', { jwtRules: [{ issuer: 'https://a', audiences, jwksUri }] });
// As it was seen in the lab: Gateway shop of namespace shop runs as envoy-shop-shop-0b6553f4.
const gateway = of('gateway.networking.k8s.io/v1', 'Gateway', 'shop', { listeners: [] });
const caller = (sa: string) =>
  of('security.istio.io/v1', 'AuthorizationPolicy', 'p', {
    rules: [{ from: [{ source: { principals: [`cluster.local/ns/e/sa/${sa}`] } }] }],
  });

const CASES: Record<keyof typeof networkFindings, readonly [before: KubernetesObject[], after: KubernetesObject[]][]> =
  {
    NetworkPolicyBlocksGateway: [
      [[route, closed], [route]],
      [
        [route, closed, service, opened('orders')],
        [route, closed, service, opened('users')],
      ],
      [
        [route, closed, opened('x', backend('shop/users:81'))],
        [route, closed, opened('x', backend('shop/users:80'))],
      ],
      // A policy that lets others in is none for the gateway.
      [
        [
          route,
          closed,
          service,
          plain({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }] }),
        ],
        [route, closed, service, plain({ podSelector: {}, ingress: [{}] })],
      ],
      [
        [
          route,
          cilium({ ingress: [{}] }),
          cilium({
            endpointSelector: { matchLabels: { app: 'orders' } },
            ingress: [{ fromEndpoints: [{ matchLabels: OWNER }] }],
          }),
          service,
        ],
        [route, cilium({ ingress: [{ fromEntities: ['cluster'] }] }), service],
      ],
    ],
    NetworkPolicyUnused: [
      [
        [route, opened('x', backend('shop/old:80'))],
        [route, opened('x', backend('shop/users:80'))],
      ],
      [
        [route, opened('x', backend('shop/mqtt:1883'))],
        [
          of('gateway.networking.k8s.io/v1', 'TCPRoute', 'mqtt', {
            rules: [{ backendRefs: [{ name: 'mqtt', port: 1883 }] }],
          }),
          opened('x', backend('shop/mqtt:1883')),
        ],
      ],
    ],
    MeshRejectsGateway: [
      [
        [route, strict, proxy({})],
        [route, strict, proxy({ 'istio.io/dataplane-mode': 'ambient' })],
      ],
      [
        [route, strict, proxy({})],
        [route, strict, proxy({ 'sidecar.istio.io/inject': 'true' })],
      ],
      [
        [route, strict, proxy({})],
        [strict, proxy({})],
      ],
      // A certificate is shown over TLS only, and TLS is spoken to whom a policy names.
      [
        [route, strict, certified],
        [route, strict, certified, overTls('users')],
      ],
      [
        [route, strict, certified, overTls('orders')],
        [route, strict, certified, overTls('users')],
      ],
      [
        [route, strict, proxy({}), overTls('users')],
        [route, strict, certified, overTls('users')],
      ],
    ],
    MeshTokensDiffer: [
      [
        [edgeTokens, meshTokens(['other'], 'https://a/jwks')],
        [edgeTokens, meshTokens(['api'], 'https://a/jwks')],
      ],
      [
        [edgeTokens, meshTokens(['api'], 'https://b/jwks')],
        [edgeTokens, meshTokens(['api'], 'https://a/jwks')],
      ],
    ],
    MeshPrincipalUnknown: [
      [
        [gateway, caller('envoy-shop-old-0b6553f4')],
        [gateway, caller('envoy-shop-shop-0b6553f4')],
      ],
      [
        [gateway, caller('envoy-shop-old-0b6553f4')],
        [gateway, caller('waypoint')],
      ],
    ],
    PeerByAddress: [
      [
        [plain({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.244.0.0/16' } }] }] })],
        [plain({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] })],
      ],
      [
        [cilium({ egress: [{ toCIDR: ['192.168.1.0/24'] }] })],
        [cilium({ egress: [{ toCIDRSet: [{ cidr: '8.8.8.8/32' }] }] })],
      ],
      [
        [cilium({ egress: [{ toCIDR: ['10.0.0.5/32'] }] })],
        [
          cilium({ egress: [{ toCIDR: ['10.0.0.5/32'] }] }),
          of('gateway.envoyproxy.io/v1alpha1', 'Backend', 'b', {
            endpoints: [{ ip: { address: '10.0.0.5', port: 80 } }],
          }),
        ],
      ],
    ],
    PeerNamespaceMissing: [
      [
        [plain({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: OWNER } }] }] })],
        [plain({ podSelector: {}, ingress: [{ from: [proxies] }] })],
      ],
      [
        [cilium({ ingress: [{ fromEndpoints: [{ matchLabels: OWNER }] }] })],
        [
          cilium({
            ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'e', ...OWNER } }] }],
          }),
        ],
      ],
      // Where the proxies run in the Gateway's namespace, its own policies may leave it out.
      [
        [cilium({ ingress: [{ fromEndpoints: [{ matchLabels: OWNER }] }] })],
        [
          cilium({
            ingress: [
              {
                fromEndpoints: [
                  { matchLabels: { ...OWNER, 'gateway.envoyproxy.io/owning-gateway-namespace': 'shop' } },
                ],
              },
            ],
          }),
        ],
      ],
    ],
    CiliumRuleInvalid: [
      [
        [cilium({ egress: [{ toEndpoints: [{}], toFQDNs: [{ matchName: 'a' }] }] })],
        [cilium({ egress: [{ toEndpoints: [{}] }, { toFQDNs: [{ matchName: 'a' }] }] })],
      ],
      [
        [cilium({ ingress: [{ toPorts: [{ ports: [{ port: '80' }], rules: { http: [{ path: '/' }] } }] }] })],
        [
          cilium({
            ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '/' }] } }] }],
          }),
        ],
      ],
      [
        [cilium({ egress: [{ toPorts: [{ ports: [{ port: '54' }], rules: { dns: [{ matchPattern: '*' }] } }] }] })],
        [cilium({ egress: [{ toPorts: [{ ports: [{ port: '53' }], rules: { dns: [{ matchPattern: '*' }] } }] }] })],
      ],
      [
        [cilium({ ingress: [{ toPorts: [{ ports: Array.from({ length: 41 }, (_, i) => ({ port: `${i + 1}` })) }] }] })],
        [cilium({ ingress: [{ toPorts: [{ ports: Array.from({ length: 40 }, (_, i) => ({ port: `${i + 1}` })) }] }] })],
      ],
      [
        [cilium({ ingress: [{ icmps: [{}], toPorts: [{}] }] })],
        [cilium({ ingress: [{ icmps: [{}] }, { toPorts: [{}] }] })],
      ],
    ],
  };

const codes = (objects: KubernetesObject[]) => checkBehaviour(objects).map((f) => f.code);
const PAIRS = Object.entries(CASES).flatMap(([code, pairs]) =>
  pairs.map(([before, after], i) => ({ code, before, after, i })),
);

test.each(PAIRS)('$code $i', ({ code, before, after }) => {
  expect(codes(before)).toContain(code);
  expect(codes(after)).not.toContain(code);
});
