// Each model of src/effective with many objects of its kind. What is read of them grows as they do, not as the square.
import { expect, test } from 'vitest';
import { findingsOf } from '../../src/analyze/check.ts';
import { CHECKS } from '../../src/analyze/checks.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { readsOf } from '../work.ts';

const GATEWAY_API = 'gateway.networking.k8s.io';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io';
const CORE = new Set(['ConfigMap', 'Secret', 'Service']);
const many = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

const versionOf = (kind: string): string => {
  if (CORE.has(kind)) return 'v1';
  if (kind === 'ReferenceGrant') return `${GATEWAY_API}/v1beta1`;
  return /Route$|^Gateway|^ListenerSet$|^BackendTLSPolicy$/.test(kind)
    ? `${GATEWAY_API}/v1`
    : `${ENVOY_GATEWAY}/v1alpha1`;
};
const object = (kind: string, name: string, content: object, metadata: object = {}): KubernetesObject =>
  ({
    apiVersion: versionOf(kind),
    kind,
    metadata: { name, namespace: 'n', ...metadata },
    ...content,
  }) as KubernetesObject;
const of = (kind: string, name: string, spec: object, metadata: object = {}): KubernetesObject =>
  object(kind, name, { spec }, metadata);
const onRoute = (i: number) => ({ targetRefs: [{ group: GATEWAY_API, kind: 'HTTPRoute', name: `r${i}` }] });

const HTTP = { name: 'a', port: 80, protocol: 'HTTP' };
const gateway = (more: object = {}): KubernetesObject =>
  of('Gateway', 'g', { gatewayClassName: 'eg', listeners: [HTTP], ...more });
const service = (i: number, metadata: object = {}): KubernetesObject =>
  of('Service', `s${i}`, { selector: { app: `s${i}` }, ports: [{ port: 80 }] }, metadata);
const route = (i: number, more: object = {}, backend: object = {}): KubernetesObject =>
  of(
    'HTTPRoute',
    `r${i}`,
    {
      parentRefs: [{ name: 'g' }],
      hostnames: ['api.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: `/p${i}` } }],
          backendRefs: [{ name: `s${i}`, port: 80, ...backend }],
        },
      ],
      ...more,
    },
    { labels: { app: `r${i}` } },
  );
const routes = (n: number): KubernetesObject[] => [
  gateway(),
  ...many(n, (i) => route(i)),
  ...many(n, (i) => service(i)),
];

const MODELS: Readonly<Record<string, (n: number) => readonly KubernetesObject[]>> = {
  'routes of one host': routes,
  'policies that select one route each': (n) => [
    ...routes(n),
    ...['SecurityPolicy', 'BackendTrafficPolicy'].flatMap((kind) =>
      many(n, (i) =>
        of(kind, `p${i}`, {
          targetSelectors: [{ group: GATEWAY_API, kind: 'HTTPRoute', matchLabels: { app: `r${i}` } }],
        }),
      ),
    ),
  ],
  'policies that are merged into one of the Gateway': (n) => [
    ...routes(n),
    of('BackendTrafficPolicy', 'all', { targetRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: 'g' }] }),
    ...many(n, (i) => of('BackendTrafficPolicy', `p${i}`, { ...onRoute(i), mergeType: 'StrategicMerge' })),
  ],
  'listeners, 50 of a Gateway': (n) =>
    many(n / 50, (g) =>
      of('Gateway', `g${g}`, {
        gatewayClassName: 'eg',
        listeners: many(50, (i) => ({
          name: `l${i}`,
          port: 443,
          protocol: 'HTTPS',
          hostname: `h${i}.g${g}.example.com`,
          tls: { certificateRefs: [{ name: `c${i}` }] },
        })),
      }),
    ).concat(many(50, (i) => object('Secret', `c${i}`, { data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } }))),
  'ListenerSets with a route each': (n) => [
    gateway({ allowedListeners: { namespaces: { from: 'All' } } }),
    ...many(n, (i) =>
      of('ListenerSet', `l${i}`, {
        parentRef: { name: 'g' },
        listeners: [{ ...HTTP, port: 8080, hostname: `h${i}.example.com` }],
      }),
    ),
    ...many(n, (i) =>
      route(i, {
        parentRefs: [{ group: GATEWAY_API, kind: 'ListenerSet', name: `l${i}` }],
        hostnames: [`h${i}.example.com`],
      }),
    ),
    ...many(n, (i) => service(i)),
  ],
  ReferenceGrants: (n) => [
    gateway(),
    ...many(n, (i) => route(i, {}, { namespace: 'm' })),
    ...many(n, (i) => service(i, { namespace: 'm' })),
    ...many(n, (i) =>
      of(
        'ReferenceGrant',
        `a${i}`,
        {
          from: [{ group: GATEWAY_API, kind: 'HTTPRoute', namespace: 'n' }],
          to: [{ group: '', kind: 'Service', name: `s${i}` }],
        },
        { namespace: 'm' },
      ),
    ),
  ],
  'BackendTLSPolicies with one CA': (n) => [
    ...routes(n),
    object('ConfigMap', 'ca', { data: { 'ca.crt': 'x' } }),
    ...many(n, (i) =>
      of('BackendTLSPolicy', `t${i}`, {
        targetRefs: [{ group: '', kind: 'Service', name: `s${i}` }],
        validation: { hostname: 's.example.com', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] },
      }),
    ),
  ],
  'policies with one Secret': (n) => [
    ...routes(n),
    object('Secret', 'keys', { stringData: Object.fromEntries(many(n, (i) => [`c${i}`, `k${i}`])) }),
    ...many(n, (i) =>
      of('SecurityPolicy', `p${i}`, {
        ...onRoute(i),
        apiKeyAuth: { credentialRefs: [{ name: 'keys' }], extractFrom: [{ headers: ['x-key'] }] },
      }),
    ),
  ],
  'matches, 1024 of a route': (n) =>
    routes(16).concat(
      many(n / 50, (r) =>
        route(100 + r, {
          hostnames: [`h${r}.example.com`],
          rules: many(16, (i) => ({
            matches: many(64, (m) => ({ path: { value: `/${i}` }, headers: [{ name: 'x', value: `v${m}` }] })),
            backendRefs: [{ name: `s${i}`, port: 80 }],
          })),
        }),
      ),
    ),
  'Backends with filters': (n) => [
    gateway(),
    ...many(n, (i) =>
      route(i, {
        rules: [
          {
            filters: [
              { type: 'ExtensionRef', extensionRef: { group: ENVOY_GATEWAY, kind: 'HTTPRouteFilter', name: `f${i}` } },
            ],
            backendRefs: [{ group: ENVOY_GATEWAY, kind: 'Backend', name: `b${i}` }],
          },
        ],
      }),
    ),
    ...many(n, (i) => of('HTTPRouteFilter', `f${i}`, { directResponse: { statusCode: 200 } })),
    ...many(n, (i) => of('Backend', `b${i}`, { endpoints: [{ fqdn: { hostname: `b${i}.example.com`, port: 443 } }] })),
  ],
  placeholders: (n) => [
    gateway(),
    ...many(n, (i) =>
      route(i, { hostnames: [`h${i}.\${DOMAIN}`] }, { name: `\${SERVICE}-${i}`, namespace: `\${TEAM_${i}}` }),
    ),
    ...many(n, (i) =>
      of('SecurityPolicy', `p${i}`, { targetRefs: [{ group: GATEWAY_API, kind: 'HTTPRoute', name: `\${R${i}}` }] }),
    ),
  ],
};

const checked = (objects: readonly KubernetesObject[]) =>
  findingsOf(new Snapshot(objects, { complete: false }), CHECKS);

test.each(Object.entries(MODELS))('twice as many %s are read about twice as often', (_, objects) => {
  const [few, twice] = [200, 400].map((n) => readsOf(objects(n), checked));
  expect(few).toBeGreaterThan(200);
  expect(twice! / few!).toBeLessThan(2.2);
});
