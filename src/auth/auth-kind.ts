// The definition of an authentication kind. Every member is required, so a kind without one does not compile.
import type * as z from 'zod';
import type { EnvoyProxy, SecurityPolicy } from '../crds/types/index.ts';
import type { Refusal } from '../diagnostics/refusal.ts';
import type { AllowRule, AuthIntent, CredentialPlace, TeamMethodIntent } from '../model/intent.ts';
import type { Note } from '../objects/resource.ts';
import type { ServiceBackend } from '../values/backend-address.ts';
import type { CaRef } from '../values/ca.ts';
import type { Credential, WorthlessCredential } from './credential.ts';
import type { MethodChoice } from './method-question.ts';
import type { MethodWords, Rejection } from './method-words.ts';
import type { Home } from './private-server.ts';

export type PolicySpec = NonNullable<SecurityPolicy['spec']>;
type FilterName = NonNullable<EnvoyProxy['spec']['filterOrder']>[number]['name'];

/** A method in the answers, of any kind. */
export interface AnyMethod {
  readonly type: string;
  readonly ca?: CaRef | undefined;
}

/** A method with its name in the answers. */
export type Named<M = AnyMethod> = { readonly name: string } & M;

/** Places of credentials: headers (name in lower case to the spelling in the answers), query parameters, cookies. */
export interface Places {
  readonly headers: ReadonlyMap<string, string>;
  readonly params: readonly string[];
  readonly cookies: readonly string[];
}

/** A header that the answers name for a method: it reads the header, sets it after success, or expects the credential in it. */
export interface NamedHeader {
  readonly name: string;
  /** Path of the answer below the method. */
  readonly path: readonly PropertyKey[];
  readonly use: 'read' | 'set' | 'credential';
}

/** A server over TLS, and the path of the answer below the method that names it. */
export interface TlsServer {
  readonly path: readonly PropertyKey[];
  readonly host: string;
  readonly port: number;
  /** The name in the answers, if it differs. */
  readonly shown?: string;
}

/** The parts of `allow` of a service that methods check. */
export interface Allowed {
  readonly scopes?: readonly string[] | undefined;
  readonly claims?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly clients?: readonly string[] | undefined;
  readonly cidrs?: readonly string[] | undefined;
}

/** The input for the intent of a policy, in addition to its methods. */
export interface PolicyFrame {
  readonly home: Home;
  /** The only host of the policy's routes; undefined: there are several. */
  readonly host: string | undefined;
  /** The path of the policy's guard route. */
  readonly guardPath: string;
  /** Unverified keys of other methods in requests to this policy's route. */
  readonly unverified: { readonly params: readonly string[]; readonly cookies: readonly string[] };
}

/** The Secret that an operator creates for a method. */
export interface MethodSecret {
  readonly name: string;
  readonly keys: readonly (readonly [key: string, holds: string])[];
  readonly purpose: string;
  /** The file that contains the value of a key. */
  readonly file: (key: string) => string;
  /** true: `--generate-keys` can create its keys. */
  readonly generated: boolean;
}

/** A field of the SecurityPolicy with no effect that a client can observe: validate.sh reads it and compares it. */
export interface ConfiguredField {
  readonly what: string;
  readonly title: string;
  readonly jsonpath: string;
  readonly want: string;
}

/** What teams may write for a kind; the admission policy for SecurityPolicies enforces it. */
export interface TeamPart<M, T extends TeamMethodIntent> {
  /** Whether the admission policy can compare the method; otherwise only the platform may use it. */
  readonly fits: (m: M) => boolean;
  readonly intent: (m: Named<M>, home: Home) => T;
  /** Name of the credential, as a plural noun. */
  readonly called: string;
  /** CEL conditions for the field of the kind; `namespace`: the Gateway's. */
  readonly checks: (methods: readonly T[], namespace: string) => readonly string[];
  /** What an author must write instead. */
  readonly message: (methods: readonly T[], namespace: string) => string;
  /** CEL over the rule `r`: only the success of one of the methods satisfies it. */
  readonly rule: (methods: readonly T[]) => string;
  /** Whether rules of the kind compare a header that the method sets. */
  readonly rulesUseHeaders: boolean;
  /** Fields below `spec` that a unit may contain, and those that it must not contain, with the reason (resources/teams/fields). */
  readonly fields: { readonly allowed: readonly string[]; readonly refused: Readonly<Record<string, string>> };
}

/** The part of a kind for the answers: schema, interview, headers and credentials, checks. */
interface InAnswers<M> {
  readonly schema: z.ZodType<M>;
  /** Entries in the interview. */
  readonly choices: readonly MethodChoice[];
  /** The oldest Envoy Gateway that runs it securely. */
  readonly since: 'v1.9.0' | 'v1.9.1';
  /** Where it reads credentials; they are removed from requests that another method authenticated. */
  readonly reads: (m: M) => Places;
  /** Headers that carry its credential, in lower case: no other answer may change them. */
  readonly credentialHeaders: (m: M) => readonly string[];
  /** Headers that the kind sets after success in every gateway, in lower case: no client and no answer may set them. */
  readonly ownHeaders: readonly string[];
  readonly namedHeaders: (m: M) => readonly NamedHeader[];
  /** Claims that services receive, with their headers. */
  readonly claims: (m: M) => Readonly<Record<string, string>>;
  readonly tlsServers: (m: M) => readonly TlsServer[];
  /** Whether its `ca` has no effect. */
  readonly caUnused: (m: M) => boolean;
  /** Services of the cluster that it calls, with the answer that names them. */
  readonly services: (m: M) => readonly { readonly key: string; readonly backend: ServiceBackend }[];
  /** Problems of a method that its schema does not find. */
  readonly check: (m: M) => readonly { readonly path: readonly PropertyKey[]; readonly refusal: Refusal }[];
  /** The names of its clients; undefined: the kind has no named clients. */
  readonly clients: ((m: M) => readonly string[]) | undefined;
  /** The part of `allow` that it can check, in addition to networks. */
  readonly allows: (m: M) => 'token' | 'clients' | undefined;
}

/** The part of a kind for routes: which requests it authenticates. */
interface InRoutes<M> {
  /** Of several methods, the one with the lowest rank handles requests without a credential. Unique. */
  readonly rank: number;
  /** The credential by which a route matches requests for the method; undefined: the method handles requests without one. */
  readonly match:
    | {
        readonly pattern: (m: M) => string;
        /** All patterns except ANY_VALUE. */
        readonly patterns: readonly string[];
        readonly place: (m: M) => CredentialPlace;
      }
    | undefined;
  /** Whether one policy can check several methods of the kind and require only one of them. */
  readonly several: boolean;
  /** Whether a browser sends the credential as cookies, to every path of the host. */
  readonly session: (m: M) => boolean;
  /** Whether requests without a credential are redirected to a login. */
  readonly login: boolean;
  /** Headers that scripts of other sites must be able to send, in addition to the credential. */
  readonly scriptHeaders: (m: M) => readonly string[];
  /** WWW-Authenticate of a 401; `own`: the kind sends its own; undefined: no scheme exists. */
  readonly challenge: { readonly scheme: string } | 'own' | undefined;
  /** The header that identifies a client for rate limits; undefined: only its address does. `word`: in names of policies. */
  readonly countBy: { readonly header: string; readonly label: string; readonly word: string } | undefined;
}

/** The part of a kind in the SecurityPolicy. */
interface InPolicy<M, I extends AuthIntent> {
  /** The field of SecurityPolicy.spec. */
  readonly field: keyof PolicySpec & string;
  /** Envoy's filter, and its order among those of all kinds (an authorizer that is combined with another kind is the last). */
  readonly filter: { readonly name: FilterName; readonly order: number };
  readonly spec: (i: I, at: { readonly gateway: string; readonly policies: string }) => object;
  /** Comments in the policy. */
  readonly notes: (i: I) => readonly Note[];
  /**
   * How the filter gets into the filter chain of every connection before a route needs it. `none`: the listener always has it.
   * `ownPolicy`: the listener has one filter, which a guard route with a separate policy keeps. `itself`: Envoy names the filter
   * after the policy, so the policy is applied before its routes.
   */
  readonly guard: 'none' | 'ownPolicy' | 'itself';
  /** Whether its policy removes keys of other methods from the query and cookies. */
  readonly sanitizes: boolean;
  /**
   * Rules that only the success of a method satisfies. `chain`: success leaves no evidence for a rule, so the rule requires the
   * filter in the chain.
   */
  readonly authorization: 'chain' | ((methods: readonly Named<M>[], allow: Allowed) => readonly AllowRule[]);
  readonly intent: (methods: readonly Named<M>[], frame: PolicyFrame) => I;
  readonly secret: (m: Named<M>) => MethodSecret | undefined;
  /** Fields of the access log for methods with these names, without credentials. */
  readonly logFields: (names: readonly string[]) => readonly (readonly [field: string, operator: string])[];
}

/** The part of a kind for validate.sh (requests and expected answers) and for the runbook. */
interface InProbes<I extends AuthIntent> {
  /** A credential that satisfies a policy; undefined: only a user with a browser has one. `client`: the credential of this client. */
  readonly credential: (i: I, rules: readonly AllowRule[], client?: string) => Credential | undefined;
  /** A valid credential that the policy's rules refuse. */
  readonly forbidden: (i: I, rules: readonly AllowRule[]) => Credential | undefined;
  /** The answer to a request without a credential. */
  readonly refused: (i: I) => { readonly status: string; readonly header?: { name: string; pattern: string } };
  readonly worthless: (i: I) => readonly WorthlessCredential[];
  readonly configured: (i: I, rules: readonly AllowRule[]) => readonly ConfiguredField[];
  /** Tokens that a mesh can check again. */
  readonly tokens: (i: I) => readonly { issuer: string; audiences: readonly string[]; jwks: string }[];
  /** What an external server receives of the caller's credential. */
  readonly forwards: (i: I) => string;
  /** The data to register at the provider. */
  readonly registered: (i: I) => { method: string; redirectURL: string; logoutPath: string } | undefined;
  readonly described: (i: I) => readonly MethodWords[];
  /** The reasons for which requests are rejected, the most frequent first. */
  readonly rejections: (i: I) => readonly Rejection[];
}

/** Everything about one kind of authentication. `teams` is undefined for a kind that only the platform may use. */
export interface AuthKind<M, I extends AuthIntent, T extends TeamMethodIntent = never>
  extends InAnswers<M>,
    InRoutes<M>,
    InPolicy<M, I>,
    InProbes<I> {
  readonly teams: TeamPart<M, T> | undefined;
}

/** Any kind. */
// biome-ignore lint/suspicious/noExplicitAny: methods and intents reach the kind that their type names (kinds.ts).
export type AnyKind = AuthKind<any, any, any>;

export const NO_PLACES: Places = { headers: new Map(), params: [], cookies: [] };

/** Places with headers only. */
export const inHeaders = (names: readonly string[]): Places => ({
  ...NO_PLACES,
  headers: new Map(names.map((h) => [h.toLowerCase(), h])),
});

/** A match of any non-empty value: a request with an empty key must not get to the key's route, which would refuse it. */
export const ANY_VALUE = '.+';

/** The kind calls no other server. */
export const ASKS_NOBODY: AuthIntent['asks'] = { services: [], private: [], urls: [], discovery: [] };

/** A reference to a Secret of the platform from the namespace of a policy. */
export const secretRef = (name: string, at: { readonly gateway: string; readonly policies: string }) => ({
  name,
  ...(at.gateway === at.policies ? {} : { namespace: at.gateway }),
});
