// Authentication and authorization.
import type { ServiceBackend } from '../values/backend-address.ts';
import type { CaRef } from '../values/ca.ts';

/** How a policy selects its routes. */
export interface Targets {
  /** A label that every route has, and its value: the name of the policy. */
  readonly label: string;
  readonly value: string;
  readonly kinds: readonly ('HTTPRoute' | 'GRPCRoute')[];
}

/** A TLS server with a certificate of a private CA, and the Backend by which policies reach it. */
export interface PrivateServerIntent {
  /** Name of the Backend, and of the BackendTLSPolicy that verifies it. */
  readonly backend: string;
  /** Namespace of the Backend, if it is not that of the policy. */
  readonly namespace: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly ca: CaRef;
}

export interface JwtProviderIntent {
  readonly name: string;
  readonly issuer: string;
  readonly jwks: string;
  /** The server of the keys, if it has a private CA; undefined: as in the URL. */
  readonly server: PrivateServerIntent | undefined;
  readonly audiences: readonly string[];
  readonly claims: readonly (readonly [claim: string, header: string])[];
}

/** API keys of one place (header, query or cookie). */
export interface ApiKeyIntent {
  readonly methods: readonly string[];
  readonly place: { readonly in: 'header' | 'query' | 'cookie'; readonly name: string };
  readonly secrets: readonly string[];
  readonly clients: readonly string[];
  readonly clientHeader: string;
  /** Keys of other methods, which this route does not verify: removed from requests after the own key was found. */
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
  /** Below the path of the guard route, so that a route with this policy matches it. */
  readonly redirectURL: string;
  readonly logoutPath: string;
}

export interface ExtAuthIntent {
  readonly method: string;
  readonly protocol: 'grpc' | 'http';
  readonly backend: ServiceBackend;
  /** TLS server; undefined: clear text. */
  readonly server: PrivateServerIntent | undefined;
  /** HTTP: the path of the request to the authorizer; undefined: the path of the client's request. */
  readonly path: string | undefined;
  /** true: the path of the client's request is appended to it; false: it replaces that path. */
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

/** One claim that must have one of its values; the API needs to know whether the claim is a string or a list. */
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

/** One SecurityPolicy; nothing relies on merging. */
export interface SecurityIntent {
  readonly name: string;
  readonly targets: Targets;
  /** In 20-gateway, before any route: its filter must first be in the filter chain of every connection (guard route). */
  readonly early: boolean;
  /** Its service, or the name of the shared file. */
  readonly owner: string;
  readonly jwt: readonly JwtProviderIntent[];
  readonly apiKey: ApiKeyIntent | undefined;
  readonly oidc: OidcIntent | undefined;
  readonly extAuth: ExtAuthIntent | undefined;
  readonly basic: BasicIntent | undefined;
  readonly cors: CorsIntent | undefined;
  /** `Allow` without rules: public. `Deny` with rules: only requests that satisfy one of them. */
  readonly defaultAction: 'Allow' | 'Deny';
  readonly rules: readonly AllowRule[];
  /** The comment above the policy. */
  readonly why: string;
}

/** A route on the https listener that answers 404 itself; it keeps the filter of its policy in every connection. */
export interface GuardIntent {
  readonly name: string;
  readonly path: string;
  readonly security: string;
  readonly why: string;
}

/** A Secret that the operator creates: its keys, never a value. */
export interface SecretIntent {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** Data keys, and what each holds. */
  readonly keys: readonly (readonly [key: string, holds: string])[];
  readonly purpose: string;
  /** The command that creates it; every value is read from a file. */
  readonly command: string;
  /** true: `--generate-keys` can create random keys for it. */
  readonly generated: boolean;
}

/** A secret manager behind the External Secrets operator. */
export interface SecretStoreIntent {
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
  /** Prefix of the name of a Secret in the secret manager. */
  readonly prefix: string;
  readonly refresh: string;
}
