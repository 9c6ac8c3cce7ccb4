// Access: public services, authentication methods, credentials.
import { constant, define, type Group } from '../definition.ts';

/** Names as they are shown: a list that was cut by the caller. */
interface Named {
  readonly names: string;
}

export const accessNotices = {
  OpenStreams: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'mqtt' },
    words: ({ names }) => ({
      what: `Everybody can connect to these streams, without authentication by the gateway: ${names}.`,
      why: 'The gateway forwards their connections as they are.',
      fix: 'Make sure that the servers authenticate their clients. For tcp and tlsPassthrough, allow.cidrs limits who may connect.',
    }),
  }),
  PublicServices: define<Named>({
    severity: 'info',
    sample: { names: 'status, docs' },
    words: ({ names }) => ({
      what: `Everybody can call these services without authentication (auth: none): ${names}.`,
      why: '',
      fix: '',
    }),
  }),
  OptionalAuthentication: define<Named>({
    severity: 'info',
    sample: { names: 'catalog' },
    words: ({ names }) => ({
      what: `Everybody can call these services, with or without a credential (auth: optional): ${names}.`,
      why: 'Requests without a credential, or with one of another kind, reach the service without identity headers and without the Authorization header; an invalid credential gets 401.',
      fix: '',
    }),
  }),
  PublicToNetworks: define<Named>({
    severity: 'info',
    sample: { names: 'reports' },
    words: ({ names }) => ({
      what: `Clients in the networks of allow.cidrs can call these services without authentication: ${names}.`,
      why: '',
      fix: '',
    }),
  }),
  ClientCertificates: define<{ optional: boolean; ca: string; namespace: string }>({
    severity: 'info',
    sample: { optional: false, ca: 'clients-ca', namespace: 'shop' },
    words: ({ optional, ca, namespace }) => ({
      what: `Clients ${optional ? 'may' : 'must'} present a certificate that the CA in ConfigMap ${ca} has issued.`,
      why: '',
      fix: `Create the ConfigMap before you apply 20-gateway.yaml: kubectl create configmap ${ca} -n ${namespace} --from-file=ca.crt`,
    }),
  }),
  BasicAuthentication: constant('info', {
    what: 'Basic authentication sends the password with every request.',
    why: '',
    fix: 'Prefer tokens.',
  }),
  IssuerIsNoUrl: define<{ method: string; issuer: string }>({
    severity: 'info',
    sample: { method: 'customers', issuer: 'keycloak' },
    words: ({ method, issuer }) => ({
      what: `The issuer of ${method} is ${issuer}, which is no URL.`,
      why: 'Every token gets 401 unless its claim iss is exactly this text. Most providers set a URL such as https://auth.example.com/.',
      fix: 'Compare it with the claim iss of a token.',
    }),
  }),
  LoginChecksNoClaims: define<Named>({
    severity: 'info',
    sample: { names: 'portal' },
    words: ({ names }) => ({
      what: `With type: oidc, everybody who can log in at the provider has access: ${names}.`,
      why: 'Neither the audience nor the claims of the token are checked.',
      fix: 'At the provider, restrict who can use the client.',
    }),
  }),
  JwksConfigMap: define<{ name: string; namespace: string; methods: string }>({
    severity: 'info',
    sample: { name: 'public-keys', namespace: 'shop', methods: 'customers' },
    words: ({ name, namespace, methods }) => ({
      what: `ConfigMap ${name} must exist in namespace ${namespace}, with the public keys of ${methods} in its key jwks.`,
      why: 'Without it, requests to services with this method get 500. The gateway does not fetch these keys, so tokens with a new key get 401 until you update it.',
      fix: `Create it before you apply these manifests: kubectl create configmap ${name} -n ${namespace} --from-file=jwks=jwks.json`,
    }),
  }),
  IdTokenExpires: define<Named>({
    severity: 'info',
    sample: { names: 'portal' },
    words: ({ names }) => ({
      what: `The gateway verifies the ID token of each session: ${names}.`,
      why: 'A session whose ID token expires before its access token gets 401 until the access token expires, too.',
      fix: 'At the provider, let both live for the same time.',
    }),
  }),
  LoginCookies: define<{ names: string; hostname: string; method: string }>({
    severity: 'info',
    sample: { names: 'portal', hostname: 'api.example.com', method: 'portal' },
    words: ({ names, hostname, method }) => ({
      what: `With type: oidc, the tokens of a login are stored in cookies of ${hostname}: ${names}.`,
      why: 'Browsers drop a cookie above 4 KiB, and the login then repeats endlessly.',
      fix: `Request few scopes (auth.methods.${method}.scopes), and keep the tokens of the provider small.`,
    }),
  }),
  LoginPerHost: define<{ names: string; hosts: string; wildcard: boolean; shared: boolean }>({
    severity: 'info',
    sample: { names: 'portal', hosts: 'a.example.com, b.example.com', wildcard: false, shared: false },
    words: ({ names, hosts, wildcard, shared }) => ({
      what: `A login of ${names} returns to the host at which it began: ${hosts}.`,
      why: shared
        ? ''
        : 'Its cookies are those of this host, so users log in at each host. With cookieDomain, hosts of one domain share a session.',
      fix: `Register the redirect URI of each host at the provider.${wildcard ? ' Most providers accept no wildcard, so register each host that you use.' : ''}`,
    }),
  }),
  AuthorizerDownAllows: define<Named>({
    severity: 'info',
    sample: { names: 'custom' },
    words: ({ names }) => ({
      what: `While the authorizer of ${names} is down, every request is allowed (failOpen: true).`,
      why: '',
      fix: '',
    }),
  }),
  AuthorizerDownDenies: define<Named>({
    severity: 'info',
    sample: { names: 'custom' },
    words: ({ names }) => ({
      what: `While the authorizer of ${names} (type: extAuth) has no ready pod, requests get 500; if it does not respond in time, they get 503 (failOpen: false).`,
      why: '',
      fix: '',
    }),
  }),
  /** `path`: below which it is called. `appends`: the path of the request follows. */
  AuthorizerPath: define<{ method: string; path: string | undefined; appends: boolean }>({
    severity: 'info',
    sample: { method: 'custom', path: '/check', appends: true },
    words: ({ method, path, appends }) => ({
      what: appends
        ? `For a request to /users?page=2 the authorizer of ${method} is called at ${path ?? ''}/users?page=2, with the method and the host of the request.`
        : `The authorizer of ${method} is always called at ${path} (path: fixed).`,
      why: appends ? '' : 'It cannot decide by path, or redirect a browser back to its page.',
      fix: '',
    }),
  }),
  AuthorizerChallengeKept: define<Named>({
    severity: 'info',
    sample: { names: 'custom' },
    words: ({ names }) => ({
      what: `errors: problem+json does not change a 401 response of the authorizer of ${names}.`,
      why: 'Only the authorizer knows which credentials it requires.',
      fix: '',
    }),
  }),
  CredentialSkipsAuthorizer: define<{ names: string; methods: string }>({
    severity: 'info',
    sample: { names: 'orders', methods: 'customers' },
    words: ({ names, methods }) => ({
      what: `${names}: a request with the credential of ${methods} (a token, password or key) is authenticated by that method only.`,
      why: 'The authorizer is not called for it, not even if the credential is invalid.',
      fix: '',
    }),
  }),
  AuthorizerReadsAll: define<{ names: string; method: string }>({
    severity: 'info',
    sample: { names: 'custom', method: 'custom' },
    words: ({ names, method }) => ({
      what: `The authorizer of ${names} receives every header, because headers is not set.`,
      why: 'If another method authenticates a request, only Authorization and Cookie are removed; the service receives the other headers unverified.',
      fix: `Set auth.methods.${method}.headers to the headers that the authorizer needs.`,
    }),
  }),
  InvalidKeyRejected: define<Named>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `${names}: a request with an invalid API key is rejected even if its other credential, such as a token, is valid.`,
      why: 'A request with an API key is always routed to the route for API keys.',
      fix: '',
    }),
  }),
  UnverifiedCredentialsRemoved: define<{ names: string; headers: string; onPublicPaths: boolean }>({
    severity: 'info',
    sample: { names: 'orders', headers: 'x-api-key', onPublicPaths: false },
    words: ({ names, headers, onPublicPaths }) => ({
      what: `${names}: one of several methods authenticates a request, and the credentials of the other methods are removed from it (${headers}).`,
      why: onPublicPaths ? 'On public paths the credentials of all methods are removed.' : '',
      fix: '',
    }),
  }),
  QueryKeyOnPublicPath: define<Named>({
    severity: 'info',
    sample: { names: 'api_key' },
    words: ({ names }) => ({
      what: `On public paths these query parameters reach the service unverified: ${names}.`,
      why: 'Envoy Gateway removes the query parameter of a key only where it checks the key.',
      fix: '',
    }),
  }),
  PublicPathsUnverified: define<Named>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `Public paths of ${names} have no authentication, and every header reaches the service, including Authorization.`,
      why: '',
      fix: 'The service must not trust credentials on these paths.',
    }),
  }),
  CookiesRemoved: define<{ names: string; logins: string; hostname: string }>({
    severity: 'info',
    sample: { names: 'orders', logins: 'portal', hostname: 'api.example.com' },
    words: ({ names, logins, hostname }) => ({
      what: `The gateway removes all cookies from requests to ${names}.`,
      why: `A browser sends the session of ${logins} to every path of ${hostname}, and it must not reach external servers, other teams, or namespaces without a service that uses the login. Envoy Gateway 1.9 removes all cookies of a request or none.`,
      fix: 'A service that needs its own cookies needs another hostname.',
    }),
  }),
  PublicWithIdentity: define<Named>({
    severity: 'info',
    sample: { names: 'orders (Secret orders-token)' },
    words: ({ names }) => ({
      what: `${names}: the gateway sends its own credential to the server for public requests, too.`,
      why: 'Everybody who calls the service or its public paths acts with the identity of the gateway.',
      fix: '',
    }),
  }),
  CredentialReplaced: define<Named>({
    severity: 'info',
    sample: { names: 'orders (Secret orders-token)' },
    words: ({ names }) => ({
      what: `${names}: the server receives the credential of the gateway in Authorization, not that of the client.`,
      why: '',
      fix: '',
    }),
  }),
  CredentialAdded: define<Named>({
    severity: 'info',
    sample: { names: 'orders (Secret orders-token) in x-api-key' },
    words: ({ names }) => ({
      what: `${names}: the server receives the credential of the gateway in addition to the Authorization header of the client, unless only another authentication method reads that header.`,
      why: '',
      fix: '',
    }),
  }),
} as const satisfies Group;
