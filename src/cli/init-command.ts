import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { Missing } from '../answers/flags.ts';
import { NOWHERE, validateAnswers } from '../answers/read.ts';
import { writeAnswers } from '../answers/write.ts';
import { isTree } from '../answers/yaml-layout.ts';
import { formatProblems } from '../diagnostics/format.ts';
import { takeSuggestions } from '../interview/engine.ts';
import { interviewOf } from '../interview/open-topics.ts';
import { answersOf } from '../interview/team-owners.ts';
import { TOPICS } from '../interview/topics.ts';
import { ANSWERS_FILE, DEFAULTS } from '../values/defaults.ts';
import { asProblem, collectAnswers, openKeyOf, teamsOf } from './answers/answers.ts';
import { wantedFiles } from './answers/answers-files.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { askFor, forgetDraft, givenBy, prompterOf, terminalOf } from './init/ask.ts';
import { sayEnding } from './init/init-ending.ts';
import { withoutAnswered } from './output/answered-comments.ts';
import { askedBy } from './output/asked-comments.ts';
import { buildRun } from './output/build-run.ts';
import { sayKeys } from './output/make-keys.ts';
import { outputOf, outputToSay } from './output/output-folder.ts';
import { replaceFile } from './output/replace-file.ts';
import { schemaFileOf, schemaText } from './output/schema-file.ts';
import { planOf, writeFolder } from './output/write-folder.ts';
import { initJson } from './result/json-init.ts';
import { systemReason } from './system-reason.ts';

/** Missing answers with their flags, and why init does not ask for them. */
const listed = (missing: readonly Missing[], why: string): string =>
  `${why}, so init cannot ask questions. These answers are missing:\n${missing.map((m) => `  ${m.what} (${m.key}): ${m.flag}`).join('\n')}\n`;

/** Throws a user error if the answers file cannot be written, before the first question. */
const validatePlace = (shown: string, path: string): void => {
  try {
    accessSync(dirname(path), constants.W_OK);
    if (!statSync(dirname(path)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? `the folder ${dirname(shown)} does not exist` : systemReason(error);
    throw new UserError(`${shown} cannot be written: ${why}. Nothing was written.`);
  }
};

/** `init`: the interview; then the answers file, its schema, and the manifests. */
export const init = async (environment: Environment, voice: Voice, options: Options): Promise<number> => {
  if (wantedFiles(options).includes('-'))
    throw new UserError(
      'init cannot write its answers file to standard input (-f -). Pass a file, such as -f api-gateway.yaml. Nothing was written.',
    );
  if (wantedFiles(options).length > 1)
    throw new UserError(
      'init writes one answers file, but -f is set several times. Run init with the file to change, and generate with all of them. Nothing was written.',
    );
  const collected = await collectAnswers(environment, options, true);
  const { source } = collected;
  const read = isTree(collected.input) ? collected.input : {};
  const asked = await askedBy(source.bytes && Buffer.from(source.bytes).toString('utf8'), read);
  const isAsked = new Set(asked.asked);
  const wrong = collected.wrong.filter((p) => !isAsked.has(openKeyOf(p, read)));
  const onlyRequired = options.yes === true;
  // The interview recommends a certificate, and --yes uses what it recommends.
  const missing = collected.missing.filter(({ key }) => !(onlyRequired && key === 'tls'));
  const json = options.json === true;
  // A program that reads JSON answers no questions.
  const terminal = json ? { lacks: 'The result is JSON' } : terminalOf(environment);
  // Without a terminal there are no questions: missing answers are listed with their flags, next to the problems.
  const unasked = 'lacks' in terminal && missing.length > 0 ? listed(missing, terminal.lacks) : '';
  if (json && (wrong.length > 0 || missing.length > 0))
    return refuseAnswers(voice, [...wrong, ...missing.map(asProblem)], json);
  if (wrong.length > 0 || unasked !== '') {
    voice.complain(`${wrong.length > 0 ? `${formatProblems(wrong)}\n` : ''}${unasked}Nothing was written.`);
    return EXIT.usage;
  }
  const path = source.path ?? resolve(environment.cwd, ANSWERS_FILE);
  const shown = relative(environment.cwd, path);
  validatePlace(shown, path);
  const given = givenBy(environment, collected, options);
  let draft = given.begin();
  // A complete file stays as it is, except for what a person changes in the review.
  const isComplete = source.bytes !== undefined && collected.missing.length === 0 && !asked.asked;
  if ('output' in terminal && !(onlyRequired && missing.length === 0)) {
    const prompter = await prompterOf(environment, options, terminal.output);
    const keeps = options.dryRun !== true;
    const agreed = await askFor(
      { ...given, onlyRequired, isComplete, interview: interviewOf(draft.input, asked) },
      path,
      prompter,
      voice,
      keeps,
    );
    if (!agreed) {
      voice.complain('Cancelled. Neither answers nor manifests were written.');
      return EXIT.cancelled;
    }
    draft = agreed;
  } else if (onlyRequired && !isComplete) takeSuggestions(TOPICS, draft);
  if (!draft.has('output')) {
    const folder = String(draft.notes.get('?output') ?? DEFAULTS.output.value).trim();
    const toSay = outputToSay(environment.cwd, path, folder);
    if (toSay !== undefined) draft.input.output = toSay;
  }
  const input = answersOf(draft);
  const result = validateAnswers(input, basename(path));
  const ofRoot = 'problems' in result ? result.problems : [];
  const ofTeams = teamsOf(environment, options, source, {
    input,
    file: basename(path),
    locate: NOWHERE,
    problems: ofRoot,
  });
  const problems = [...ofRoot, ...ofTeams.problems];
  if ('problems' in result || problems.length > 0) return refuseAnswers(voice, problems, json);
  const { built, problems: ofChanges } = await buildRun(environment, {
    answers: result.answers,
    name: basename(path),
    path,
    teams: ofTeams.units,
    locate: NOWHERE,
    file: shown,
  });
  if (ofChanges.length > 0) return refuseAnswers(voice, ofChanges, json);
  const errors = built.findings.filter((f) => f.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((f) => `${f.resource} ${f.field}: ${f.message}`).join('\n'));
  // The answers contain the folder of -o by now.
  const output = outputOf(environment, { ...options, output: undefined }, built, [path], ofTeams.units);
  if (options.dryRun === true) {
    const { dryRun, rowOf } = await import('./output/dry-run.ts');
    const plan = planOf(output, built, options.force === true);
    const others = [shown, schemaFileOf(shown)].map((file) => rowOf(environment, file));
    return dryRun(environment, voice, options, { built, plan, shown: output.shown, others });
  }
  // The ending contains the counts.
  const plan = writeFolder(voice, options, built, output, () => undefined);
  const before = source.bytes && Buffer.from(source.bytes).toString('utf8');
  replaceFile(path, await withoutAnswered(writeAnswers(before, input)), { followsLink: true });
  replaceFile(schemaFileOf(path), schemaText());
  forgetDraft(path);
  if (typeof options.generateKeys === 'string') sayKeys(environment, voice, options.generateKeys, built.intents);
  if (json) voice.result(initJson({ answersFile: shown, output: output.shown, plan, intents: built.intents }));
  else
    sayEnding(
      voice,
      built,
      { output, plan, answersFile: shown, isChosen: draft.defaulted.has('?tls') && onlyRequired },
      environment.stderr,
    );
  return EXIT.fine;
};
