// API keys in the words of the runbook.
import { code, codes } from '../../diagnostics/inline-code.ts';
import type { MethodWords, Rejection } from '../method-words.ts';
import type { ApiKeyIntent } from './api-key-method.ts';

const placeWords = ({ place }: ApiKeyIntent): string =>
  `the ${place.in === 'query' ? 'query parameter' : place.in} ${code(place.name)}`;

export const apiKeyDescribed = (i: ApiKeyIntent): MethodWords[] =>
  i.methods.map((method) => ({
    method,
    kind: 'API key',
    words: `an API key of Secret ${codes(i.secrets)}, in ${placeWords(i)}`,
  }));

export const apiKeyRejections = (i: ApiKeyIntent): Rejection[] => [
  {
    status: 401,
    details: 'missing_api_key',
    reason: `no key in ${placeWords(i)}`,
    fix: 'The client must send it.',
  },
  {
    status: 401,
    // Envoy 1.39 spells it this way, later versions correctly.
    details: 'unkonwn_api_key',
    reason: `the key is not in Secret ${codes(i.secrets)}`,
    fix: `Send a key of the Secret, or add it there, with the name of the client as its key. A new client must also be in ${code('clients')} of ${codes(i.methods.map((m) => `auth.methods.${m}`))}.`,
  },
];
