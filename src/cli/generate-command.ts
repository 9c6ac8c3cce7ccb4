import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAdmission } from '../admission/load-admission.ts';
import { formatFinding } from '../diagnostics/finding.ts';
import { formatProblems } from '../diagnostics/format.ts';
import { counted } from '../diagnostics/shown.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { changedObjects } from '../files/changed-objects.ts';
import { unifiedDiff } from '../files/diff.ts';
import { isInterrupted } from '../files/journal.ts';
import { MANIFESTS } from '../files/manifest-files.ts';
import { shellWord } from '../files/quote.ts';
import { collectAnswers } from './answers/answers.ts';
import { pathsOf, type Source, wantedFiles } from './answers/answers-files.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, type Voice } from './environment.ts';
import type { Built } from './output/build-output.ts';
import { buildRun } from './output/build-run.ts';
import { causedText } from './output/caused-findings.ts';
import { sayKeys } from './output/make-keys.ts';
import { type Output, outputOf } from './output/output-folder.ts';
import { runbookOf } from './output/runbook-of.ts';
import { changesForPrograms, isChange, listText, planSince, sayChanged } from './output/say-changed.ts';
import { sayNotices } from './output/say-notices.ts';
import { planOf, writeFolder } from './output/write-folder.ts';
import { plainFinding } from './result/json.ts';
import { jsonText } from './result/json-text.ts';
import { writtenJson } from './result/json-written.ts';

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
  const says = since !== undefined || isChange(plan) || options.changedList === true;
  const objects = says || json ? changedObjects(since ?? plan) : [];
  if (!says && plan.created.length > 0)
    voice.talk(`Next: follow the runbook, ${visibleLine(`${output.shown}/${runbookOf(built.files)}`)}`);
  if (says) sayChanged(voice, output.shown, options.changedSince, built, objects);
  if (json) {
    const toApply = changesForPrograms(output.shown, built.intents, objects);
    const written = writtenJson(output.shown, plan, built);
    voice.result(jsonText({ ok: true, ...written, ...toApply, warnings: result.warnings }));
  } else if (options.changedList === true) voice.result(listText(output.shown, objects));
  return EXIT.fine;
};
