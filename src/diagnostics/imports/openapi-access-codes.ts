// Codes of the importer openapi: backends and authentication.
import { imported } from './import-definition.ts';

export const openapiAccessCodes = {
  OpenapiBackendPath: imported<{ address: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { address: 'https://hello.example.com/hello' },
    words: ({ address }) => ({
      what: `Requests go to ${address} with another path than that of the document.`,
      why: 'The backend receives the path that the client sent.',
      fix: 'Set rewrite of the service if the backend needs another path.',
    }),
  }),
  OpenapiBackendIdentity: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { name: 'jwt_audience' },
    words: ({ name }) => ({
      what: `With ${name}, the proxy of Google sends an ID token of its own to the backend.`,
      why: 'The gateway has no Google account to make such a token.',
      fix: 'Set identity of the service: forward, or a serviceToken that the backend accepts.',
    }),
  }),
  OpenapiOverlap: imported<{ path: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { path: '/users/me' },
    words: ({ path }) => ({
      what: `A request can match ${path} and another path of the document that has other authentication or settings.`,
      why: 'The answers cannot separate them, so the service is denied until it is decided.',
      fix: 'Set auth of the service to what all of its paths require.',
    }),
  }),
  OpenapiSchemeUntranslatable: imported<{ scheme: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { scheme: 'signature', what: 'signature is a Lambda authorizer' },
    words: ({ scheme, what }) => ({
      what: `The security scheme ${scheme} has no answer: ${what}.`,
      why: 'Services that require it stay denied until another method is chosen.',
      fix: 'Use a method of auth.methods: jwt, apiKey, basic, or extAuth for a program that decides.',
    }),
  }),
  OpenapiIssuerAsked: imported<{ method: string; suggestion: string | undefined }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'oauth', suggestion: 'https://login.example.com' },
    words: ({ method, suggestion }) => ({
      what: `The document does not contain everything that verifies the tokens of ${method}: issuer, jwks and audiences.`,
      why: 'Without them, no token can be verified.',
      fix: `Set auth.methods.${method}: issuer${suggestion === undefined ? '' : `, perhaps ${suggestion},`} and jwks, the URL of its keys. If the tokens are no JWTs, use type extAuth.`,
    }),
  }),
  OpenapiAudienceAsked: imported<{ method: string; suggestion: string | undefined }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'firebase', suggestion: undefined },
    words: ({ method, suggestion }) => ({
      what: `The document does not contain the audience of the tokens of ${method}.`,
      why: 'Tokens for other applications of the same issuer would be accepted.',
      fix: `Set auth.methods.${method}.audiences to the value of aud in tokens for this API${suggestion === undefined ? '' : `, perhaps ${suggestion}`}.`,
    }),
  }),
  OpenapiUsersAsked: imported<{ method: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'basicAuth' },
    words: ({ method }) => ({
      what: `The document does not contain the users and passwords of ${method}.`,
      why: 'The gateway compares passwords with a Secret in the namespace of the Gateway.',
      fix: `Set auth.methods.${method}.secret to a Secret with SHA entries in its key .htpasswd: htpasswd -s -c users.htpasswd NAME, then kubectl create secret generic users --from-file=.htpasswd=users.htpasswd.`,
    }),
  }),
  OpenapiKeysAsked: imported<{ method: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'apiKey' },
    words: ({ method }) => ({
      what: `The document does not contain the API keys of ${method}.`,
      why: 'The gateway compares keys with a Secret in the namespace of the Gateway, whose data has one client in each key.',
      fix: `Set auth.methods.${method}.secret and clients: kubectl create secret generic api-keys --from-file=CLIENT=FILE, and clients: [CLIENT].`,
    }),
  }),
} as const;
