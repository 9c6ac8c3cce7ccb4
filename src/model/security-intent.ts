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

/** Where a client sends a credential. */
export interface CredentialPlace {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
}

/** Servers that are asked before a request passes. */
export interface AskedServers {
  /** Services of the cluster. `direct`: a reference to the Service itself, in clear text. */
  readonly services: readonly { readonly backend: ServiceBackend; readonly direct: boolean }[];
  /** Servers with a private CA, reached by a Backend. */
  readonly private: readonly PrivateServerIntent[];
  /** URLs that the proxies fetch from servers with a public certificate. */
  readonly urls: readonly string[];
  /** URLs that the controller fetches. */
  readonly discovery: readonly string[];
}

/** What one policy checks. Each kind of authentication adds fields of its own (src/auth), which only that kind reads. */
export interface AuthIntent {
  /** The kind. */
  readonly type: string;
  /** Names of the methods, any of which is enough. */
  readonly methods: readonly string[];
  /** Names in the access log, if they differ from those of the methods. */
  readonly logged?: readonly string[];
  /** Names of the Secrets that the policy refers to. */
  readonly secrets: readonly string[];
  readonly asks: AskedServers;
  /** The credential that the policy removes from requests, and its name in a sentence; undefined: it goes on. */
  readonly removes: (CredentialPlace & { readonly called: string }) | undefined;
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
  /** What a request must satisfy, all of it; empty: public. */
  readonly auth: readonly AuthIntent[];
  readonly cors: CorsIntent | undefined;
  /** Networks without access, whatever else a request satisfies. */
  readonly denied: readonly string[];
  /** `Allow` without rules: public. `Deny` with rules: only requests that satisfy one of them. */
  readonly defaultAction: 'Allow' | 'Deny';
  readonly rules: readonly AllowRule[];
  /** true: a rule requires the extensions of the service in the filter chain. */
  readonly extended?: true | undefined;
  /** The comment above the policy. */
  readonly why: string;
}

/** A route on the https listener that answers 404 itself; it keeps the filter of its policy in every connection. */
export interface GuardIntent {
  readonly name: string;
  readonly path: string;
  /** Further paths that it answers: an own callback and logout of a login. */
  readonly exact: readonly string[];
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
