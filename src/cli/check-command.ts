import { sarif } from '../diagnostics/sarif.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type CheckOptions, checkOptions } from './check/check-options.ts';
import { answersToCheck } from './check/what-to-check.ts';
import { type Environment, EXIT, type Options, type Voice } from './environment.ts';
import { githubCommands } from './result/github.ts';
import { jsonOf } from './result/json.ts';
import { junit } from './result/junit.ts';
import { type Result, resultOf } from './result/result.ts';
import { summaryOf } from './result/summary.ts';
import { textOf } from './result/text-report.ts';
import { VERSION } from './version.ts';

/** Prints a result in each format. Programs get what the baseline contains, too, with its state. */
const PRINT: Readonly<Record<CheckOptions['format'], (voice: Voice, result: Result, options: CheckOptions) => void>> = {
  text: (voice, result, { all, only }) => voice.report(textOf(result, all || only !== undefined, voice)),
  json: (voice, result) => voice.result(jsonOf(result)),
  sarif: (voice, { shown, comparison, isNew }) => {
    const log = sarif(shown, VERSION, comparison && ((f) => (isNew(f) ? 'new' : 'unchanged')));
    voice.result(`${JSON.stringify(log, null, 2)}\n`);
  },
  junit: (voice, { shown, files, isNew }) => voice.result(junit(shown, files, (f) => !isNew(f))),
  github: (voice, { shown, isNew }) => voice.result(githubCommands(shown.filter(isNew))),
};

/** `check`: validates admission, references and behavior of answers, or of manifests from any source. */
export const check = async (
  environment: Environment,
  voice: Voice,
  options: Options,
  paths: readonly string[],
): Promise<number> => {
  const wanted = checkOptions(environment, options);
  const answers = answersToCheck(environment, options, paths);
  // Each is loaded on demand: what generates from answers is most of the program, and manifests need none of it.
  const checked = answers
    ? await (await import('./check/check-answers.ts')).checkAnswers(environment, answers)
    : await (await import('./check/check-files.ts')).checkFiles(environment, paths);
  if ('problems' in checked) return refuseAnswers(voice, checked.problems, wanted.format === 'json');
  const result = resultOf(checked, wanted);
  PRINT[wanted.format](voice, result, wanted);
  voice.talk(summaryOf(result, wanted, voice));
  return result.fails ? EXIT.findings : EXIT.fine;
};
