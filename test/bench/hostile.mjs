// Manifests that once cost the square of their size, each beside small ones of about as many objects, or bytes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const GATEWAY_API = 'gateway.networking.k8s.io';
const many = (n, of) => Array.from({ length: n }, (_, i) => of(i));
const object = (kind, name, spec, metadata = {}) => ({
  apiVersion: /Policy$/.test(kind) ? 'gateway.envoyproxy.io/v1alpha1' : `${GATEWAY_API}/v1`,
  kind,
  metadata: { name, namespace: 'n', labels: { app: 'x' }, ...metadata },
  spec,
});
const gateway = object('Gateway', 'g', {
  gatewayClassName: 'eg',
  listeners: [{ name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'c' }] } }],
});
const route = (i, metadata) =>
  object(
    'HTTPRoute',
    `r${i}`,
    {
      parentRefs: [{ name: 'g', sectionName: 'https' }],
      rules: [
        { matches: [{ path: { type: 'PathPrefix', value: `/p${i}` } }], backendRefs: [{ name: `s${i}`, port: 80 }] },
      ],
    },
    metadata,
  );
const policy = (i, target) => object('SecurityPolicy', `p${i}`, { ...target, basicAuth: { users: { name: 'u' } } });
const byName = (i) => ({ targetRefs: [{ group: GATEWAY_API, kind: 'HTTPRoute', name: `r${i}` }] });
const byLabel = { targetSelectors: [{ group: GATEWAY_API, kind: 'HTTPRoute', matchLabels: { app: 'x' } }] };
const service = (i) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: `s${i}`, namespace: 'n' },
  spec: { selector: { app: `s${i}` }, ports: [{ port: 80 }] },
});
const network = (i, labels, ingress) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `n${i}`, namespace: 'n' },
  spec: { podSelector: labels ? { matchLabels: labels } : {}, policyTypes: ['Ingress'], ingress },
});
const limit = (bufferLimit) => object('BackendTrafficPolicy', 'b', { ...byName(0), connection: { bufferLimit } });

/** Files in a folder: the hostile one, and the ordinary one that it is compared with. */
export const hostile = (dir) => {
  const file = (name, objects) => {
    const path = join(dir, `${name}.yaml`);
    writeFileSync(path, objects.map((o) => JSON.stringify(o)).join('\n---\n'));
    return path;
  };
  const pairs = file('pairs', [gateway, ...many(3000, (i) => route(i)), ...many(3000, (i) => policy(i, byName(i)))]);
  const small = file('small', [gateway, ...many(1500, (i) => route(i))]);
  return [
    {
      name: '20,000 labels of one object',
      file: file('labels', [route(0, { labels: Object.fromEntries(many(20_000, (i) => [`l${i}`, 'v'])) })]),
      ordinary: small,
    },
    {
      name: '3,000 policies that select 3,000 routes',
      file: file('selected', [gateway, ...many(3000, (i) => route(i)), ...many(3000, (i) => policy(i, byLabel))]),
      ordinary: pairs,
    },
    {
      name: 'a text of 200 KB in a field with a pattern',
      file: file('text', [limit('1'.repeat(200_000))]),
      ordinary: small,
    },
    {
      name: '3,000 services with network policies',
      file: file('network', [
        gateway,
        network('closed', undefined, []),
        ...many(3000, (i) => route(i)),
        ...many(3000, service),
        ...many(3000, (i) => network(i, { app: `s${i}` }, [{ from: [{ namespaceSelector: {} }] }])),
      ]),
      ordinary: pairs,
    },
    {
      name: '3,000 routes and policies with placeholders in each value',
      file: file('placeholders', [
        gateway,
        ...many(3000, (i) => JSON.parse(JSON.stringify(route(i)).replace(/"([rs])(\d+)"/g, '"$1-${V$2}"'))),
        ...many(3000, (i) => JSON.parse(JSON.stringify(policy(i, byName(i))).replace(/"([rs])(\d+)"/g, '"$1-${V$2}"'))),
      ]),
      ordinary: pairs,
    },
    {
      name: '100,000 objects',
      file: file('large', [gateway, ...many(50_000, (i) => route(i)), ...many(50_000, service)]),
      ordinary: pairs,
    },
  ];
};
