// Authentication: methods, and which services use them.
import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';
import { HEADER_IS } from './header-words.ts';

/** Why a request cannot satisfy two methods together. */
type Uncombined =
  | { readonly because: 'sameKind'; readonly methods: readonly [string, string]; readonly type: string }
  | { readonly because: 'sameHeader'; readonly methods: readonly [string, string]; readonly header: string }
  | { readonly because: 'login'; readonly methods: readonly [string, string] };

const uncombined = (v: Uncombined): { what: string; why: string; fix: string } => {
  const what = `${v.methods.join(' and ')} cannot both be required.`;
  switch (v.because) {
    case 'sameKind':
      return {
        what,
        why: `Both are of type ${v.type}, and Envoy Gateway accepts a request that satisfies one of them.`,
        fix: `Keep one of them, or write auth: [${v.methods.join(', ')}] if either is enough.`,
      };
    case 'sameHeader':
      return {
        what,
        why: `Both read the ${v.header} header, and a request has only one value in it.`,
        fix: 'Send one of the credentials in another header, such as X-API-Key.',
      };
    case 'login':
      return {
        what,
        why: `A browser that returns from the login of ${v.methods[0]} sends no key, so nobody could log in.`,
        fix: `Set cookie in ${v.methods[1]}, or keep one of the methods.`,
      };
  }
};

/** Why the methods of a service cannot be distinguished. */
type Indistinct =
  | { readonly because: 'noCredential'; readonly methods: readonly string[] }
  | { readonly because: 'sameKind'; readonly methods: readonly string[] }
  | {
      readonly because: 'sameClient';
      readonly methods: readonly [string, string];
      readonly client: string;
      readonly place: string;
    }
  | { readonly because: 'sameHeader'; readonly methods: readonly [string]; readonly header: string }
  | { readonly because: 'grpc'; readonly methods: readonly [string]; readonly place: string }
  | { readonly because: 'samePlace'; readonly methods: readonly [string, string]; readonly place: string }
  | { readonly because: 'keyKept'; readonly methods: readonly [string, string]; readonly place: string };

const words = (v: Indistinct): readonly [what: string, why: string, fix: string] => {
  switch (v.because) {
    case 'noCredential':
      return [
        `${v.methods.join(' and ')} cannot both be accepted.`,
        'Each of them decides about requests without a credential, so one of them would never be used.',
        'Keep one of them.',
      ];
    case 'sameKind':
      return [
        `${v.methods.join(' and ')} cannot be distinguished.`,
        'Both read the same header.',
        'Keep one of them, with the users of both in its Secret.',
      ];
    case 'sameClient':
      return [
        `${v.methods.join(' and ')} both have the client ${v.client} and read the same ${v.place}.`,
        'Their keys are looked up together, so one of the two clients would be identified as the other.',
        'Rename the client in one of them, or send its key in another header.',
      ];
    case 'sameHeader':
      return [
        `${v.methods[0]} reads the ${v.header} header, and so does another method.`,
        'A key there cannot be distinguished from a token or a password.',
        'Send the key in its own header, such as X-API-Key.',
      ];
    case 'samePlace':
      return [
        `${v.methods.join(' and ')} read the same ${v.place}.`,
        'A token there cannot be distinguished from a key.',
        'Send one of them in another header.',
      ];
    case 'keyKept':
      return [
        `${v.methods.join(' and ')} cannot both be accepted.`,
        `A request with both would be authenticated by the token, and Envoy Gateway could not remove the unverified key from the ${v.place}.`,
        `Let ${v.methods[1]} read its key from a header.`,
      ];
    case 'grpc':
      return [`A gRPC call has no ${v.place}.`, 'No call could use this method.', 'Send the key in a header.'];
  }
};

export const authRefusals = {
  UnknownMethod: define<{ method: string; known: readonly string[] }>({
    severity: 'error',
    sample: { method: 'partners', known: ['customers'] },
    words: ({ method, known }) => ({
      what: `There is no authentication method ${method}.`,
      why: 'The service would be public, or it would deny every request.',
      fix:
        known.length > 0
          ? didYouMean(method, [...known, 'none'])
          : 'Add it to auth.methods, or write none for a public service.',
    }),
  }),
  NoneInList: constant('error', {
    what: 'auth lists none together with methods.',
    why: 'A service is either public or requires authentication.',
    fix: 'Remove none, or write auth: none alone.',
  }),
  DuplicateMethod: constant('error', {
    what: 'The method is listed twice.',
    why: 'The second entry has no effect.',
    fix: 'Remove one of the entries.',
  }),
  MethodsNotDistinct: define<Indistinct>({
    severity: 'error',
    sample: { because: 'noCredential', methods: ['portal', 'authorizer'] },
    words: (values) => {
      const [what, why, fix] = words(values);
      return { what, why, fix };
    },
  }),
  MethodNotOptional: define<{ method: string; type: string }>({
    severity: 'error',
    sample: { method: 'portal', type: 'oidc' },
    words: ({ method, type }) => ({
      what: `The method ${method} (${type}) cannot be optional.`,
      why:
        type === 'oidc'
          ? 'A login redirects every request without a session, so none would be anonymous.'
          : 'An authorizer decides about every request, and it can allow those without a credential itself.',
      fix: type === 'oidc' ? 'Use optional with jwt, apiKey or basic.' : `Write auth: ${method}.`,
    }),
  }),
  MethodsNotCombined: define<Uncombined>({
    severity: 'error',
    sample: { because: 'sameKind', methods: ['customers', 'staff'], type: 'jwt' },
    words: uncombined,
  }),
  AuthenticationMissing: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has no authentication setting.`,
      why: 'A service is public only if auth: none is set.',
      fix: 'Set auth to a method of auth.methods, set auth.default for all services, or write auth: none for a public service.',
    }),
  }),
  PublicDefaultUnexplained: define<{ services: string }>({
    severity: 'warning',
    sample: { services: 'users, orders' },
    words: ({ services }) => ({
      what: `\`auth.default: none\` makes services public, and no reason is set: ${services}.`,
      why: 'Every service without `auth` is public, also one that is added later.',
      fix: 'Add auth.publicReason, or write `auth: none` with publicReason for each public service.',
    }),
  }),
  UnusedMethod: define<{ method: string }>({
    severity: 'warning',
    sample: { method: 'partners' },
    words: ({ method }) => ({
      what: `No service uses the method ${method}.`,
      why: 'The method has no effect on the manifests.',
      fix: 'Use it in auth of a service or in auth.default, or remove it.',
    }),
  }),
  ClaimInReservedHeader: define<{ claim: string; header: string; says: string | undefined; instead: string }>({
    severity: 'error',
    sample: {
      claim: 'sub',
      header: 'X-Request-ID',
      says: HEADER_IS.trace,
      instead: 'x-jwt-claim-sub',
    },
    words: ({ claim, header, says, instead }) => ({
      what: `The claim ${claim} would be written into ${header}.`,
      why:
        says === undefined
          ? 'That header describes the body of the request, and services could no longer read the body.'
          : `That header ${says}. Headers with claims are removed from every request first, so the original value would be lost.`,
      fix: `Use another header, such as ${instead}.`,
    }),
  }),
  ClaimHeaderTwice: define<{ header: string; other: string }>({
    severity: 'error',
    sample: { header: 'x-customer', other: 'sub' },
    words: ({ header, other }) => ({
      what: `The header ${header} already contains the claim ${other}.`,
      why: 'A service could not know which claim the header contains.',
      fix: 'Choose another header.',
    }),
  }),
  DuplicateClient: constant('error', {
    what: 'The client is listed twice.',
    why: 'The Secret contains one key for each client name.',
    fix: 'Remove one of the entries.',
  }),
  SeveralKeyPlaces: constant('error', {
    what: 'The API key is read from more than one place.',
    why: 'The key that is used would depend on what a client sends.',
    fix: 'Keep one of header, query and cookie. For another place, add a second method.',
  }),
  InvalidAuthorizer: constant('error', {
    what: 'The HTTP authorizer does not have the form http(s)://service[.namespace]:port/path.',
    why: 'The address names a Service of the cluster and the path that the gateway requests.',
    fix: 'Write an address such as http://authz:8080/check.',
  }),
  AuthorizerPathUnused: define<{ path: string }>({
    severity: 'error',
    sample: { path: 'fixed' },
    words: ({ path }) => ({
      what: `path is ${path}, but the address of the authorizer has no path.`,
      why: 'A gRPC authorizer receives the path of the request in the call. An HTTP authorizer without a path is called with the path of the request.',
      fix: `Write http: http://service:port/check, or remove path: ${path}.`,
    }),
  }),
  AuthorizerBodyOfCall: define<{ method: string; service: string }>({
    severity: 'error',
    sample: { method: 'authorizer', service: 'orders' },
    words: ({ method, service }) => ({
      what: `The authorizer of ${method} receives the body, but ${service} has protocol grpc.`,
      why: 'The proxies would wait for the end of the call before they ask the authorizer, so a stream would never begin.',
      fix: 'Use another method for the service, without body.',
    }),
  }),
  AuthorizerMissing: define<{ twice: boolean }>({
    severity: 'error',
    sample: { twice: false },
    words: ({ twice }) => ({
      what: twice ? 'The authorizer is set twice: grpc and http.' : 'The authorizer is missing.',
      why: 'The method calls exactly one authorizer.',
      fix: 'Set either grpc: service:port or http: http://service:port/path.',
    }),
  }),
} as const satisfies Group;
