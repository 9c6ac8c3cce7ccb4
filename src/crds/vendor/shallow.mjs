// Where a schema repeats itself so often that it is not taken in whole: what stands at these places may be any object.

/** By kind: the way to such a place, `*` for every field, `[]` for the items of a list. */
const ANY = {
  // The template of an Application, 13 KB, in each generator, and in each of the generators that a matrix or a merge
  // combines: with those the schema has 387 KB, without them 180. Argo CD itself takes no notice of a template there
  // (its docs, operator-manual/applicationset/Generators-Matrix.md, Restrictions).
  'argoproj.io/v1alpha1/ApplicationSet': [
    'spec generators [] matrix generators [] * template',
    'spec generators [] merge generators [] * template',
  ],
};

const ANY_OBJECT = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

const cut = (node, [step, ...more]) => {
  if (node === undefined) return node;
  if (step === undefined) return ANY_OBJECT;
  if (step === '[]') return { ...node, items: cut(node.items, more) };
  const properties = Object.entries(node.properties ?? {}).map(([k, s]) => [
    k,
    step === '*' || step === k ? cut(s, more) : s,
  ]);
  return node.properties ? { ...node, properties: Object.fromEntries(properties) } : node;
};

/** The schema of a kind, with any object where it would be too deep. */
export const shallow = (groupVersionKind, schema) =>
  (ANY[groupVersionKind] ?? []).reduce((s, path) => cut(s, path.split(' ')), schema);
