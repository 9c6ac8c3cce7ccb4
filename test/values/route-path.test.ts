import { expect, test } from 'vitest';
import { contains, meeting, precedence } from '../../src/answers/rules/path-relations.ts';
import { literalStart, matchesPath, routePath } from '../../src/values/route-path.ts';

test.each([
  ['/a', 'prefix', '/a', '/a'],
  ['exact:/a/', 'exact', '/a/', '/a/'],
  ['/pets/{id}/x.y', 'regex', '/pets/[^/]+/x\\.y', '/pets/1/x.y'],
  ['/{tenant}/orders', 'regex', '/[^/.][^/]*/orders', '/1/orders'],
  ['/jobs/{job}:cancel', 'regex', '/jobs/[^/]+:cancel', '/jobs/1:cancel'],
  ['regex:/v(1|2)/[a-z]{2}/\\d+', 'regex', '/v(1|2)/[a-z]{2}/\\d+', '/v1/aa/1'],
])('%s is a match with a path that it accepts', (text, type, value, example) => {
  const path = routePath(text);
  expect({ type: path.type, value: path.value, example: path.example }).toEqual({ type, value, example });
  expect(matchesPath(path, example)).toBe(true);
});

test.each([
  ['regex:/v1/users/[0-9]+', '/v1/users/'],
  ['regex:/v1/users?/x', '/v1/user'],
  ['regex:/v1\\.0/x{2}', '/v1.0/'],
  ['regex:/v1/(a|b)', '/v1/'],
  ['/pets/{id}', '/pets/'],
])('every path of %s begins with %s', (text, start) => {
  expect(literalStart(routePath(text))).toBe(start);
});

test.each([
  ['/x/{a}', '/x', 'yes'],
  ['/x/{a}', '/x/y', 'yes'],
  ['/x/{a}', '/x/y/z', 'no'],
  ['/x/{a}', '/x/{a}/{b}', 'no'],
  ['/x/{a}/c', '/x/b/{c}', 'yes'],
  ['/x/{a}.json', '/x/{a}.xml', 'no'],
  ['/x/{a}:cancel', '/x/{a}:stop', 'no'],
  ['/x/v{a}', '/x/{b}.json', 'yes'],
  ['/x/{a}.json', 'exact:/x/b.xml', 'no'],
  ['/{a}/y', '/.eg-api-gateway', 'no'],
  ['regex:/x/[0-9]+', 'exact:/x/7', 'yes'],
  ['regex:/x/[0-9]+', 'exact:/x/a', 'no'],
  ['regex:/x/[0-9]+', '/x/y', 'unsure'],
  ['regex:/x-[0-9]+', '/x', 'no'],
  ['regex:/x/[0-9]+', 'regex:/y/[0-9]+', 'no'],
  ['exact:/x/', '/x', 'yes'],
  ['exact:/x/', '/x/{a}', 'no'],
])('%s and %s: %s', (a, b, result) => {
  expect([meeting(routePath(a), routePath(b)), meeting(routePath(b), routePath(a))]).toEqual([result, result]);
});

test.each([
  ['/x', '/x/{a}', true],
  ['/x', 'regex:/x[0-9]*', false],
  ['/x', 'regex:/x/[0-9]*', true],
  ['/x/{a}', '/x/{b}', true],
  ['/x/{a}', 'exact:/x/b', true],
  ['/x/{a}', 'exact:/x/b/', false],
  ['/x/{a}', '/x/b', false],
  ['/x/b/{c}', '/x/{a}/{c}', false],
  ['/x/{a}/{c}', '/x/b/{c}', true],
])('%s contains %s: %s', (outer, inner, result) => {
  expect(contains(routePath(outer), routePath(inner))).toBe(result);
});

test('exact paths are tried before patterns, and patterns before prefixes, however long', () => {
  const order = ['exact:/a', '/a/{b}/{c}', '/a/{b}', '/a/b/c/d/e/f/g/h', '/a', '/'].map(routePath);
  for (const [i, a] of order.entries()) for (const b of order.slice(i + 1)) expect(precedence(a, b)).toBeGreaterThan(0);
});
