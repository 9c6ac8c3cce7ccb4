import { checkValue } from '../../answers/check-value.ts';
import { reservedHeaderRules } from '../../answers/rules/reserved-headers-rules.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Question, words } from '../question.ts';

/** What a person chooses, the method's name in the answers, and the follow-ups that it calls for. */
export interface MethodKind {
  readonly choice: string;
  readonly name: string;
  readonly words: string;
  readonly hint: string;
  readonly type: Record<string, unknown>;
  readonly questions: (key: string, draft: Draft) => Question[];
}

const text = (id: string, message: string, more: Partial<Extract<Question, { kind: 'text' }>> = {}): Question => ({
  id,
  kind: 'text',
  message,
  ...more,
});

const list = (value: string): string[] => words(value);

/** What the rules say of a header for keys beside the methods that were answered before. */
const judgeKeyHeader = (key: string, header: string, draft: Draft): string | undefined => {
  const methods = {
    ...(draft.get('auth.methods') as object),
    [key.slice('auth.methods.'.length)]: { type: 'apiKey', header },
  };
  const [found] = reservedHeaderRules({ services: [], auth: { methods } } as unknown as Answers);
  return found && `${found.refusal.what} ${found.refusal.fix}`;
};

const keyFrom = (issuer: unknown): string => `${String(issuer).replace(/\/+$/, '')}/.well-known/jwks.json`;

const issuerHost = (value: unknown): string =>
  String(value ?? '')
    .replace(/^https:\/\//, '')
    .split('/')[0] ?? '';

export const METHOD_KINDS: readonly MethodKind[] = [
  {
    choice: 'jwt',
    name: 'customers',
    words: 'Tokens (JWT)',
    hint: 'Clients send a bearer token of an identity provider.',
    type: { type: 'jwt' },
    questions: (key, draft) => [
      text(`${key}.issuer`, 'Issuer of the tokens (iss)'),
      text(`${key}.jwks`, 'Where are its public keys (JWKS)?', {
        suggestion: { value: keyFrom(draft.get(`${key}.issuer`)), reason: 'the usual place below the issuer' },
      }),
      text(`${key}.audiences`, 'Audience that tokens must have (aud)', {
        read: list,
        suggestion: { value: String(draft.get('hostname') ?? 'api'), reason: 'a token for another API is refused' },
      }),
      text(`${key}.claims`, 'Claim that names the client', {
        read: (claim) => ({ [claim]: `x-jwt-claim-${claim.toLowerCase().replace(/[^a-z0-9]+/g, '-')}` }),
        suggestion: { value: 'sub', reason: 'services and limits see it as x-jwt-claim-sub' },
      }),
    ],
  },
  {
    choice: 'apiKey',
    name: 'partners',
    words: 'API keys',
    hint: 'Each client has a key, kept in a Secret.',
    type: { type: 'apiKey' },
    questions: (key, draft) => [
      text(`${key}.header`, 'Header that carries the key', {
        judge: (header) => judgeKeyHeader(key, header, draft),
        suggestion: { value: 'X-API-Key', reason: 'the usual name' },
      }),
      text(`${key}.secret`, 'Name of the Secret with the keys', {
        suggestion: { value: 'api-keys', reason: 'you create it; keys are never in a file of ours' },
      }),
      text(`${key}.clients`, 'Names of the clients, with commas', { read: list }),
    ],
  },
  {
    choice: 'oidc',
    name: 'portal',
    words: 'Login in a browser (OIDC)',
    hint: 'People are sent to an OpenID provider.',
    type: { type: 'oidc' },
    questions: (key, draft) => [
      text(`${key}.issuer`, 'Issuer (OpenID provider)', {
        // By the whole method: an issuer of tokens may be more than that of a provider.
        judge: (issuer) => {
          const refusal = checkValue(key, { type: 'oidc', issuer, clientID: 'client', clientSecret: 'secret' });
          return refusal && `${refusal.what} ${refusal.fix}`;
        },
      }),
      text(`${key}.clientID`, 'Client id at the provider', {
        suggestion: { value: String(draft.get('gateway.name') ?? 'api-gateway'), reason: 'as registered there' },
      }),
      text(`${key}.clientSecret`, 'Name of the Secret with the client secret', {
        suggestion: {
          value: 'oidc-client',
          reason: `you create it, with the key client-secret for ${issuerHost(draft.get(`${key}.issuer`))}`,
        },
      }),
    ],
  },
  {
    choice: 'extAuth-grpc',
    name: 'authorizer',
    words: 'An authorizer of your own, gRPC (extAuth)',
    hint: 'A service decides about each request.',
    type: { type: 'extAuth', failOpen: false },
    questions: (key) => [text(`${key}.grpc`, 'Its Service (service:port)')],
  },
  {
    choice: 'extAuth-http',
    name: 'http-authorizer',
    words: 'An authorizer of your own, HTTP (extAuth)',
    hint: 'A service decides about each request.',
    type: { type: 'extAuth', failOpen: false },
    questions: (key) => [
      text(`${key}.http`, 'Its address (http://service:port/path; the path of each request is appended)'),
    ],
  },
  {
    choice: 'basic',
    name: 'users',
    words: 'User and password (basic)',
    hint: 'Passwords travel with every request; prefer tokens.',
    type: { type: 'basic' },
    questions: (key) => [
      text(`${key}.secret`, 'Name of the Secret with the users', {
        suggestion: { value: 'users', reason: 'its key .htpasswd holds SHA entries' },
      }),
    ],
  },
];

/** The next follow-up of a chosen method; its type is stored first. `cause`: the question by which it was chosen. */
export const nextOfMethod = (choice: string, draft: Draft, cause: string): Question | undefined => {
  const kind = METHOD_KINDS.find((k) => k.choice === choice);
  if (!kind) return undefined;
  const key = `auth.methods.${kind.name}`;
  if (!draft.has(`${key}.type`))
    for (const [k, v] of Object.entries(kind.type)) draft.set(`${key}.${k}`, v, 'asked', cause);
  return firstOpen(draft, kind.questions(key, draft));
};
