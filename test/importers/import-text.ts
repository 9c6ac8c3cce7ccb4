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

const valueAt = (at: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], at);

/** Keys of carried and approximated values that the answers do not have. A key without the name of a service is one of any service. */
export const unprovenKeys = (
  entries: readonly { readonly verdict: string; readonly keys: readonly string[] }[],
  answers: Readonly<Record<string, unknown>>,
): string[] => {
  const services = ((answers.services ?? []) as { name: string }[]).map((s) => ({ backend: 1, ...s }));
  const named = Object.fromEntries(services.map((s) => [s.name, s]));
  const isThere = (key: string): boolean => {
    const steps = key.split('.');
    const own = steps[0] === 'services' ? steps.slice(1) : steps;
    const places = [
      valueAt(answers, steps),
      valueAt({ services: named }, steps),
      ...services.map((s) => valueAt(s, own)),
    ];
    return places.some((v) => v !== undefined && v !== 'undecided');
  };
  return entries
    .filter((e) => e.verdict === 'carried' || e.verdict === 'approximated')
    .flatMap((e) => e.keys.filter((key) => !isThere(key)));
};

/** The report, a line for each entry: place, verdict, code, pointer, and the answers that contain the value. */
export const reportOf = ({ entries }: ImportResult): string =>
  entries
    .map(({ node, verdict, code, keys }) => {
      const { line, column } = node.place;
      return `${line}:${column} ${verdict} ${code} ${node.pointer}${keys.length > 0 ? ` -> ${keys.join(', ')}` : ''}\n`;
    })
    .join('');
