// Paths that are put before others at `/`: Envoy Gateway cuts the last slash of ReplacePrefixMatch there.
import { expect, test } from 'vitest';
import { probesOf } from '../../src/probes/probe-list.ts';
import { generated } from './generated.ts';

const rewriteOf = (substitution: string) => ({
  path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern: '^/', substitution } },
});
const filterRef = (name: string) => ({
  type: 'ExtensionRef',
  extensionRef: { group: 'gateway.envoyproxy.io', kind: 'HTTPRouteFilter', name },
});

test.each([
  [{ backend: 'docs:8080', rewrite: '/docs' }, '/docs/'],
  [{ backend: 'https://fn.example.net/api' }, '/api/'],
  [{ backend: 'https://fn.example.net/api', rewrite: '/docs' }, '/api/docs/'],
  [{ backend: 'https://fn.example.net/api', rewrite: '/' }, '/api/'],
])('%j at / puts %s before the path', (service, prefix) => {
  const { spec } = generated({ services: [{ name: 'docs', path: '/', ...service }] });
  expect(spec('HTTPRouteFilter', 'rewrite-docs').urlRewrite).toEqual(rewriteOf(prefix));
  const { filters } = spec('HTTPRoute', 'docs').rules[0];
  expect(filters).toContainEqual(filterRef('rewrite-docs'));
  expect(JSON.stringify(filters)).not.toContain('ReplacePrefixMatch');
});

test('canary and public sub-paths of a service at / are rewritten alike', () => {
  const { spec, intent, objects } = generated({
    services: [
      {
        name: 'docs',
        path: '/',
        backend: 'docs:8080',
        rewrite: '/docs',
        auth: 'keys',
        public: ['/health'],
        canary: { backend: 'docs-v2:8080', weight: 10, header: 'x-canary: always' },
      },
    ],
    auth: { methods: { keys: { type: 'apiKey', secret: 'keys', clients: ['acme'] } } },
  });
  const rules = spec('HTTPRoute', 'docs').rules as { filters: unknown[] }[];
  expect(rules.length).toBe(2);
  for (const { filters } of rules) expect(filters).toContainEqual(filterRef('rewrite-docs'));
  for (const { filters } of spec('HTTPRoute', 'docs-public').rules)
    expect(filters).toEqual([
      { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/docs/health' } } },
    ]);
  const check = probesOf(intent, objects).find((p) => p.id === 'docs.rewrite')?.check;
  expect(check).toMatchObject({ path: '/docs/validate', request: { path: '/validate' } });
});

test('where backends with names of their own take turns, one filter writes path and host: a rule takes one of them', () => {
  const { spec } = generated({
    services: [
      {
        name: 'app',
        path: '/',
        backend: 'app:80',
        rewrite: '/v1',
        failover: 'https://app.example.net',
        healthCheck: '/up',
      },
    ],
  });
  expect(spec('HTTPRouteFilter', 'rewrite-app').urlRewrite).toEqual({
    hostname: { type: 'Backend' },
    ...rewriteOf('/v1/'),
  });
  expect(spec('HTTPRouteFilter', 'host-app')).toBeUndefined();
  expect(spec('HTTPRoute', 'app').rules[0].filters).toEqual([filterRef('rewrite-app')]);
});

test.each([
  [{ path: '/', backend: 'docs:8080', rewrite: '/' }, '/'],
  [{ path: '/v1', backend: 'docs:8080', rewrite: '/docs' }, '/docs'],
  [{ path: '/v1', backend: 'docs:8080', rewrite: '/' }, '/'],
])('%j needs no filter', (service, replacePrefixMatch) => {
  const { spec } = generated({ services: [{ name: 'docs', ...service }] });
  expect(spec('HTTPRouteFilter', 'rewrite-docs')).toBeUndefined();
  expect(spec('HTTPRoute', 'docs').rules[0].filters[0].urlRewrite.path.replacePrefixMatch).toBe(replacePrefixMatch);
});
