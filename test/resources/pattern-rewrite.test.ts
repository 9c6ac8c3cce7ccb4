// Rewrites of patterns: what replaces the whole path, with the parts that groups matched.
import { expect, test } from 'vitest';
import { generated, refusedFor } from './generated.ts';

const filterOf = (of: ReturnType<typeof generated>, name: string): unknown =>
  of.spec('HTTPRouteFilter', name)?.urlRewrite.path.replaceRegexMatch;

test('a pattern is anchored, and groups are written as RE2 does', () => {
  const of = generated({
    services: [
      { name: 'orders', path: 'regex:/orders/([a-z]+)/([0-9]+)', backend: 'orders:80', rewrite: '/internal/$2/$1/' },
    ],
  });
  expect(filterOf(of, 'rewrite-orders-regex-orders-a-z-0-9')).toEqual({
    pattern: '^/orders/([a-z]+)/([0-9]+)$',
    substitution: '/internal/\\2/\\1/',
  });
});

test('the path of an external backend is text, also if it looks like a group', () => {
  const of = generated({
    services: [{ name: 'fn', path: 'regex:/fn/(.*)', backend: 'https://fn.example.net/a$1', rewrite: '/in/$1' }],
  });
  expect(filterOf(of, 'rewrite-fn-regex-fn')).toEqual({ pattern: '^/fn/(.*)$', substitution: '/a$1/in/\\1' });
});

test.each([
  [['regex:/a/([a-z]+)/x', 'regex:/a/([a-z]+)-x'], '/b/$1'],
  [['/a/{id}/x', '/a/{id}-x'], '/b/{id}'],
])('patterns with the same letters have filters of their own: %j', (paths, rewrite) => {
  const { objects, spec } = generated({ services: [{ name: 'app', paths, backend: 'app:80', rewrite }] });
  const filters = objects.filter((o) => o.metadata.name.startsWith('rewrite-'));
  expect(filters.length).toBe(2);
  const rules = spec('HTTPRoute', 'app').rules as {
    matches: { path: { value: string } }[];
    filters: { extensionRef: { name: string } }[];
  }[];
  for (const {
    matches,
    filters: [filter],
  } of rules) {
    const { pattern } = spec('HTTPRouteFilter', filter!.extensionRef.name).urlRewrite.path.replaceRegexMatch;
    expect(new RegExp(pattern).test('/a/b/x')).toBe(new RegExp(`^${matches[0]!.path.value}$`).test('/a/b/x'));
  }
});

test.each([
  ['/in/$1/', []],
  ['/in//$1', ['InvalidPath']],
  ['/in/../$1', ['InvalidPath']],
  ['/in/$1?x=$1', ['InvalidPath']],
  ['$1', ['InvalidPath']],
  ['/in/\\1', ['InvalidPath']],
  ['/in/$1\n', ['InvalidPath']],
  ['/in/$(id)/$1', []],
])('rewrite %j of a pattern', (rewrite, refused) => {
  const services = [{ name: 'a', path: 'regex:/a/(.*)', backend: 'a:80', rewrite, auth: 'none' }];
  const traffic = { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'direct' };
  expect(refusedFor({ services, traffic })).toEqual(refused.map((code) => `${code} services[0].rewrite`));
});
