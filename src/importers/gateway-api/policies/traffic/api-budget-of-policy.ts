// The limit of the whole API: a policy of listeners, which generate merges into the policies of routes.
import { entries, fields, isSet, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import type { EffectivePolicy } from '../../../../effective/requests/effective-policy.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { SourceView } from '../../source-views.ts';
import { isGenerated } from '../own/own-routes.ts';

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

/** The claim that a method writes into one of the headers. */
const claimOf = ({ snapshot }: SourceView, headers: readonly string[]): string | undefined =>
  snapshot
    .of('SecurityPolicy')
    .flatMap((p) => entries(fields(fields(p.spec).jwt).providers))
    .flatMap((p) => entries(p.claimToHeaders))
    .flatMap((c) => (headers.includes(text(c.header)?.toLowerCase() ?? '') ? (text(c.claim) ?? []) : []))[0];

const listOf = (list: readonly string[]): unknown => (list.length === 1 ? list[0] : list);

/** The limit of the API as answers at the top. Tiers and exemptions are not read back. */
export const budgetParts = (view: SourceView): Part[] => {
  const policy = view.snapshot.of('BackendTrafficPolicy').find(isBudget);
  if (!policy) return [];
  const limits = rulesOf(policy).map(({ limit }) => {
    const { requests, unit } = fields(limit);
    return `${requests}/${String(unit).toLowerCase()}`;
  });
  const headers = distinctHeaders(policy);
  const claim = claimOf(view, headers);
  const key = claim === undefined ? (headers.length > 0 ? { apiKey: true } : 'sourceIP') : { claim };
  const shadow = rulesOf(policy).some((r) => isSet(r.shadowMode) && r.shadowMode === true);
  return [
    { key: 'rateLimit.across', value: 'api', from: [] },
    { key: 'rateLimit.limits', value: listOf([...new Set(limits)]), from: view.source.from(policy, 'spec.rateLimit') },
    { key: 'rateLimit.key', value: key, from: [] },
    ...(shadow ? [{ key: 'rateLimit.shadow', value: true, from: [] }] : []),
  ];
};
