import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadAdmission } from '../admission/load-admission.ts';
import { formatFinding } from '../diagnostics/finding.ts';
import { formatProblems } from '../diagnostics/format.ts';
import { counted } from '../diagnostics/shown.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { changedObjects } from '../files/changed-objects.ts';
import { commitWrite, recover } from '../files/commit.ts';
import { unifiedDiff } from '../files/diff.ts';
import { isInterrupted } from '../files/journal.ts';
import { generateKeys, KeysRefused, type MadeKeys } from '../files/keys.ts';
import { MANIFESTS } from '../files/manifest-files.ts';
import { planWrite, type WritePlan } from '../files/plan.ts';
import { shellWord } from '../files/quote.ts';
import type { Intent } from '../model/intent.ts';
import { collectAnswers } from './answers/answers.ts';
import { pathsOf, type Source, wantedFiles } from './answers/answers-files.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import type { Built } from './output/build-output.ts';
import { buildRun } from './output/build-run.ts';
import { causedText } from './output/caused-findings.ts';
import { type Output, outputOf } from './output/output-folder.ts';
import { runbookOf } from './output/runbook-of.ts';
import { applyCommands, listText, plainObjects, planSince, sayChanged } from './output/say-changed.ts';
import { sayNotices } from './output/say-notices.ts';
import { plainFinding } from './result/json.ts';
import { jsonText } from './result/json-text.ts';
import { writtenJson } from './result/json-written.ts';
import { systemReason } from './system-reason.ts';

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

const checkFolder = (
  voice: Voice,
  built: Built,
  output: Output,
  again: string,
): { differing: string[]; diff: string } => {
  const { shown, dir } = output;
  const plan = planOf(output, built, true);
  if (isInterrupted(dir)) voice.talk(`A run that wrote ${shown} was interrupted. The next run restores the folder.`);
  const read = (p: string): string => (existsSync(join(dir, p)) ? readFileSync(join(dir, p), 'utf8') : '');
  const differing = [...plan.created, ...plan.changed, ...plan.blocked, ...plan.removed].sort();
  const diff = differing.map((p) => unifiedDiff(`${shown}/${p}`, read(p), built.files.get(p)?.text ?? '')).join('');
  if (differing.length > 0)
    voice.talk(`${shown} differs from the answers in ${counted(differing.length, 'file')}. Run: ${again}`);
  return { differing, diff };
};

/** The command that writes the output that these options compare. */
const commandOf = (options: Options, source: Source): string => {
  const given = (flag: string, name: string): string =>
    typeof options[name] === 'string' ? ` ${flag} ${shellWord(options[name] as string)}` : '';
  const files = wantedFiles(options).map((file) => ` -f ${shellWord(file)}`);
  return `eg-api-gateway generate${files.join('')}${given('-o', 'output')}${given('--team', 'team')}${source.bytes ? '' : ', with the same flags'}`;
};

/** `generate`: writes the output folder from the answers file and the flags. */
export const generate = async (environment: Environment, voice: Voice, options: Options): Promise<number> => {
  // Starts loading the CEL rules from disk while the answers are validated.
  void loadAdmission();
  const { source, result, teams, locate, file } = await collectAnswers(environment, options);
  const json = options.json === true;
  if ('problems' in result) return refuseAnswers(voice, result.problems, json);
  const { name, path } = source;
  const only = options.team as string | undefined;
  const { answers } = result;
  const { built, problems, caused } = await buildRun(environment, { answers, name, path, teams, only, locate, file });
  if (problems.length > 0) return refuseAnswers(voice, problems, json);
  const errors = built.findings.filter((f) => f.severity === 'error');
  for (const w of result.warnings) voice.talk(voice.paint.yellow(`warning: ${formatProblems([w])}`));
  if (errors.length > 0) {
    if (json) voice.result(jsonText({ ok: false, findings: built.findings.map(plainFinding) }));
    else
      voice.complain(
        `${errors.map((f) => formatFinding(f)).join('\n')}\n\nThe API server would reject these manifests, so nothing was written. This is an internal error of eg-api-gateway; please report it.`,
      );
    return EXIT.findings;
  }
  const since = planSince(environment, options, built);
  if (options.stdout === true) {
    const manifests = since
      ? changedObjects(since).filter((o) => o.does !== 'delete')
      : [...built.files].flatMap(([file, { text }]) => (MANIFESTS.test(file) ? { file, text } : []));
    if (json) voice.result(jsonText({ ok: true, manifests: manifests.map(({ file, text }) => ({ file, text })) }));
    else for (const { text } of manifests) voice.result(`---\n${text}`);
    return EXIT.fine;
  }
  const output = outputOf(environment, options, built, pathsOf(source), teams);
  if (options.check === true) {
    const { differing, diff } = checkFolder(voice, built, output, commandOf(options, source));
    voice.result(json ? jsonText({ ok: differing.length === 0, output: output.shown, differing, diff }) : diff);
    return differing.length > 0 ? EXIT.findings : EXIT.fine;
  }
  if (options.dryRun === true) {
    const { dryRun } = await import('./output/dry-run.ts');
    const plan = planOf(output, built, options.force === true);
    return dryRun(environment, voice, options, { built, plan, shown: output.shown, base: since ?? plan });
  }
  for (const f of built.findings) voice.talk(voice.paint.yellow(formatFinding(f, true)));
  for (const c of caused) voice.talk(voice.paint.yellow(causedText(c)));
  const plan = writeFolder(voice, options, built, output);
  if (typeof options.generateKeys === 'string') sayKeys(environment, voice, options.generateKeys, built.intents);
  sayNotices(voice, built);
  // In a folder that did not exist, or was of another gateway, everything is new.
  const isChange = plan.former.size > 0 && plan.otherGateway === undefined;
  const says = since !== undefined || isChange || options.changedList === true;
  const objects = says || json ? changedObjects(since ?? plan) : [];
  if (!says && plan.created.length > 0)
    voice.talk(`Next: follow the runbook, ${visibleLine(`${output.shown}/${runbookOf(built.files)}`)}`);
  if (says) sayChanged(voice, output.shown, options.changedSince, built, objects);
  if (json) {
    const toApply = { objects: plainObjects(objects), apply: applyCommands(output.shown, built.intents, objects) };
    const written = writtenJson(output.shown, plan, built);
    voice.result(jsonText({ ok: true, ...written, ...toApply, warnings: result.warnings }));
  } else if (options.changedList === true) voice.result(listText(output.shown, objects));
  return EXIT.fine;
};

/** Creates API keys and prints the commands that create Secrets from them. It never prints the keys. */
export const sayKeys = (environment: Environment, voice: Voice, shown: string, intents: readonly Intent[]): void => {
  if (shown.trim() === '')
    throw new UserError("--generate-keys '' is not a folder name. Pass a folder, such as --generate-keys keys.");
  let keys: MadeKeys;
  try {
    keys = generateKeys(
      resolve(environment.cwd, shown),
      intents.flatMap((i) => i.secrets),
      randomBytes,
    );
  } catch (error) {
    if (error instanceof KeysRefused)
      throw new UserError(`${error.message.replaceAll(resolve(environment.cwd, shown), shown)}. No key was written.`);
    if ((error as NodeJS.ErrnoException).code !== undefined)
      throw new UserError(`Keys cannot be written to the folder ${shown}: ${systemReason(error)}.`);
    throw error;
  }
  const { made, kept, commands } = keys;
  voice.talk(
    `${shown}: ${counted(made.length, 'API key')} created, ${kept.length} kept${made.length + kept.length === 0 ? ' (no authentication method uses API keys)' : ''}`,
  );
  for (const c of commands) voice.copyable(`  ${c.replaceAll(resolve(environment.cwd, shown), shown)}`);
};
