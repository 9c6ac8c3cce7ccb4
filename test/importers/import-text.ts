// Imports a text in a test, as the command does.
import { IMPORTERS } from '../../src/importers/all-importers.ts';
import type { ImportOptions } from '../../src/importers/importer.ts';
import { type ImportResult, runImport } from '../../src/importers/run-import.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import type { SourceDocument } from '../../src/importers/source/source-node.ts';

export const importDocuments = (
  kind: string,
  documents: readonly SourceDocument[],
  options: ImportOptions = { group: 'fewest' },
): Promise<ImportResult> => runImport(IMPORTERS.find((i) => i.name === kind)!, documents, options);

export const importText = (kind: string, text: string, options?: ImportOptions): Promise<ImportResult> =>
  importDocuments(kind, readSource('source.yaml', text).documents, options);

/** The report, a line for each entry: place, verdict, code, pointer, and the answers that contain the value. */
export const reportOf = ({ entries }: ImportResult): string =>
  entries
    .map(({ node, verdict, code, keys }) => {
      const { line, column } = node.place;
      return `${line}:${column} ${verdict} ${code} ${node.pointer}${keys.length > 0 ? ` -> ${keys.join(', ')}` : ''}\n`;
    })
    .join('');
