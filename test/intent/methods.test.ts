// Several methods of one service: what a method reads arrives only where that method verified it.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { intentsOf } from '../../src/auth/kinds.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent, MatchIntent, RouteIntent, RuleIntent } from '../../src/model/intent.ts';

const URLS = { issuer: 'https://i.example.com/', jwks: 'https://i.example.com/j' };
const METHODS = {
  jwt: { type: 'jwt', ...URLS, audiences: ['a'] },
  basic: { type: 'basic', secret: 'people' },
  header: { type: 'apiKey', secret: 'k1', clients: ['one'] },
  other: { type: 'apiKey', header: 'x-other', secret: 'k2', clients: ['two'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'k3', clients: ['three'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'k4', clients: ['four'] },
  login: { type: 'oidc', issuer: 'https://i.example.com/', clientID: 'c', clientSecret: 's' },
  hook: { type: 'extAuth', http: 'http://authz:80/check', headers: ['x-token'] },
  calls: { type: 'extAuth', grpc: 'authz:80', headers: ['x-token'] },
} as const;
type Method = keyof typeof METHODS;

/** What a client sends, as a name of ours; `verified` says by which methods. Written by hand, not taken from the code. */
const SENT: Record<string, { header?: [string, string]; query?: string; cookie?: string; verified: Method[] }> = {
  bearer: { header: ['authorization', 'Bearer x'], verified: ['jwt', 'hook'] },
  password: { header: ['authorization', 'Basic x'], verified: ['basic', 'hook'] },
  key: { header: ['x-api-key', 'x'], verified: ['header'] },
  otherKey: { header: ['x-other', 'x'], verified: ['other'] },
  queryKey: { query: 'api_key', verified: ['query'] },
  cookieKey: { cookie: 'key', verified: ['cookie'] },
  session: { cookie: 'AccessToken-1', verified: ['login'] },
  token: { header: ['x-token', 'x'], verified: ['hook', 'calls'] },
};
/** Which of them a method reads. */
const READS: Record<Method, string[]> = {
  jwt: ['bearer', 'password'],
  basic: ['bearer', 'password'],
  header: ['key'],
  other: ['otherKey'],
  query: ['queryKey'],
  cookie: ['cookieKey'],
  login: ['session'],
  hook: ['token', 'bearer', 'password'],
  calls: ['token'],
};

const intentOf = (service: object, more: object = {}, methods: object = METHODS): Intent | undefined => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 't' },
      services: [{ name: 's', path: '/s', backend: 's:80', ...service }],
      auth: { methods },
      ...more,
    },
    'f',
  );
  return 'problems' in validated ? undefined : buildIntent(validated.answers);
};

const accepts = (m: MatchIntent, sent: readonly string[]): boolean => {
  const things = sent.map((s) => SENT[s]!);
  return (
    m.headers.every((h) => {
      if (h.name === 'Host') return true;
      const value = things.find((t) => t.header?.[0] === h.name.toLowerCase())?.header?.[1];
      return value !== undefined && new RegExp(`^(?:${h.value.replace('(?i)', '')})$`, 'i').test(value);
    }) &&
    m.query.every((q) => things.some((t) => t.query === q.name)) &&
    (m.cookie === undefined || things.some((t) => t.cookie === m.cookie!.name))
  );
};
const rank = (m: MatchIntent): number => m.headers.length * 100 + (m.cookie ? 10 : 0) + m.query.length;

/** Every rule that may get the request: several where Envoy Gateway decides by the age of the routes. */
const takenBy = (routes: readonly RouteIntent[], sent: readonly string[]): [RouteIntent, RuleIntent][] => {
  const all = routes.flatMap((route) => route.rules.flatMap((rule) => rule.matches.map((m) => ({ route, rule, m }))));
  const fit = all.filter(({ m }) => accepts(m, sent));
  const best = Math.max(...fit.map(({ m }) => rank(m)));
  return fit.filter(({ m }) => rank(m) === best).map(({ route, rule }) => [route, rule]);
};

/** What of it the service receives. */
const arriving = (intent: Intent, route: RouteIntent, rule: RuleIntent, sent: readonly string[]): string[] => {
  const removed = new Set(rule.request.remove.map((h) => h.toLowerCase()));
  const [key] = intentsOf(
    'apiKey',
    intent.security.filter((p) => p.name === route.security),
  );
  const sanitized = key ? [key.place.name.toLowerCase(), ...key.alsoRemoved.params, ...key.alsoRemoved.cookies] : [];
  return sent.filter((s) => {
    const { header, query, cookie } = SENT[s]!;
    if (header) return !removed.has(header[0]) && !sanitized.includes(header[0]);
    if (query) return !sanitized.includes(query);
    return !removed.has('cookie') && !sanitized.includes(cookie!);
  });
};

/** All that a request can carry at once: an Authorization header is a token or a password. */
const requests = (): string[][] => {
  const names = Object.keys(SENT);
  return Array.from({ length: 2 ** names.length }, (_, n) => names.filter((_, i) => (n >> i) & 1)).filter(
    (r) => !(r.includes('bearer') && r.includes('password')),
  );
};
const lists = (): Method[][] => {
  const names = Object.keys(METHODS) as Method[];
  return Array.from({ length: 2 ** names.length }, (_, n) => names.filter((_, i) => (n >> i) & 1)).filter(
    (l) => l.length >= 2 && l.length <= 4,
  );
};

test('of any two, three or four methods, whatever one of them reads arrives only where that one verified it', () => {
  const all = requests();
  let [gateways, validated] = [0, 0];
  const wrong: string[] = [];
  for (const auth of lists()) {
    const intent = intentOf({ auth });
    if (!intent) continue;
    gateways++;
    const read = new Set(auth.flatMap((m) => READS[m]));
    for (const sent of all)
      for (const [route, rule] of takenBy(intent.routes, sent)) {
        // The others are refused, and the service receives nothing.
        if (!sent.some((s) => SENT[s]!.verified.some((m) => route.methods.includes(m)))) continue;
        validated++;
        for (const s of arriving(intent, route, rule, sent))
          if (read.has(s) && !SENT[s]!.verified.some((m) => route.methods.includes(m)))
            wrong.push(`${auth.join()}: ${sent.join('+')} to ${route.name} brings ${s}`);
      }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(gateways).toBeGreaterThan(150);
  expect(validated).toBeGreaterThan(20_000);
});

const removedOf = (intent: Intent | undefined, route: string): string[] => [
  ...new Set(intent!.routes.filter((r) => r.name === route).flatMap((r) => r.rules.flatMap((x) => x.request.remove))),
];

test('a public path of a service with several methods passes on nothing that they read; with one it stays as it is', () => {
  const paths = { public: ['/s/open'] };
  expect(removedOf(intentOf({ auth: ['jwt', 'header'], ...paths }), 's-public')).toEqual([
    'Authorization',
    'X-API-Key',
  ]);
  expect(removedOf(intentOf({ auth: ['jwt', 'cookie'], ...paths }), 's-public')).toEqual(['Authorization', 'Cookie']);
  expect(removedOf(intentOf({ auth: 'jwt', ...paths }), 's-public')).toEqual([]);
});

test('what says what a request is stays, whoever looks at it', () => {
  const headers = ['host', 'Content-Type', 'x-forwarded-for', 'X-Request-ID', 'accept', 'x-token', 'X-Forwarded'];
  const methods = { ...METHODS, door: { type: 'extAuth', grpc: 'authz:80', headers } };
  expect(removedOf(intentOf({ auth: ['door', 'header'] }, {}, methods), 's-header')).toEqual([
    'x-token',
    'X-Forwarded',
    'Authorization',
  ]);
});

test('what the gateway writes itself is not removed', () => {
  const own = { backend: 'https://out.example.com', identity: { serviceToken: { secret: 'o' } } };
  expect(removedOf(intentOf({ auth: ['basic', 'header'], ...own }), 's-header')).toEqual([]);
});

const SESSIONS = {
  services: [
    { name: 'portal', path: '/portal', backend: 'desk/portal:80', auth: 'login' },
    { name: 'beside', path: '/beside', backend: 'desk/beside:80', auth: 'jwt' },
    { name: 'own', path: '/own', backend: 'own:80', auth: 'jwt' },
    { name: 'foreign', path: '/foreign', backend: 'money/api:80', auth: 'jwt' },
    { name: 'open', path: '/open', backend: 'money/open:80', auth: 'none' },
    { name: 'outside', path: '/outside', backend: 'https://out.example.com', auth: 'header' },
    { name: 'outside-portal', path: '/outside-portal', backend: 'https://out.example.com', auth: 'login' },
    { name: 'stands-in', path: '/in', backend: 'own:80', failover: 'https://out.example.com', auth: 'jwt' },
  ],
};

test('the session of a login stays in the namespaces that serve it', () => {
  const intent = intentOf({}, SESSIONS)!;
  const without = intent.routes.filter((r) => removedOf(intent, r.name).includes('Cookie')).map((r) => r.service);
  expect(new Set(without)).toEqual(new Set(['foreign', 'open', 'outside', 'outside-portal', 'stands-in']));
});

test('without a login nobody loses cookies', () => {
  const services = SESSIONS.services.map((s) => (s.auth === 'login' ? { ...s, auth: 'jwt' } : s));
  const intent = intentOf({}, { services })!;
  expect(intent.routes.filter((r) => removedOf(intent, r.name).includes('Cookie'))).toEqual([]);
});
