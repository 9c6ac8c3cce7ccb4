import { refusal } from '../../diagnostics/refusal.ts';
import { limitIn } from '../../values/limit.ts';
import type { Placed } from '../issues.ts';

/** Lists for which another rule finds duplicates. */
const COMPARED_BY_A_RULE = new Set(['paths', 'public', 'clients', 'remove', 'default', 'services']);
/** Lists of header names, which are not case-sensitive. */
const WITHOUT_CASE = new Set(['headers', 'headersToBackend', 'exposeHeaders']);

/** Lists of limits: of two with the same unit only the lower one applies. */
const OF_UNITS = new Set(['limits', 'rateLimit']);

const isScalar = (v: unknown): v is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof v);

/** The value that an entry must not share with another one, and its name; undefined: entries are not compared. */
const idOf = (item: unknown, key: string): readonly [id: unknown, shown: string] | undefined => {
  if (key === 'suppress' && typeof item === 'object' && item !== null) {
    const { code, object } = item as { code?: unknown; object?: unknown };
    return [JSON.stringify([code, object]), `${String(code)} of ${String(object)}`];
  }
  if (!isScalar(item)) return undefined;
  const shown = JSON.stringify(item).slice(0, 80);
  const unit = OF_UNITS.has(key) ? limitIn(String(item))?.unit : undefined;
  if (unit !== undefined) return [unit, `A limit in ${unit}s`];
  return [typeof item === 'string' && WITHOUT_CASE.has(key) ? item.toLowerCase() : item, shown];
};

/** Whether another rule finds duplicates of a list: `auth: [a, b]` of a service, and the lists above, but not a team's lists. */
const elsewhere = (path: readonly PropertyKey[]): boolean => {
  const key = String(path.at(-1));
  if (path.includes('teams') && !path.includes('services')) return false;
  return COMPARED_BY_A_RULE.has(key) || (key === 'auth' && path.includes('services'));
};

/** Values that a list contains twice, at the second place. The second has no effect, or another value was intended. */
export const duplicateProblems = (input: unknown): Placed[] => {
  const out: Placed[] = [];
  const list = (items: readonly unknown[], path: readonly PropertyKey[]): void => {
    const key = String(path.at(-1));
    const seen = new Set<unknown>();
    for (const [i, item] of items.entries()) {
      const found = idOf(item, key);
      if (!found) continue;
      const [id, shown] = found;
      if (seen.has(id))
        out.push({
          path: [...path, i],
          refusal: refusal('DuplicateValue', { shown, key }),
        });
      seen.add(id);
    }
  };
  const walk = (v: unknown, path: readonly PropertyKey[]): void => {
    if (Array.isArray(v)) {
      if (v.length > 1 && !elsewhere(path)) list(v, path);
      v.forEach((x, i) => void walk(x, [...path, i]));
    } else if (typeof v === 'object' && v !== null) for (const [k, x] of Object.entries(v)) walk(x, [...path, k]);
  };
  walk(input, []);
  return out;
};
