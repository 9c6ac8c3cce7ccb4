import { beforeAll, expect, test } from 'vitest';
import type { Admission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { accountInControllerNamespace } from '../../src/objects/proxy-account.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkBehaviour, checkReferences } from '../checks/found.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
});

const TOKENS = { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/j', audiences: ['api'] };
const backend = (service: string) => ({
  service,
  port: 80,
  namespace: 'shop',
  pods: { labels: { app: service }, port: 8080 },
});
const ANSWERS = {
  version: 1,
  hostname: 'api.example.com',
  gateway: { name: 'eg', namespace: 'edge' },
  tls: { secret: 't' },
  services: [
    {
      name: 'users',
      path: '/v1/users',
      backend: backend('users'),
      allow: { scopes: ['users:read'] },
      healthCheck: '/healthz',
    },
    { name: 'mixed', path: '/mixed', backend: backend('mixed'), public: ['/mixed/open'] },
    { name: 'keys', path: '/keys', backend: backend('keys'), auth: 'partners' },
  ],
  auth: {
    default: 'customers',
    methods: { customers: TOKENS, partners: { type: 'apiKey', secret: 'k', clients: ['acme'] } },
  },
  observability: { tracing: { collector: 'otel.observability:4317', sampling: 3 } },
};
const made = (mesh: unknown, more: object = {}) => {
  const validated = validateAnswers({ ...ANSWERS, mesh, ...more }, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  return { intent, objects: buildResources(intent).map((r) => r.object) };
};
type Any = { spec: Record<string, never> };
const of = (objects: readonly KubernetesObject[], kind: string, name?: string) =>
  objects.filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name)) as unknown as Any[];
const specs = (objects: readonly KubernetesObject[], kind: string, name?: string): unknown[] =>
  of(objects, kind, name).map((o) => o.spec);

const MODES = [
  'istio',
  { type: 'istio', mode: 'ambient', waypoint: 'waypoint', tracingProvider: 'otel' },
  { type: 'istio', mode: 'sidecar' },
  { type: 'istio', mode: 'sds' },
  { type: 'istio', mode: 'permissive' },
];

test.each(MODES)('%j: admitted, and nothing to find', (mesh) => {
  for (const network of [undefined, 'kubernetes', 'cilium']) {
    const { objects } = made(mesh, { network });
    expect([...admissionFindings(objects, admission), ...checkReferences(objects)]).toEqual([]);
    const codes = checkBehaviour(objects).map((f) => f.code);
    expect(codes.filter((c) => /Mesh|Admitted|Peer|Cilium/.test(c))).toEqual([]);
  }
});

test('ambient: proxies in the namespace of the Gateway, in the mesh by their pods, known by their account', () => {
  const { intent, objects } = made('istio');
  expect(intent.mesh?.principal).toBe('cluster.local/ns/edge/sa/eg');
  expect(specs(objects, 'PeerAuthentication', 'edge-eg-mtls')).toEqual([{ mtls: { mode: 'STRICT' } }]);
  expect(JSON.stringify(specs(objects, 'EnvoyProxy'))).toContain('"labels":{"istio.io/dataplane-mode":"ambient"}');
  expect(JSON.stringify(specs(objects, 'EnvoyProxy'))).not.toContain('routingType');
  // Nothing reads requests here, so nothing about requests is said.
  expect(of(objects, 'RequestAuthentication')).toEqual([]);
  expect(specs(objects, 'AuthorizationPolicy', 'edge-eg-to-users-80')).toEqual([
    {
      selector: { matchLabels: { app: 'users' } },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/edge/sa/eg'] } }],
          to: [{ operation: { ports: ['8080'] } }],
        },
      ],
    },
  ]);
});

test('the account beside the controller is the one that Envoy Gateway makes', () => {
  // Seen in the lab.
  expect(accountInControllerNamespace({ name: 'shop', namespace: 'shop' })).toBe('envoy-shop-shop-0b6553f4');
  expect(accountInControllerNamespace({ name: 'eg', namespace: 'default' })).toBe('envoy-default-eg-e41e7b31');
  const { intent } = made(
    { type: 'istio', mode: 'ambient', trustDomain: 'corp.example' },
    { envoyGateway: { proxies: 'controllerNamespace' } },
  );
  expect(intent.mesh?.principal).toMatch(/^corp\.example\/ns\/envoy-gateway-system\/sa\/envoy-edge-eg-[0-9a-f]{8}$/);
});

test('with a waypoint tokens are checked again as at the edge, and asked for only where every route has one', () => {
  const { objects } = made(MODES[1]);
  expect(specs(objects, 'RequestAuthentication', 'edge-eg-users-80')).toEqual([
    {
      targetRefs: [{ group: '', kind: 'Service', name: 'users' }],
      jwtRules: [{ issuer: TOKENS.issuer, audiences: ['api'], jwksUri: TOKENS.jwks, forwardOriginalToken: true }],
    },
  ]);
  const principals = ['cluster.local/ns/edge/sa/eg'];
  expect(specs(objects, 'AuthorizationPolicy', 'edge-eg-requests-users-80')).toMatchObject([
    {
      targetRefs: [{ kind: 'Service', name: 'users' }],
      rules: [
        {
          from: [{ source: { principals, requestPrincipals: ['https://a.example.com//*'] } }],
          when: [{ key: 'request.auth.claims[scope]', values: ['users:read'] }],
        },
        { from: [{ source: { principals } }], to: [{ operation: { paths: ['/healthz'] } }] },
      ],
    },
  ]);
  for (const open of ['mixed', 'keys'])
    expect(specs(objects, 'AuthorizationPolicy', `edge-eg-requests-${open}-80`)).toEqual([
      {
        targetRefs: [{ group: '', kind: 'Service', name: open }],
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals } }] }],
      },
    ]);
  // The waypoint speaks to the pods, and nobody else.
  expect(JSON.stringify(specs(objects, 'AuthorizationPolicy', 'edge-eg-to-users-80'))).toContain('ns/shop/sa/waypoint');
  expect(specs(objects, 'Telemetry')).toEqual([
    { tracing: [{ providers: [{ name: 'otel' }], randomSamplingPercentage: 3 }] },
  ]);
  expect(JSON.stringify(specs(objects, 'EnvoyProxy'))).toContain('"routingType":"Service"');
});

test('with sidecars one policy decides for a workload: two would let in who meets either', () => {
  const { objects } = made(MODES[2]);
  const forUsers = of(objects, 'AuthorizationPolicy').filter((p) => JSON.stringify(p.spec).includes('"app":"users"'));
  expect(forUsers).toHaveLength(1);
  expect(JSON.stringify(forUsers)).toContain('requestPrincipals');
  expect(JSON.stringify(specs(objects, 'EnvoyProxy'))).toContain('"sidecar.istio.io/inject":"true"');
});

test('permissive says so, and guards nothing that it cannot', () => {
  const { intent, objects } = made(MODES[4]);
  expect(specs(objects, 'PeerAuthentication')).toEqual([{ mtls: { mode: 'PERMISSIVE' } }]);
  expect(of(objects, 'AuthorizationPolicy')).toEqual([]);
  expect(intent.notices.map((n) => n.code)).toContain('MeshPermissive');
});

test('network policies know the tunnel of an ambient mesh', () => {
  const ambient = JSON.stringify(
    made(MODES[1], { network: 'kubernetes' }).objects.filter((o) => o.kind === 'NetworkPolicy'),
  );
  expect(ambient.match(/15008/g)?.length).toBeGreaterThan(5);
  expect(ambient).toContain('169.254.7.127/32');
  const plain = JSON.stringify(
    made(MODES[2], { network: 'cilium' }).objects.filter((o) => o.kind === 'CiliumNetworkPolicy'),
  );
  expect(plain).not.toMatch(/15008|169\.254/);
  expect(plain).toContain('"app":"istiod"');
});

test('without the answer there is nothing of a mesh', () => {
  const { intent, objects } = made(undefined);
  expect(intent.mesh).toBeUndefined();
  expect(objects.filter((o) => o.apiVersion.includes('istio'))).toEqual([]);
});

test('clients from outside reach the proxies, also where the namespace of the Gateway is strict', () => {
  const inGateway = { ...backend('users'), namespace: 'edge' };
  const { objects } = made('istio', { services: [{ name: 'users', path: '/v1/users', backend: inGateway }] });
  const strict = objects.filter((o) => o.kind === 'PeerAuthentication') as unknown as {
    metadata: { name: string; namespace: string };
    spec: object;
  }[];
  expect(strict.map((o) => [o.metadata.namespace, o.metadata.name, o.spec])).toEqual([
    [
      'edge',
      'edge-eg-clients',
      {
        selector: {
          matchLabels: {
            'gateway.envoyproxy.io/owning-gateway-namespace': 'edge',
            'gateway.envoyproxy.io/owning-gateway-name': 'eg',
          },
        },
        mtls: { mode: 'PERMISSIVE' },
      },
    ],
    ['edge', 'edge-eg-mtls', { mtls: { mode: 'STRICT' } }],
  ]);
});
