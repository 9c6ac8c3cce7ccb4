import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import { exempted } from '../model/exempted.ts';
import type {
  Amounts,
  ApiBudgetIntent,
  CountBy,
  LimitCostIntent,
  LimitParts,
  RateLimitIntent,
} from '../model/intent.ts';
import { note } from '../objects/make.ts';
import type { Note } from '../objects/resource.ts';
import { type Limit, UNITS, type Unit } from '../values/limit.ts';
import {
  type Conditions,
  type GlobalRule,
  missing,
  notValued,
  perClient,
  type Selectors,
  together,
  valued,
} from './limit-selectors.ts';
import { TRAFFIC } from './notes/traffic-notes.ts';

type RateLimit = NonNullable<NonNullable<BackendTrafficPolicy['spec']>['rateLimit']>;

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

interface Rules {
  readonly rules: GlobalRule[];
  readonly notes: { readonly rule: number; readonly kind: Note['kind']; readonly text: string }[];
}

const costOf = (cost: LimitCostIntent | undefined): Pick<GlobalRule, 'cost'> =>
  cost
    ? {
        cost: {
          ...(cost.request === undefined ? {} : { request: { from: 'Number', number: cost.request } }),
          ...(cost.response === undefined
            ? {}
            : {
                response:
                  'number' in cost.response
                    ? { from: 'Number', number: cost.response.number }
                    : { from: 'Metadata', metadata: { ...cost.response } },
              }),
        },
      }
    : {};

const ruleOf = (
  clientSelectors: Selectors | undefined,
  { unit }: Limit,
  requests: number,
  parts: LimitParts,
  global: boolean,
): GlobalRule => ({
  ...(clientSelectors ? { clientSelectors } : {}),
  limit: { requests, unit: UNIT[unit] },
  ...costOf(parts.cost),
  ...(global ? { shared: true } : {}),
  ...(parts.shadow ? { shadowMode: true } : {}),
});

/** Clients with the same limits; the name is for the comment. */
interface Group extends Amounts {
  readonly title: string | undefined;
  readonly conditions: Conditions;
}

/**
 * The groups of clients. The first is everybody who is in no tier. A tier does not count who is in an earlier one: a token could
 * have the claims of both. Limits of methods are for all.
 */
export const groupsOf = ({ tiers = [], perMethod = [], exempt }: LimitParts, everybody: Amounts): Group[] => [
  { ...everybody, title: undefined, conditions: { headers: tiers.flatMap(notValued), exempt } },
  ...tiers.flatMap((tier, i) => {
    const others = tiers
      .slice(0, i)
      .filter((t) => t.header !== tier.header)
      .flatMap(notValued);
    return valued(tier).map((match, n) => ({
      ...tier,
      title: n === 0 ? TRAFFIC.tier(tier.name) : undefined,
      conditions: { headers: [match, ...others], exempt },
    }));
  }),
  ...perMethod.map((m) => ({
    ...m,
    title: TRAFFIC.perMethod(m.method),
    conditions: { headers: [], method: m.method, exempt },
  })),
];

const rulesOf = (intent: RateLimitIntent): Rules => {
  const { scope, key, limits, exempt, tiers, perMethod } = intent;
  const global = scope === 'global';
  const out: Rules = { rules: [], notes: [] };
  const add = (
    of: Amounts,
    i: number,
    selectors: Selectors | undefined,
    comment?: Pick<Note, 'kind' | 'text'>,
  ): void => {
    if (comment) out.notes.push({ rule: out.rules.length, ...comment });
    out.rules.push(ruleOf(selectors, of.limits[i]!, of.perReplica[i]!.value, intent, global));
  };
  for (const group of groupsOf(intent, intent))
    for (const i of group.limits.keys())
      for (const [j, selectors] of perClient(key, group.conditions).entries()) {
        const { calculation } = group.perReplica[i]!;
        const text = group.title !== undefined && i === 0 ? `${group.title}: ${calculation}` : calculation;
        add(group, i, selectors, j === 0 ? { kind: 'sizing', text } : undefined);
      }
  if (key.by === 'sourceIP' || !key.mayBeMissing) return out;
  const comment = { kind: 'why', text: TRAFFIC.withoutHeader(key.header) } as const;
  // A rule without selectors would also count the requests that a selector exempts.
  const selective = global || exempt !== undefined || tiers !== undefined || perMethod !== undefined;
  if (!selective) add(intent, shortest(limits), undefined, comment);
  // A local rate limit allows only one rule without selectors, and its unit must divide every other unit.
  else
    for (const [n, { conditions, ...group }] of groupsOf({ perMethod, exempt }, intent).entries())
      for (const i of group.limits.keys())
        add(
          group,
          i,
          together({ ...conditions, headers: [missing(key.header)] }),
          n === 0 && i === 0 ? comment : undefined,
        );
  return out;
};

const shortest = (limits: RateLimitIntent['limits']): number =>
  limits.reduce((best, l, i) => (UNITS.indexOf(l.unit) < UNITS.indexOf(limits[best]!.unit) ? i : best), 0);

/** Comments on what no rule counts or rejects. */
const partNotes = ({ exempt, shadow }: LimitParts): Note[] => [
  ...(exempt ? [note('why', TRAFFIC.exempt(exempted(exempt)), 'spec', 'rateLimit')] : []),
  ...(shadow ? [note('why', TRAFFIC.shadow, 'spec', 'rateLimit')] : []),
];

/** `spec.rateLimit` and its comments; their paths begin at `spec`. */
export const rateLimit = (intent: RateLimitIntent, withinBudget: boolean): { rateLimit: RateLimit; notes: Note[] } => {
  const { rules: plain, notes } = rulesOf(intent);
  const scope = intent.scope;
  // Both levels would send the headers, and clients would read the first ones only.
  const rules = withinBudget ? plain.map((r): GlobalRule => ({ ...r, xRateLimitHeaders: 'Off' })) : plain;
  return {
    rateLimit:
      scope === 'global'
        ? { global: { rules } }
        : { local: { rules: rules as NonNullable<RateLimit['local']>['rules'] & object } },
    notes: [
      note('why', scope === 'global' ? TRAFFIC.globalLimit : TRAFFIC.localLimit, 'spec', 'rateLimit'),
      ...partNotes(intent),
      ...(withinBudget ? [note('why', TRAFFIC.withinBudget, 'spec', 'rateLimit')] : []),
      ...notes.map((n) => note(n.kind, n.text, 'spec', 'rateLimit', scope, 'rules', n.rule)),
    ],
  };
};

/**
 * Rules of the API budget. Each request matches exactly one of them: by a header that authentication set, or by address if it
 * has none of these headers.
 */
export const apiBudgetRules = ({
  limits,
  headers,
  parts,
}: ApiBudgetIntent): { rateLimit: RateLimit; notes: Note[] } => {
  const perReplica = limits.map(({ requests }) => ({ value: requests, calculation: '' }));
  const rules = parts.flatMap(({ header, parts: p }) => {
    const key: CountBy =
      header === undefined ? { by: 'sourceIP' } : { by: 'header', header, label: '', mayBeMissing: false };
    const none = header === undefined ? headers.map(missing) : [];
    return groupsOf(p, { limits, perReplica }).flatMap(({ conditions, title, ...group }) =>
      group.limits.flatMap((limit, i) =>
        perClient(key, { ...conditions, headers: [...none, ...conditions.headers] }).map((selectors, j) => ({
          i,
          title: i === 0 && j === 0 ? title : undefined,
          rule: ruleOf(selectors, limit, group.perReplica[i]!.value, p, true),
        })),
      ),
    );
  });
  // By limit, as they are answered.
  rules.sort((a, b) => a.i - b.i);
  const first = parts.find(({ parts: p }) => p.exempt ?? p.shadow)?.parts;
  return {
    rateLimit: { global: { rules: rules.map(({ rule }) => rule) } },
    notes: [
      ...(first ? partNotes(first) : []),
      ...rules.flatMap(({ title }, i) =>
        title === undefined ? [] : [note('why', title, 'spec', 'rateLimit', 'global', 'rules', i)],
      ),
    ],
  };
};
