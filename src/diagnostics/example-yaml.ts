// The examples of codes as people write YAML: what fits into a line is one line. Loaded by `explain` only.
import { type Document, isCollection, isMap, isPair, isScalar, parseAllDocuments, stringify } from 'yaml';

const INDENT = 2;

/** The width of a value in one line. */
const flowWidth = (value: unknown): number =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd().length;

/** Decides for each list and map whether it is written in one line. `column`: where it begins, `left`: where its line begins. */
const layOut = (node: unknown, column: number, left: number, columns: number): void => {
  if (!isCollection(node)) return;
  node.flow = node.items.length === 0 || column + flowWidth(node.toJSON()) <= columns;
  if (node.flow) return;
  for (const item of node.items)
    if (!isPair(item)) layOut(item, left + INDENT, left + INDENT, columns);
    else {
      const key = isScalar(item.key) ? String(item.key.value).length : 0;
      const below = left + (isCollection(item.value) ? INDENT : 0);
      layOut(item.value, left + key + ': '.length, below, columns);
    }
};

/** As documentation writes lists in one line: `[{ name: users }]`. */
const withoutPadding = (yaml: string): string => yaml.replaceAll('[ ', '[').replaceAll(' ]', ']');

const laidOut = (document: Document, columns: number): string => {
  if (isMap(document.contents)) {
    document.contents.flow = false;
    for (const { key, value } of document.contents.items)
      layOut(value, String(key).length + ': '.length, INDENT, columns);
  }
  const yaml = document.toString({ lineWidth: 0, directives: false });
  return withoutPadding(yaml).trimEnd();
};

/**
 * YAML of an example with lines of at most `columns`, as far as its words allow. An example of a syntax error stays as it is.
 */
export const exampleYaml = (text: string, columns: number): string => {
  try {
    return [...parseAllDocuments(text)]
      .map((document) => {
        if (document.errors.length > 0) throw document.errors[0];
        return laidOut(document, columns);
      })
      .join('\n---\n');
  } catch {
    return text;
  }
};
