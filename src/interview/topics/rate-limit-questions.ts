import { checkValue } from '../../answers/check-value.ts';
import { isAuthType, KINDS } from '../../auth/kinds.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { limitIn } from '../../values/limit.ts';
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
    message: 'What is the address of Redis?',
    example: 'host:port, such as redis.infra:6379',
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

/** "No limit", as a person writes it. */
const NO_LIMIT = /^(?:0|n|no|none|off)$/i;
/** `100/minute`, `100 per min`, `1,000 requests per hour`, `10rps`. */
const LIMIT = /(\d[\d,_]*)\s*(?:requests?|req)?\s*(?:(?:\/|per|an?|each)\s*([a-z]+)|rp([smhd]))\b/gi;

/** The limits in a text, as the answers contain them; text that is none stays, so that the schema reports it. */
const limitsIn = (text: string): string | string[] => {
  const found = [...text.matchAll(LIMIT)].map(([, n = '', unit, letter]) => {
    const given = `${n.replace(/[,_]/g, '')}/${(unit ?? letter ?? '').toLowerCase()}`;
    const read = limitIn(given);
    return read ? `${read.requests}/${read.unit}` : given;
  });
  const rest = text.replace(LIMIT, '').replace(/\band\b|[\s,;+]/gi, '');
  if (found.length === 0 || rest !== '') return words(text).length === 1 ? text : words(text);
  return found.length === 1 ? found[0]! : found;
};

const nextOf = (draft: Draft): Question | undefined => {
  if (draft.notes.get('?redis') === 'deploy' && !draft.has('rateLimit.redis'))
    draft.set('rateLimit.redis', { deploy: true });
  const limits = firstOpen(draft, [
    {
      id: 'rateLimit.limits',
      kind: 'text',
      optional: true,
      message: 'How many requests may each client send?',
      example: 'such as 10/second; several: 10/second, 1000/hour',
      read: (t) => (NO_LIMIT.test(t) ? undefined : limitsIn(t)),
      suggestion: { value: '100/minute', reason: 'one client cannot overload the API' },
    },
  ]);
  if (limits || !draft.has('rateLimit.limits')) return limits;
  return firstOpen(draft, [
    {
      id: 'rateLimit.key',
      kind: 'select',
      recommended: true,
      message: 'What identifies a client? (rate limit key)',
      choices: keyChoices(draft),
      read: readKey,
      suggestion: suggestedKey(draft),
    },
    {
      id: 'rateLimit.scope',
      kind: 'select',
      recommended: true,
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
};

const shownKey = (key: unknown): string => {
  if (key === 'sourceIP') return 'client address';
  const claim = (key as { claim?: unknown } | undefined)?.claim;
  return typeof claim === 'string' ? `claim ${claim}` : typeof key === 'object' ? 'API key' : String(key ?? 'default');
};

export const rateLimit: Topic = {
  id: 'rateLimit',
  title: 'Rate limits',
  main: true,
  keys: ['rateLimit'],
  next: (draft) => (draft.notes.get('?rateLimit.given') === true ? undefined : nextOf(draft)),
  summary: (draft) => {
    const limits = draft.get('rateLimit.limits');
    if (limits === undefined) return draft.has('rateLimit') ? 'see its answers' : 'none';
    const where = draft.get('rateLimit.scope') === 'global' ? 'exact, with Redis' : 'per proxy';
    const shown = [limits].flat().map((l) => (typeof l === 'string' ? l : JSON.stringify(l)));
    return `${shown.join(', ')} for each client (${shownKey(draft.get('rateLimit.key'))}), ${where}`;
  },
};
