// `import --check`: whether the answers contain what the source states. Nothing is written.
import { counted } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { ImportResult } from '../../importers/run-import.ts';
import { EXIT, UserError, type Voice } from '../environment.ts';
import { jsonText } from '../result/json-text.ts';
import { asWritten, changeLines, conflictLines, conflictsOf, keyOf, lossLines, newLossesOf } from './again-lines.ts';
import type { Merged } from './again-merge.ts';
import type { WantedSource } from './again-source.ts';
import type { Target } from './again-target.ts';

/** Prints what the next import would change, and returns the exit code: 1 if the source has changed. */
export const sayCheck = (
  voice: Voice,
  json: boolean,
  run: { target: Target; source: WantedSource; merged: Merged; result: ImportResult },
): number => {
  const { target, source, merged, result } = run;
  if (!source.before)
    throw new UserError(
      `${visibleLine(target.shown)} was not imported from these files, so there is nothing to compare with. Run the import without --check first.`,
    );
  const fresh = [...(merged.fresh ?? [])];
  const isFine = merged.changes.length + merged.conflicts.length + merged.owned.length + fresh.length === 0;
  if (json)
    voice.result(
      jsonText({
        ok: isFine,
        edited: merged.isEdited,
        changes: merged.changes.map(asWritten).map(({ path, ours, theirs }) => ({
          key: keyOf(path),
          file: ours ?? null,
          source: theirs ?? null,
        })),
        conflicts: conflictsOf(target, merged, result),
        newLosses: newLossesOf(merged),
      }),
    );
  else if (isFine)
    voice.report(
      `${visibleLine(target.shown)} contains what ${source.kind} states.${merged.isEdited ? ' Files were edited, but no answer changes.' : ''}\n`,
    );
  else {
    const lines = [...changeLines(merged), ...conflictLines(target, merged, result), ...lossLines(merged)];
    const conflicts = merged.conflicts.length + merged.owned.length;
    const counts = [
      [merged.changes.length, 'change'],
      [conflicts, 'conflict'],
      [fresh.length, 'new loss'],
    ] as const;
    const count = counts
      .filter(([n]) => n > 0)
      .map(([n, noun]) => (noun === 'new loss' && n > 1 ? `${n} new losses` : counted(n, noun)))
      .join(', ');
    voice.report(
      `The source of ${visibleLine(target.shown)} has changed since the last import: ${count}.\n${lines.join('\n')}\n`,
    );
    voice.talk('To apply it, run: eg-api-gateway import');
  }
  return isFine ? EXIT.fine : EXIT.findings;
};
