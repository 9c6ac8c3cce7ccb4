import { commitWrite, recover } from '../../files/commit.ts';
import { planWrite, type WritePlan } from '../../files/plan.ts';
import { type Options, UserError, type Voice } from '../environment.ts';
import { systemReason } from '../system-reason.ts';
import type { Built } from './build-output.ts';
import type { Output } from './output-folder.ts';

const unwritable = (shown: string, why: string): UserError =>
  new UserError(`The folder ${shown} cannot be written: ${why}. Nothing was written.`);

/** The plan of a write; throws a user error if the folder cannot be written. */
export const planOf = ({ shown, dir, answers }: Output, built: Built, force: boolean): WritePlan => {
  const plan = planWrite(dir, built.files, answers);
  if (plan.refusal) throw unwritable(shown, plan.refusal);
  if (plan.otherGateway && !force)
    throw unwritable(shown, `${plan.otherGateway}. Choose another folder with -o, or replace it with --force`);
  return plan;
};

/** Prints how many files were written. */
const sayCounts = (voice: Voice, shown: string, plan: WritePlan): void =>
  voice.talk(
    `${shown}: ${plan.created.length} created, ${plan.changed.length + plan.blocked.length} changed, ${plan.removed.length} removed, ${plan.unchanged.length} unchanged`,
  );

/**
 * Writes the folder, and prints what is left to do in it. Throws a user error if it cannot; then nothing was written. `counts`
 * prints how many files were written.
 */
export const writeFolder = (
  voice: Voice,
  options: Options,
  built: Built,
  output: Output,
  counts: typeof sayCounts = sayCounts,
): WritePlan => {
  const { shown, dir } = output;
  const cannot = (error: unknown): UserError =>
    new UserError(`The folder ${shown} cannot be written: ${systemReason(error)}. It is unchanged.`);
  let plan: WritePlan;
  try {
    const recovered = recover(dir);
    if (recovered) voice.talk(recovered);
    plan = planOf(output, built, options.force === true);
  } catch (error) {
    throw error instanceof UserError ? error : cannot(error);
  }
  if (plan.blocked.length > 0 && options.force !== true)
    throw new UserError(
      `${plan.blocked.length === 1 ? 'A file in' : `${plan.blocked.length} files in`} ${shown} ${plan.blocked.length === 1 ? 'was' : 'were'} edited by hand:\n${plan.blocked.map((p) => `  ${p}`).join('\n')}\nMake the changes in the answers, or overwrite the files with --force. Nothing was written.`,
    );
  const changes = plan.created.length + plan.changed.length + plan.removed.length + plan.blocked.length;
  try {
    if (changes > 0) commitWrite(plan);
  } catch (error) {
    throw cannot(error);
  }
  counts(voice, shown, plan);
  for (const p of plan.removed)
    voice.talk(`  removed, no longer generated: ${p} (to delete its objects from the cluster, see README.md)`);
  for (const { kind, list } of plan.left)
    voice.talk(
      `  prune.sh no longer deletes objects of kind ${kind}, because the manifests contain none. List those of this gateway, and delete them:\n    ${list}`,
    );
  for (const p of plan.kept) voice.talk(voice.paint.yellow(`  kept, edited by hand and no longer generated: ${p}`));
  return plan;
};
