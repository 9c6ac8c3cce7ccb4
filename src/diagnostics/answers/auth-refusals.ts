// Authentication: methods, and which services use them.
import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

/** Why the methods of a service cannot be told apart. */
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
  | { readonly because: 'grpc'; readonly methods: readonly [string]; readonly place: string };

const words = (v: Indistinct): readonly [what: string, why: string, fix: string] => {
  switch (v.because) {
    case 'noCredential':
      return [
        `${v.methods.join(' and ')} cannot both be accepted.`,
        'Each of them judges requests that carry no credential, so one would never be asked.',
        'Keep one of them.',
      ];
    case 'sameKind':
      return [
        `${v.methods.join(' and ')} cannot be told apart.`,
        'Both read the same header.',
        'Put the users of both into one Secret.',
      ];
    case 'sameClient':
      return [
        `${v.methods.join(' and ')} both have the client ${v.client} and read the same ${v.place}.`,
        'Their keys are looked up together; one of the two clients would be taken for the other.',
        'Give the client another name in one of them, or send its key in another header.',
      ];
    case 'sameHeader':
      return [
        `${v.methods[0]} reads the ${v.header} header, and so does another method.`,
        'Nothing tells a key from a token there.',
        'Send the key in a header of its own, such as X-API-Key.',
      ];
    case 'grpc':
      return [`A gRPC call has no ${v.place}.`, 'The method could never be chosen.', 'Send the key in a header.'];
  }
};

export const authRefusals = {
  UnknownMethod: define<{ method: string; known: readonly string[] }>({
    severity: 'error',
    sample: { method: 'partners', known: ['customers'] },
    words: ({ method, known }) => ({
      what: `There is no authentication method ${method}.`,
      why: 'The service would be open, or closed for everybody.',
      fix:
        known.length > 0
          ? didYouMean(method, [...known, 'none'])
          : 'Describe it in auth.methods, or write none for a public service.',
    }),
  }),
  NoneInList: constant('error', {
    what: 'none stands in a list with methods.',
    why: 'A service is either public or it is not.',
    fix: 'Remove none, or write auth: none alone.',
  }),
  DuplicateMethod: constant('error', {
    what: 'A method is named twice.',
    why: 'Once is enough.',
    fix: 'Remove one.',
  }),
  MethodsNotDistinct: define<Indistinct>({
    severity: 'error',
    sample: { because: 'noCredential', methods: ['portal', 'authorizer'] },
    words: (values) => {
      const [what, why, fix] = words(values);
      return { what, why, fix };
    },
  }),
  WhoMayCall: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Nobody said who may call ${service}.`,
      why: 'A service without an answer is not opened by accident.',
      fix: 'Add auth: with a method of auth.methods, auth.default for all services, or auth: none for a public one.',
    }),
  }),
  UnusedMethod: define<{ method: string }>({
    severity: 'warning',
    sample: { method: 'partners' },
    words: ({ method }) => ({
      what: `No service uses the method ${method}.`,
      why: 'Nothing is written for it.',
      fix: 'Use it, or remove it.',
    }),
  }),
  ClaimInReservedHeader: define<{ claim: string; header: string; says: string | undefined; instead: string }>({
    severity: 'error',
    sample: {
      claim: 'sub',
      header: 'X-Request-ID',
      says: 'identifies a request or its trace, and Envoy makes it or hands it on',
      instead: 'x-jwt-claim-sub',
    },
    words: ({ claim, header, says, instead }) => ({
      what: `The claim ${claim} would be written into ${header}.`,
      why:
        says === undefined
          ? 'That header says what the body is.'
          : `That header ${says}; claim headers are removed from every request first.`,
      fix: `Write for instance ${instead}.`,
    }),
  }),
  ClaimHeaderTwice: define<{ header: string; other: string }>({
    severity: 'error',
    sample: { header: 'x-customer', other: 'sub' },
    words: ({ header, other }) => ({
      what: `${header} carries the claim ${other} already.`,
      why: 'A service could not tell which of them it reads.',
      fix: 'Choose another header.',
    }),
  }),
  DuplicateClient: constant('error', {
    what: 'A client is named twice.',
    why: 'A Secret has one key of each name.',
    fix: 'Remove one.',
  }),
  HalfTheEndpoints: constant('error', {
    what: 'Only one of authorizationEndpoint and tokenEndpoint is given.',
    why: 'Without both, Envoy Gateway asks the issuer at every change, and all routes answer 500 when it cannot.',
    fix: 'Give both, or none.',
  }),
  SeveralKeyPlaces: constant('error', {
    what: 'The API key is in more than one place.',
    why: 'Which one counts would depend on what a client sends.',
    fix: 'Keep one of header, query and cookie; make a second method for the other.',
  }),
  InvalidAuthorizer: constant('error', {
    what: 'The HTTP authorizer is not http(s)://service[.namespace]:port/path.',
    why: 'It names a Service in the cluster and the path that is asked.',
    fix: 'Write for instance http://authz:8080/check.',
  }),
  AuthorizerPathUnused: define<{ path: string }>({
    severity: 'error',
    sample: { path: 'fixed' },
    words: ({ path }) => ({
      what: `path is ${path}, and the authorizer has no path of its own.`,
      why: 'A gRPC authorizer learns the path of the request in the call, and one by a URL without a path is asked for exactly that path.',
      fix: `Write http: http://service:port/check, or remove path: ${path}.`,
    }),
  }),
  AuthorizerMissing: define<{ twice: boolean }>({
    severity: 'error',
    sample: { twice: false },
    words: ({ twice }) => ({
      what: twice ? 'The authorizer is given twice, as grpc and as http.' : 'The authorizer is missing.',
      why: 'Envoy asks exactly one authorizer.',
      fix: 'Give either grpc: service:port or http: http://service:port/path.',
    }),
  }),
} as const satisfies Group;
