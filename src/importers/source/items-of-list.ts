// `kubectl get -o yaml` and `-o json` print a List: its items are objects as if each were a document.
import type { SourceDocument } from './source-node.ts';

/** The documents of a document: its items if it is a list of objects, otherwise itself. */
export const documentsIn = (document: SourceDocument): SourceDocument[] => {
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [document];
  const { apiVersion, kind, items } = value as { apiVersion?: unknown; kind?: unknown; items?: unknown };
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items))
    return [document];
  return items.map((item, i): SourceDocument => {
    const base = ['items', i];
    return {
      file: document.file,
      index: document.index + i,
      value: item,
      base,
      placeOf: (path) => document.placeOf([...base, ...path]),
      duplicates: (document.duplicates ?? []).flatMap(({ path, place }) =>
        path[0] === 'items' && path[1] === i ? [{ path: path.slice(2), place }] : [],
      ),
    };
  });
};
