// Who gets in.
import type { ServiceBackend } from '../values/backend-address.ts';
import type { CaRef } from '../values/ca.ts';

/** How a policy finds its routes. */
export interface Targets {
  /** A label that every route of ours carries, and its value: the policy's name. */
  readonly label: string;
  readonly value: string;
  readonly kinds: readonly ('HTTPRoute' | 'GRPCRoute')[];
}

/** A server over TLS whose certificate a public authority did not sign, and the Backend by which policies reach it. */
export interface PrivateServerIntent {
  /** Name of the Backend, and of the BackendTLSPolicy that checks it. */
  readonly backend: string;
  /** Of the Backend, where that is another one than the policy's. */
  readonly namespace: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly ca: CaRef;
}

export interface JwtProviderIntent {
  readonly name: string;
  readonly issuer: string;
  readonly jwks: string;
  /** Where the keys are, if no public authority vouches for that; undefined: as the URL says. */
  readonly server: PrivateServerIntent | undefined;
  readonly audiences: readonly string[];
  readonly claims: readonly (readonly [claim: string, header: string])[];
}

/** The credentials of one place (header, query or cookie). */
export interface ApiKeyIntent {
  readonly methods: readonly string[];
  readonly place: { readonly in: 'header' | 'query' | 'cookie'; readonly name: string };
  readonly secrets: readonly string[];
  readonly clients: readonly string[];
  readonly clientHeader: string;
  /** Keys of other methods, which nobody verified here: taken out of the request after the own key was found. */
  readonly alsoRemoved: { readonly params: readonly string[]; readonly cookies: readonly string[] };
}

export interface OidcIntent {
  readonly method: string;
  readonly issuer: string;
  readonly server: PrivateServerIntent | undefined;
  readonly authorizationEndpoint: string | undefined;
  readonly tokenEndpoint: string | undefined;
  readonly endSessionEndpoint: string | undefined;
  readonly clientID: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly cookieDomain: string | undefined;
  /** Inside the guard route's path, so that a route with this policy matches it. */
  readonly redirectURL: string;
  readonly logoutPath: string;
}

export interface ExtAuthIntent {
  readonly method: string;
  readonly protocol: 'grpc' | 'http';
  readonly backend: ServiceBackend;
  /** TLS to it; undefined: clear text. */
  readonly server: PrivateServerIntent | undefined;
  /** HTTP: the path that is asked for; undefined: that of the request, as it is. */
  readonly path: string | undefined;
  /** true: the path of the request comes after it; false: it stands in the place of the request's. */
  readonly appendsPath: boolean;
  readonly failOpen: boolean;
  readonly timeout: string;
  readonly headers: readonly string[];
  readonly headersToBackend: readonly string[];
}

export interface BasicIntent {
  readonly method: string;
  readonly secret: string;
  readonly userHeader: string;
}

/** One claim that must have one of its values; the API asks whether the claim is a string or a list. */
export interface ClaimIntent {
  readonly claim: string;
  readonly values: readonly string[];
  readonly type: 'String' | 'StringArray';
}

/** SecurityPolicy.spec.authorization.rules[], always with action Allow. */
export interface AllowRule {
  readonly name: string;
  readonly cel: string | undefined;
  readonly cidrs: readonly string[];
  readonly jwt:
    | { readonly provider: string; readonly scopes: readonly string[]; readonly claims: readonly ClaimIntent[] }
    | undefined;
  readonly header: { readonly name: string; readonly values: readonly string[] } | undefined;
}

export interface CorsIntent {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge: string;
  readonly credentials: boolean;
}

/** One SecurityPolicy, complete in itself. */
export interface SecurityIntent {
  readonly name: string;
  readonly targets: Targets;
  /** Written in 20-gateway, before any route: its filter must be in every connection's chain first (guard route). */
  readonly early: boolean;
  /** The service it is for, or the name of the shared file. */
  readonly owner: string;
  readonly jwt: readonly JwtProviderIntent[];
  readonly apiKey: ApiKeyIntent | undefined;
  readonly oidc: OidcIntent | undefined;
  readonly extAuth: ExtAuthIntent | undefined;
  readonly basic: BasicIntent | undefined;
  readonly cors: CorsIntent | undefined;
  /** `Allow` with no rules: public. `Deny` with rules: only who satisfies one of them. */
  readonly defaultAction: 'Allow' | 'Deny';
  readonly rules: readonly AllowRule[];
  /** Why it is as it is, for the comment. */
  readonly why: string;
}

/** A route on the https listener that answers 404 itself; it keeps its policy's filter in every connection's chain. */
export interface GuardIntent {
  readonly name: string;
  readonly path: string;
  readonly security: string;
  readonly why: string;
}

/** A Secret that the operator creates: its shape, never a value. */
export interface SecretIntent {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** Data keys, and what each holds. */
  readonly keys: readonly (readonly [key: string, holds: string])[];
  readonly purpose: string;
  /** The line that makes it; every value is read from a file. */
  readonly command: string;
  /** true: random keys can be made for it (`--generate-keys`). */
  readonly generated: boolean;
}

/** A manager of secrets behind the External Secrets operator. */
export interface SecretStoreIntent {
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
  /** Before the name of a Secret in the manager. */
  readonly prefix: string;
  readonly refresh: string;
}
