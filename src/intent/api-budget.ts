import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ApiBudgetIntent, CountBy, LimitParts, Sizing } from '../model/intent.ts';
import { countBy } from './count-by.ts';
import { limitPartsOf } from './limit-groups.ts';
import type { RouteDraft } from './routes.ts';

const headerOf = (key: CountBy): string | undefined => (key.by === 'header' ? key.header : undefined);

/**
 * The budget that services share (`drafts`: their routes). The key of a client is what its route's authentication verified, else
 * its address. The rules exclude each other, so no request is counted twice.
 */
export const budgetOf = (
  drafts: readonly RouteDraft[],
  answers: Answers,
  gateway: string,
  sizing: Sizing,
): ApiBudgetIntent | undefined => {
  const limits = answers.rateLimit?.limits;
  if (!limits || drafts.length === 0) return undefined;
  const counted = drafts.map((d) => ({
    key: countBy(answers.rateLimit?.key, d.variant),
    methods: d.variant?.methods ?? [],
  }));
  const headers = [...new Set(counted.flatMap(({ key }) => headerOf(key) ?? []))].sort();
  const byAddress = counted.some(({ key: k }) => k.by === 'sourceIP' || k.mayBeMissing);
  // Of routes with the same header, a tier matches only where a method sets its header.
  const partsOf = (header: string | undefined): LimitParts => {
    const methods = counted.flatMap((c) => (headerOf(c.key) === header ? c.methods : []));
    const byName = new Map(methods.map((m) => [m.name, m]));
    return limitPartsOf(undefined, answers, { methods: [...byName.values()] }, 'global', sizing);
  };
  return {
    name: `${gateway}-api-budget`,
    limits,
    headers,
    parts: [...headers, ...(byAddress ? [undefined] : [])].map((header) => ({ header, parts: partsOf(header) })),
  };
};
