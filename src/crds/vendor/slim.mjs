/** Texts for people, on which the verdict of the API server does not depend. */
const WORDS = new Set(['description', 'example', 'externalDocs', 'title']);
/** Keywords whose value is a map of schemas: the names in it are not keywords, a field may be called `description`. */
const MAPS = new Set(['properties']);
/** Keywords whose value is data, not a schema. */
const DATA = new Set(['default', 'enum']);

/** A schema without its words. */
export const slim = (node) => {
  if (Array.isArray(node)) return node.map(slim);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !WORDS.has(key))
      .map(([key, value]) => {
        if (DATA.has(key)) return [key, value];
        if (MAPS.has(key)) return [key, Object.fromEntries(Object.entries(value).map(([k, v]) => [k, slim(v)]))];
        return [key, slim(value)];
      }),
  );
};

const below = (node) => [
  ...Object.values(node.properties ?? {}),
  ...(node.items ? [node.items] : []),
  ...(typeof node.additionalProperties === 'object' ? [node.additionalProperties] : []),
];

/**
 * Marks each node with what stands at it or below it: `x-deep` has an `r` for rules, an `l` for lists that are sets or maps.
 * So no run has to walk a schema to find out where it need not go. Changes the schema in place and gives it.
 */
export const marked = (node) => {
  const deep = below(node)
    .map((n) => marked(n)['x-deep'] ?? '')
    .join('');
  const rules = [node, ...(node.allOf ?? [])].some((n) => n['x-kubernetes-validations'] !== undefined);
  const lists = ['set', 'map'].includes(node['x-kubernetes-list-type']);
  const mark = `${rules || deep.includes('r') ? 'r' : ''}${lists || deep.includes('l') ? 'l' : ''}`;
  delete node['x-deep'];
  if (mark !== '') node['x-deep'] = mark;
  return node;
};
