import { kindOf } from '../../auth/kinds.ts';
import { isOptional, requiresAll } from '../schema/auth-schema.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Maximum number of claims. A claim may be a string or a list, and each combination is a rule: 2 to the power of the claims. */
const MOST_CLAIMS = 4;

/** Every method of a service must be able to check its `allow`; requests of a method that cannot would pass unchecked. */
export const allowRules: Rule = ({ services, auth }) => {
  const out: Found[] = [];
  for (const [i, s] of services.entries()) {
    if (!s.allow) continue;
    const at = (...p: PropertyKey[]): PropertyKey[] => ['services', i, 'allow', ...p];
    const accepted = acceptedMethods(s, auth);
    const byToken = s.allow.scopes !== undefined || s.allow.claims !== undefined;
    const byClient = s.allow.clients !== undefined;
    if ((byToken || byClient) && isOptional(s.auth ?? auth?.default))
      out.push(found(at(), 'AllowOfAnonymous', { service: s.name }));
    const has = (what: 'token' | 'clients'): boolean => accepted.some(([, m]) => kindOf(m).allows(m) === what);
    if (byToken && !has('token')) out.push(found(at(), 'AllowNeedsToken', { service: s.name }));
    if (byClient && !has('clients')) out.push(found(at('clients'), 'AllowNeedsKey', { service: s.name }));
    // Where all methods are required, one that checks it is enough.
    if ((byToken || byClient) && !requiresAll(s.auth ?? auth?.default))
      for (const [name, m] of accepted) {
        const allows = kindOf(m).allows(m);
        const checked = allows === 'token' ? byToken : allows === 'clients' ? byClient : false;
        if (!checked && (has('token') || has('clients')))
          out.push(found(at(), 'MethodUnrestricted', { method: name, service: s.name, type: m.type }));
      }
    if (Object.keys(s.allow.claims ?? {}).length > MOST_CLAIMS)
      out.push(found(at('claims'), 'TooManyClaims', { most: MOST_CLAIMS }));
    const known = accepted.flatMap(([, m]) => kindOf(m).clients?.(m) ?? []);
    for (const [j, c] of (s.allow.clients ?? []).entries())
      if (known.length > 0 && !known.includes(c))
        out.push(found(at('clients', j), 'UnknownClient', { client: c, known }));
  }
  return out;
};
