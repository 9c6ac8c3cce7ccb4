import type { Problem } from '../diagnostics/refusal.ts';
import type { KnownNames } from './again/known-names.ts';
import type { Importer, ImportOptions } from './importer.ts';
import { accept } from './neutral/accepted.ts';
import { type Converted, toAnswers } from './neutral/to-answers.ts';
import { entriesOf, type LeafEntry } from './report/every-leaf.ts';
import { joined } from './report/joined.ts';
import { Ledger } from './report/ledger.ts';
import { sayOthers } from './report/other-documents.ts';
import { proven } from './report/proven.ts';
import { duplicateEntries } from './report/unread.ts';
import type { SourceDocument } from './source/source-node.ts';

/** What an import made of its files. */
export interface ImportResult extends Converted {
  /** What became of every leaf of the source. */
  readonly entries: readonly LeafEntry[];
  /** What `generate` refuses until a person has answered. */
  readonly open: readonly Problem[];
}

/** Imports documents of one kind. `known`: names that an earlier import of them gave. */
export const runImport = async (
  importer: Importer,
  documents: readonly SourceDocument[],
  options: ImportOptions,
  known?: KnownNames,
): Promise<ImportResult> => {
  const ledger = new Ledger();
  const read = await importer.load();
  const converted = toAnswers(read(documents, ledger, options), ledger, known);
  const open = accept(converted, ledger);
  sayOthers(importer, documents, ledger);
  const entries = proven(ledger.entries, converted.answers, converted.remarks);
  return { ...converted, open, entries: [...joined(entriesOf(documents, entries)), ...duplicateEntries(documents)] };
};
