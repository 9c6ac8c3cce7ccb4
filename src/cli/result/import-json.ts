import type { Problem } from '../../diagnostics/refusal.ts';
import type { LeafEntry } from '../../importers/report/every-leaf.ts';
import type { Written } from '../import/import-run.ts';
import { countsByVerdict, placeOfEntry } from './import-entries.ts';
import { jsonText } from './json-text.ts';

/** The keys of an entry; they are never renamed or removed. */
export const plainEntry = (entry: LeafEntry) => {
  const { node, keys, leaves, code, verdict, subject, what, why, fix } = entry;
  return { verdict, code, subject, ...placeOfEntry(entry), pointer: node.pointer, keys, leaves, what, why, fix };
};

/** The result of an import for programs. `ok` is false if and only if the exit code is 1. */
export const importJson = ({
  ok,
  kind,
  entries,
  open,
  left,
  documents,
  files,
  written,
}: {
  ok: boolean;
  kind: string;
  entries: readonly LeafEntry[];
  open: readonly Problem[];
  left: readonly string[];
  documents: number;
  files: number;
  written: Written;
}): string =>
  jsonText({
    ok,
    kind,
    file: written.file ?? null,
    summary: { files, documents, ...countsByVerdict(entries) },
    entries: entries.map(plainEntry),
    questions: left,
    open,
    ...written.json,
  });
