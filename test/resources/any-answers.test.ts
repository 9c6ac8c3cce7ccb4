import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Admission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import type { Answers } from '../../src/answers/schema/answers-schema.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkReferences } from '../checks/found.ts';
import { rounds } from '../deep.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
});

const METHODS = {
  customers: {
    type: 'jwt',
    issuer: 'https://a.example.com/',
    jwks: 'https://a.example.com/j',
    audiences: ['api'],
    claims: { sub: 'x-sub' },
  },
  staff: {
    type: 'jwt',
    issuer: 'https://b.example.com/',
    jwks: 'https://b.example.com/j',
    audiences: ['api'],
    claims: { sub: 'x-staff' },
  },
  header: { type: 'apiKey', secret: 'k1', clients: ['acme', 'globex'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'k2', clients: ['one'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'k3', clients: ['two'] },
  portal: { type: 'oidc', issuer: 'https://c.example.com/', clientID: 'c', clientSecret: 's' },
  authz: { type: 'extAuth', grpc: 'authz.other:9001' },
  hook: { type: 'extAuth', http: 'http://authz:8080/check', headersToBackend: ['x-user'] },
  basic: { type: 'basic', secret: 'users' },
};
const lists = [
  ['customers'],
  ['staff', 'customers'],
  ['header'],
  ['customers', 'header'],
  ['query', 'basic', 'portal'],
  ['cookie', 'customers'],
  ['authz'],
  ['hook', 'header'],
  ['customers', 'basic', 'query', 'header', 'cookie'],
  ['portal', 'staff', 'cookie'],
  ['portal'],
  ['basic'],
  'none',
];

const service = fc.record(
  {
    paths: fc.integer({ min: 1, max: 40 }),
    auth: fc.constantFrom(...lists),
    canary: fc.constantFrom(
      undefined,
      { backend: 'next:8080', weight: 10 },
      { backend: 'next:8080', weight: 0, header: 'x-canary: always' },
    ),
    rewrite: fc.constantFrom(undefined, '/', '/inner'),
    methods: fc.constantFrom(undefined, ['GET'], ['GET', 'POST', 'PUT', 'DELETE']),
    rateLimit: fc.constantFrom(undefined, 'none', '5/minute', ['5/minute', '100/hour'], {
      limits: '9/second',
      key: 'sourceIP',
    }),
    loadBalancing: fc.constantFrom(undefined, 'roundRobin', { consistentHash: { cookie: 'c' } }),
    healthCheck: fc.constantFrom(undefined, '/healthz', 'tcp', 'none'),
    retries: fc.constantFrom(undefined, 'idempotent', 'none'),
    protocol: fc.constantFrom(undefined, 'websocket', 'grpc'),
    public: fc.boolean(),
    backend: fc.constantFrom('svc:8080', 'other/svc:8080', 'https://api.example.org/v2'),
  },
  { requiredKeys: ['paths', 'auth', 'backend'] },
);

const answersOf = (list: readonly Record<string, unknown>[], global: boolean, across: string): unknown => ({
  version: 1,
  hostname: 'api.example.com',
  tls: { selfSigned: true },
  services: list.map((s, i) => {
    const grpc = s.protocol === 'grpc';
    const paths = Array.from({ length: s.paths as number }, (_, p) => (grpc ? `/pkg${i}.Service${p}` : `/s${i}/p${p}`));
    const auth =
      grpc && (JSON.stringify(s.auth).includes('query') || JSON.stringify(s.auth).includes('cookie')) ? 'none' : s.auth;
    const drop = grpc ? ['rewrite', 'methods', 'public', 'healthCheck'] : [];
    const canary = String(s.backend).startsWith('https') ? undefined : s.canary;
    const backend = grpc && String(s.backend).startsWith('https') ? 'svc:8080' : s.backend;
    const kept = Object.fromEntries(
      Object.entries({ ...s, canary }).filter(([k, v]) => v !== undefined && !drop.includes(k)),
    );
    return {
      ...kept,
      name: `s${i}`,
      backend,
      auth,
      paths,
      public: s.public && !grpc && auth !== 'none' ? [`${paths[0]}/open`] : [],
    };
  }),
  auth: { methods: METHODS },
  rateLimit: global
    ? { scope: 'global', across, limits: '100/minute', redis: { deploy: true }, onFailure: 'closed' }
    : { scope: 'local', limits: '100/minute' },
  cors: { origins: ['https://app.example.com'] },
});

/** Hosts of the gateway; services choose among them, or a host below a wildcard. */
const HOSTS: Record<string, unknown>[] = [
  {},
  { hostnames: ['shop.example.org', '*.example.net'] },
  { hostname: undefined, hostnames: ['*.example.net', { hostname: 'x.example.net', secret: 'x' }] },
  { hostnames: ['shop.example.org', '*'], anyHostReason: 'domains of customers', tls: { secret: 't' } },
  { hostnames: Array.from({ length: 40 }, (_, i) => `h${i}.example.org`) },
];
const namesOf = ({ hostnames = [] }: Record<string, unknown>): string[] =>
  (hostnames as (string | { hostname: string })[]).map((h) => (typeof h === 'string' ? h : h.hostname));

const built = (input: unknown): Answers => {
  const validated = validateAnswers(input, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems.slice(0, 3)));
  return validated.answers;
};

test('whatever is answered, every object is admitted, every reference leads somewhere, and names are unique', () => {
  fc.assert(
    fc.property(
      fc.array(service, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      fc.constantFrom('service', 'api'),
      fc.constantFrom(...HOSTS),
      (list, global, across, hosts) => {
        const input = answersOf(list, global, across) as { services: Record<string, unknown>[] };
        const names = namesOf(hosts);
        // gRPC needs HTTP/2, which a host with a certificate of its own below a wildcard has not.
        const services = input.services.map((s, i) => ({
          ...s,
          ...(names.length > 0 && i % 3 > 0 && { hostnames: names.slice(0, i) }),
          ...(i === 7 && names.includes('*.example.net') && { hostnames: ['a.b.example.net'] }),
          ...(hosts.hostname === undefined &&
            'hostname' in hosts &&
            s.protocol === 'grpc' && { protocol: 'http', paths: [`/g${i}`] }),
        }));
        const resources = buildResources(buildIntent(built({ ...input, ...hosts, services })));
        const objects = resources.map((r) => r.object);
        const findings = [...admissionFindings(objects, admission), ...checkReferences(objects)];
        // A host with a certificate of its own below a wildcard: a notice says the same.
        expect(findings.filter((f) => f.code !== 'OverlappingHostnames')).toEqual([]);
      },
    ),
    { numRuns: rounds(40, 1_500), seed: 11 },
  );
});

test('the limits of the APIs are kept by splitting: 64 paths with 4 methods and a canary header', () => {
  const input = answersOf(
    [
      {
        paths: 64,
        auth: ['customers', 'header'],
        methods: ['GET', 'POST', 'PUT', 'DELETE'],
        rewrite: '/inner',
        canary: { backend: 'next:8080', weight: 10, header: 'x-canary: always' },
        backend: 'svc:8080',
      },
    ],
    true,
    'service',
  );
  const intent = buildIntent(built(input));
  const routes = intent.routes.filter((r) => r.role === 'service');
  expect(routes.length).toBeGreaterThan(16);
  expect(Math.max(...routes.map((r) => r.rules.length))).toBe(16);
  // However many routes it became, one policy counts for all of them, in one bucket.
  expect(new Set(routes.map((r) => r.traffic)).size).toBe(1);
  const objects = buildResources(intent).map((r) => r.object);
  expect(admissionFindings(objects, admission)).toEqual([]);
  const policy = objects.find((o) => o.kind === 'BackendTrafficPolicy') as unknown as {
    spec: { rateLimit: { global: { rules: { shared?: boolean }[] } } };
  };
  expect(policy.spec.rateLimit.global.rules.every((r) => r.shared)).toBe(true);
});

test('the model is frozen, and equal answers give an equal model', () => {
  const input = answersOf([{ paths: 2, auth: ['customers'], backend: 'svc:8080' }], false, 'service');
  const intent = buildIntent(built(input));
  expect(intent).toEqual(buildIntent(built(structuredClone(input))));
  expect(() => {
    (intent.gateway as { name: string }).name = 'x';
  }).toThrow(TypeError);
});
