import { checkValue } from '../../answers/check-value.ts';
import { isAuthType, KINDS } from '../../auth/kinds.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import type { Draft } from '../draft.ts';
import { type Choice, firstOpen, type Question, type Suggestion, type Topic, words } from '../question.ts';

const types = (draft: Draft): string[] =>
  Object.values((draft.get('auth.methods') ?? {}) as Record<string, { type?: string }>).map((m) => m.type ?? '');

const claimOf = (draft: Draft): string | undefined => {
  for (const m of Object.values(
    (draft.get('auth.methods') ?? {}) as Record<string, { claims?: Record<string, string> }>,
  ))
    if (m.claims) return Object.keys(m.claims)[0];
  return undefined;
};

/** What can identify a client: values that the chosen methods verify, then the client's address. */
const keyChoices = (draft: Draft): Choice[] => {
  const claim = claimOf(draft);
  return [
    ...(claim ? [{ value: `claim ${claim}`, name: `Claim ${claim} of the token` }] : []),
    ...(types(draft).some((t) => isAuthType(t) && KINDS[t].clients !== undefined)
      ? [{ value: 'apiKey', name: 'API key' }]
      : []),
    { value: 'sourceIP', name: 'Client IP address', hint: 'Clients behind the same address share a limit.' },
  ];
};

const suggestedKey = (draft: Draft): Suggestion => {
  const { value } = keyChoices(draft)[0]!;
  return {
    value,
    reason: value === 'sourceIP' ? 'authentication provides no other key' : 'authentication verifies the default',
  };
};

const readKey = (value: string): unknown =>
  value === 'apiKey' ? { apiKey: true } : value.startsWith('claim ') ? { claim: value.slice(6) } : value;

const redis: readonly Choice[] = [
  { value: 'existing', name: 'An existing Redis' },
  { value: 'deploy', name: 'A new, small Redis', hint: 'One replica without a disk, which is enough for counters.' },
];

const global = (draft: Draft): (Question | false)[] => [
  {
    id: '?redis',
    kind: 'select',
    message: 'Which Redis stores the counters?',
    choices: redis,
    suggestion: { value: 'existing', reason: 'production clusters usually have a Redis' },
  },
  draft.notes.get('?redis') === 'existing' && {
    id: 'rateLimit.redis.url',
    kind: 'text',
    message: 'What is the address of Redis? (host:port)',
  },
  draft.notes.get('?redis') === 'existing' && {
    id: '?redis.password',
    kind: 'text',
    optional: true,
    message: 'Which Secret has the Redis password? (Envoy Gateway namespace; empty: none)',
    validate: (name) => {
      const refusal = name === '' ? undefined : checkValue('rateLimit.redis.password.secret', name);
      return briefly(refusal);
    },
    read: (name) => {
      draft.set('rateLimit.redis.password', { secret: name, key: 'password' });
      return name;
    },
  },
  {
    id: 'rateLimit.onFailure',
    kind: 'select',
    message: 'What happens to requests while Redis is unreachable?',
    choices: [
      { value: 'open', name: 'They are allowed without a limit' },
      { value: 'closed', name: 'Those with a limit are rejected (500)' },
    ],
    suggestion: { value: 'open', reason: 'by default, an outage of Redis does not stop the API' },
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
        message: 'Limit the number of requests of each client?',
        reason: 'one client cannot overload the API',
      };
    if (wanted === false) return undefined;
    if (draft.notes.get('?redis') === 'deploy' && !draft.has('rateLimit.redis'))
      draft.set('rateLimit.redis', { deploy: true });
    return firstOpen(draft, [
      {
        id: 'rateLimit.limits',
        kind: 'text',
        message: 'How many requests may each client send?',
        read: (t) => (words(t).length === 1 ? t : words(t)),
        suggestion: { value: '100/minute', reason: 'a conservative start; enter several as 100/minute 1000/hour' },
      },
      {
        id: 'rateLimit.key',
        kind: 'select',
        message: 'What identifies a client? (rate limit key)',
        choices: keyChoices(draft),
        read: readKey,
        suggestion: suggestedKey(draft),
      },
      {
        id: 'rateLimit.scope',
        kind: 'select',
        message: 'Enforce limits per proxy (approximate) or globally with Redis (exact)?',
        choices: [
          {
            value: 'local',
            name: 'Per proxy',
            hint: 'Each replica enforces its share; a configuration change resets counters.',
          },
          { value: 'global', name: 'Globally, with Redis', hint: 'All proxies share the counters.' },
        ],
        suggestion: { value: 'local', reason: 'the default needs no Redis' },
      },
      ...(draft.get('rateLimit.scope') === 'global' ? global(draft) : []),
    ]);
  },
};
