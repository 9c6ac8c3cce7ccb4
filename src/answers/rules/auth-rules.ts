import { DEFAULTS } from '../../values/defaults.ts';
import type { ApiKeyMethod, AuthMethod } from '../schema/auth-schema.ts';
import { headersOf, SAYS } from './header-classes.ts';
import { type Found, foundInWords as found, found as foundAt, type Rule, warnInWords as warn } from './rule.ts';

type Methods = Readonly<Record<string, AuthMethod>>;

const placeOf = (m: ApiKeyMethod): string =>
  m.query !== undefined
    ? `query parameter ${m.query}`
    : m.cookie !== undefined
      ? `cookie ${m.cookie}`
      : `header ${(m.header ?? DEFAULTS.auth.apiKeyHeader.value).toLowerCase()}`;

/** Why the methods of a list cannot be told apart, or nothing. */
const together = (names: readonly string[], methods: Methods, grpc: boolean, at: readonly PropertyKey[]): Found[] => {
  const out: Found[] = [];
  const of = (type: AuthMethod['type']): string[] => names.filter((n) => methods[n]?.type === type);
  const fallbacks = [...of('oidc'), ...of('extAuth')];
  if (fallbacks.length > 1)
    out.push(
      found(
        at,
        'MethodsNotDistinct',
        `${fallbacks.join(' and ')} cannot both be accepted.`,
        'Each of them judges requests that carry no credential, so one would never be asked.',
        'Keep one of them.',
      ),
    );
  if (of('basic').length > 1)
    out.push(
      found(
        at,
        'MethodsNotDistinct',
        `${of('basic').join(' and ')} cannot be told apart.`,
        'Both read the same header.',
        'Put the users of both into one Secret.',
      ),
    );
  const keys = of('apiKey').map((n) => [n, methods[n] as ApiKeyMethod] as const);
  const owner = new Map<string, string>();
  for (const [name, m] of keys)
    for (const client of m.clients) {
      const id = JSON.stringify([placeOf(m), client]);
      const other = owner.get(id);
      if (other !== undefined && other !== name)
        out.push(
          found(
            at,
            'MethodsNotDistinct',
            `${other} and ${name} both have the client ${client} and read the same ${placeOf(m)}.`,
            'Their keys are looked up together; one of the two clients would be taken for the other.',
            'Give the client another name in one of them, or send its key in another header.',
          ),
        );
      owner.set(id, name);
    }
  const inAuthorization = keys.find(([, m]) => placeOf(m) === 'header authorization');
  if (inAuthorization && (of('jwt').length > 0 || of('basic').length > 0))
    out.push(
      found(
        at,
        'MethodsNotDistinct',
        `${inAuthorization[0]} reads the Authorization header, and so does another method.`,
        'Nothing tells a key from a token there.',
        'Send the key in a header of its own, such as X-API-Key.',
      ),
    );
  const inQuery = keys.find(([, m]) => m.query !== undefined || m.cookie !== undefined);
  if (grpc && inQuery && names.length > 1)
    out.push(
      found(
        at,
        'MethodsNotDistinct',
        `A gRPC call has no ${placeOf(inQuery[1])}.`,
        'The method could never be chosen.',
        'Send the key in a header.',
      ),
    );
  return out;
};

/** Every service says who may call, by methods that exist and can be told apart. */
export const authRules: Rule = ({ services, auth, teams }, view) => {
  const out: Found[] = [];
  const methods: Methods = auth?.methods ?? {};
  const known = Object.keys(methods);
  const used = new Set<string>();
  const judge = (names: readonly string[], at: readonly PropertyKey[], grpc: boolean): void => {
    for (const n of names) {
      used.add(n);
      if (n !== 'none' && !Object.hasOwn(methods, n)) out.push(foundAt(at, 'UnknownMethod', { method: n, known }));
    }
    if (names.includes('none') && names.length > 1) out.push(foundAt(at, 'NoneInList'));
    if (new Set(names).size < names.length)
      out.push(found(at, 'DuplicateMethod', 'A method is named twice.', 'Once is enough.', 'Remove one.'));
    out.push(...together(names, methods, grpc, at));
  };
  if (auth?.default) judge(auth.default, ['auth', 'default'], false);
  for (const [i, s] of services.entries()) {
    const at = ['services', i, 'auth'];
    if (s.auth) judge(s.auth, at, s.protocol === 'grpc');
    else if (!auth?.default)
      out.push(
        found(
          ['services', i],
          'WhoMayCall',
          `Nobody said who may call ${s.name}.`,
          'A service without an answer is not opened by accident.',
          'Add auth: with a method of auth.methods, auth.default for all services, or auth: none for a public one.',
        ),
      );
    else if (s.protocol === 'grpc') out.push(...together(auth.default, methods, true, at));
  }
  // Whom teams let in is said in their own answers.
  if (view || teams) return [...out, ...methodRules(methods)];
  for (const name of known)
    if (!used.has(name))
      out.push(
        warn(
          ['auth', 'methods', name],
          'UnusedMethod',
          `No service uses the method ${name}.`,
          'Nothing is written for it.',
          'Use it, or remove it.',
        ),
      );
  return [...out, ...methodRules(methods)];
};

/** What a body is: a service that believed a claim there would read it as something else. */
const OF_BODY = /^(?:set-cookie|content-.*)$/;

const methodRules = (methods: Methods): Found[] => {
  const out: Found[] = [];
  const claimOf = new Map<string, string>();
  const headers = headersOf({ auth: { methods } });
  for (const [name, m] of Object.entries(methods)) {
    const at = (...p: PropertyKey[]): PropertyKey[] => ['auth', 'methods', name, ...p];
    if (m.type === 'jwt')
      for (const [claim, header] of Object.entries(m.claims ?? {})) {
        const lower = header.toLowerCase();
        const reserved = headers.classOf(lower);
        // The class of headers that claims are written into is their own.
        if ((reserved !== undefined && reserved !== 'identity') || OF_BODY.test(lower))
          out.push(
            found(
              at('claims', claim),
              'ClaimInReservedHeader',
              `The claim ${claim} would be written into ${header}.`,
              reserved === undefined || reserved === 'identity'
                ? 'That header says what the body is.'
                : `That header ${SAYS[reserved]}; claim headers are removed from every request first.`,
              `Write for instance x-jwt-claim-${
                claim
                  .toLowerCase()
                  .replace(/[^a-z0-9]+/g, '-')
                  .replace(/^-+|-+$/g, '') || 'sub'
              }.`,
            ),
          );
        const other = claimOf.get(lower);
        if (other !== undefined && other !== claim)
          out.push(
            found(
              at('claims', claim),
              'ClaimHeaderTwice',
              `${header} carries the claim ${other} already.`,
              'A service could not tell which of them it reads.',
              'Choose another header.',
            ),
          );
        claimOf.set(lower, claim);
      }
    if (m.type === 'apiKey' && new Set(m.clients).size < m.clients.length)
      out.push(
        found(
          at('clients'),
          'DuplicateClient',
          'A client is named twice.',
          'A Secret has one key of each name.',
          'Remove one.',
        ),
      );
    if (m.type === 'oidc' && (m.authorizationEndpoint === undefined) !== (m.tokenEndpoint === undefined))
      out.push(
        found(
          at(),
          'HalfTheEndpoints',
          'Only one of authorizationEndpoint and tokenEndpoint is given.',
          'Without both, Envoy Gateway asks the issuer at every change, and all routes answer 500 when it cannot.',
          'Give both, or none.',
        ),
      );
  }
  return out;
};
