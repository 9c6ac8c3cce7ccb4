import { didYouMean } from '../../diagnostics/nearest.ts';
import type { LimitKey } from '../../values/limits.ts';
import { headersOf, SAYS } from './header-classes.ts';
import { type Found, found, foundAt, type Rule } from './rule.ts';

const LONG = new Set(['hour', 'day', 'week', 'month', 'year']);

/** Limits can be counted as they are answered: the key exists, and the place of counting is known. */
export const rateLimitRules: Rule = ({ rateLimit: r, services, auth }) => {
  const out: Found[] = [];
  const methods = Object.values(auth?.methods ?? {});
  const headers = headersOf({ auth });
  const claims = [...new Set(methods.flatMap((m) => (m.type === 'jwt' ? Object.keys(m.claims ?? {}) : [])))];
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
    if (key?.by === 'apiKey' && !methods.some((m) => m.type === 'apiKey')) out.push(foundAt(at, 'KeyWithoutMethod'));
    if (key?.by !== 'header') return;
    const kind = headers.classOf(key.header.toLowerCase());
    if (kind === 'credential' || /^x-api-key$/i.test(key.header))
      out.push(foundAt(at, 'CredentialAsKey', { header: key.header }));
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
  if (r.across === 'api' && scope !== 'global') out.push(foundAt(['rateLimit', 'across'], 'AcrossNeedsGlobal'));
  if (scope === 'global' && !r.redis) out.push(foundAt(['rateLimit'], 'RedisMissing'));
  if (scope === 'global' && !r.onFailure) out.push(foundAt(['rateLimit'], 'FailureModeMissing'));
  if (scope === 'local' && r.redis) out.push(foundAt(['rateLimit', 'redis'], 'RedisUnused'));
  if (scope === 'local' && r.onFailure) out.push(foundAt(['rateLimit', 'onFailure'], 'FailureModeUnused'));
  return out;
};

const longLocal = (at: readonly PropertyKey[]): Found => foundAt(at, 'LongLocalLimit');
