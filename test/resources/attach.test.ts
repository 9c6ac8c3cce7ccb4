// Routes for a Gateway of another owner: nothing of the Gateway is written, and nothing that only its owner can keep is relied on.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { build } from '../../src/cli/output/build-output.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

const JWT = { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/j', audiences: ['api'] };
const ANSWERS = {
  version: 1,
  hostname: 'api.example.com',
  gateway: {
    name: 'shop',
    namespace: 'shop',
    attach: { name: 'edge', namespace: 'infra', listener: 'api', replicas: 4 },
  },
  tls: { attached: true },
  services: [
    { name: 'users', path: '/users', backend: 'users:80', auth: ['jwt', 'key'], rateLimit: '100/minute' },
    { name: 'open', path: '/open', backend: 'open:80', auth: 'none' },
  ],
  auth: {
    methods: { jwt: { ...JWT, claims: { sub: 'x-user' } }, key: { type: 'apiKey', secret: 'keys', clients: ['acme'] } },
  },
};
const answersOf = (more: object = {}) => {
  const validated = validateAnswers({ ...ANSWERS, ...more }, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return validated.answers;
};
const resources = buildResources(buildIntent(answersOf()));
const objects = resources.map((r) => r.object);

test('kinds of the Gateway are absent', () => {
  const kinds = new Set(objects.map((o) => o.kind));
  expect([...kinds].sort()).toEqual(['BackendTrafficPolicy', 'HTTPRoute', 'HTTPRouteFilter', 'SecurityPolicy']);
  const targets = objects.flatMap(
    (o) => (o as unknown as { spec: { targetRefs?: { kind: string }[] } }).spec.targetRefs ?? [],
  );
  expect(targets.every((t) => t.kind === 'HTTPRoute')).toBe(true);
});

test('every route names the listener of the other namespace', () => {
  for (const o of objects.filter((x) => x.kind === 'HTTPRoute'))
    expect((o as unknown as { spec: { parentRefs: unknown } }).spec.parentRefs).toEqual([
      { name: 'edge', namespace: 'infra', sectionName: 'api' },
    ]);
});

const removedBy = (name: string): string[] => {
  const route = objects.find((o) => o.kind === 'HTTPRoute' && o.metadata.name === name) as unknown as {
    spec: { rules: { filters?: { requestHeaderModifier?: { remove?: string[] } }[] }[] };
  };
  return route.spec.rules[0]!.filters?.flatMap((f) => f.requestHeaderModifier?.remove ?? []) ?? [];
};

test('a route removes every identity header that its methods do not set', () => {
  expect(removedBy('open')).toEqual(
    expect.arrayContaining(['x-user', 'x-client-id', 'x-basic-user', 'x-gateway-filters']),
  );
  expect(removedBy('users')).toContain('x-client-id');
  expect(removedBy('users')).not.toContain('x-user');
  expect(removedBy('users-key')).toContain('x-user');
  expect(removedBy('users-key')).not.toContain('x-client-id');
});

test('guards are applied before everything else, and local limits are divided by the replicas of the Gateway', () => {
  expect(resources[0]!.stage).toBe('guards');
  expect(objects.some((o) => o.kind === 'SecurityPolicy' && o.metadata.name === 'shop-guard')).toBe(true);
  expect(JSON.stringify(objects)).toContain('"requests":25');
});

test('the folder installs nothing, and its own references resolve', async () => {
  const built = await build(answersOf(), 'api-gateway.yaml');
  expect(built.findings).toEqual([]);
  expect([...built.files.keys()].filter((f) => /install|values|10-|20-|30-|70-/.test(f))).toEqual([]);
  const text = built.files.get('README.md')!.text;
  expect(text).toContain('belongs to another owner');
  expect(text).not.toContain('install.sh');
  expect(built.files.get('validate.sh')!.text).toContain('GATEWAY=edge');
});

test('without an installation of its own, a folder lists what the other one must have', async () => {
  const built = await build(
    answersOf({
      gateway: { name: 'internal', namespace: 'shop' },
      tls: { secret: 't' },
      envoyGateway: { install: false },
      rateLimit: { scope: 'global', redis: { url: 'redis.redis.svc:6379' }, onFailure: 'closed' },
    }),
    'api-gateway.yaml',
  );
  const text = built.files.get('README.md')!.text;
  expect([...built.files.keys()].filter((f) => /install|values/.test(f))).toEqual([]);
  expect(text).toContain('rateLimit.backend.redis.url: redis.redis.svc:6379');
  expect(text).toContain('rateLimit.failClosed: true');
});
