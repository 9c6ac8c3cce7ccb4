// Answers that mix hosts, forms of paths, queries and authentication, read back: what the answers alone say about a request
// (`oracle` here, which shares no code with src) is what the manifests do with it.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Admission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { answerTo, type Request } from '../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../src/effective/requests/effective-routes.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkBehaviour, checkReferences } from '../checks/found.ts';
import { seeded } from '../deep.ts';
import { type HostedAnswers, hosted } from './hosted.ts';
import { type Expected, oracle, type Sent } from './oracle.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
});

const HOSTS = ['a.example.com', 'b.example.com', 'x.y.example.com', 'example.com', 'shop.example.org', 'unknown.test', 'A.Example.COM', 'a.example.com:443', 'a.example.com.']; // biome-ignore format: a list
const PATHS = ['/', '/p', '/p/', '/P', '//p', '/p/q', '/p//q', '/p/q/', '/p%2Fq', '/p/../p/q', '/p/./q', '/%70/q', '/pq', '/p/7', '/p/7/q', '/p/7/q/', '/p/q/r', '/p/q/../../p/7', '/t/1', '/t/.x', '/t/1/2', '/t', '/.t/1', '/.eg-api-gateway/x', '/.well-known/acme-challenge/x', '/old', '/old/x', '/gone', '/nothing']; // biome-ignore format: a list
const MORE: Partial<Sent>[] = [
  {},
  { method: 'POST' },
  { query: { v: '2' } },
  { headers: { 'x-v': '2' } },
  { headers: { authorization: 'Bearer x' } },
  { headers: { 'x-api-key': 'x' } },
  { headers: { cookie: 'key=x' } },
  { headers: { authorization: 'Basic eDp5' } },
  { query: { api_key: 'x' } },
];

/** What the manifests do, in the words of the oracle. */
const read = (route: EffectiveRoute | undefined): Expected & { methods: string[] } => {
  if (!route) return { type: 'none', methods: [] };
  const { rule } = route;
  const methods = rule.authentication.flatMap((m) =>
    !m.required ? [] : m.method === 'jwt' ? m.providers.map((p) => p.name) : [m.method],
  );
  const denied = rule.authorization?.defaultAction === 'Deny' && rule.authorization.rules.length === 0;
  if (denied || (rule.action.type === 'respond' && rule.action.status === 404)) return { type: 'none', methods: [] };
  const { action } = rule;
  if (action.type === 'forward')
    return {
      type: 'service',
      to: [...new Set(action.backends.filter((b) => b.share > 0).map((b) => b.ref.name))].sort().join(),
      methods,
    };
  if (action.type === 'redirect') return { type: 'redirect', methods };
  return { type: 'respond', to: String(action.status), methods };
};

const faultOf = (answers: HostedAnswers, sent: Sent, route: EffectiveRoute | undefined): string | undefined => {
  const want = oracle(answers, sent);
  const got = read(route);
  if (want.type !== got.type || want.to !== got.to)
    return `wanted ${want.type} ${want.to ?? ''}, got ${got.type} ${got.to ?? ''}`;
  const lacking = want.requires?.find((any) => !any.some((m) => got.methods.includes(m)));
  if (lacking) return `${want.to} needs ${lacking.join(' or ')}, got ${got.methods.join(' and ') || 'nothing'}`;
  const foreign = got.methods.find((m) => !want.requires?.flat().includes(m));
  if (foreign && want.requires) return `${want.to} asks for ${foreign}`;
  return undefined;
};

test('a request gets what the answers of its service promise, on every host and at every spelling of a path', () => {
  let compared = 0;
  const property = fc.property(hosted, (answers) => {
    const validated = validateAnswers(answers, 'random');
    if ('problems' in validated) return;
    const objects = buildResources(buildIntent(validated.answers)).map((r) => r.object);
    const findings = [
      ...admissionFindings(objects, admission),
      ...checkReferences(objects),
      ...checkBehaviour(objects).filter((f) => f.severity === 'error'),
    ];
    expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
    const snapshot = new Snapshot(objects);
    for (const host of HOSTS)
      for (const path of PATHS)
        for (const more of MORE) {
          for (const scheme of ['https', 'http'] as const) {
            if (scheme === 'http' && more !== MORE[0]) continue;
            const sent: Sent = { scheme, host, path, method: 'GET', headers: {}, query: {}, ...more };
            const request: Request = { ...sent, port: scheme === 'https' ? 443 : 80 };
            const fault = faultOf(answers, sent, answerTo(snapshot, request));
            compared++;
            if (fault) throw new Error(`${JSON.stringify(sent)}: ${fault}`);
          }
        }
  });
  fc.assert(property, seeded(60, 3_000));
  expect(compared).toBeGreaterThan(10_000);
});
