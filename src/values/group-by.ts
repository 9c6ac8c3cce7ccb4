const addTo = <K, T>(groups: Map<K, T[]>, key: K, item: T): void => {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
};

/** Lists of items by a key, in the order of the items. Like `Map.groupBy`, which Node 20 does not have; the time is linear. */
export const groupBy = <T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) addTo(groups, keyOf(item), item);
  return groups;
};

/** Lists of values by key, in the order of the pairs, of which several may have the same key. */
export const groupPairs = <K, V>(pairs: Iterable<readonly [K, V]>): Map<K, V[]> => {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) addTo(groups, key, value);
  return groups;
};

/** How often each word is in a list. */
export const countsOf = (words: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const w of words) times.set(w, (times.get(w) ?? 0) + 1);
  return times;
};
