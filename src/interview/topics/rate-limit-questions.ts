import { checkValue } from '../../answers/check-value.ts';
import { isAuthType, KINDS } from '../../auth/kinds.ts';
import type { Draft } from '../draft.ts';
import { type Choice, firstOpen, type Question, type Topic, words } from '../question.ts';

const types = (draft: Draft): string[] =>
  Object.values((draft.get('auth.methods') ?? {}) as Record<string, { type?: string }>).map((m) => m.type ?? '');

const claimOf = (draft: Draft): string | undefined => {
  for (const m of Object.values(
    (draft.get('auth.methods') ?? {}) as Record<string, { claims?: Record<string, string> }>,
  ))
    if (m.claims) return Object.keys(m.claims)[0];
  return undefined;
};

/** What one client is: only what the answered authentication vouches for, then the address. */
const keyChoices = (draft: Draft): Choice[] => {
  const claim = claimOf(draft);
  return [
    ...(claim ? [{ value: `claim ${claim}`, name: `the claim ${claim} of the token` }] : []),
    ...(types(draft).some((t) => isAuthType(t) && KINDS[t].clients !== undefined)
      ? [{ value: 'apiKey', name: 'the API key' }]
      : []),
    { value: 'sourceIP', name: 'the address', hint: 'Many clients behind one address share a budget.' },
  ];
};

const readKey = (value: string): unknown =>
  value === 'apiKey' ? { apiKey: true } : value.startsWith('claim ') ? { claim: value.slice(6) } : value;

const redis: readonly Choice[] = [
  { value: 'existing', name: 'a Redis that exists' },
  { value: 'deploy', name: 'a small Redis of its own', hint: 'One replica without a disk; enough for counters.' },
];

const global = (draft: Draft): (Question | false)[] => [
  {
    id: '?redis',
    kind: 'select',
    message: 'Where are requests counted?',
    choices: redis,
    suggestion: { value: 'existing', reason: 'production usually has one' },
  },
  draft.notes.get('?redis') === 'existing' && {
    id: 'rateLimit.redis.url',
    kind: 'text',
    message: 'Its address (host:port)',
  },
  draft.notes.get('?redis') === 'existing' && {
    id: '?redis.password',
    kind: 'text',
    optional: true,
    message: 'Secret with its password, in the namespace of Envoy Gateway (empty: none)',
    judge: (name) => {
      const refusal = name === '' ? undefined : checkValue('rateLimit.redis.password.secret', name);
      return refusal && `${refusal.what} ${refusal.fix}`;
    },
    read: (name) => {
      draft.set('rateLimit.redis.password', { secret: name, key: 'password' });
      return name;
    },
  },
  {
    id: 'rateLimit.onFailure',
    kind: 'select',
    message: 'While Redis cannot be reached?',
    choices: [
      { value: 'open', name: 'requests pass uncounted' },
      { value: 'closed', name: 'limited requests are refused (500)' },
    ],
    suggestion: { value: 'open', reason: 'an outage of Redis is then no outage of the API' },
  },
];

export const rateLimit: Topic = {
  id: 'rateLimit',
  title: '4. Rate limits',
  next: (draft) => {
    if (draft.notes.get('?rateLimit.given') === true) return undefined;
    const wanted = draft.notes.get('?rateLimit');
    if (wanted === undefined)
      return {
        id: '?rateLimit',
        kind: 'confirm',
        preset: true,
        message: 'Limit the requests of each client?',
        reason: 'one client cannot use up the API',
      };
    if (wanted === false) return undefined;
    if (draft.notes.get('?redis') === 'deploy' && !draft.has('rateLimit.redis'))
      draft.set('rateLimit.redis', { deploy: true });
    return firstOpen(draft, [
      {
        id: 'rateLimit.limits',
        kind: 'text',
        message: 'How many requests?',
        read: (t) => (words(t).length === 1 ? t : words(t)),
        suggestion: { value: '100/minute', reason: 'a careful start; or several: 100/minute 1000/hour' },
      },
      {
        id: 'rateLimit.key',
        kind: 'select',
        message: 'What is one client?',
        choices: keyChoices(draft),
        read: readKey,
        suggestion: { value: keyChoices(draft)[0]!.value, reason: 'what authentication vouches for' },
      },
      {
        id: 'rateLimit.scope',
        kind: 'select',
        message: 'Who counts?',
        choices: [
          {
            value: 'local',
            name: 'each proxy for itself',
            hint: 'Nothing to run; divided by the replicas, refilled at every change.',
          },
          { value: 'global', name: 'all proxies together, in Redis', hint: 'Exact.' },
        ],
        suggestion: { value: 'local', reason: 'needs nothing more' },
      },
      ...(draft.get('rateLimit.scope') === 'global' ? global(draft) : []),
    ]);
  },
};
