// Codes of the importer ingress-nginx: annotations and settings of the ConfigMap. The table of known annotations has their texts.
import { imported } from './import-definition.ts';
import { settingText } from './shared-codes.ts';

interface Value {
  readonly name: string;
  readonly value: string;
}

export const ingressAnnotationCodes = {
  IngressAsked: imported<Value & { question: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: {
      name: 'auth-signin',
      value: 'https://login.example.com',
      question: 'nginx redirects to this page after 401. Use a method of type oidc.',
    },
    words: (v) => ({
      what: `${settingText(v)} ${v.question}`,
      why: 'The answers cannot contain it until you decide.',
      fix: 'Answer the questions in the answers file, then run generate.',
    }),
  }),
  IngressAccessDropped: imported<Value & { consequence: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: {
      name: 'auth-cache-key',
      value: '$remote_user',
      consequence: 'nginx caches decisions of the authorizer. Envoy calls it for each request.',
    },
    words: (v) => ({
      what: `${settingText(v)} ${v.consequence}`,
      why: 'No answer contains this setting, which decides about access.',
      fix: 'If requests now have more access than in nginx, restrict it with auth, allow or deny.',
    }),
  }),
  IngressImpossible: imported<Value & { consequence: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: {
      name: 'limit-rate',
      value: '100',
      consequence: 'nginx limits the bandwidth of each response. Envoy Gateway does not.',
    },
    words: (v) => ({
      what: `${settingText(v)} ${v.consequence}`,
      why: 'Envoy Gateway cannot do this.',
      fix: 'If clients or services depend on it, do it in the service or in front of the gateway.',
    }),
  }),
  IngressAccessImpossible: imported<Value & { consequence: string }>({
    verdict: 'impossible',
    subject: 'access',
    sample: {
      name: 'enable-modsecurity',
      value: 'true',
      consequence:
        'Envoy Gateway has no web application firewall, so requests that the rules blocked reach the service.',
    },
    words: (v) => ({
      what: `${settingText(v)} ${v.consequence}`,
      why: 'Envoy Gateway cannot do this, and it decides about access.',
      fix: 'Restrict access in the service or in front of the gateway.',
    }),
  }),
  IngressWithoutEffect: imported<Value & { reason: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { name: 'proxy-buffering', value: 'on', reason: 'Envoy has no such buffer.' },
    words: (v) => ({ what: settingText(v), why: v.reason, fix: '' }),
  }),
  IngressUnknown: imported<Value>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'whitelist-source-ranges', value: '10.0.0.0/8' },
    words: (v) => ({
      what: `ingress-nginx has no annotation or setting ${v.name}, so it has no effect there and none here.`,
      why: 'A misspelled name may have been meant to restrict access.',
      fix: 'Add the answer that was meant, or remove it.',
    }),
  }),
  IngressValueInvalid: imported<Value & { expected: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'proxy-body-size', value: 'big', expected: 'a size such as 8m' },
    words: (v) => ({
      what: `${v.name} is ${v.value}, not ${v.expected}, so it has no effect in nginx and none here.`,
      why: 'The value may have been meant to change or restrict requests.',
      fix: 'Add the answer that was meant, or remove it.',
    }),
  }),
  IngressSnippet: imported<{ name: string; text: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'configuration-snippet', text: 'more_set_headers "X-Frame-Options: DENY";' },
    words: ({ name, text }) => ({
      what: `${name} is text of the nginx configuration, which Envoy cannot read: ${text}`,
      why: 'Requests are handled without it.',
      fix: 'Add the answers that do the same, such as transform, redirects, cors, allow or deny.',
    }),
  }),
  IngressSnippetAccess: imported<{ name: string; text: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { name: 'server-snippet', text: 'location /internal { return 403; }' },
    words: ({ name, text }) => ({
      what: `${name} contains access rules of nginx, which cannot be translated: ${text}`,
      why: 'The services of this Ingress are undecided, so that none becomes public.',
      fix: 'Write the rules as auth, allow, deny or services with longer paths.',
    }),
  }),
} as const;
