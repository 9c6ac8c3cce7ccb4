// Codes of the importer kong about who has access.
import { imported } from './import-definition.ts';

export const kongAccessCodes = {
  KongTokenAsked: imported<{ method: string; key: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'jwt', key: 'audiences', what: 'the aud of the tokens' },
    words: ({ method, key, what }) => ({
      what: `The plugin ${method} does not contain ${what}, which the method needs.`,
      why: 'Without it, the gateway cannot verify tokens or keys of this method.',
      fix: `Set ${key} of the method below auth.methods.`,
    }),
  }),
  KongSharedToken: imported<{ consumer: string }>({
    verdict: 'impossible',
    subject: 'access',
    sample: { consumer: 'acme' },
    words: ({ consumer }) => ({
      what: `Tokens of ${consumer} get 401: they are signed with a shared secret, and Envoy Gateway verifies public keys only.`,
      why: 'The gateway would have to know the secret that signs tokens.',
      fix: `Give ${consumer} a key pair or an API key, and add its public key to jwks of the method.`,
    }),
  }),
  KongConsumerHeaders: imported<{ plugin: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { plugin: 'key-auth' },
    words: ({ plugin }) => ({
      what: `Services no longer receive X-Consumer-Username and the other headers that ${plugin} sets.`,
      why: 'API key clients are in X-Client-Id, users in X-Basic-User.',
      fix: 'Change services that read them, or forward claims of tokens with claims of the method.',
    }),
  }),
  KongAnonymous: imported<{ route: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `Requests for route ${route} without a credential are anonymous as in Kong; those with an invalid one get 401.`,
      why: 'In Kong, requests with an invalid credential are anonymous too.',
      fix: 'If every request needs a credential, set auth to the method without optional.',
    }),
  }),
  KongAnonymousLogin: imported<{ route: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `Kong accepts requests for route ${route} without a login; the gateway requires it.`,
      why: 'A login cannot be optional.',
      fix: 'Add a service with the paths that are public, or use a method that may be optional.',
    }),
  }),
  KongRedirectPublic: imported<{ route: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `The redirect of route ${route} is public; Kong authenticates first.`,
      why: 'It does not reach the service, but everybody sees its target.',
      fix: 'If its target is confidential, remove it from redirects.',
    }),
  }),
} as const;
