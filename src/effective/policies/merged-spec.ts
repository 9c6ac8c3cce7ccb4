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

/**
 * Two lists merged by a key. The entries of the patch come first; one that only the base has comes before those that follow it in
 * the base (mergeSortedSlice in k8s.io/apimachinery, pkg/util/strategicpatch/patch.go).
 */
const mergedList = (base: readonly unknown[], patch: readonly unknown[], key: string): unknown[] => {
  const places = new Map(base.map((entry, i) => [fields(entry)[key], i]));
  const own = new Set(patch.map((entry) => fields(entry)[key]));
  const left = base.filter((entry) => !own.has(fields(entry)[key]));
  const out: unknown[] = [];
  let next = 0;
  for (const entry of patch) {
    const place = places.get(fields(entry)[key]);
    while (place !== undefined && next < left.length && places.get(fields(left[next])[key])! < place)
      out.push(left[next++]);
    out.push(place === undefined ? entry : merged(base[place], entry, true));
  }
  return [...out, ...left.slice(next)];
};

const merged = (base: unknown, patch: unknown, strategic: boolean): unknown => {
  if (!isMap(base) || !isMap(patch)) return patch;
  const out: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    const mine = base[name];
    const key = strategic && Object.hasOwn(LIST_KEYS, name) ? LIST_KEYS[name] : undefined;
    if (key !== undefined && Array.isArray(mine) && Array.isArray(value)) out[name] = mergedList(mine, value, key);
    else out[name] = merged(mine, value, strategic);
  }
  return out;
};

/**
 * The spec of a route's policy merged into `base`. Rules of rate limits have the name of their policy in Envoy Gateway, so a
 * strategic merge keeps those of both policies; those of the route's policy come first.
 */
export const mergedSpec = (base: Loose, policy: Loose): Fields => {
  const ofBase = known.get(base) ?? new WeakMap<Loose, Fields>();
  known.set(base, ofBase);
  const spec = ofBase.get(policy) ?? mergedOnce(base, policy);
  ofBase.set(policy, spec);
  return spec;
};

/** By base, because a policy may apply to thousands of rules. */
const known = new WeakMap<Loose, WeakMap<Loose, Fields>>();

const mergedOnce = (base: Loose, policy: Loose): Fields => {
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
      const rules = [...rulesOf(own[scope]), ...kept];
      return rules.length > 0 ? [[scope, { ...fields(base[scope]), ...fields(own[scope]), rules }]] : [];
    }),
  );
