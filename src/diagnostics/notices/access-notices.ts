// Access: public services, authentication methods, credentials.
import { constant, define, type Group } from '../definition.ts';

/** Names as they are shown: a list that was cut by the caller. */
interface Named {
  readonly names: string;
}

export const accessNotices = {
  PublicServices: define<Named>({
    severity: 'info',
    sample: { names: 'status, docs' },
    words: ({ names }) => ({ what: `Open to everybody, as answered: ${names}.`, why: '', fix: '' }),
  }),
  OpenToNetworks: define<Named>({
    severity: 'info',
    sample: { names: 'reports' },
    words: ({ names }) => ({
      what: `Open to everybody in the networks of allow.cidrs, without credentials: ${names}.`,
      why: '',
      fix: '',
    }),
  }),
  ClientCertificates: define<{ optional: boolean; ca: string; namespace: string }>({
    severity: 'info',
    sample: { optional: false, ca: 'clients-ca', namespace: 'shop' },
    words: ({ optional, ca, namespace }) => ({
      what: `Clients ${optional ? 'may' : 'have to'} show a certificate of the CA in ConfigMap ${ca}. It has to exist before 20-gateway is applied: kubectl create configmap ${ca} -n ${namespace} --from-file=ca.crt`,
      why: '',
      fix: '',
    }),
  }),
  BasicAuthentication: constant('info', {
    what: 'Basic authentication sends the password with every request; prefer tokens.',
    why: '',
    fix: '',
  }),
  LoginChecksNoClaims: define<Named>({
    severity: 'info',
    sample: { names: 'portal' },
    words: ({ names }) => ({
      what: `${names} (type: oidc) lets in everybody who can log in at the provider: neither the audience nor the claims of the token are checked. Who may use the client is decided at the provider.`,
      why: '',
      fix: '',
    }),
  }),
  LoginCookies: define<{ names: string; hostname: string; method: string }>({
    severity: 'info',
    sample: { names: 'portal', hostname: 'api.example.com', method: 'portal' },
    words: ({ names, hostname, method }) => ({
      what: `${names} (type: oidc) keeps its tokens in cookies of ${hostname}, and browsers drop a cookie above 4 KiB: then the login begins again without end. Ask for few scopes (auth.methods.${method}.scopes), and keep the provider's tokens small.`,
      why: '',
      fix: '',
    }),
  }),
  AuthorizerDownAllows: define<Named>({
    severity: 'info',
    sample: { names: 'custom' },
    words: ({ names }) => ({
      what: `While the authorizer of ${names} is down, everybody gets in (failOpen: true).`,
      why: '',
      fix: '',
    }),
  }),
  AuthorizerDownDenies: define<Named>({
    severity: 'info',
    sample: { names: 'custom' },
    words: ({ names }) => ({
      what: `While the authorizer of ${names} (type: extAuth) has no ready pod, requests are answered 500; where one is there and does not answer in time, 503 (failOpen: false).`,
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
        ? `The authorizer of ${method} is asked for ${path ?? ''}/users?page=2 where /users?page=2 is called, with the method and the host of the request.`
        : `The authorizer of ${method} is asked for ${path} whatever is called (path: fixed): it cannot decide by path, nor send a browser back to where it was.`,
      why: '',
      fix: '',
    }),
  }),
  AuthorizerChallengeKept: define<Named>({
    severity: 'info',
    sample: { names: 'custom' },
    words: ({ names }) => ({
      what: `errors: problem+json leaves a 401 of ${names} as the authorizer wrote it: only that says what it wants.`,
      why: '',
      fix: '',
    }),
  }),
  CredentialSkipsAuthorizer: define<{ names: string; methods: string }>({
    severity: 'info',
    sample: { names: 'orders', methods: 'customers' },
    words: ({ names, methods }) => ({
      what: `${names}: a request that shows what ${methods} reads (a token, a password or a key) is judged by that method alone: the authorizer is not asked, and does not rescue a wrong one.`,
      why: '',
      fix: '',
    }),
  }),
  AuthorizerReadsAll: define<{ names: string; method: string }>({
    severity: 'info',
    sample: { names: 'custom', method: 'custom' },
    words: ({ names, method }) => ({
      what: `${names} sees every header, since no headers are answered. Where another method lets a request in, only Authorization and Cookie are removed of what the authorizer would have read: answer auth.methods.${method}.headers.`,
      why: '',
      fix: '',
    }),
  }),
  InvalidKeyRejected: define<Named>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `${names}: a request with a wrong key is refused even if what it shows beside it, such as a token, is right; a key chooses the key's route.`,
      why: '',
      fix: '',
    }),
  }),
  UnverifiedCredentialsRemoved: define<{ names: string; headers: string; onPublicPaths: boolean }>({
    severity: 'info',
    sample: { names: 'orders', headers: 'x-api-key', onPublicPaths: false },
    words: ({ names, headers, onPublicPaths }) => ({
      what: `${names}: of several methods one lets a request in, and what only the others read is removed from it${onPublicPaths ? '; on public paths what any of them reads' : ''} (${headers}).`,
      why: '',
      fix: '',
    }),
  }),
  QueryKeyOnPublicPath: define<Named>({
    severity: 'info',
    sample: { names: 'api_key' },
    words: ({ names }) => ({
      what: `On public paths a parameter ${names} reaches the service, whoever wrote it: Envoy Gateway removes a parameter only where it checks the key.`,
      why: '',
      fix: '',
    }),
  }),
  PublicPathsUnverified: define<Named>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `Public paths of ${names}: nobody is checked there, and what a client sends reaches the service, its Authorization header too. The service must not believe it on these paths.`,
      why: '',
      fix: '',
    }),
  }),
  CookiesRemoved: define<{ names: string; logins: string; hostname: string }>({
    severity: 'info',
    sample: { names: 'orders', logins: 'portal', hostname: 'api.example.com' },
    words: ({ names, logins, hostname }) => ({
      what: `Requests to ${names} lose their cookies: a browser sends the session of ${logins} to every path of ${hostname}, and it must not reach servers outside, other teams, or namespaces without a service behind the login. Envoy Gateway 1.9 removes all cookies of a request or none; a service there that needs cookies of its own needs another host name.`,
      why: '',
      fix: '',
    }),
  }),
  PublicWithIdentity: define<Named>({
    severity: 'info',
    sample: { names: 'orders (Secret orders-token)' },
    words: ({ names }) => ({
      what: `${names}: where everybody may call (the service, or its public paths), the gateway shows the server its own credential for everybody.`,
      why: '',
      fix: '',
    }),
  }),
  CredentialReplaced: define<Named>({
    severity: 'info',
    sample: { names: 'orders (Secret orders-token)' },
    words: ({ names }) => ({
      what: `${names}: the server sees the gateway's credential in Authorization; the caller's own does not reach it.`,
      why: '',
      fix: '',
    }),
  }),
  CredentialAdded: define<Named>({
    severity: 'info',
    sample: { names: 'orders (Secret orders-token) in x-api-key' },
    words: ({ names }) => ({
      what: `${names}: the server sees the gateway's credential, and beside it an Authorization header of the caller, unless only another method reads that.`,
      why: '',
      fix: '',
    }),
  }),
} as const satisfies Group;
