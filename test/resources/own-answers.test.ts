import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

type Tree = Record<string, unknown>;
const answersOf = (more: Tree, service: Tree = {}): Tree => ({
  version: 1,
  hostname: 'api.example.com',
  tls: { secret: 't' },
  auth: { default: 'keys', methods: { keys: { type: 'apiKey', secret: 'keys', clients: ['acme'] } } },
  services: [{ name: 'users', path: '/users', backend: 'users:8080', ...service }],
  ...more,
});
// biome-ignore lint/suspicious/noExplicitAny: any object
type Any = any;
const objects = (input: Tree): Any[] => {
  const read = validateAnswers(input, 'api-gateway.yaml');
  if (!('answers' in read)) throw new Error(JSON.stringify(read));
  return buildResources(buildIntent(read.answers)).map((r) => r.object);
};
const find = (all: readonly Any[], kind: string, name: string): Any =>
  all.find((o) => o.kind === kind && o.metadata.name === name);

test('maintenance that is off gives the bytes of answers without it', () => {
  const plain = JSON.stringify(objects(answersOf({})));
  expect(JSON.stringify(objects(answersOf({ maintenance: false })))).toBe(plain);
  expect(JSON.stringify(objects(answersOf({ maintenance: true }, { maintenance: false })))).toBe(plain);
});

test('maintenance changes the filters of routes and nothing else: policies, matches and backends stay', () => {
  const [off, on] = [objects(answersOf({})), objects(answersOf({ maintenance: true }))];
  const route = find(on, 'HTTPRoute', 'users');
  expect(route.spec.rules[0].filters).toEqual([
    {
      type: 'ExtensionRef',
      extensionRef: { group: 'gateway.envoyproxy.io', kind: 'HTTPRouteFilter', name: 'maintenance' },
    },
  ]);
  const rest = on
    .filter((o) => !(o.kind === 'HTTPRouteFilter' && find([o], 'HTTPRouteFilter', 'maintenance')))
    .map((o) =>
      o === route ? { ...route, spec: { ...route.spec, rules: [{ ...route.spec.rules[0], filters: undefined }] } } : o,
    );
  expect(JSON.stringify(rest)).toBe(JSON.stringify(off));
});

test('a response without auth: none has the policy of the default method', () => {
  const all = objects(answersOf({ responses: [{ path: '/v0', status: 410 }] }));
  const label = 'eg-api-gateway/security';
  const route = find(all, 'HTTPRoute', 'response-v0');
  expect(route.metadata.labels[label]).toBe(find(all, 'HTTPRoute', 'users').metadata.labels[label]);
  expect(route.spec.rules[0].backendRefs).toBeUndefined();
});

test('redirects share routes of 16 rules, and all of them are public', () => {
  const redirects = Array.from({ length: 20 }, (_, i) => ({ from: `/old${i}`, to: `/users/${i}` }));
  const all = objects(answersOf({ redirects }));
  const routes = all.filter((o) => o.kind === 'HTTPRoute' && o.metadata.name.startsWith('redirects'));
  expect(routes.map((r) => r.spec.rules.length)).toEqual([16, 4]);
  expect(find(all, 'HTTPRoute', 'redirects').metadata.labels['eg-api-gateway/security']).toBe('public');
  expect(find(all, 'HTTPRoute', 'redirects-2').spec.rules[3].filters[0].requestRedirect).toEqual({
    path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/users/19' },
    statusCode: 308,
  });
});

test('a response at / moves the catch-all, which would have the same match', () => {
  const value = (input: Tree) => find(objects(input), 'HTTPRoute', 'eg-catch-all').spec.rules[0].matches[0].path.value;
  expect(value(answersOf({}))).toBe('/');
  expect(value(answersOf({ responses: [{ path: '/', status: 404, auth: 'none' }] }))).not.toBe('/');
});
