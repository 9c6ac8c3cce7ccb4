// Rules of tiers, exemptions and two levels: each request is counted by the rules of exactly one tier.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { limitProbes } from '../../src/probes/groups/limits-probes.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { patternsOf } from '../../src/resources/limit-selectors.ts';

type Tree = Record<string, unknown>;
const METHODS = {
  apps: {
    type: 'jwt',
    issuer: 'https://i.example.com/',
    jwks: 'https://i.example.com/j',
    audiences: ['a'],
    claims: { sub: 'x-sub', plan: 'x-plan', region: 'x-region' },
  },
  keys: { type: 'apiKey', secret: 'keys', clients: ['acme', 'globex', 'probe'] },
};
const intentOf = (service: Tree, rateLimit: Tree) => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'a.example.com',
      tls: { secret: 't' },
      traffic: { peakRequestsPerSecond: 9 },
      services: [{ name: 'x', path: '/x', backend: 'x:80', ...service }],
      auth: { methods: METHODS },
      rateLimit,
    },
    'f',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return buildIntent(validated.answers);
};
const GLOBAL = { scope: 'global', redis: { url: 'r.r.svc:6379' }, onFailure: 'open' };

interface Rule {
  readonly clientSelectors?: readonly { readonly headers?: readonly Tree[]; readonly [key: string]: unknown }[];
  readonly limit: { readonly requests: number };
  readonly xRateLimitHeaders?: string;
}
const policies = (service: Tree, rateLimit: Tree) =>
  buildResources(intentOf(service, rateLimit))
    .filter((r) => r.object.kind === 'BackendTrafficPolicy')
    .map((r) => r.object as unknown as { spec: { rateLimit?: Record<string, { rules: readonly Rule[] }> } });
const rules = (service: Tree, rateLimit: Tree): readonly Rule[] =>
  policies(service, rateLimit).flatMap((p) => Object.values(p.spec.rateLimit ?? {}).flatMap((s) => s.rules));
/** `x-sub`, `x-plan~gold`, `x-plan!~gold`: the headers of each rule, with its number. */
const shown = (all: readonly Rule[]): string[] =>
  all.map((r) => {
    const headers = (r.clientSelectors ?? []).flatMap((s) => s.headers ?? []);
    const words = headers.map((h) => (h.type === 'Distinct' ? h.name : `${h.name}${h.invert ? '!' : ''}~${h.value}`));
    return `${words.join(' ')}: ${r.limit.requests}`;
  });

test('a token with the claims of two tiers is in the first one', () => {
  const tiers = {
    gold: { claim: { plan: 'gold' }, limits: '30/minute' },
    eu: { claim: { region: 'eu' }, limits: '20/minute' },
  };
  expect(shown(rules({ auth: 'apps' }, { ...GLOBAL, limits: '10/minute', tiers }))).toEqual([
    'x-sub x-plan!~gold x-region!~eu: 10',
    'x-sub x-plan~gold: 30',
    'x-sub x-region~eu x-plan!~gold: 20',
    'x-sub!~.*: 10',
  ]);
});

test('a tier of API key clients is only in the policy of API keys', () => {
  const tiers = { gold: { clients: ['acme'], limits: '30/minute' } };
  const all = policies({ auth: ['apps', 'keys'] }, { ...GLOBAL, limits: '10/minute', tiers });
  expect(all.map((p) => shown(p.spec.rateLimit!.global!.rules)).sort()).toEqual([
    ['x-client-id x-client-id!~acme: 10', 'x-client-id x-client-id~acme: 30'],
    ['x-sub: 10', 'x-sub!~.*: 10'],
  ]);
});

test('an exempt network leaves one rule by address, which includes IPv6', () => {
  const [rule, ...more] = rules({ auth: 'none' }, { limits: '10/minute', exempt: { cidrs: ['10.0.0.0/8'] } });
  expect(more).toEqual([]);
  expect(rule!.clientSelectors).toEqual([{ sourceCIDR: { type: 'Distinct', value: '10.0.0.0/8', invert: true } }]);
});

test('a local rule without selectors would count exempt requests, so requests without the key have an inverted match', () => {
  const limited = { limits: '10/minute', key: { header: 'x-tenant' } };
  expect(shown(rules({ auth: 'none' }, limited))).toEqual(['x-tenant: 5', ': 5']);
  expect(shown(rules({ auth: 'none' }, { ...limited, exempt: { paths: ['/x/health'] } }))).toEqual([
    'x-tenant: 5',
    'x-tenant!~.*: 5',
  ]);
});

test('a limit within the budget is local, merged with the listener, and sends no headers', () => {
  const all = policies(
    { auth: 'keys', rateLimit: { limits: '10/minute', within: 'api' } },
    { ...GLOBAL, limits: '90/minute', across: 'api' },
  );
  const own = all.find((p) => p.spec.rateLimit?.local)!;
  expect(own.spec).toMatchObject({ mergeType: 'StrategicMerge' });
  expect(own.spec.rateLimit!.local!.rules).toMatchObject([{ limit: { requests: 5 }, xRateLimitHeaders: 'Off' }]);
});

test('values stay data in patterns, and long lists become several', () => {
  expect(patternsOf(['a.b', 'c|d'])).toEqual(['a\\.b|c\\|d']);
  const many = patternsOf(Array.from({ length: 300 }, (_, i) => `client-${i}`));
  expect(many.length).toBeGreaterThan(1);
  expect(Math.max(...many.map((p) => p.length))).toBeLessThanOrEqual(1024);
  expect(many.flatMap((p) => p.split('|'))).toHaveLength(300);
});

test('validate.sh measures one client of each tier, and nothing that a token decides', () => {
  const probes = (service: Tree, limit: Tree) =>
    limitProbes(intentOf(service, { ...GLOBAL, limits: '10/minute', ...limit })).map((p) => [
      p.id,
      p.unseen === undefined && p.check.kind === 'limit' ? p.check.limit : 'unseen',
    ]);
  const tiers = { gold: { clients: ['acme'], limits: '30/minute' } };
  expect(probes({ auth: 'keys' }, { tiers })).toEqual([
    ['x.rateLimit', 10],
    ['x.rateLimit.gold', 30],
  ]);
  expect(probes({ auth: 'keys' }, { perMethod: { GET: '4/minute' } })).toEqual([['x.rateLimit', 4]]);
  const unseen: Tree[] = [{ shadow: true }, { cost: { request: 2 } }, { exempt: { cidrs: ['10.0.0.0/8'] } }];
  for (const limit of unseen) expect(probes({ auth: 'keys' }, limit)).toEqual([['x.rateLimit', 'unseen']]);
  expect(probes({ auth: 'apps' }, { tiers: { gold: { claim: { plan: 'a' }, limits: '9/minute' } } })).toEqual([
    ['x.rateLimit', 'unseen'],
  ]);
});
