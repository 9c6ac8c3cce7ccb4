// Codes of the importer ingress-nginx: annotations and settings of the ConfigMap. The table of known annotations has their texts.
import { imported } from './import-definition.ts';

interface Value {
  readonly name: string;
  readonly value: string;
}

const is = ({ name, value }: Value): string => `${name} is ${value === '' ? 'empty' : value}.`;

export const ingressAnnotationCodes = {
  IngressAsked: imported<Value & { question: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { name: 'auth-signin', value: 'https://login.example.com', question: 'Use a method of type oidc.' },
    words: (v) => ({ what: `${is(v)} ${v.question}`, why: '', fix: '' }),
  }),
  IngressAccessDropped: imported<Value & { consequence: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'auth-cache-key', value: '$remote_user', consequence: 'Envoy does not cache decisions.' },
    words: (v) => ({ what: `${is(v)} No answer was made from it. ${v.consequence}`, why: '', fix: '' }),
  }),
  IngressImpossible: imported<Value & { consequence: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { name: 'limit-rate', value: '100', consequence: 'Envoy does not limit bandwidth.' },
    words: (v) => ({ what: `${is(v)} ${v.consequence}`, why: 'The gateway cannot do this.', fix: '' }),
  }),
  IngressAccessImpossible: imported<Value & { consequence: string }>({
    verdict: 'impossible',
    subject: 'access',
    sample: {
      name: 'enable-modsecurity',
      value: 'true',
      consequence: 'Requests that the rules blocked reach the service.',
    },
    words: (v) => ({ what: `${is(v)} ${v.consequence}`, why: 'The gateway cannot do this.', fix: '' }),
  }),
  IngressWithoutEffect: imported<Value & { reason: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { name: 'proxy-buffering', value: 'on', reason: 'Envoy has no such buffer.' },
    words: (v) => ({ what: is(v), why: v.reason, fix: '' }),
  }),
  IngressUnknown: imported<Value>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'whitelist-source-ranges', value: '10.0.0.0/8' },
    words: (v) => ({
      what: `ingress-nginx has no annotation or setting ${v.name}.`,
      why: 'It has no effect there, and no answer was made from it. A misspelled name may have been meant to restrict access.',
      fix: 'Add the answer that was meant.',
    }),
  }),
  IngressValueInvalid: imported<Value & { expected: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'proxy-body-size', value: 'big', expected: 'a size such as 8m' },
    words: (v) => ({
      what: `${v.name} is ${v.value}, not ${v.expected}.`,
      why: 'ingress-nginx ignores it, and no answer was made from it.',
      fix: 'Add the answer that was meant.',
    }),
  }),
  IngressSnippet: imported<{ name: string; text: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'configuration-snippet', text: 'more_set_headers "X-Frame-Options: DENY";' },
    words: ({ name, text }) => ({
      what: `${name} is text of the nginx configuration: ${text}`,
      why: 'It has no meaning in Envoy, so no answer was made from it.',
      fix: 'Add the answers that do the same, for example transform, redirects, cors, allow or deny.',
    }),
  }),
  IngressSnippetAccess: imported<{ name: string; text: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { name: 'server-snippet', text: 'location /internal { return 403; }' },
    words: ({ name, text }) => ({
      what: `${name} has access rules in the nginx configuration: ${text}`,
      why: 'They cannot be translated, so auth of its services stays undecided.',
      fix: 'Write the rules as auth, allow, deny or services with narrower paths.',
    }),
  }),
} as const;
