/** Words for people; the API server does not judge by them. */
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
