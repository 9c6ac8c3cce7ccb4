import type { Limit } from '../../values/limit.ts';

/** BackendTrafficPolicy.spec.rateLimit.local.rules and global.rules: maxItems. */
export const RULES_OF_SCOPE = { local: 16, global: 256 } as const;
/** A rule compares clients with one regular expression of at most 1024 characters. */
const LONGEST_VALUE = 1024;

interface Counted {
  readonly limits: readonly Limit[] | undefined;
  readonly tiers: Readonly<Record<string, { match: { readonly values: readonly string[] }; limits: readonly Limit[] }>>;
  readonly perMethod: Readonly<Record<string, readonly Limit[]>>;
  readonly byAddress: boolean;
}

/** The number of rules that limits need in one policy, at most: two for an address, one more for requests without a key. */
export const mostLimitRules = ({ limits = [], tiers, perMethod, byAddress }: Counted): number => {
  const methods = Object.values(perMethod).reduce((n, l) => n + l.length, 0);
  const usual = limits.length + methods;
  const ofTiers = Object.values(tiers).reduce((n, t) => {
    const length = t.match.values.reduce((sum, v) => sum + v.length * 2 + 1, 0);
    return n + t.limits.length * Math.max(1, Math.ceil(length / LONGEST_VALUE));
  }, 0);
  return byAddress ? 2 * (usual + ofTiers) : 2 * usual + ofTiers;
};
