// A login in a browser at an OpenID provider.

import { refusal } from '../../diagnostics/refusal.ts';
import { defined, some } from '../../objects/make.ts';
import { serverRef } from '../../objects/server-ref.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { literalPattern } from '../../values/literal-pattern.ts';
import { type AuthKind, inHeaders, type PolicySpec } from '../auth-kind.ts';
import { urlOf } from '../jwt/jwks.ts';
import { jwtProblems } from '../jwt/jwt-problems.ts';
import { hostAndPort, serverOfUrl } from '../private-server.ts';
import { ID_TOKEN_HEADER, idTokenOf } from './id-token.ts';
import { type OidcIntent, type OidcMethod, oidcSchema } from './oidc-method.ts';
import { oidcDescribed, oidcRejections } from './oidc-words.ts';

/** Envoy replaces it by the host of the request, so that a login returns to the host at which it began. */
export const REQUESTED_HOST = '%REQ(:authority)%';

/** A request with this header gets 401 instead of the redirect to the login, which a script cannot follow. */
const FROM_SCRIPT = 'X-Requested-With';

/** The callback and the logout are below the guard route, so some route with this policy always matches them. */
const spec = (o: OidcIntent): NonNullable<PolicySpec['oidc']> =>
  defined({
    provider: defined({
      issuer: o.issuer,
      backendRefs: o.server && [serverRef(o.server)],
      authorizationEndpoint: o.authorizationEndpoint,
      tokenEndpoint: o.tokenEndpoint,
      endSessionEndpoint: o.endSessionEndpoint,
    }),
    clientID: o.clientID,
    clientSecret: { name: o.clientSecret },
    redirectURL: o.redirectURL,
    logoutPath: o.logoutPath,
    scopes: some(o.scopes),
    cookieDomain: o.cookieDomain,
    cookieConfig: { sameSite: o.sameSite },
    refreshToken: o.refresh ? undefined : false,
    resources: some(o.resources),
    forwardAccessToken: o.forwardAccessToken || undefined,
    forwardIDToken: o.idToken ? { header: ID_TOKEN_HEADER } : undefined,
    // Shorter than the default: login cookies of abandoned attempts otherwise pile up to an oversized header.
    csrfTokenTTL: '290s',
    denyRedirect: {
      headers: [
        { name: FROM_SCRIPT, value: 'XMLHttpRequest' },
        ...o.noRedirect.map(([name, value]) => ({ name, value })),
      ],
    },
  });

/** A pattern of the redirect to the provider, with the client ID and the redirect URL of this gateway. */
const loginPattern = (oidc: OidcIntent): string => {
  const provider = new URL(oidc.authorizationEndpoint ?? oidc.issuer).host;
  const parameter = (name: string, value: string): string =>
    `[?&]${name}=${literalPattern(encodeURIComponent(value))}(&|$)`;
  // Envoy writes client_id before redirect_uri.
  return `^https://${literalPattern(provider)}/.*${parameter('client_id', oidc.clientID)}.*redirect_uri=${redirectPattern(oidc.redirectURL)}(&|$)`;
};

/** The encoded callback; the host of the request can be any. */
const redirectPattern = (url: string): string =>
  url
    .split(REQUESTED_HOST)
    .map((part) => literalPattern(encodeURIComponent(part)))
    .join('[A-Za-z0-9.-]+');

const issuerHost = (value: unknown): string =>
  String(value ?? '')
    .replace(/^https:\/\//, '')
    .split('/')[0] ?? '';

export const oidc: AuthKind<OidcMethod, OidcIntent> = {
  schema: oidcSchema,
  choices: [
    {
      choice: 'oidc',
      name: 'portal',
      words: 'Login in a browser (OIDC)',
      hint: 'Browsers are redirected to an OpenID provider.',
      preset: { type: 'oidc' },
      questions: (method, answer) => [
        {
          key: 'issuer',
          message: 'What is the issuer? (OpenID provider)',
          example: 'such as https://login.example.com/',
          // Checked as a whole method, because the issuer of a login must be a URL and that of tokens may be any text.
          whole: (issuer) => ({ type: 'oidc', issuer, clientID: 'client', clientSecret: 'secret' }),
        },
        {
          key: 'clientID',
          message: 'What is the client ID at the provider?',
          suggestion: {
            value: String(answer('gateway.name') ?? 'api-gateway'),
            reason: 'as registered at the provider',
          },
        },
        {
          key: 'clientSecret',
          recommended: true,
          message: 'Which Secret contains the client secret?',
          suggestion: {
            value: 'oidc-client',
            reason: `you create it, with the key client-secret for ${issuerHost(method('issuer'))}`,
          },
        },
      ],
    },
  ],
  // In earlier versions, login cookies can be decrypted (CVE-2026-47775).
  since: 'v1.9.1',
  // The session is in several cookies, whose names depend on the policy.
  // A forwarded access token replaces the Authorization header of the client, so its route must not remove that header.
  reads: (m) => inHeaders(['Cookie', ...(m.forwardAccessToken ? ['Authorization'] : [])]),
  credentialHeaders: () => ['cookie'],
  ownHeaders: [],
  namedHeaders: (m) => (m.jwks ? [{ name: ID_TOKEN_HEADER, path: ['jwks'], use: 'set' as const }] : []),
  claims: (m) => m.claims ?? {},
  tlsServers: (m) => [
    ...(m.jwks && urlOf(m.jwks, m.issuer) ? [{ path: ['jwks'], ...hostAndPort(urlOf(m.jwks, m.issuer)!) }] : []),
    { path: ['issuer'], ...hostAndPort(m.issuer) },
    ...(m.tokenEndpoint ? [{ path: ['tokenEndpoint'], ...hostAndPort(m.tokenEndpoint) }] : []),
  ],
  caUnused: () => false,
  services: () => [],
  check: (m) => [
    ...((m.authorizationEndpoint === undefined) !== (m.tokenEndpoint === undefined)
      ? [{ path: [], refusal: refusal('OidcEndpointMissing') }]
      : []),
    ...(m.claims && !m.jwks ? [{ path: ['claims'], refusal: refusal('LoginClaimsNeedKeys') }] : []),
    ...(m.callback !== undefined && m.callback === m.logout
      ? [{ path: ['logout'], refusal: refusal('CallbackIsLogout', { path: m.callback }) }]
      : []),
    // The keys and claims follow the rules of tokens.
    ...(m.jwks ? jwtProblems(idTokenOf({ name: '', ...m })!) : []),
  ],
  clients: undefined,
  allows: (m) => (m.jwks ? 'token' : undefined),
  rank: 0,
  match: undefined,
  several: false,
  session: () => true,
  login: true,
  scriptHeaders: (m) => [FROM_SCRIPT, ...Object.keys(m.noRedirect ?? {})],
  challenge: undefined,
  countBy: undefined,
  field: 'oidc',
  filter: { name: 'envoy.filters.http.oauth2', order: 9 },
  spec,
  notes: () => [],
  guard: 'itself',
  sanitizes: false,
  authorization: 'chain',
  intent: ([m], { home, host, guardPath }) => {
    const server = serverOfUrl(m!.tokenEndpoint ?? m!.issuer, m!.ca, home);
    return {
      type: 'oidc',
      methods: [m!.name],
      secrets: [m!.clientSecret],
      asks: {
        services: [],
        private: server ? [server] : [],
        urls: server ? [] : [m!.tokenEndpoint ?? m!.issuer],
        discovery: [m!.issuer],
      },
      removes: undefined,
      method: m!.name,
      issuer: m!.issuer,
      server,
      authorizationEndpoint: m!.authorizationEndpoint,
      tokenEndpoint: m!.tokenEndpoint,
      endSessionEndpoint: m!.endSessionEndpoint,
      clientID: m!.clientID,
      clientSecret: m!.clientSecret,
      scopes: m!.scopes ?? [],
      cookieDomain: m!.cookieDomain,
      sameSite: m!.sameSite === 'none' ? 'None' : 'Lax',
      refresh: m!.refresh ?? DEFAULTS.auth.refresh.value,
      resources: m!.resources ?? [],
      forwardAccessToken: m!.forwardAccessToken ?? DEFAULTS.auth.forwardAccessToken.value,
      noRedirect: Object.entries(m!.noRedirect ?? {}),
      idToken: m!.jwks !== undefined,
      redirectURL: `https://${host ?? REQUESTED_HOST}${m!.callback ?? `${guardPath}/callback`}`,
      logoutPath: m!.logout ?? `${guardPath}/logout`,
    };
  },
  secret: (m) => ({
    name: m.clientSecret,
    keys: [['client-secret', 'the client secret from the OpenID provider']],
    purpose: `OIDC client secret of ${m.name}`,
    file: () => 'client-secret.txt',
    generated: false,
  }),
  logFields: () => [],
  // Envoy names the filter after the policy: only the owner of the listener can keep it in every connection.
  teams: undefined,
  credential: () => undefined,
  forbidden: () => undefined,
  refused: (i) => ({ status: '302', header: { name: 'location', pattern: loginPattern(i) } }),
  worthless: () => [],
  configured: () => [],
  tokens: () => [],
  forwards: (i) =>
    i.forwardAccessToken ? `the access token of ${i.method}` : `no credential (${i.method}; cookies are removed)`,
  registered: ({ method, redirectURL, logoutPath }) => ({ method, redirectURL, logoutPath }),
  described: oidcDescribed,
  rejections: oidcRejections,
};
