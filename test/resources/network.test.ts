import { beforeAll, expect, test } from 'vitest';
import type { Admission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { probesOf } from '../../src/probes/probe-list.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkBehaviour, checkReferences } from '../checks/found.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
});

const ANSWERS = {
  version: 1,
  hostname: 'api.example.com',
  gateway: { name: 'eg', namespace: 'edge' },
  tls: { issuer: 'letsencrypt' },
  services: [
    {
      name: 'users',
      path: '/v1/users',
      backend: { service: 'users', port: 80, namespace: 'shop', pods: { labels: { app: 'users' }, port: 'http' } },
      rewrite: '/users',
      healthCheck: '/healthz',
      methods: ['GET', 'POST'],
      canary: { backend: 'shop/users-next:80', weight: 10 },
    },
    { name: 'open', path: '/open', backend: 'open:8080', auth: 'none' },
    { name: 'stock', path: '/shop.v1.Stock', backend: 'stock/stock:9000', protocol: 'grpc', auth: 'authz' },
    { name: 'pay', path: '/pay', backend: 'https://pay.example.org:8443/v2' },
  ],
  auth: {
    default: 'customers',
    methods: {
      customers: {
        type: 'jwt',
        issuer: 'https://a.example.com/',
        jwks: 'https://keys.example.com/j',
        audiences: ['api'],
      },
      portal: { type: 'oidc', issuer: 'https://login.example.com/', clientID: 'c', clientSecret: 's' },
      authz: { type: 'extAuth', grpc: 'authz.security:9001' },
    },
  },
  rateLimit: {
    scope: 'global',
    key: 'sourceIP',
    limits: '9/minute',
    redis: { url: 'redis.data.svc:6380' },
    onFailure: 'open',
  },
  observability: { tracing: { collector: 'otel.observability:4317' } },
};
const made = (network: unknown, more: object = {}) => {
  const validated = validateAnswers({ ...ANSWERS, network, ...more }, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  return { intent, objects: buildResources(intent).map((r) => r.object) };
};
type Any = Record<string, never> & {
  metadata: { name: string; namespace: string; annotations?: Record<string, string> };
};
const policies = (objects: readonly KubernetesObject[]) =>
  objects.filter((o) => /NetworkPolicy$/.test(o.kind)) as unknown as (Any & { spec: Any })[];
const named = (objects: readonly KubernetesObject[], name: string, namespace?: string) =>
  policies(objects).find((p) => p.metadata.name === name && (!namespace || p.metadata.namespace === namespace))!;

test.each(['kubernetes', 'cilium', { policy: 'cilium', requests: true, mutualAuthentication: true }])(
  '%j: admitted, and nothing to find',
  (network) => {
    const { objects } = made(network);
    expect([...admissionFindings(objects, admission), ...checkReferences(objects)]).toEqual([]);
    const codes = checkBehaviour(objects).map((f) => f.code);
    expect(codes.filter((c) => /Admitted|Peer|Cilium/.test(c))).toEqual([]);
  },
);

test.each(['kubernetes', 'cilium'])(
  '%s: a door for each Service that a route or an authorizer leads to, and no other',
  (network) => {
    const { objects } = made(network);
    const doors = policies(objects).flatMap((p) => p.metadata.annotations?.['eg-api-gateway/backend'] ?? []);
    expect(doors.sort()).toEqual(
      ['edge/open:8080', 'security/authz:9001', 'shop/users-next:80', 'shop/users:80', 'stock/stock:9000'].sort(),
    );
    const closed = policies(objects).filter((p) => p.metadata.name === 'edge-eg-closed');
    // The authorizer's namespace is another team's: its pods are guarded, the namespace is not closed.
    expect(closed.map((p) => p.metadata.namespace)).toEqual(['edge', 'shop', 'stock']);
    // What is closed comes after what is open.
    const order = policies(objects).map((p) => p.metadata.name === 'edge-eg-closed');
    expect(order.lastIndexOf(false)).toBeLessThan(order.indexOf(true));
  },
);

test('without the answer there is no policy, and nothing of it anywhere', () => {
  for (const network of [undefined, 'none', { policy: 'none' }]) {
    const { intent, objects } = made(network, { rateLimit: undefined });
    expect(policies(objects)).toEqual([]);
    expect(intent.network).toBeUndefined();
    expect(probesOf(intent, objects).filter((p) => p.group === 'network')).toEqual([]);
  }
});

test('NetworkPolicy: pods with their namespace, ports of containers, servers outside as ports', () => {
  const { objects } = made('kubernetes');
  expect(named(objects, 'edge-eg-to-users-80').spec).toEqual({
    podSelector: { matchLabels: { app: 'users' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
            podSelector: {
              matchLabels: {
                'gateway.envoyproxy.io/owning-gateway-namespace': 'edge',
                'gateway.envoyproxy.io/owning-gateway-name': 'eg',
              },
            },
          },
        ],
        ports: [{ protocol: 'TCP', port: 'http' }],
      },
    ],
  });
  const proxy = JSON.stringify(named(objects, 'edge-eg-proxy').spec);
  for (const port of [10080, 10443, 18000, 8081, 4317, 443, 8443, 8089]) expect(proxy).toContain(`"port":${port}`);
  expect(proxy).not.toContain('ipBlock');
  expect(JSON.stringify(named(objects, 'edge-eg-ratelimit').spec)).toMatch(
    /"kubernetes.io\/metadata.name":"data".*"port":6380/,
  );
  expect(named(objects, 'edge-eg-closed', 'shop').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress'] });
});

test('Cilium: servers outside by name, the API server as itself, requests as the backend sees them', () => {
  const { objects } = made({ policy: 'cilium', requests: true, mutualAuthentication: true });
  const proxy = JSON.stringify(named(objects, 'edge-eg-proxy').spec);
  for (const name of ['keys.example.com', 'pay.example.org']) expect(proxy).toContain(`{"matchName":"${name}"}`);
  // Nobody logs in here, so nobody has to reach the provider of logins.
  expect(proxy).not.toContain('login.example.com');
  expect(JSON.stringify(named(objects, 'edge-eg-controller').spec)).toContain('kube-apiserver');
  const users = named(objects, 'edge-eg-to-users-80').spec as unknown as {
    ingress: [{ authentication: object; toPorts: [{ rules: { http: object[] } }] }];
  };
  expect(users.ingress[0].authentication).toEqual({ mode: 'required' });
  expect(users.ingress[0].toPorts[0].rules.http).toEqual([
    { method: 'GET', path: '/users([/?].*)?' },
    { method: 'POST', path: '/users([/?].*)?' },
    { method: 'GET', path: '/healthz' },
  ]);
  const stock = JSON.stringify(named(objects, 'edge-eg-to-stock-9000').spec);
  expect(stock).toContain('/shop\\\\.v1\\\\.Stock([/?].*)?');
  expect(stock).toContain('/grpc\\\\.health\\\\.v1\\\\.Health/Check');
  // An authorizer is asked what Envoy asks, not what clients ask.
  expect(JSON.stringify(named(objects, 'edge-eg-to-authz-9001').spec)).not.toContain('http');
  expect(named(objects, 'edge-eg-closed', 'shop').spec).toMatchObject({ endpointSelector: {}, ingress: [{}] });
});

test('proxies in the namespace of the Gateway: doors, metrics and values follow them', () => {
  const { objects, intent } = made('kubernetes', {
    envoyGateway: { proxies: 'gatewayNamespace' },
    observability: { prometheus: true },
  });
  expect(intent.install.proxies).toEqual({ mode: 'GatewayNamespace', namespace: 'edge' });
  expect(named(objects, 'edge-eg-proxy').metadata.namespace).toBe('edge');
  expect(JSON.stringify(named(objects, 'edge-eg-to-users-80').spec)).toContain('"kubernetes.io/metadata.name":"edge"');
  expect(JSON.stringify(objects.find((o) => o.kind === 'PodMonitor'))).toContain('"matchNames":["edge"]');
});

test('what does not fit together is refused', () => {
  const problems = (answers: object) => {
    const validated = validateAnswers({ ...ANSWERS, ...answers }, 'test');
    return 'problems' in validated ? validated.problems.map((p) => p.code) : [];
  };
  expect(problems({ network: { policy: 'kubernetes', requests: true } })).toEqual(['CiliumOnly']);
  expect(problems({ network: 'calico' })).toHaveLength(1);
  const backend = (app: string) => ({ service: 'a', port: 80, pods: { labels: { app } } });
  const two = (a: string, b: string) => [
    { name: 'a', path: '/a', backend: backend(a) },
    { name: 'b', path: '/b', backend: backend(b) },
  ];
  expect(problems({ network: 'cilium', services: two('x', 'y') })).toEqual(['PodsDiffer']);
  expect(problems({ network: 'cilium', services: two('x', 'x') })).toEqual([]);
  for (const pods of [
    { labels: {} },
    { labels: { 'a b': 'c' } },
    { labels: { a: 'b"c' } },
    { port: 'HTTP_1' },
    { port: 0 },
  ])
    expect(
      problems({ services: [{ name: 'a', path: '/a', backend: { service: 'a', port: 80, pods } }] }).length,
    ).toBeGreaterThan(0);
});

test('many services: no object is too large for kubectl apply, and each backend has its door once', () => {
  const services = Array.from({ length: 1000 }, (_, i) => ({ name: `s${i}`, path: `/s${i}`, backend: `s${i}:80` }));
  const { objects } = made('cilium', { services });
  const sizes = policies(objects).map((p) => JSON.stringify(p).length);
  expect(Math.max(...sizes)).toBeLessThan(200_000);
  const proxies = policies(objects).filter((p) => p.metadata.name.startsWith('edge-eg-proxy'));
  expect(proxies.length).toBe(5);
  const text = JSON.stringify(proxies);
  for (const i of [0, 199, 200, 999]) expect(text.split(`"app.kubernetes.io/name":"s${i}"`)).toHaveLength(2);
  expect(checkBehaviour(objects).filter((f) => /Admitted|Peer|Cilium/.test(f.code))).toEqual([]);
});
