import { counted } from '../../diagnostics/shown.ts';
import { importedText } from '../../importers/written/imported-text.ts';
import { UserError } from '../environment.ts';
import { replaceFiles } from '../output/replace-file.ts';
import { schemaFileOf, schemaText } from '../output/schema-file.ts';
import { systemReason } from '../system-reason.ts';
import { asWritten, changeLines, conflictLines, conflictsOf, keyOf, lossLines, newLossesOf } from './again-lines.ts';
import type { Merged } from './again-merge.ts';
import type { Target } from './again-target.ts';
import type { ImportRun, Written } from './import-run.ts';

/** Where the result goes; undefined: to standard output. */
export interface Destination {
  readonly target: Target;
  readonly merged: Merged;
}

/** Writes the answers of an import to their file with the lock file, or to standard output with `-o -`. */
export const writeResult = async (run: ImportRun, to: Destination | undefined): Promise<Written> => {
  const { voice, result, source } = run;
  if (!to) {
    const files = source.files.map((f) => f.file);
    const nameOf = (file: string): string => file;
    voice.result(importedText({ previous: undefined, answers: result.answers, changes: [], result, files, nameOf }));
    return { file: undefined, lines: [], conflicts: [], json: {}, isIncomplete: false };
  }
  const { target, merged } = to;
  const text = merged.text(result.answers);
  try {
    replaceFiles([
      { path: target.path, text, followsLink: true },
      { path: schemaFileOf(target.path), text: schemaText() },
      { path: target.lock.path, text: merged.lock },
    ]);
  } catch (error) {
    throw new UserError(`${target.shown} cannot be written: ${systemReason(error)}. Nothing was written.`);
  }
  const isNew = target.previous === undefined;
  const conflicts = conflictLines(target, merged, result);
  const changes = isNew ? [] : changeLines(merged);
  const losses = lossLines(merged);
  return {
    file: target.shown,
    conflicts,
    lines: [
      ...(changes.length > 0 ? [`${counted(changes.length, 'change')} in ${target.shown}:`, ...changes] : []),
      ...(isNew || changes.length > 0 || conflicts.length > 0
        ? []
        : [`${target.shown} already contains what the source states.`]),
      ...(conflicts.length > 0 && target.sources === undefined
        ? [`${target.shown} was written by hand: none of its values was changed.`]
        : []),
      ...conflicts,
      ...(losses.length > 0 ? ['New since the last import:', ...losses] : []),
    ],
    json: {
      newLosses: newLossesOf(merged),
      changes: isNew
        ? []
        : merged.changes.map(asWritten).map(({ path, ours, theirs }) => ({
            key: keyOf(path),
            file: ours ?? null,
            source: theirs ?? null,
          })),
      conflicts: conflictsOf(target, merged, result),
    },
    isIncomplete: conflicts.length > 0,
  };
};
