// Rate limits of a BackendTrafficPolicy as those of a service.
import { entries, type Fields, fields, isSet } from '../../../../effective/objects/loose-objects.ts';
import { type RateLimit, rateLimits } from '../../../../effective/requests/counted-limits.ts';
import type { NeutralAuth, Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { SourceNode } from '../../../source/source-node.ts';
import { isGenerated } from '../own/own-routes.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { replicasOf } from '../sizes/observed-sizes.ts';
import { budgetOf, exemptOfBudget, SHARED } from './api-budget-of-policy.ts';
import { BY_ADDRESS, type LimitRule, limitRule } from './kinds-of-limit-rules.ts';
import { keyOfHeader } from './limit-keys.ts';
import { ownLimit } from './own-limit-parts.ts';

/** Limits of the answers: at most 8. */
const MOST = 8;

const nodeOf = (room: PolicyRoom, { policy, field }: RateLimit): SourceNode | undefined =>
  room.view.source.node(policy, field);

const ruleAt = ({ policy, scope, field }: RateLimit): Fields =>
  entries(fields(fields(fields(policy.spec).rateLimit)[scope]).rules)[Number(/\d+/.exec(field)?.[0])] ?? {};

/** `600/minute`. A proxy counts a local limit for itself, and generate divides what is answered by their number. */
const written = (room: PolicyRoom, { scope, requests, unit }: RateLimit): string => {
  const times = scope === 'local' ? replicasOf(room.view) : 1;
  return `${requests * times}/${unit.toLowerCase()}`;
};

/** Limits that generate adds to others, or that repeat them for IPv6. */
const isRepeated = (rule: LimitRule, keyed: readonly LimitRule[], room: PolicyRoom): boolean =>
  keyed.some((k) => written(room, k.limit) === written(room, rule.limit) && k !== rule);

const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** What kind of requests a limit counts that answers do not have. */
const reject = (room: PolicyRoom, rule: LimitRule): void => {
  const node = nodeOf(room, rule.limit);
  if (!node) return;
  const limit = `${rule.limit.requests}/${rule.limit.unit.toLowerCase()}`;
  if (rule.kind === 'all') room.view.ledger.say(node, 'LimitForAll', { limit, policy: room.name });
  else room.view.ledger.say(node, 'LimitOfSome', { limit, policy: room.name });
};

/** The rules that are answered, of one key. */
const chosen = (rules: readonly LimitRule[], room: PolicyRoom) => {
  const keyed = rules.filter((r) => r.kind === 'key');
  const [first] = keyed;
  if (!first) {
    for (const r of rules) reject(room, r);
    return undefined;
  }
  const own = keyed.filter((r) => r.key === first.key);
  const repeated = rules.filter(
    (r) => (r.kind === 'all' || (r.kind === 'rest' && r.header === first.key)) && isRepeated(r, own, room),
  );
  for (const r of rules) if (!own.includes(r as (typeof own)[number]) && !repeated.includes(r)) reject(room, r);
  return { key: first.key, own, repeated };
};

/** `rateLimit` of a service, with its scope. undefined: none that answers have. */
export interface ServiceLimit {
  readonly scope: 'local' | 'global';
  readonly shadow: boolean;
  readonly part: Part;
}

const listOf = (limits: readonly string[]): string | readonly string[] => (limits.length === 1 ? limits[0]! : limits);

/** The limit of a generated policy with tiers, exemptions or a cost; undefined: it has none of these. */
const ownLimits = (
  room: PolicyRoom,
  auth: NeutralAuth,
  limits: readonly RateLimit[],
  isWithin: boolean,
): ServiceLimit | undefined => {
  const [first] = limits;
  if (!first || !isGenerated(room.policy.policy)) return undefined;
  const rules = limits.map((limit) => ({ rule: ruleAt(limit), limit: written(room, limit) }));
  const isPlain = limits.every((l) => limitRule(l).kind !== 'other') && rules.every(({ rule }) => !isSet(rule.cost));
  const own = isPlain ? undefined : ownLimit(room.view, rules);
  if (!own || own.limits.length === 0) return undefined;
  const key = own.key === undefined || own.key === BY_ADDRESS ? 'sourceIP' : keyOfHeader(own.key, auth);
  const inherited = exemptOfBudget(room.view);
  const isOwn = own.exempt && JSON.stringify(own.exempt.cidrs) !== JSON.stringify(inherited?.cidrs);
  const value = {
    limits: listOf(own.limits),
    key,
    ...(isWithin && { within: 'api' }),
    ...own.more,
    ...(isOwn && { exempt: own.exempt }),
  };
  const from = limits.flatMap((l) => nodeOf(room, l) ?? []);
  return { scope: first.scope, shadow: first.shadow, part: { key: 'rateLimit', value, from } };
};

/** The rate limit of a rule. `auth`: which headers its methods set. */
export const limitOfPolicy = (room: PolicyRoom, auth: NeutralAuth): ServiceLimit | undefined => {
  const budget = budgetOf(room.policy);
  const limits = rateLimits(room.policy).filter((l) => l.policy !== budget);
  if (budget && limits.length === 0)
    return { scope: 'global', shadow: false, part: { key: 'rateLimit', value: SHARED, from: [] } };
  const generated = ownLimits(room, auth, limits, budget !== undefined);
  if (generated) return generated;
  const found = chosen(limits.map(limitRule), room);
  if (!found) return undefined;
  const { key, own, repeated } = found;
  const plain = unique(own.filter((r) => r.method === undefined).map((r) => written(room, r.limit)));
  const methods = unique(own.flatMap((r) => r.method ?? []));
  const perMethod = methods.map((m) => [
    m,
    listOf(unique(own.filter((r) => r.method === m).map((r) => written(room, r.limit)))),
  ]);
  if (plain.length === 0 || plain.length > MOST) {
    for (const r of own) reject(room, r);
    return undefined;
  }
  const [{ scope, shadow }] = [own[0]!.limit];
  const from = [...own, ...repeated].flatMap((r) => nodeOf(room, r.limit) ?? []);
  const times = replicasOf(room.view);
  const what =
    scope === 'local' && times > 1 ? { said: said('LimitOfAllReplicas', { policy: room.name, replicas: times }) } : {};
  return {
    scope,
    shadow,
    part: {
      key: 'rateLimit',
      value: {
        limits: listOf(plain),
        key: key === BY_ADDRESS ? 'sourceIP' : keyOfHeader(key, auth),
        ...(budget && { within: 'api' }),
        ...(perMethod.length > 0 && { perMethod: Object.fromEntries(perMethod) }),
      },
      from,
      ...what,
    },
  };
};
