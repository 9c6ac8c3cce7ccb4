// Where methods look for a credential, and which of it nobody verified.
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
 * What a request may carry that nobody verified, where `verifying` of all the methods of a service checked it (none on a public
 * path). Every key is distinguished by its place, so a key in addition to other methods is the only thing that was verified.
 */
export const unverifiedPlaces = (all: readonly AuthMethod[], verifying: readonly AuthMethod[]): Places => {
  const read = placesOf(all);
  const verified = placesOf(verifying);
  const headers = new Map([...read.headers].filter(([h]) => !verified.headers.has(h)));
  // A service behind a login or an authorizer may take its token from here, too.
  const byKey = verifying.some(hasOwnPlace) && !verified.headers.has('authorization');
  if (byKey && !all.every(hasOwnPlace)) headers.set('authorization', 'Authorization');
  return {
    headers,
    params: read.params.filter((p) => !verified.params.includes(p)),
    cookies: headers.has('cookie') ? [] : read.cookies.filter((c) => !verified.cookies.includes(c)),
  };
};
