import { ANY_VALUE } from '../../auth/auth-kind.ts';
import { type AuthMethod, type AuthType, kindOf } from '../../auth/kinds.ts';
import { HEADER_IS } from '../../diagnostics/answers/header-words.ts';
import { dashed } from '../../values/dashed.ts';
import { type AuthRef, isOptional, methodNames, requiresAll } from '../schema/auth-schema.ts';
import { headersOf } from './header-classes.ts';
import { headerOf, outsideHeaders, requiredTogether } from './required-together.ts';
import { type Found, found, type Rule } from './rule.ts';

type Methods = Readonly<Record<string, AuthMethod>>;

const WORD = { header: 'header', query: 'query parameter', cookie: 'cookie' } as const;

/** The credential by which a request chooses a method; undefined: the method handles requests without one. */
const placeOf = (m: AuthMethod): string | undefined => {
  const place = kindOf(m).match?.place(m);
  return place && `${WORD[place.in]} ${place.in === 'header' ? place.name.toLowerCase() : place.name}`;
};

/** Tokens in places like those of keys: routes match any value there. */
const ofPlaces = (all: readonly { name: string; m: AuthMethod }[], at: readonly PropertyKey[]): Found[] => {
  const keys = all.filter(({ m }) => m.type === 'apiKey');
  return all
    .filter(({ m }) => m.type !== 'apiKey' && kindOf(m).match?.pattern(m) === ANY_VALUE)
    .flatMap((token): Found[] => {
      const same = keys.find(({ m }) => placeOf(m) === placeOf(token.m));
      const kept = keys.find(({ m }) => kindOf(m).match?.place(m).in !== 'header');
      const [because, other] = same ? (['samePlace', same] as const) : (['keyKept', kept] as const);
      return other
        ? [
            found(at, 'MethodsNotDistinct', {
              because,
              methods: [token.name, other.name],
              place: placeOf(other.m)!,
            }),
          ]
        : [];
    });
};

/** Why requests cannot be assigned to one method of a list; empty: they can. */
const together = (names: readonly string[], methods: Methods, grpc: boolean, at: readonly PropertyKey[]): Found[] => {
  const out: Found[] = [];
  const all = names.flatMap((name) => (Object.hasOwn(methods, name) ? [{ name, m: methods[name]! }] : []));
  const byRank = [...all].sort((a, b) => kindOf(a.m).rank - kindOf(b.m).rank);
  const fallbacks = byRank.filter(({ m }) => kindOf(m).match === undefined).map(({ name }) => name);
  if (fallbacks.length > 1) out.push(found(at, 'MethodsNotDistinct', { because: 'noCredential', methods: fallbacks }));
  const single = new Map<AuthType, string[]>();
  for (const { name, m } of all)
    if (kindOf(m).match && !kindOf(m).several) single.set(m.type, [...(single.get(m.type) ?? []), name]);
  for (const same of single.values())
    if (same.length > 1) out.push(found(at, 'MethodsNotDistinct', { because: 'sameKind', methods: same }));
  const owner = new Map<string, string>();
  for (const { name, m } of all)
    for (const client of kindOf(m).clients?.(m) ?? []) {
      const place = placeOf(m) ?? '';
      const id = JSON.stringify([place, client]);
      const other = owner.get(id);
      if (other !== undefined && other !== name)
        out.push(found(at, 'MethodsNotDistinct', { because: 'sameClient', methods: [other, name], client, place }));
      owner.set(id, name);
    }
  // A match of any value also matches credentials that another method recognizes by their form.
  const covers = all
    .filter(({ m }) => kindOf(m).match?.pattern(m) === ANY_VALUE && headerOf(m) !== undefined)
    .flatMap((taking) => {
      const other = all.find(
        ({ m }) =>
          kindOf(m).match?.pattern(m) !== ANY_VALUE && headerOf(m)?.toLowerCase() === headerOf(taking.m)?.toLowerCase(),
      );
      return other ? [{ name: taking.name, header: headerOf(other.m)! }] : [];
    })[0];
  if (covers)
    out.push(found(at, 'MethodsNotDistinct', { because: 'sameHeader', methods: [covers.name], header: covers.header }));
  out.push(...ofPlaces(all, at));
  const inHttp = outsideHeaders(all);
  if (grpc && inHttp && names.length > 1)
    out.push(found(at, 'MethodsNotDistinct', { because: 'grpc', methods: [inHttp.name], place: placeOf(inHttp.m)! }));
  return out;
};

/** Every service has an authentication setting, with methods that exist and that requests can distinguish. */
export const authRules: Rule = ({ services, responses, auth, teams }, view) => {
  const out: Found[] = [];
  const methods: Methods = auth?.methods ?? {};
  const known = Object.keys(methods);
  const used = new Set<string>();
  const validate = (ref: AuthRef, at: readonly PropertyKey[], grpc: boolean): void => {
    const names = methodNames(ref);
    for (const n of names) {
      used.add(n);
      if (n !== 'none' && !Object.hasOwn(methods, n)) out.push(found(at, 'UnknownMethod', { method: n, known }));
    }
    if (names.includes('none') && names.length > 1) out.push(found(at, 'NoneInList'));
    if (new Set(names).size < names.length) out.push(found(at, 'DuplicateMethod'));
    out.push(...combined(ref, grpc, at));
  };
  const open = (ref: AuthRef, at: readonly PropertyKey[]): Found[] =>
    isOptional(ref)
      ? methodNames(ref).flatMap((method) =>
          method === 'none'
            ? [found([...at, 'optional'], 'NoneInList')]
            : Object.hasOwn(methods, method) && kindOf(methods[method]!).match === undefined
              ? [found([...at, 'optional'], 'MethodNotOptional', { method, type: methods[method]!.type })]
              : [],
        )
      : [];
  const combined = (ref: AuthRef, grpc: boolean, at: readonly PropertyKey[]): Found[] =>
    requiresAll(ref)
      ? requiredTogether(methodNames(ref), methods, grpc, [...at, 'all'])
      : [...open(ref, at), ...together(methodNames(ref), methods, grpc, at)];
  if (auth?.default) validate(auth.default, ['auth', 'default'], false);
  for (const [i, s] of services.entries()) {
    const at = ['services', i, 'auth'];
    if (s.auth) validate(s.auth, at, s.protocol === 'grpc');
    else if (!auth?.default) out.push(found(['services', i], 'AuthenticationMissing', { service: s.name }));
    else if (s.protocol === 'grpc') out.push(...combined(auth.default, true, at));
  }
  for (const [i, r] of (view ? [] : (responses ?? [])).entries()) {
    if (r.auth) validate(r.auth, ['responses', i, 'auth'], false);
    else if (!auth?.default) out.push(found(['responses', i], 'AuthenticationMissing', { service: r.path }));
  }
  // The methods of teams are in their own answers files.
  if (view || teams) return [...out, ...methodRules(methods)];
  for (const name of known)
    if (!used.has(name)) out.push(found(['auth', 'methods', name], 'UnusedMethod', { method: name }));
  return [...out, ...methodRules(methods)];
};

/** Headers that describe the body: a service would misread a body with a claim in one of them. */
const OF_BODY = /^(?:set-cookie|content-.*)$/;

/** The name of a claim as a part of a header name. */
const slug = (claim: string): string => dashed(claim) || 'sub';

const methodRules = (methods: Methods): Found[] => {
  const out: Found[] = [];
  const claimOf = new Map<string, string>();
  const headers = headersOf({ auth: { methods } });
  for (const [name, m] of Object.entries(methods)) {
    const at = (...p: readonly PropertyKey[]): PropertyKey[] => ['auth', 'methods', name, ...p];
    for (const [claim, header] of Object.entries(kindOf(m).claims(m))) {
      const lower = header.toLowerCase();
      const is = headers.classOf(lower);
      // Headers with claims are in the class `identity` because of the claims themselves.
      const reserved = is === 'identity' ? undefined : is;
      if (reserved !== undefined || OF_BODY.test(lower))
        out.push(
          found(at('claims', claim), 'ClaimInReservedHeader', {
            claim,
            header,
            says: reserved && HEADER_IS[reserved],
            instead: `x-jwt-claim-${slug(claim)}`,
          }),
        );
      const other = claimOf.get(lower);
      if (other !== undefined && other !== claim)
        out.push(found(at('claims', claim), 'ClaimHeaderTwice', { header, other }));
      claimOf.set(lower, claim);
    }
    for (const { path, refusal } of kindOf(m).check(m)) out.push({ path: at(...path), refusal });
  }
  return out;
};
