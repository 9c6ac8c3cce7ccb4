// Selectors of rate limit rules: which requests a rule counts, and what has a counter of its own.
import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { CountBy, ExemptIntent, HeaderValues } from '../model/intent.ts';
import { literalPattern } from '../values/literal-pattern.ts';

type RateLimit = NonNullable<NonNullable<BackendTrafficPolicy['spec']>['rateLimit']>;
export type GlobalRule = NonNullable<NonNullable<RateLimit['global']>['rules']>[number];
export type Selectors = NonNullable<GlobalRule['clientSelectors']>;
type Selector = Selectors[number];
export type HeaderSelector = NonNullable<Selector['headers']>[number];

/** HeaderMatch.value has at most 1024 characters. */
const LONGEST_VALUE = 1024;
const EVERY_ADDRESS = ['0.0.0.0/0', '::/0'] as const;

/** Conditions of a rule in addition to its key. */
export interface Conditions {
  readonly headers: readonly HeaderSelector[];
  readonly method?: string | undefined;
  readonly exempt?: ExemptIntent | undefined;
}

/** Regular expressions that match exactly the values; several, if one would be too long. Envoy matches them completely. */
export const patternsOf = (values: readonly string[]): string[] => {
  const patterns: string[] = [];
  for (const value of values.map(literalPattern)) {
    const last = patterns.at(-1);
    if (last !== undefined && last.length + 1 + value.length <= LONGEST_VALUE)
      patterns[patterns.length - 1] = `${last}|${value}`;
    else patterns.push(value);
  }
  return patterns;
};

/** Requests whose header has one of the values: one selector for each rule that is needed. */
export const valued = ({ header, values }: HeaderValues): HeaderSelector[] =>
  patternsOf(values).map((value) => ({ name: header, type: 'RegularExpression', value }));

/** Requests whose header has none of the values, or that have no such header; all of them must hold. */
export const notValued = (of: HeaderValues): HeaderSelector[] => valued(of).map((h) => ({ ...h, invert: true }));

/** Requests without a header. */
export const missing = (name: string): HeaderSelector => ({
  name,
  type: 'RegularExpression',
  value: '.*',
  invert: true,
});

/** A path of a selector is compared with the path and the query. */
const notBelow = (paths: readonly string[]): Pick<Selector, 'path'> =>
  paths.length === 0
    ? {}
    : {
        path: {
          type: 'RegularExpression',
          value: `^(?:${paths.map((p) => literalPattern(p === '/' ? '' : p)).join('|')})(?:[/?].*)?$`,
          invert: true,
        },
      };

const common = ({ method, exempt }: Conditions): Selector => ({
  ...(method === undefined
    ? {}
    : { methods: [{ value: method as NonNullable<Selector['methods']>[number]['value'] }] }),
  ...notBelow(exempt?.paths ?? []),
});

const headersOf = ({ headers, exempt }: Conditions): HeaderSelector[] => [
  ...headers,
  ...(exempt?.clients ? notValued(exempt.clients) : []),
];

/** All requests that meet the conditions, in one counter. */
export const together = (conditions: Conditions): Selectors => {
  const headers = headersOf(conditions);
  const cidr = conditions.exempt?.cidr;
  return [
    {
      ...(headers.length > 0 ? { headers } : {}),
      ...common(conditions),
      ...(cidr === undefined ? {} : { sourceCIDR: { type: 'Exact' as const, value: cidr, invert: true } }),
    },
  ];
};

/**
 * A counter for each client: the selectors of each rule. An address needs two rules, because 0.0.0.0/0 does not include IPv6; an
 * address outside of a network needs one.
 */
export const perClient = (key: CountBy, conditions: Conditions): Selectors[] => {
  if (key.by === 'header')
    return [together({ ...conditions, headers: [{ name: key.header, type: 'Distinct' }, ...conditions.headers] })];
  const headers = headersOf(conditions);
  const rest = { ...(headers.length > 0 ? { headers } : {}), ...common(conditions) };
  const cidr = conditions.exempt?.cidr;
  return cidr === undefined
    ? EVERY_ADDRESS.map((value) => [{ sourceCIDR: { type: 'Distinct' as const, value }, ...rest }])
    : [[{ sourceCIDR: { type: 'Distinct' as const, value: cidr, invert: true }, ...rest }]];
};
