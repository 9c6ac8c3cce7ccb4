// Objects of Argo CD and Flux: what they compare, and what they are told.
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { SchemaNode } from '../../src/admission/node.ts';
import { applyDefaults } from '../../src/admission/prepare.ts';
import { readSchema } from '../../src/crds/load-crds.ts';
import { deliveryFiles } from '../../src/resources/delivery/build-delivery.ts';
import { generated } from './generated.ts';

/** Kinds of Kubernetes itself. */
const CORE = /^(v1$|apps\/|policy\/|(networking|rbac\.authorization|admissionregistration)\.k8s\.io\/)/;

const service = { name: 'orders', path: '/v1/orders', backend: 'shop/orders:80', timeout: '10s' };
const answers = (delivery: object, more: object = {}) => ({
  services: [{ name: 'status', path: '/status', backend: 'shop/status:80' }],
  layout: 'app-of-apps',
  teams: { orders: { paths: ['/v1/orders'], public: ['/v1/orders'], services: [service] } },
  delivery: { repository: 'https://git.example.com/acme/gateway.git', ...delivery },
  ...more,
});
const delivered = (delivery: object) => deliveryFiles(generated(answers(delivery)).intent).flatMap((f) => f.delivered);
const byKind = (delivery: object, kind: string) => delivered(delivery).filter((d) => d.object.kind === kind);

test('delivery.secret is how Flux reads the repository, and nothing is left to do', () => {
  const [said] = byKind({ tool: 'flux', secret: 'git-key' }, 'GitRepository');
  expect(said).toMatchObject({ object: { spec: { secretRef: { name: 'git-key' } } }, notes: [] });
  const [unsaid] = byKind({ tool: 'flux' }, 'GitRepository');
  expect(unsaid!.object).not.toHaveProperty('spec.secretRef');
  expect(unsaid!.notes.map((n) => n.text).join()).toContain('delivery.secret');
});

const COMPARED = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' };

test('every Application of Argo CD is compared by the API server', () => {
  const applications = byKind({ tool: 'argocd' }, 'Application');
  expect(applications.map((a) => a.object.metadata.name)).toEqual([
    'eg-root',
    'eg-envoy-gateway',
    'eg-platform',
    'eg-orders',
  ]);
  for (const { object } of applications) expect(object.metadata.annotations).toMatchObject(COMPARED);
  const [set] = byKind({ tool: 'argocd', teams: 'set' }, 'ApplicationSet');
  expect(set!.object).toMatchObject({ spec: { template: { metadata: { annotations: COMPARED } } } });
});

const MORE = {
  secrets: { store: 'vault' },
  auth: { default: 'none', methods: { keys: { type: 'apiKey', secret: 'keys', clients: ['acme'] } } },
  network: { policy: 'kubernetes' },
  observability: { prometheus: true },
};

test('what the API server adds to objects of CRDs is written out for Argo CD, and only there', () => {
  const objects = (tool: string) => generated(answers({ tool }, MORE));
  expect(objects('argocd').spec('HTTPRoute', 'status').rules[0].backendRefs).toEqual([
    { group: '', kind: 'Service', name: 'status', namespace: 'shop', port: 80, weight: 1 },
  ]);
  expect(objects('flux').spec('HTTPRoute', 'status').rules[0].backendRefs).toEqual([
    { name: 'status', namespace: 'shop', port: 80 },
  ]);
  expect(objects('argocd').spec('ExternalSecret', 'keys').data[0].remoteRef).toMatchObject({
    conversionStrategy: 'Default',
    decodingStrategy: 'None',
    metadataPolicy: 'None',
  });
});

test('after that nothing is left that a CRD would add', () => {
  const { objects, intent } = generated(answers({ tool: 'argocd' }, MORE));
  const all = [...objects, ...deliveryFiles(intent).flatMap((f) => f.delivered.map((d) => d.object))];
  const validated = all.flatMap((o) => {
    const known = readSchema(o.apiVersion, o.kind);
    if (!known || CORE.test(o.apiVersion)) return [];
    const stored = JSON.parse(JSON.stringify(o));
    applyDefaults(stored, new SchemaNode(known.schema, true));
    delete stored.status;
    return [{ kind: o.kind, same: isDeepStrictEqual(stored, JSON.parse(JSON.stringify(o))) }];
  });
  expect(validated.filter((j) => !j.same)).toEqual([]);
  expect(new Set(validated.map((j) => j.kind)).size).toBeGreaterThan(10);
});
