import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { ApiBudgetIntent, CountBy, RateLimitIntent } from '../model/intent.ts';
import { note } from '../objects/make.ts';
import type { Note } from '../objects/resource.ts';
import { UNITS, type Unit } from '../values/limits.ts';
import { TRAFFIC } from './notes/traffic-notes.ts';

type RateLimit = NonNullable<NonNullable<BackendTrafficPolicy['spec']>['rateLimit']>;
type GlobalRule = NonNullable<NonNullable<RateLimit['global']>['rules']>[number];
type Selectors = NonNullable<GlobalRule['clientSelectors']>;

/** Units in the spelling of the API. */
export const UNIT = {
  second: 'Second',
  minute: 'Minute',
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
  year: 'Year',
} as const satisfies Record<Unit, string>;

/** One bucket per client. An address needs two selectors, because 0.0.0.0/0 does not include IPv6. */
const selectorsOf = (key: CountBy): Selectors[] =>
  key.by === 'header'
    ? [[{ headers: [{ name: key.header, type: 'Distinct' }] }]]
    : ['0.0.0.0/0', '::/0'].map((value) => [{ sourceCIDR: { type: 'Distinct' as const, value } }]);

/** A global rule without selectors counts requests with a key, too, so "no key" is an inverted match. */
const without = (header: string): Selectors => [
  { headers: [{ name: header, type: 'RegularExpression', value: '.*', invert: true }] },
];

interface Rules {
  readonly rules: {
    clientSelectors?: Selectors;
    limit: { requests: number; unit: (typeof UNIT)[Unit] };
    shared?: boolean;
  }[];
  readonly notes: { readonly rule: number; readonly kind: Note['kind']; readonly text: string }[];
}

const rulesOf = ({ scope, key, limits, perReplica }: RateLimitIntent): Rules => {
  const global = scope === 'global';
  const out: Rules = { rules: [], notes: [] };
  const add = (i: number, selectors: Selectors | undefined, comment?: Pick<Note, 'kind' | 'text'>): void => {
    if (comment) out.notes.push({ rule: out.rules.length, ...comment });
    out.rules.push({
      ...(selectors ? { clientSelectors: selectors } : {}),
      limit: { requests: perReplica[i]!.value, unit: UNIT[limits[i]!.unit] },
      ...(global ? { shared: true } : {}),
    });
  };
  for (const i of limits.keys())
    for (const [j, selectors] of selectorsOf(key).entries())
      add(i, selectors, j === 0 ? { kind: 'sizing', text: perReplica[i]!.calculation } : undefined);
  if (key.by === 'sourceIP' || !key.mayBeMissing) return out;
  const missing = { kind: 'why', text: TRAFFIC.withoutHeader(key.header) } as const;
  if (global) for (const i of limits.keys()) add(i, without(key.header), i === 0 ? missing : undefined);
  // A local rate limit allows only one rule without selectors, and its unit must divide every other unit.
  else add(shortest(limits), undefined, missing);
  return out;
};

const shortest = (limits: RateLimitIntent['limits']): number =>
  limits.reduce((best, l, i) => (UNITS.indexOf(l.unit) < UNITS.indexOf(limits[best]!.unit) ? i : best), 0);

/** `spec.rateLimit` and its comments; their paths begin at `spec`. */
export const rateLimit = (intent: RateLimitIntent): { rateLimit: RateLimit; notes: Note[] } => {
  const { rules, notes } = rulesOf(intent);
  const scope = intent.scope;
  return {
    rateLimit:
      scope === 'global'
        ? { global: { rules: rules as GlobalRule[] } }
        : { local: { rules: rules as NonNullable<RateLimit['local']>['rules'] & object } },
    notes: [
      note('why', scope === 'global' ? TRAFFIC.globalLimit : TRAFFIC.localLimit, 'spec', 'rateLimit'),
      ...notes.map((n) => note(n.kind, n.text, 'spec', 'rateLimit', scope, 'rules', n.rule)),
    ],
  };
};

/**
 * Rules of the API budget. Each request matches exactly one of them: by a header that authentication set, or by address if it
 * has none of these headers.
 */
export const apiBudgetRules = ({ limits, headers, byAddress }: ApiBudgetIntent): RateLimit => {
  const missing = headers.map((name) => ({ name, type: 'RegularExpression' as const, value: '.*', invert: true }));
  const selectors: Selectors[] = [
    ...headers.map((header) => selectorsOf({ by: 'header', header, label: '', mayBeMissing: false })[0]!),
    ...(byAddress
      ? selectorsOf({ by: 'sourceIP' }).map(([s]) => [{ ...s, ...(missing.length > 0 ? { headers: missing } : {}) }])
      : []),
  ];
  const rules = limits.flatMap(({ requests, unit }) =>
    selectors.map(
      (clientSelectors): GlobalRule => ({ clientSelectors, limit: { requests, unit: UNIT[unit] }, shared: true }),
    ),
  );
  return { global: { rules } };
};
