// Breaking one thing: what a line of mutations.yaml does to an object.

/** Whether an object is the one that a mutation is about: Kind/name, where a trailing * is any rest. */
export const isTarget = ({ on }, object) => {
  const [kind, name] = on.split('/');
  if (object.kind !== kind) return false;
  return name.endsWith('*') ? object.metadata.name.startsWith(name.slice(0, -1)) : object.metadata.name === name;
};

const stepInto = (value, path) => {
  const found = path.reduce((o, key) => o?.[key], value);
  if (typeof found !== 'object' || found === null) throw new Error(`nothing is at ${path.join('.')}`);
  return found;
};

/** The object as the mutation leaves it: undefined where it is deleted. Throws where a path leads nowhere. */
export const mutated = (mutation, original) => {
  if (mutation.delete) return undefined;
  const object = structuredClone(original);
  for (const dotted of mutation.unset ?? []) {
    const path = dotted.split('.');
    const holder = stepInto(object, path.slice(0, -1));
    const last = path.at(-1);
    if (!(last in holder)) throw new Error(`${dotted} is not there`);
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  }
  for (const [dotted, value] of Object.entries(mutation.set ?? {})) {
    const path = dotted.split('.');
    stepInto(object, path.slice(0, -1))[path.at(-1)] = value;
  }
  return object;
};
