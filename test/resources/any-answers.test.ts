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
import { seeded } from '../deep.ts';
import { answersOf, service } from './answers-at-random.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
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
    seeded(40, 1_500),
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
