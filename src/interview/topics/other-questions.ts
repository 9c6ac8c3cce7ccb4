// Questions for keys that an import leaves open and that no topic asks for.
import { checkValue } from '../../answers/check-value.ts';
import { exampleAnswer } from '../../answers/example-answer.ts';
import { readFlagValue } from '../../answers/flag-value.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { type Draft, schemaPath } from '../draft.ts';
import type { Question } from '../question.ts';
import { caQuestion } from './ca-questions.ts';

/** What is asked, and what can be entered. `of`: the service, if the key is one of a service. */
interface Asked {
  readonly message: (of: string | undefined) => string;
  readonly example: string;
}

/** By the end of the key. */
const ASKED: Readonly<Record<string, Asked>> = {
  'cors.origins': {
    message: (of) => `Which web sites may call ${of ?? 'the API'} with scripts in browsers?`,
    example: 'their origins, such as https://app.example.com',
  },
  'gateway.class': {
    message: () => 'What is the name of the GatewayClass?',
    example: 'such as eg',
  },
  'rateLimit.redis': {
    message: () => 'Which Redis counts requests for global rate limits?',
    example: '{ deploy: true } for a small one, or { url: "redis.example.com:6379" }',
  },
  'rateLimit.onFailure': {
    message: () => 'What happens to requests while Redis is unavailable?',
    example: 'open (they pass without a limit) or closed (they get 500)',
  },
  'tls.clientAuth.ca': {
    message: () => 'Which ConfigMap contains the CA that signed the certificates of clients?',
    example: 'such as clients-ca, in the namespace of the Gateway; its key ca.crt contains the CA certificate',
  },
  'traffic.clientsBehind': {
    message: () => 'What is in front of the Gateway?',
    example: 'direct, proxyProtocol, { trustedHops: 1 } or { trustedCIDRs: [10.0.0.0/8] }',
  },
};

/** The question about a stream that accepts every client. */
const ofStream = (key: string, draft: Draft): Asked | undefined => {
  const [list, index] = key.split('.');
  if (list !== 'streams' || !key.endsWith('.publicReason')) return undefined;
  const name = String(draft.get(`streams.${index}.name`));
  return {
    message: () => `Why may every client connect to the stream ${name}?`,
    example: 'such as "devices authenticate to the broker"',
  };
};

/** The question for a key. */
export const otherQuestion = (key: string, draft: Draft): Question => {
  const [, service] = /^services\.([^.]+)\./.exec(key) ?? [];
  if (/^services\..*\.ca$/.test(key)) return caQuestion(key, `the service ${service}`);
  const asked = ofStream(key, draft) ?? Object.entries(ASKED).find(([end]) => `.${key}`.endsWith(`.${end}`))?.[1];
  const example = exampleAnswer(key);
  return {
    id: key,
    kind: 'text',
    message: asked?.message(service) ?? `What is ${key}?`,
    example: asked?.example ?? (example === undefined ? 'as in the answers file' : `such as "${example}"`),
    read: (text) => {
      const read = readFlagValue(key, text);
      return 'value' in read ? read.value : text;
    },
    validate: (text) => {
      const read = readFlagValue(key, text);
      return briefly('refusal' in read ? read.refusal : checkValue(schemaPath(key), read.value));
    },
  };
};
