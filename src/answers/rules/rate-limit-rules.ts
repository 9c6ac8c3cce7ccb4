import { kindOf } from '../../auth/kinds.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { LimitKey } from '../../values/limits.ts';
import { headersOf, SAYS } from './header-classes.ts';
import { type Found, found, type Rule, warn } from './rule.ts';

const LONG = new Set(['hour', 'day', 'week', 'month', 'year']);

/** Limits can be counted as they are answered: the key exists, and the place of counting is known. */
export const rateLimitRules: Rule = ({ rateLimit: r, services, auth }) => {
  const out: Found[] = [];
  const methods = Object.values(auth?.methods ?? {});
  const headers = headersOf({ auth });
  const claims = [...new Set(methods.flatMap((m) => Object.keys(kindOf(m).claims(m))))];
  const judgeKey = (key: LimitKey | undefined, at: readonly PropertyKey[]): void => {
    if (key?.by === 'claim' && !claims.includes(key.claim))
      out.push(
        found(
          at,
          'ClaimNotForwarded',
          `Limits are to be counted by the claim ${key.claim}, which no method forwards.`,
          'A limit reads a header; without it requests would not be counted.',
          claims.length > 0
            ? `${didYouMean(key.claim, claims)} Or add claims: { ${key.claim}: x-jwt-claim-${key.claim} } to the method.`
            : `Add claims: { ${key.claim}: x-jwt-claim-${key.claim} } to the jwt method.`,
        ),
      );
    if (key?.by === 'apiKey' && !methods.some((m) => kindOf(m).clients !== undefined))
      out.push(
        found(
          at,
          'KeyWithoutMethod',
          'Limits are to be counted by API key, but there is no apiKey method.',
          'Requests would not be counted.',
          'Add an apiKey method, or choose another key.',
        ),
      );
    if (key?.by !== 'header') return;
    const kind = headers.classOf(key.header.toLowerCase());
    if (kind === 'credential' || /^x-api-key$/i.test(key.header))
      out.push(
        found(
          at,
          'CredentialAsKey',
          `Limits are to be counted by ${key.header}.`,
          'The credential would become a key in Redis, and is removed before limits are counted.',
          'Write { apiKey: true } or { claim: sub }.',
        ),
      );
    else if (kind !== undefined && kind !== 'identity')
      out.push(
        found(
          at,
          'ReservedHeader',
          `Limits are to be counted by ${key.header}, which ${SAYS[kind]}.`,
          'It is the same for all clients, another one in each request, or what a client wants it to be, so nobody would be limited by it.',
          'Write sourceIP, { apiKey: true }, { claim: sub }, or a header that names the client.',
        ),
      );
  };
  judgeKey(r?.key, ['rateLimit', 'key']);
  const scope = r?.scope ?? 'local';
  for (const [i, s] of services.entries()) {
    if (s.rateLimit === undefined || s.rateLimit === 'none') continue;
    if ('key' in s.rateLimit) judgeKey(s.rateLimit.key, ['services', i, 'rateLimit', 'key']);
    if (scope === 'local' && s.rateLimit.limits.some((l) => LONG.has(l.unit)))
      out.push(longLocal(['services', i, 'rateLimit']));
  }
  if (!r) return out;
  if (scope === 'local' && r.limits?.some((l) => LONG.has(l.unit))) out.push(longLocal(['rateLimit', 'limits']));
  if (r.across === 'api' && scope !== 'global')
    out.push(
      found(
        ['rateLimit', 'across'],
        'AcrossNeedsGlobal',
        'One budget over all services needs scope: global.',
        'Local limits cannot be joined over routes.',
        'Write scope: global with redis, or across: service.',
      ),
    );
  if (scope === 'global' && !r.redis)
    out.push(
      found(
        ['rateLimit'],
        'RedisMissing',
        'Global limits need a Redis.',
        'That is where all proxies count together.',
        'Add redis: { url: "host:6379" }, or redis: { deploy: true }.',
      ),
    );
  if (scope === 'global' && !r.onFailure)
    out.push(
      found(
        ['rateLimit'],
        'FailureModeMissing',
        'Nobody said what happens while Redis cannot be reached.',
        'Either requests pass uncounted, or all of them are refused with 500.',
        'Add onFailure: open or onFailure: closed.',
      ),
    );
  if (scope === 'local' && r.redis)
    out.push(
      warn(
        ['rateLimit', 'redis'],
        'RedisUnused',
        'Redis is given, but limits are local.',
        'Nothing is written for it.',
        'Write scope: global, or remove redis.',
      ),
    );
  if (scope === 'local' && r.onFailure)
    out.push(
      warn(
        ['rateLimit', 'onFailure'],
        'FailureModeUnused',
        'onFailure is given, but limits are local.',
        'Local limits ask nobody, so nothing can fail.',
        'Write scope: global, or remove onFailure.',
      ),
    );
  return out;
};

const longLocal = (at: readonly PropertyKey[]): Found =>
  warn(
    at,
    'LongLocalLimit',
    'A local limit has a unit above a minute.',
    'Local counters begin anew at every change of a route and every restart of a proxy.',
    'Write scope: global where the long limit matters.',
  );
