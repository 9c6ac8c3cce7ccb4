// Codes of the importer kong about who has access.
import { imported } from './import-definition.ts';

export const kongAccessCodes = {
  KongTokenAsked: imported<{ method: string; key: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'jwt', key: 'audiences', what: 'the aud of the tokens' },
    words: ({ method, key, what }) => ({
      what: `The plugin ${method} does not contain ${what}.`,
      why: `The method of the answers needs ${key}.`,
      fix: `Set ${key} of the method below auth.methods.`,
    }),
  }),
  KongSharedToken: imported<{ consumer: string }>({
    verdict: 'impossible',
    subject: 'access',
    sample: { consumer: 'acme' },
    words: ({ consumer }) => ({
      what: `Tokens of ${consumer} are signed with a secret that the gateway must know.`,
      why: 'Envoy Gateway verifies tokens with public keys only, so these tokens get 401.',
      fix: `Give ${consumer} a key pair or an API key, and add its public key to jwks of the method.`,
    }),
  }),
  KongConsumerHeaders: imported<{ plugin: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { plugin: 'key-auth' },
    words: ({ plugin }) => ({
      what: `The answers authenticate as the plugin ${plugin} does, but services get other headers.`,
      why: 'Services do not receive X-Consumer-Username and the other X-Consumer headers. API key clients have X-Client-Id, users X-Basic-User.',
      fix: 'Change services that read them, or forward claims of tokens with claims of the method.',
    }),
  }),
  KongAnonymous: imported<{ route: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `Requests for the route ${route} without a credential are anonymous, as in Kong.`,
      why: 'A request with an invalid credential gets 401; in Kong it is anonymous, too.',
      fix: 'Set auth to the method without optional if every request needs a credential.',
    }),
  }),
  KongAnonymousLogin: imported<{ route: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `Kong accepts requests for the route ${route} without a credential.`,
      why: 'A login cannot be optional, so the answers require it.',
      fix: 'Add a service with the paths that are public, or use a method that may be optional.',
    }),
  }),
  KongRedirectPublic: imported<{ route: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `The redirect of the route ${route} is public.`,
      why: 'Kong authenticates first. The redirect does not reach the service.',
      fix: 'Remove it from redirects if its target is confidential.',
    }),
  }),
} as const;
