// How clients of a rule authenticate: the methods of its SecurityPolicy. A request must pass all of them.
import { entries, type Fields, fields, type Ref, text, texts } from '../objects/loose-objects.ts';
import { type EffectivePolicy, inNamespaceOf, onlyRefusedBelow, ownerOf, sourceIn } from './effective-policy.ts';
import type { Source } from './setting.ts';

interface Method {
  readonly source: Source;
}

/** A provider of tokens. */
export interface JwtProvider {
  readonly name: string;
  /** undefined: tokens of any issuer that the keys sign. */
  readonly issuer: string | undefined;
  /** Empty: tokens for any audience. */
  readonly audiences: readonly string[];
  /** Where the keys are: a URL, or a ConfigMap or text in the policy. */
  readonly keys: { readonly uri: string } | 'local';
  /** As it is written; undefined: the `Authorization` header and the parameter `access_token`. */
  readonly extractFrom: Fields | undefined;
  readonly claimToHeaders: readonly { readonly claim: string; readonly header: string }[];
  /** The route is chosen again after claims are written to headers. */
  readonly recomputesRoute: boolean;
}

/** A token of one of the providers. `required` false: a request without a token passes. `failOpen`: also one with a wrong token. */
export interface JwtMethod extends Method {
  readonly method: 'jwt';
  readonly required: boolean;
  readonly failOpen: boolean;
  readonly providers: readonly JwtProvider[];
}

/** A login with a session cookie; requests without one are redirected to the issuer. */
export interface OidcMethod extends Method {
  readonly method: 'oidc';
  readonly required: true;
  readonly issuer: string | undefined;
  readonly redirectUrl: string | undefined;
  readonly logoutPath: string;
  /** A request with a header for a token passes to `jwt` without a login. */
  readonly passesTokens: boolean;
}

export interface ApiKeyMethod extends Method {
  readonly method: 'apiKeyAuth';
  readonly required: true;
  /** Secrets with the keys of clients. */
  readonly credentials: readonly Ref[];
  readonly extractFrom: readonly Fields[];
  readonly clientHeader: string | undefined;
  /** The key is removed before the request is forwarded. */
  readonly removesKey: boolean;
}

export interface BasicMethod extends Method {
  readonly method: 'basicAuth';
  readonly required: true;
  readonly users: Ref;
  readonly userHeader: string | undefined;
}

/** A server that allows or denies each request. `failOpen`: requests pass while it does not answer. */
export interface ExtAuthMethod extends Method {
  readonly method: 'extAuth';
  readonly required: boolean;
  readonly failOpen: boolean;
  readonly protocol: 'grpc' | 'http';
  readonly backends: readonly Ref[];
  /** Headers of the request that the server gets; undefined: Envoy's default, or all of them with gRPC. */
  readonly headers: readonly string[] | undefined;
  /** Headers of its answer that the backend gets. */
  readonly headersToBackend: readonly string[];
}

export type AuthenticationMethod = ApiKeyMethod | BasicMethod | ExtAuthMethod | JwtMethod | OidcMethod;

const providerOf = (p: Fields): JwtProvider =>
  Object.freeze({
    name: text(p.name) ?? '',
    issuer: text(p.issuer) || undefined,
    audiences: texts(p.audiences),
    keys: p.remoteJWKS === undefined ? ('local' as const) : { uri: text(fields(p.remoteJWKS).uri) ?? '' },
    extractFrom: p.extractFrom === undefined ? undefined : fields(p.extractFrom),
    claimToHeaders: entries(p.claimToHeaders).map((c) => ({
      claim: text(c.claim) ?? '',
      header: text(c.header) ?? '',
    })),
    recomputesRoute: p.recomputeRoute === true,
  });

type Make = (given: Fields, policy: EffectivePolicy, source: Source) => AuthenticationMethod | undefined;

const extAuth: Make = (given, policy, source) => {
  const failOpen = given.failOpen === true;
  // A server that the controller refuses is left out, if it may fail open.
  if (failOpen && onlyRefusedBelow(policy, 'spec.extAuth')) return undefined;
  const protocol = given.grpc === undefined ? 'http' : 'grpc';
  const way = fields(given[protocol]);
  const owner = ownerOf(policy, 'extAuth', protocol);
  const refs = [...entries(way.backendRefs), ...(way.backendRef === undefined ? [] : [way.backendRef])];
  const { headersToBackend } = fields(given.http);
  return {
    method: 'extAuth',
    required: !failOpen,
    failOpen,
    protocol,
    backends: refs.map((r) => inNamespaceOf(owner, r)),
    headers: given.headersToExtAuth === undefined ? undefined : texts(given.headersToExtAuth),
    headersToBackend: texts(headersToBackend),
    source,
  };
};

/** In the order of Envoy's filters (newOrderedHTTPFilter in internal/xds/translator/httpfilters.go); `filterOrder` of an EnvoyProxy may change it. */
const METHODS: readonly (readonly [name: AuthenticationMethod['method'], make: Make])[] = [
  ['extAuth', extAuth],
  [
    'apiKeyAuth',
    (given, policy, source) => ({
      method: 'apiKeyAuth',
      required: true,
      credentials: entries(given.credentialRefs).map((r) =>
        inNamespaceOf(ownerOf(policy, 'apiKeyAuth', 'credentialRefs'), r),
      ),
      extractFrom: entries(given.extractFrom),
      clientHeader: text(given.forwardClientIDHeader),
      removesKey: given.sanitize === true,
      source,
    }),
  ],
  [
    'basicAuth',
    (given, policy, source) => ({
      method: 'basicAuth',
      required: true,
      users: inNamespaceOf(ownerOf(policy, 'basicAuth', 'users'), given.users),
      userHeader: text(given.forwardUsernameHeader),
      source,
    }),
  ],
  [
    'oidc',
    (given, _policy, source) => ({
      method: 'oidc',
      required: true,
      issuer: text(fields(given.provider).issuer),
      redirectUrl: text(given.redirectURL),
      logoutPath: text(given.logoutPath) ?? '/logout',
      passesTokens: given.passThroughAuthHeader === true,
      source,
    }),
  ],
  [
    'jwt',
    (given, _policy, source) => ({
      method: 'jwt',
      required: given.optional !== true && given.failOpen !== true,
      failOpen: given.failOpen === true,
      providers: entries(given.providers).map(providerOf),
      source,
    }),
  ],
];

/** The methods of a rule's SecurityPolicy; none: clients do not authenticate at the gateway. */
export const requiredAuthentication = (security: EffectivePolicy | undefined): readonly AuthenticationMethod[] =>
  security
    ? METHODS.flatMap(([name, make]) => {
        const given = security.spec[name];
        if (given === undefined) return [];
        const method = make(fields(given), security, sourceIn(security, name));
        return method ? [Object.freeze(method)] : [];
      })
    : [];
