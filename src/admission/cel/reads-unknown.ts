import { containsUnknown, isUnknown } from '../../objects/unknown-value.ts';
import type { Json } from '../admission-schema.ts';

/**
 * Whether a rule that failed reads an unknown value of `self`: then it may pass with the value that replaces the placeholder. A rule
 * that reads none fails in any case. The rule runs again on `self` behind proxies that note what it reads.
 */
export const readsUnknown = (self: Json, run: (self: Json) => unknown): boolean => {
  if (!containsUnknown(self)) return false;
  let found = false;
  const watched = (value: unknown): unknown => {
    if (isUnknown(value)) found = true;
    if (typeof value !== 'object' || value === null) return value;
    // An unknown key may be any field, also one that is absent.
    if (Object.keys(value).some(isUnknown)) found = true;
    return new Proxy(value, {
      get: (target, key) => watched(Reflect.get(target, key)),
    });
  };
  try {
    run(watched(self) as Json);
  } catch {
    // It failed before as well; only what it read matters.
  }
  return found;
};
