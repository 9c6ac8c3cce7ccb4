// Rate limits of extensions. There is no standard for them; two forms are read, all others are reported.
import { limitIn, UNIT_SECONDS } from '../../../values/limit.ts';
import type { Part } from '../../neutral/neutral.ts';
import { type Ledger, said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { unitOfWindow } from '../../spelling/limit-windows.ts';

const FACTOR: Readonly<Record<string, number>> = {
  ...UNIT_SECONDS,
  s: UNIT_SECONDS.second,
  m: UNIT_SECONDS.minute,
  h: UNIT_SECONDS.hour,
  d: UNIT_SECONDS.day,
};

/** A window of time as one unit; undefined: it is none, such as ten seconds. */
const unitOf = (text: string): string | undefined => {
  const [, n = '1', unit = ''] = /^(\d+)?\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const name = unit.toLowerCase().replace(/^(second|minute|hour|day|week)s$/, '$1');
  return FACTOR[name] === undefined ? undefined : unitOfWindow(Number(n) * FACTOR[name]);
};

/** `100/minute` of a text or a map with a number and a window; undefined: it is not known what it means. */
const limitOf = (at: SourceNode): { value: string; from: SourceNode[] } | undefined => {
  const spoken = at.text
    ?.trim()
    .toLowerCase()
    .replace(/\s*(per|\/)\s*/, '/')
    .replace(/\s*requests?\s*/, '');
  if (spoken !== undefined) {
    const read = limitIn(spoken);
    return read && { value: `${read.requests}/${read.unit}`, from: [at] };
  }
  const pick = (names: readonly string[]): SourceNode | undefined => names.map((n) => at.get(n)).find((n) => n.exists);
  const amount = pick(['limit', 'requests', 'max', 'rate']);
  const window = pick(['window', 'period', 'per', 'unit', 'interval']);
  const duration = at.get('duration');
  const unit = unitOf(`${duration.text ?? ''} ${window?.text ?? ''}`);
  if (!amount?.number || !window || unit === undefined) return undefined;
  return { value: `${amount.number}/${unit}`, from: [amount, window, ...(duration.exists ? [duration] : [])] };
};

/** The rate limit key of a counter of Kuadrant, which is an attribute of the request. */
const keyOf = (counter: string): unknown =>
  /^request\.headers\.x-forwarded-for$/i.test(counter)
    ? 'sourceIP'
    : /^request\.headers\.([\w-]+)$/i.test(counter)
      ? { header: counter.replace(/^request\.headers\./i, '') }
      : undefined;

/** `x-kuadrant.rate_limit` of an operation or its path. */
const kuadrant = (levels: readonly SourceNode[], ledger: Ledger): Part[] => {
  const at = levels.map((l) => l.get('x-kuadrant', 'rate_limit')).find((r) => r.exists);
  if (!at) return [];
  const counters = at.get('counters').items;
  const limits = at.get('rates').items.map(limitOf);
  const key = counters.length === 1 ? keyOf(counters[0]!.text ?? counters[0]!.get('expression').text ?? '') : undefined;
  if (key === undefined || limits.length === 0 || limits.includes(undefined) || at.get('when').exists) {
    ledger.say(at, 'OpenapiRateLimitAsked', { name: 'x-kuadrant.rate_limit' });
    return [];
  }
  const values = limits.map((l) => l!.value);
  return [
    {
      key: 'rateLimit',
      value: { limits: values.length === 1 ? values[0] : values, key },
      from: [...limits.flatMap((l) => l!.from), counters[0]!],
    },
  ];
};

const NAME = /^x-rate-?limit/i;

/** `x-ratelimit`, `x-rate-limit` and longer names, of an operation, its path or the document. */
export const limitParts = (root: SourceNode, operation: SourceNode, item: SourceNode, ledger: Ledger): Part[] => {
  const parts = kuadrant([operation, item, root], ledger);
  if (parts.length > 0) return parts;
  for (const level of [operation, item, root]) {
    const named = level.children.filter((c) => NAME.test(c.key));
    if (named.length === 0) continue;
    const read = named.map(limitOf).find((l) => l !== undefined);
    for (const n of named)
      if (!read?.from.some((f) => f.pointer.startsWith(n.pointer)))
        ledger.say(n, 'OpenapiRateLimitAsked', { name: n.key });
    return read
      ? [
          {
            key: 'rateLimit',
            value: read.value,
            from: read.from,
            said: said('OpenapiRateLimitKey', { limit: read.value }),
          },
        ]
      : [];
  }
  return [];
};
