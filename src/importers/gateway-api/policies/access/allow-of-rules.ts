// Rules of which a request must satisfy one, as one set of restrictions: `allow` of the answers.
import { Unsaid } from '../unsaid.ts';
import type { ClaimCondition, Condition } from './condition-of-rule.ts';

/** Restrictions that a request must meet all of. */
export interface Allow {
  readonly scopes: readonly string[];
  readonly claims: readonly ClaimCondition[];
  readonly cidrs: readonly string[];
  /** Names of clients in the header that authentication sets; undefined: all. */
  readonly clients: readonly string[] | undefined;
  /** Providers whose tokens are allowed; undefined: all. */
  readonly providers: readonly string[] | undefined;
  /** The rules themselves. */
  readonly conditions: readonly Condition[];
}

const union = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sorted = (list: readonly string[]): string[] => [...list].sort();
const allSame = (list: readonly unknown[]): boolean => list.every((x) => same(x, list[0]));

/** Claims of several rules that differ in nothing but shapes, or in the values of one claim. */
const joinedClaims = (all: readonly (readonly ClaimCondition[])[], field: string): ClaimCondition[] => {
  const [first = []] = all;
  if (!allSame(all.map((c) => sorted(c.map((x) => x.name))))) throw new Unsaid('rules for different claims', field);
  const joined = first.map(({ name }) => {
    const those = all.map((list) => list.find((c) => c.name === name)!);
    const shapes = new Set(those.map((c) => c.shape));
    const [only] = shapes;
    return {
      isSame: allSame(those.map((c) => sorted(c.values))),
      claim: {
        name,
        values: union(those.map((c) => c.values)),
        shape: shapes.size === 1 ? only! : ('both' as const),
      },
    };
  });
  // All combinations of shapes are there, or the rules allow less than what is answered.
  const mixed = joined.filter(({ claim }) => claim.shape === 'both' && all.length > 1).length;
  const differing = joined.filter((j) => !j.isSame).length;
  if (differing > 1 || (differing === 1 && mixed > 0) || (mixed > 1 && all.length < 2 ** mixed))
    throw new Unsaid('rules for combinations of claims', field);
  return joined.map((j) => j.claim);
};

/** Conditions of which one must hold, as one. At most one part of them may differ. */
const joined = (conditions: readonly Condition[]): Omit<Allow, 'providers'> => {
  const { field } = conditions[0]!;
  if (!allSame(conditions.map((c) => sorted(c.scopes)))) throw new Unsaid('rules for different scopes', field);
  const claims = joinedClaims(
    conditions.map((c) => c.claims),
    field,
  );
  const differs = {
    cidrs: !allSame(conditions.map((c) => sorted(c.cidrs))),
    clients: !allSame(conditions.map((c) => sorted(c.header?.values ?? []))),
    claims: !allSame(conditions.map((c) => c.claims.map((x) => [x.name, sorted(x.values)]))),
  };
  if (Object.values(differs).filter(Boolean).length > 1) throw new Unsaid('rules with several alternatives', field);
  const everyAddress = conditions.some((c) => c.cidrs.length === 0);
  const everyClient = conditions.some((c) => c.header === undefined);
  return {
    scopes: conditions[0]!.scopes,
    claims,
    cidrs: everyAddress ? [] : union(conditions.map((c) => c.cidrs)),
    clients: everyClient ? undefined : union(conditions.map((c) => c.header!.values)),
    conditions,
  };
};

/** The restrictions that rules mean together. Throws `Unsaid` where they differ for tokens of different providers. */
export const allowOf = (conditions: readonly Condition[]): Allow => {
  const groups = new Map<string | undefined, Condition[]>();
  for (const c of conditions) groups.set(c.provider, [...(groups.get(c.provider) ?? []), c]);
  const all = [...groups].map(([provider, list]) => ({ provider, ...joined(list) }));
  const [first] = all;
  const content = ({ provider: _, conditions: __, ...rest }: (typeof all)[number]): unknown => rest;
  const field = conditions[0]!.field;
  if (!allSame(all.map(content))) throw new Unsaid('different rules for tokens of different providers', field);
  const providers = all.flatMap((a) => a.provider ?? []);
  return {
    ...first!,
    providers: groups.has(undefined) ? undefined : providers,
    conditions,
  };
};
