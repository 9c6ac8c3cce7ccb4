import { kindOf } from '../../auth/kinds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import type { LimitKey } from '../../values/limits.ts';
import { headersOf } from './header-classes.ts';
import { type Found, found, type Rule } from './rule.ts';

const LONG = new Set(['hour', 'day', 'week', 'month', 'year']);

/** Checks that limits can be enforced: the rate limit key exists, and Redis is known for global limits. */
export const rateLimitRules: Rule = ({ rateLimit: r, services, auth }) => {
  const out: Found[] = [];
  const methods = Object.values(auth?.methods ?? {});
  const headers = headersOf({ auth });
  const claims = [...new Set(methods.flatMap((m) => Object.keys(kindOf(m).claims(m))))];
  const validateKey = (key: LimitKey | undefined, at: readonly PropertyKey[]): void => {
    if (key?.by === 'claim' && !claims.includes(key.claim))
      out.push(found(at, 'ClaimNotForwarded', { claim: key.claim, known: claims }));
    if (key?.by === 'apiKey' && !methods.some((m) => kindOf(m).clients !== undefined))
      out.push(found(at, 'ApiKeyMethodMissing'));
    if (key?.by !== 'header') return;
    const kind = headers.classOf(key.header.toLowerCase());
    if (kind === 'credential' || /^x-api-key$/i.test(key.header))
      out.push(found(at, 'CredentialAsKey', { header: key.header }));
    else if (kind !== undefined && kind !== 'identity')
      out.push(found(at, 'ReservedHeader', { header: key.header, use: 'rateLimit', is: kind }));
  };
  validateKey(r?.key, ['rateLimit', 'key']);
  const scope = r?.scope ?? DEFAULTS.rateLimit.scope.value;
  for (const [i, s] of services.entries()) {
    if (s.rateLimit === undefined || s.rateLimit === 'none') continue;
    validateKey(s.rateLimit.key, ['services', i, 'rateLimit', 'key']);
    if (scope === 'local' && s.rateLimit.limits.some((l) => LONG.has(l.unit)))
      out.push(longLocal(['services', i, 'rateLimit']));
  }
  if (!r) return out;
  if (scope === 'local' && r.limits?.some((l) => LONG.has(l.unit))) out.push(longLocal(['rateLimit', 'limits']));
  if (r.across === 'api' && scope !== 'global') out.push(found(['rateLimit', 'across'], 'AcrossNeedsGlobal'));
  if (scope === 'global' && !r.redis) out.push(found(['rateLimit', 'redis'], 'RedisMissing'));
  if (scope === 'global' && !r.onFailure) out.push(found(['rateLimit', 'onFailure'], 'FailureModeMissing'));
  if (scope === 'local' && r.redis) out.push(found(['rateLimit', 'redis'], 'RedisUnused'));
  if (scope === 'local' && r.onFailure) out.push(found(['rateLimit', 'onFailure'], 'FailureModeUnused'));
  return out;
};

const longLocal = (at: readonly PropertyKey[]): Found => found(at, 'LongLocalLimit');
