/** The same function, computed once for each object, which must not change afterwards. */
export const oncePer = <K extends object, V extends object>(compute: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
};
