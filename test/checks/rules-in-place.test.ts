// Checks ask what applies to each rule on each listener: policies of one rule or listener, merged ones, ListenerSets, other controllers.
import { expect, test } from 'vitest';
import type { FindingCode } from '../../src/diagnostics/catalogue.ts';
import { manifests } from '../effective/manifests.ts';
import { checkBehaviour } from './found.ts';

/** Where the checks find a fault, as `app spec.rules[0]`. */
const found = (code: FindingCode, ...texts: readonly string[]): string[] =>
  checkBehaviour(manifests(texts.join('\n---\n'))).flatMap((f) =>
    f.code === code ? [`${f.resource.split('/').at(-1)} ${f.field}`] : [],
  );

const TLS = 'tls: { certificateRefs: [{ name: t }] }';
const EDGE = `
kind: Gateway
name: edge
spec:
  gatewayClassName: eg
  listeners:
    - { name: http, port: 80, protocol: HTTP, hostname: a.example.com }
    - { name: https, port: 443, protocol: HTTPS, hostname: a.example.com, ${TLS} }
    - { name: other, port: 8443, protocol: HTTPS, hostname: b.example.com, ${TLS} }`;
const refs = 'backendRefs: [{ name: app, port: 80 }]';
const route = (rules: string, parent = '{ name: edge, sectionName: https }', name = 'app') => `
kind: HTTPRoute
name: ${name}
spec: { parentRefs: [${parent}], rules: [${rules}] }`;
const policy = (kind: string, name: string, target: string, spec: string) => `
kind: ${kind}
name: ${name}
spec: { targetRefs: [{ group: gateway.networking.k8s.io, ${target} }], ${spec} }`;
const READ = `{ name: read, matches: [{ path: { value: /read }, method: GET }], ${refs} }`;
const WRITE = `{ name: write, matches: [{ path: { value: /write }, method: POST }], ${refs} }`;
const BOTH = route(`${READ}, ${WRITE}`);
const APP = 'kind: HTTPRoute, name: app';
const OF_READ = `${APP}, sectionName: read`;
const OF_WRITE = `${APP}, sectionName: write`;

const LIMIT = 'rateLimit: { global: { rules: [{ limit: { requests: 9, unit: Minute } }] } }';
const RETRY = 'retry: { retryOn: { triggers: [reset] } }';
const HASH = 'loadBalancer: { type: ConsistentHash, consistentHash: { type: SourceIP } }';
const LOGIN = 'oidc: { redirectURL: "https://a.example.com/write/callback" }';
const SPLIT = `${route(`{ name: split, backendRefs: [{ name: a, port: 80, weight: 9 }, { name: b, port: 80 }] }, ${READ}`)}`;

test.each<readonly [code: FindingCode, spec: string, wrong: string, right: string, objects: string]>([
  ['LimitPerMatch', LIMIT, APP, OF_READ, BOTH],
  ['RetriesUnsafe', RETRY, OF_WRITE, OF_READ, BOTH],
  ['WeightsIgnored', HASH, `${APP}, sectionName: split`, OF_READ, SPLIT],
  ['CallbackNotRouted', LOGIN, OF_READ, OF_WRITE, BOTH],
])('%s: of a policy of one rule, that rule alone counts', (code, spec, wrong, right, objects) => {
  const kind = code === 'CallbackNotRouted' ? 'SecurityPolicy' : 'BackendTrafficPolicy';
  expect(found(code, EDGE, objects, policy(kind, 'p', wrong, spec))).toHaveLength(1);
  expect(found(code, EDGE, objects, policy(kind, 'p', right, spec))).toEqual([]);
});

test('a rule with a policy of its own is not one of the rules of its route', () => {
  const own = policy('BackendTrafficPolicy', 'own', OF_WRITE, 'retry: { numRetries: 0 }');
  const all = policy('BackendTrafficPolicy', 'all', APP, RETRY);
  expect(found('RetriesUnsafe', EDGE, BOTH, all)).toHaveLength(1);
  expect(found('RetriesUnsafe', EDGE, BOTH, all, own)).toEqual([]);
});
