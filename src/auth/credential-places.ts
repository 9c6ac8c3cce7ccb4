// Where methods read credentials, and which credentials of a request are not verified.
import type { Places } from './auth-kind.ts';
import { type AuthMethod, hasOwnPlace, kindOf } from './kinds.ts';

/** Everything that these methods read. */
export const placesOf = (methods: readonly AuthMethod[]): Places => {
  const all = methods.map((m) => kindOf(m).reads(m));
  return {
    headers: new Map(all.flatMap((p) => [...p.headers])),
    params: [...new Set(all.flatMap((p) => p.params))],
    cookies: [...new Set(all.flatMap((p) => p.cookies))],
  };
};

/**
 * Unverified credentials that a request may contain after the methods `verifying` (none on a public path) checked it, of all
 * methods of the service. Each key has its own place, so a route of a key verifies that key and nothing else.
 */
export const unverifiedPlaces = (all: readonly AuthMethod[], verifying: readonly AuthMethod[]): Places => {
  const read = placesOf(all);
  const verified = placesOf(verifying);
  const headers = new Map([...read.headers].filter(([h]) => !verified.headers.has(h)));
  // A service behind a login or an authorizer may read its token here, too.
  const byKey = verifying.some(hasOwnPlace) && !verified.headers.has('authorization');
  if (byKey && !all.every(hasOwnPlace)) headers.set('authorization', 'Authorization');
  return {
    headers,
    params: read.params.filter((p) => !verified.params.includes(p)),
    cookies: headers.has('cookie') ? [] : read.cookies.filter((c) => !verified.cookies.includes(c)),
  };
};
