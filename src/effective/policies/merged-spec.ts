// Policies with mergeType: Envoy Gateway merges them into a policy above the route (Merge in internal/utils/merge.go).
import { type Fields, fields, type Loose } from '../objects/loose-objects.ts';

/** Lists that a strategic merge merges by a key (`patchMergeKey` in api/v1alpha1); all others replace the list of the base. */
const LIST_KEYS: Readonly<Record<string, string>> = {
  compression: 'type',
  compressor: 'type',
  httpUpgrade: 'type',
  contextExtensions: 'name',
};

const isMap = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v);

const mergedList = (
  base: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  strategic: boolean,
): unknown[] => {
  const byKey = new Map(base.map((entry) => [fields(entry)[key], entry]));
  for (const entry of patch) {
    const id = fields(entry)[key];
    byKey.set(id, byKey.has(id) ? merged(byKey.get(id), entry, strategic) : entry);
  }
  return [...byKey.values()];
};

const merged = (base: unknown, patch: unknown, strategic: boolean): unknown => {
  if (!isMap(base) || !isMap(patch)) return patch;
  const out: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    const mine = base[name];
    const key = strategic && Object.hasOwn(LIST_KEYS, name) ? LIST_KEYS[name] : undefined;
    if (key !== undefined && Array.isArray(mine) && Array.isArray(value))
      out[name] = mergedList(mine, value, key, strategic);
    else out[name] = merged(mine, value, strategic);
  }
  return out;
};

/**
 * The spec of a route's policy merged into `base`. Rules of rate limits have the name of their policy in Envoy Gateway, so a
 * strategic merge keeps those of both policies; the policy of the route comes last.
 */
export const mergedSpec = (base: Loose, policy: Loose): Fields => {
  const own = fields(policy.spec);
  const strategic = own.mergeType !== 'JSONMerge';
  const out = { ...fields(merged(fields(base.spec), own, strategic)) };
  const limits = strategic ? mergedLimits(fields(fields(base.spec).rateLimit), fields(own.rateLimit)) : {};
  return { ...out, ...(out.rateLimit !== undefined && { rateLimit: { ...fields(out.rateLimit), ...limits } }) };
};

const selects = (rule: unknown): boolean => {
  const { clientSelectors } = fields(rule);
  return Array.isArray(clientSelectors) && clientSelectors.length > 0;
};
const rulesOf = (limit: unknown): unknown[] => {
  const { rules } = fields(limit);
  return Array.isArray(rules) ? rules : [];
};

const mergedLimits = (base: Fields, own: Fields): Fields =>
  Object.fromEntries(
    ['local', 'global'].flatMap((scope) => {
      // A local limit of the route's policy always has a default, so that of the base has no effect.
      const kept = rulesOf(base[scope]).filter((rule) => scope !== 'local' || own.local === undefined || selects(rule));
      const rules = [...kept, ...rulesOf(own[scope])];
      return rules.length > 0 ? [[scope, { ...fields(base[scope]), ...fields(own[scope]), rules }]] : [];
    }),
  );
