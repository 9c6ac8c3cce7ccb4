// Credentials of other methods are removed from requests that one method authenticated; a filter can remove 16 names.
import { placesOf } from '../../auth/credential-places.ts';
import { kindOf } from '../../auth/kinds.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { type Found, found, type Rule } from './rule.ts';

/** HTTPRoute filters: remove takes 16 entries. */
const MOST = 16;

/** Checks that headers removed for authentication and headers removed by answers fit into one filter. */
export const unverifiedRules: Rule = ({ services, auth, transform }) => {
  const methods = auth?.methods ?? {};
  const login = Object.values(methods).some((m) => kindOf(m).session(m)) ? ['cookie'] : [];
  return services.flatMap((s, i): Found[] => {
    const accepted = acceptedMethods(s, auth).map(([, m]) => m);
    const read = accepted.length > 1 ? [...placesOf(accepted).headers.keys()] : [];
    const answered = new Set(
      [...(transform?.request?.remove ?? []), ...(s.transform?.request?.remove ?? [])].map((h) => h.toLowerCase()),
    );
    const all = new Set([...answered, ...read, ...login]);
    if (all.size <= MOST || answered.size > MOST) return [];
    return [
      found(['services', i, ...(s.auth ? ['auth'] : [])], 'TooManyHeaders', {
        count: all.size,
        most: MOST,
        service: s.name,
        answered: answered.size,
      }),
    ];
  });
};
