// Codes of the importer openapi: backends and authentication.
import { imported } from './import-definition.ts';

export const openapiAccessCodes = {
  OpenapiBackendPath: imported<{ address: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { address: 'https://hello.example.com/hello' },
    words: ({ address }) => ({
      what: `${address} has another path than the document; the backend receives the path of the client.`,
      why: 'A backend that expects its own path answers with 404.',
      fix: 'Set rewrite of the service if the backend needs another path.',
    }),
  }),
  OpenapiBackendIdentity: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { name: 'jwt_audience' },
    words: ({ name }) => ({
      what: `${name} makes the proxy of Google send an ID token to the backend; the gateway sends none.`,
      why: 'The gateway has no Google account. A backend that requires the token denies requests.',
      fix: 'Set identity of the service: forward, or a serviceToken that the backend accepts.',
    }),
  }),
  OpenapiOverlap: imported<{ path: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { path: '/users/me' },
    words: ({ path }) => ({
      what: `Requests can match ${path} and another path with other authentication or settings, so the service is undecided.`,
      why: 'Prefixes cannot separate the two paths.',
      fix: 'Set auth of the service to what all of its paths require.',
    }),
  }),
  OpenapiSchemeUntranslatable: imported<{ scheme: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { scheme: 'signature', what: 'signature is a Lambda authorizer' },
    words: ({ scheme, what }) => ({
      what: `Security scheme ${scheme} has no answer: ${what}. Services that require it are undecided.`,
      why: 'They stay denied until you choose another method.',
      fix: 'Use a method of auth.methods: jwt, apiKey, basic, or extAuth for a program that decides.',
    }),
  }),
  OpenapiIssuerAsked: imported<{ method: string; suggestion: string | undefined }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'oauth', suggestion: 'https://login.example.com' },
    words: ({ method, suggestion }) => ({
      what: `The document does not contain issuer, jwks or audiences of ${method}, which verify its tokens.`,
      why: 'Without them, no token can be verified.',
      fix: `Set auth.methods.${method}: issuer${suggestion === undefined ? '' : `, perhaps ${suggestion},`} and jwks, the URL of its keys. If the tokens are no JWTs, use type extAuth.`,
    }),
  }),
  OpenapiAudienceAsked: imported<{ method: string; suggestion: string | undefined }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'firebase', suggestion: undefined },
    words: ({ method, suggestion }) => ({
      what: `The document does not contain the audience of ${method}: tokens for other applications would be accepted.`,
      why: 'An issuer signs tokens for many applications. The audience names yours.',
      fix: `Set auth.methods.${method}.audiences to the value of aud in tokens for this API${suggestion === undefined ? '' : `, perhaps ${suggestion}`}.`,
    }),
  }),
  OpenapiUsersAsked: imported<{ method: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'basicAuth' },
    words: ({ method }) => ({
      what: `The document does not contain the users of ${method}: the gateway reads them from a Secret with SHA entries.`,
      why: 'The gateway compares passwords with a Secret in the namespace of the Gateway.',
      fix: `Set auth.methods.${method}.secret to a Secret with SHA entries in its key .htpasswd: htpasswd -s -c users.htpasswd NAME, then kubectl create secret generic users --from-file=.htpasswd=users.htpasswd.`,
    }),
  }),
  OpenapiKeysAsked: imported<{ method: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'apiKey' },
    words: ({ method }) => ({
      what: `The document does not contain the API keys of ${method}: the gateway reads them from a Secret.`,
      why: 'Each key of the Secret is the name of a client.',
      fix: `Set auth.methods.${method}.secret and clients: kubectl create secret generic api-keys --from-file=CLIENT=FILE, and clients: [CLIENT].`,
    }),
  }),
} as const;
