import { requiresAll } from '../schema/auth-schema.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { type Found, found, type Rule } from './rule.ts';

/** An own callback belongs to one policy, so all services behind the login must have the same restrictions. */
export const loginRules: Rule = ({ services, auth }) => {
  const policies = new Map<string, Map<string, string>>();
  for (const s of services)
    for (const [name, m] of acceptedMethods(s, auth)) {
      if (m.type !== 'oidc' || (m.callback === undefined && m.logout === undefined)) continue;
      const ref = s.auth ?? auth?.default;
      const policy = JSON.stringify([requiresAll(ref) ? ref : name, s.allow, s.deny]);
      const known = policies.get(name) ?? new Map<string, string>();
      if (!known.has(policy)) known.set(policy, s.name);
      policies.set(name, known);
    }
  return [...policies].flatMap(([method, known]): Found[] =>
    known.size > 1
      ? [found(['auth', 'methods', method], 'CallbackShared', { method, services: [...known.values()].slice(0, 2) })]
      : [],
  );
};
