// Random manifests of Gateway API and Envoy Gateway: what is generated lets no request through with less than the source required.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../../src/answers/read.ts';
import { LOSES } from '../../../src/diagnostics/imports/import-definition.ts';
import { fields, type Loose } from '../../../src/effective/objects/loose-objects.ts';
import { answerTo } from '../../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../../src/effective/requests/effective-routes.ts';
import { Snapshot } from '../../../src/effective/snapshot.ts';
import { buildIntent } from '../../../src/intent/build-intent.ts';
import { buildResources } from '../../../src/resources/build-resources.ts';
import { groupBy } from '../../../src/values/group-by.ts';
import { seeded } from '../../deep.ts';
import { importText } from '../import-text.ts';
import { HOSTS, objectsOf, PATHS, sources } from './gateway-api-sources.ts';
import { answered } from './passing.ts';
import { type Client, isPermitted, type Token } from './permitted.ts';

const token = (issuer: string, more: Partial<Token> = {}): Token => ({
  issuer: `https://${issuer}.example.com`,
  audience: 'api',
  scopes: [],
  claims: {},
  ...more,
});
const READS = { scopes: ['read'] };
/** Credentials, each from an address inside and outside. */
const CREDENTIALS: readonly Omit<Client, 'address'>[] = [
  {},
  { tokens: [token('one')] },
  { tokens: [token('one', READS)] },
  { tokens: [token('one', { scopes: ['read', 'write'] })] },
  { tokens: [token('one', { claims: { role: 'admin' } })] },
  { tokens: [token('one', { claims: { groups: ['dev'] } })] },
  { tokens: [token('two', READS)] },
  { tokens: [token('two')] },
  ...[
    ['partners', 'alice'],
    ['partners', 'bob'],
    ['internal', 'alice'],
  ].flatMap(([secret, client]) =>
    ['x-api-key', 'x-key'].map((header) => ({ key: { secret: secret!, header, client: client! } })),
  ),
  { user: { secret: 'users', name: 'alice' } },
  { user: { secret: 'staff', name: 'bob' } },
  { isAuthorized: true },
  { hasSession: true },
  { tokens: [token('one', READS)], key: { secret: 'partners', header: 'x-api-key', client: 'alice' } },
  { isAuthorized: true, tokens: [token('one', READS)], user: { secret: 'users', name: 'alice' } },
];
const CLIENTS: readonly Client[] = ['10.1.1.1', '203.0.113.20', '198.51.100.7'].flatMap((address) =>
  CREDENTIALS.map((c) => ({ ...c, address })),
);

const HOSTS_SENT = [...HOSTS.map((h) => h.replace('*', 'c')), 'other.example.org'];
const PATHS_SENT = [...PATHS, '/abc', '/a/x', '/x', '/a/b/c/d', '/b', '/b/b'];
/** Requests without credentials; each source gets some of them. */
const call = fc.record({
  host: fc.constantFrom(...HOSTS_SENT),
  path: fc.constantFrom(...PATHS_SENT),
  method: fc.constantFrom('GET', 'POST'),
  headers: fc.constantFrom<Record<string, string>>({}, {}, { 'x-beta': 'yes' }, { 'x-beta': 'yes', 'x-more': '1' }),
  query: fc.constantFrom<Record<string, string>>({}, {}, { q: '1' }),
});
const calls = fc.array(call, { minLength: 60, maxLength: 60, size: 'max' });

/** Headers by which generated routes find out which credential a request has. */
const headersOf = (c: Client): Record<string, string> => ({
  ...(c.tokens && { authorization: 'Bearer e30.e30.x' }),
  ...(c.user && { authorization: 'Basic dTpw' }),
  ...(c.key && { [c.key.header]: 'k' }),
});

const BY_HEADERS = groupBy(CLIENTS, (c) => JSON.stringify(headersOf(c)));

const PORTS = [['https', 443], ['https', 8443], ['http', 80]] as const; // biome-ignore format: a list

const generated = (answers: Record<string, unknown>): Snapshot | string[] => {
  const read = validateAnswers(answered(answers), '');
  return 'answers' in read
    ? new Snapshot(buildResources(buildIntent(read.answers)).map((r) => r.object))
    : read.problems.map((p) => `${p.key}: ${p.code} ${p.what}`);
};

/** One port and one list of hosts may give requests to another route than the source does. */
const ABOUT_PORTS: ReadonlySet<string> = new Set(['HttpRedirected', 'PortDiffers', 'HostlessService']);

const nameOf = (document: unknown): unknown => fields(fields(document).metadata).name;

/** The source has no route over TLS or a redirect for it: nobody without a credential may reach a service instead. */
const isUnserved = (had: EffectiveRoute | undefined): boolean =>
  (had?.rule.action.type ?? 'redirect') === 'redirect' || had?.listener.protocol === 'HTTP';

test('Gateway API', async () => {
  const seen = { reached: 0, refused: 0, none: 0, closed: 0 };
  await fc.assert(
    fc.asyncProperty(sources, calls, async (source, sent) => {
      const objects = objectsOf(source);
      const text = objects.map((o) => JSON.stringify(o)).join('\n---\n');
      const { answers, entries } = await importText('gateway-api', text);
      if (!Array.isArray(answers.services) || answers.services.length === 0) {
        seen.none++;
        return;
      }
      const to = generated(answers);
      if (Array.isArray(to)) {
        seen.refused++;
        if (process.env.SHOW) console.log(to);
        return;
      }
      const from = new Snapshot(objects as unknown as Loose[], { complete: false });
      const before = (request: Omit<Parameters<typeof answerTo>[1], 'port' | 'scheme'>): EffectiveRoute | undefined => {
        for (const [scheme, port] of PORTS) {
          const found = answerTo(from, { ...request, scheme, port });
          if (found) return found;
        }
        return undefined;
      };
      for (const call of sent)
        for (const [credential, clients] of BY_HEADERS) {
          const request = { ...call, headers: { ...call.headers, ...JSON.parse(credential) } };
          const now = answerTo(to, { ...request, scheme: 'https', port: 443 });
          const had = before(request);
          if (now?.rule.action.type !== 'forward' && had?.rule.action.type !== 'forward') continue;
          for (const client of clients) {
            const isNow = now !== undefined && isPermitted(now, client, request);
            const was = had !== undefined && isPermitted(had, client, request);
            const why = (): string =>
              `${JSON.stringify(request)} of ${JSON.stringify(client)}: ${had?.route.metadata.name} ${had?.rule.field} ${had?.rule.action.type} ${had?.host}, now ${now?.route.metadata.name} ${now?.host}\n${objects.map((o) => JSON.stringify(o)).join('\n')}\n${JSON.stringify(answers, undefined, 1)}`;
            if (isNow) {
              seen.reached++;
              if (!was && !(isUnserved(had) && !isPermitted(now, { address: client.address }, request)))
                expect.fail(why());
            } else if (was) {
              seen.closed++;
              const of = [had.route, had.rule.policy('SecurityPolicy')?.policy].map((o) => o?.metadata.name);
              // The service that gets the request now may be the one that is left to a person.
              const key = `services.${now?.route.metadata.name}.auth`;
              const isSaid = entries.some(
                (e) =>
                  LOSES.has(e.verdict) &&
                  (ABOUT_PORTS.has(e.code) ||
                    e.keys.includes(key) ||
                    of.some((name) => name === nameOf(e.node.document.value))),
              );
              if (!isSaid) expect.fail(`closed without a word: ${why()}`);
            }
          }
        }
    }),
    { ...seeded(20, 300), endOnFailure: process.env.SHRINK === undefined },
  );
  if (process.env.SHOW) console.log(seen);
  expect(seen.reached).toBeGreaterThan(0);
}, 600_000);
