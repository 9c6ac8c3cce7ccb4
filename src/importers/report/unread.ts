// What is in the files and in no value of a document: broken documents, templates, and keys that a later one replaces.
import type { Place } from '../../diagnostics/place.ts';
import type { BrokenDocument } from '../source/read-result.ts';
import { type SourceDocument, SourceNode, type Step } from '../source/source-node.ts';
import type { LeafEntry } from './every-leaf.ts';
import { type Said, said } from './ledger.ts';

const entryAt = (place: Place, path: readonly Step[], what: Said): LeafEntry => {
  const document: SourceDocument = { file: place.file, index: 0, value: undefined, placeOf: () => place };
  return { node: new SourceNode(document, path), keys: [], leaves: 1, ...what };
};

/** An entry for each document that could not be read. */
export const brokenEntries = (broken: readonly BrokenDocument[], kind: string): LeafEntry[] =>
  broken.map(({ place, why, isTemplate }) =>
    entryAt(
      place,
      [],
      isTemplate ? said('TemplateNotRead', { file: place.file, kind }) : said('DocumentNotRead', { why }),
    ),
  );

/** An entry for each key that a later one replaces. */
export const duplicateEntries = (documents: readonly SourceDocument[]): LeafEntry[] =>
  documents.flatMap((d) =>
    (d.duplicates ?? []).map(({ path, place }) =>
      entryAt(place, [...(d.base ?? []), ...path], said('DuplicateKey', { key: String(path.at(-1)) })),
    ),
  );
