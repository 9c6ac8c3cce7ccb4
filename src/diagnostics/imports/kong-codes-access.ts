// Codes of the importer kong about who has access.
import { imported } from './import-definition.ts';

export const kongAccessCodes = {
  KongPrefix: imported<{ path: string; answer: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { path: '/api', answer: '/api' },
    words: ({ path, answer }) => ({
      what: `Kong compares ${path} with the start of the path as text; ${answer} of the answers matches whole segments.`,
      why: path.endsWith('/')
        ? `Requests for ${answer} itself match, too.`
        : `Requests for ${answer}x do not match; they get 404 or reach another service.`,
      fix: 'Add further paths if clients use them.',
    }),
  }),
  KongAuthUndecided: imported<{ route: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders', what: 'the plugin hmac-auth' },
    words: ({ route, what }) => ({
      what: `Access to the route ${route} cannot be translated: ${what}.`,
      why: 'generate refuses the answers until it is decided, so that the service does not become public.',
      fix: 'Set auth of the service to a method that does the same, and allow to those who have access.',
    }),
  }),
  KongSecretAsked: imported<{ secret: string; holds: string; command: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: {
      secret: 'Secret kong-keys',
      holds: 'the key of acme under acme',
      command: 'kubectl create secret generic kong-keys --from-file=acme=KEY_FILE',
    },
    words: ({ secret, holds, command }) => ({
      what: `Secrets are not copied: ${secret} must contain ${holds}.`,
      why: 'Without it, the requests get an error.',
      fix: `Create it in the namespace of the Gateway: ${command}`,
    }),
  }),
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
  KongCertificate: imported<{ names: string; secret: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { names: 'api.example.com', secret: 'api-example-com-tls' },
    words: ({ names, secret }) => ({
      what: `The certificate for ${names} is not copied, because its key is a secret.`,
      why: 'The gateway needs a Secret of type kubernetes.io/tls, or an issuer.',
      fix: `Set tls.secret, and create it: kubectl create secret tls ${secret} --cert=tls.crt --key=tls.key`,
    }),
  }),
} as const;
