// The limit of the whole API: a policy of listeners, which generate merges into the policies of routes.
import { entries, type Fields, fields, isSet, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import type { EffectivePolicy } from '../../../../effective/requests/effective-policy.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { SourceView } from '../../source-views.ts';
import { isGenerated } from '../own/own-routes.ts';
import { claimOfHeader, ownLimit } from './own-limit-parts.ts';

/** The value of `rateLimit` of a service that shares the limit of the API; it is no answer of its own. */
export const SHARED = 'shared';

const rulesOf = (policy: Loose | undefined) => entries(fields(fields(fields(policy?.spec).rateLimit).global).rules);

/** A generated policy with the limit of the API, and nothing else. */
const isBudget = (policy: Loose | undefined): policy is Loose => {
  if (!policy || !isGenerated(policy)) return false;
  const keys = Object.keys(fields(policy.spec)).filter((k) => k !== 'targetRefs');
  return keys.length === 1 && keys[0] === 'rateLimit' && rulesOf(policy).length > 0;
};

/** The policy with the limit of the API that is merged into another one. */
export const budgetOf = ({ base }: EffectivePolicy): Loose | undefined =>
  isBudget(base?.policy) ? base.policy : undefined;

const distinctHeaders = (policy: Loose): string[] =>
  rulesOf(policy)
    .flatMap((r) => entries(r.clientSelectors))
    .flatMap((s) => entries(s.headers))
    .flatMap((h) => (h.type === 'Distinct' ? (text(h.name)?.toLowerCase() ?? []) : []));

const listOf = (list: readonly string[]): unknown => (list.length === 1 ? list[0] : list);

const amountOf = ({ limit }: Fields): string => {
  const { requests, unit } = fields(limit);
  return `${requests}/${String(unit).toLowerCase()}`;
};

/** The limit of the API as answers at the top. */
export const budgetParts = (view: SourceView): Part[] => {
  const policy = view.snapshot.of('BackendTrafficPolicy').find(isBudget);
  if (!policy) return [];
  const rules = rulesOf(policy);
  const own = ownLimit(
    view,
    rules.map((rule) => ({ rule, limit: amountOf(rule) })),
  );
  const from = view.source.from(policy, 'spec.rateLimit');
  if (!own) {
    for (const node of from)
      view.ledger.say(node, 'LimitOfSome', { limit: amountOf(rules[0]!), policy: policy.metadata.name });
    return [];
  }
  const headers = distinctHeaders(policy);
  const claim = claimOfHeader(view, headers);
  const key = claim === undefined ? (headers.length > 0 ? { apiKey: true } : 'sourceIP') : { claim };
  const shadow = rules.some((r) => isSet(r.shadowMode) && r.shadowMode === true);
  const more = { ...own.more, ...(own.exempt && { exempt: own.exempt }) };
  return [
    { key: 'rateLimit.across', value: 'api', from: [] },
    { key: 'rateLimit.limits', value: listOf(own.limits), from },
    { key: 'rateLimit.key', value: key, from: [] },
    ...Object.entries(more).map(([k, value]): Part => ({ key: `rateLimit.${k}`, value, from: [] })),
    ...(shadow ? [{ key: 'rateLimit.shadow', value: true, from: [] }] : []),
  ];
};

/** What the limit of the API exempts: services that have their own limits inherit it. */
export const exemptOfBudget = (view: SourceView): Fields | undefined => {
  const policy = view.snapshot.of('BackendTrafficPolicy').find(isBudget);
  return (
    policy &&
    ownLimit(
      view,
      rulesOf(policy).map((rule) => ({ rule, limit: amountOf(rule) })),
    )?.exempt
  );
};
