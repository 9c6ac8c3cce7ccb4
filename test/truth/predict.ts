import { intentsOf } from '../../src/auth/kinds.ts';
import type { Intent, MatchIntent, RouteIntent, RuleIntent, SecurityIntent } from '../../src/model/intent.ts';
import { type Ask, TOKENS } from './gateways.ts';

/** What has to come: the status; where a service answers, which may do so, under which path, and what it learns. */
export interface Prediction {
  readonly status: number;
  readonly why: string;
  readonly backends?: readonly string[];
  readonly path?: string;
  /** Headers at the service; null: absent. */
  readonly seen?: Readonly<Record<string, string | null>>;
}

/** The request as a client writes it: names of headers in lower case; `${...}` is filled in by who knows the secrets. */
export interface Written {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The request of an ask. A token and a password want the same header; the token wins. */
export const written = (ask: Ask): Written => ({
  path: `${ask.path}${ask.queryKey === undefined ? '' : `?api_key=${ask.queryKey === 'wrong' ? 'wrong' : `\${query-keys/${ask.queryKey}}`}`}`,
  headers: {
    ...(ask.version ? { 'x-version': '2' } : {}),
    ...(ask.canary ? { 'x-canary': 'always' } : {}),
    ...(ask.forged
      ? { 'x-client-id': 'acme', 'x-customer': 'root', 'x-basic-user': 'ann', 'x-gateway-filters': ',portal,authz,' }
      : {}),
    ...(ask.token !== undefined
      ? { authorization: `Bearer \${token:${ask.token}}` }
      : ask.basic !== undefined
        ? { authorization: ask.basic ? '${basic:ann}' : 'Basic YW5uOndyb25n' }
        : {}),
    ...(ask.headerKey === undefined
      ? {}
      : { 'x-api-key': ask.headerKey === 'wrong' ? 'wrong' : `\${header-keys/${ask.headerKey}}` }),
    ...(ask.cookieKey === undefined
      ? {}
      : { cookie: `key=${ask.cookieKey === 'wrong' ? 'wrong' : `\${cookie-keys/${ask.cookieKey}}`}` }),
    ...(ask.authorizer ? { 'x-lab-token': 'open' } : {}),
  },
});

const below = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

const matches = (m: MatchIntent, ask: Ask): boolean => {
  const { headers } = written(ask);
  const header = (h: MatchIntent['headers'][number]): boolean => {
    const value = { host: 'any', ...headers }[h.name.toLowerCase()];
    if (value === undefined) return false;
    if (!h.regex) return value === h.value;
    const [, insensitive, rest] = /^(\(\?i\))?(.*)$/.exec(h.value)!;
    return new RegExp(`^(?:${rest})$`, insensitive ? 'i' : '').test(value);
  };
  return (
    below(ask.path, m.path.value) &&
    (m.method === undefined || m.method === ask.method) &&
    m.headers.every(header) &&
    m.query.every((q) => q.name === 'api_key' && ask.queryKey !== undefined) &&
    (m.cookie === undefined || ask.cookieKey !== undefined)
  );
};

/**
 * Envoy Gateway's order (internal/gatewayapi/sort.go), which is not Gateway API's: the longest path, then the most headers, a method
 * counted as one, then the most exact ones, then cookies, then parameters.
 */
const rank = (m: MatchIntent): number[] => {
  const method = m.method === undefined ? 0 : 1;
  const exact = m.headers.filter((h) => !h.regex).length;
  return [m.path.value.length, m.headers.length + method, exact + method, m.cookie ? 1 : 0, m.query.length];
};
const compare = (a: number[], b: number[]): number => {
  const i = a.findIndex((x, n) => x !== b[n]);
  return i < 0 ? 0 : a[i]! - b[i]!;
};

interface Chosen {
  readonly route: RouteIntent;
  readonly rule: RuleIntent;
  readonly match: MatchIntent;
}

/** The rule that gets the request; `tie` where the specification leaves it to the age of routes. */
const choose = (intent: Intent, ask: Ask): Chosen | 'tie' | undefined => {
  const found = intent.routes
    .flatMap((route) => route.rules.flatMap((rule) => rule.matches.map((match): Chosen => ({ route, rule, match }))))
    .filter(({ match }) => matches(match, ask))
    .sort((a, b) => compare(rank(b.match), rank(a.match)));
  const [first, second] = found;
  if (first && second && first.route !== second.route && compare(rank(first.match), rank(second.match)) === 0)
    return 'tie';
  return first;
};

const CLIENTS = { header: ['acme', 'globex'], query: ['one'], cookie: ['two'] } as const;

/** 200 and what the service learns, or the refusal. */
const validate = (policy: SecurityIntent, ask: Ask): Prediction => {
  const refused = (status: number, why: string): Prediction => ({ status, why });
  const [keys] = intentsOf('apiKey', [policy]);
  const [tokens] = intentsOf('jwt', [policy]);
  if (policy.auth[0]?.type === 'extAuth')
    return ask.authorizer ? { status: 200, why: 'authorizer', seen: {} } : refused(403, 'authorizer');
  if (keys) {
    const { in: place } = keys.place;
    const sent = { header: ask.headerKey, query: ask.queryKey, cookie: ask.cookieKey }[place];
    if (sent === undefined || !(CLIENTS[place] as readonly string[]).includes(sent)) return refused(401, 'key');
    const allowed = policy.rules.flatMap((r) => r.header?.values ?? []);
    if (!allowed.includes(sent)) return refused(403, 'client');
    return { status: 200, why: 'key', seen: { 'x-client-id': sent } };
  }
  if (policy.auth[0]?.type === 'basic')
    return ask.basic && ask.token === undefined
      ? { status: 200, why: 'password', seen: { 'x-basic-user': 'ann' } }
      : refused(401, 'password');
  if (policy.auth[0]?.type === 'oidc') return refused(302, 'login');
  if (tokens) {
    const token = ask.token === undefined ? undefined : TOKENS[ask.token]!;
    const provider = tokens.providers.find((p) => token?.validFor.includes(p.name));
    if (!token || !provider) return refused(401, 'token');
    const rules = policy.rules.filter((r) => r.name === provider.name);
    const enough = rules.some((r) => (r.jwt?.scopes ?? []).every((s) => token.scopes.includes(s)));
    if (!enough) return refused(403, 'scope');
    const seen = Object.fromEntries(provider.claims.map(([, header]) => [header, String(token.claims.sub)]));
    return { status: 200, why: 'token', seen };
  }
  return { status: 200, why: 'public', seen: {} };
};

const IDENTITY = ['x-client-id', 'x-basic-user', 'x-customer', 'x-staff'];

const policyOf = (intent: Intent, route: RouteIntent): SecurityIntent =>
  intent.security.find((s) => s.name === route.security)!;

/** What the model says about a request; undefined where it depends on the age of routes. */
export const predict = (intent: Intent, ask: Ask): Prediction | undefined => {
  const chosen = choose(intent, ask);
  if (chosen === 'tie') return undefined;
  if (!chosen) return { status: 404, why: 'no route' };
  const { route, rule, match } = chosen;
  const verdict = validate(policyOf(intent, route), ask);
  if (verdict.status !== 200) return { ...verdict, why: `${route.name}: ${verdict.why}` };
  const rest = ask.path.slice(match.path.value === '/' ? 0 : match.path.value.length);
  const path =
    rule.replacePrefix === undefined
      ? ask.path
      : `${rule.replacePrefix === '/' ? '' : rule.replacePrefix}${rest}` || '/';
  const known = new Set(intent.client.identityHeaders);
  const seen: Record<string, string | null> = Object.fromEntries(
    IDENTITY.filter((h) => known.has(h)).map((h) => [h, verdict.seen?.[h] ?? null]),
  );
  // What one of the service's methods reads and this route did not verify does not arrive; a key never does.
  const gone = [
    ...rule.request.remove,
    ...(policyOf(intent, route).auth[0]?.removes?.in === 'header' ? ['X-API-Key'] : []),
  ];
  for (const h of gone) seen[h.toLowerCase()] = null;
  return {
    status: 200,
    why: `${route.name}: ${verdict.why}`,
    backends: rule.destinations.filter((d) => d.weight !== 0).map((d) => d.to.name),
    path,
    seen,
  };
};
