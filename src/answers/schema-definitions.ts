import { isTree, type Tree } from './yaml-layout.ts';

/** Shorter schemas stay where they are: a reference to one would be about as long. */
const SHORTEST = 120;
const KEYS_WITH_NAMES = ['properties'];
const KEYS_WITH_SCHEMAS = ['items', 'additionalProperties', 'propertyNames', 'anyOf', 'oneOf', 'allOf'];

/** A schema of which `below` changed each direct part; `names` are the keys of answers that lead to the part. */
const mapParts = (
  schema: Tree,
  names: readonly string[],
  below: (part: Tree, names: readonly string[]) => Tree,
): Tree => {
  const one = (part: unknown, at: readonly string[]): unknown =>
    Array.isArray(part) ? part.map((p) => one(p, at)) : isTree(part) ? below(part, at) : part;
  return Object.fromEntries(
    Object.entries(schema).map(([k, v]) => {
      if (KEYS_WITH_NAMES.includes(k))
        return [
          k,
          Object.fromEntries(Object.entries(v as Tree).map(([name, part]) => [name, one(part, [...names, name])])),
        ];
      return [k, KEYS_WITH_SCHEMAS.includes(k) ? one(v, names) : v];
    }),
  );
};

/** The schemas that occur at several places, without those that occur only within another one of them. */
const repeated = (root: Tree): ReadonlySet<string> => {
  const seen = new Set<string>();
  const again = new Set<string>();
  const visit = (schema: Tree): Tree => {
    const text = JSON.stringify(schema);
    if (seen.has(text)) again.add(text);
    else {
      seen.add(text);
      mapParts(schema, [], visit);
    }
    return schema;
  };
  visit(root);
  return again;
};

/** The shortest free name: the last keys of the answers that lead to the first place, with a number if all are taken. */
const nameOf = (keys: readonly string[], taken: Tree): string => {
  const names = keys.map((_, i) => keys.slice(keys.length - 1 - i).join('.'));
  const free = names.find((name) => !Object.hasOwn(taken, name));
  if (free !== undefined) return free;
  let number = 2;
  while (Object.hasOwn(taken, `${names[0]}-${number}`)) number++;
  return `${names[0]}-${number}`;
};

/**
 * The same JSON Schema (draft-07), with each schema that it repeats once, in `definitions`. A definition contains its
 * description, because validators ignore what is next to `$ref`.
 */
export const withDefinitions = (root: Tree): Tree => {
  const again = repeated(root);
  const definitions: Tree = {};
  const references = new Map<string, Tree>();
  const share = (schema: Tree, names: readonly string[]): Tree => {
    const text = JSON.stringify(schema);
    if (text.length < SHORTEST || !again.has(text)) return mapParts(schema, names, share);
    const known = references.get(text);
    if (known) return known;
    const name = nameOf(names, definitions);
    const reference = { $ref: `#/definitions/${name}` };
    references.set(text, reference);
    // The name is taken before the parts need theirs.
    definitions[name] = {};
    definitions[name] = mapParts(schema, names, share);
    return reference;
  };
  const shared = mapParts(root, [], share);
  return Object.keys(definitions).length === 0 ? shared : { ...shared, definitions };
};
