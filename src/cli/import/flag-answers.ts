import { flagsOf } from '../../answers/flags.ts';
import { writeAnswers } from '../../answers/write.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { collectFrom } from '../answers/answers.ts';
import { NO_FLAG, parsedName } from '../answers/plain-options.ts';
import type { Environment, Options } from '../environment.ts';

const OF_SEVERAL = ['service', 'authMethod', 'set'];

/** Whether the options contain answers. */
const givesAnswers = (options: Options): boolean =>
  OF_SEVERAL.some((name) => options[name] !== undefined) ||
  (Object.keys(options).some((name) => !NO_FLAG.has(name)) &&
    flagsOf().some(({ flag }) => options[parsedName(flag)] !== undefined));

/** Imported answers with those of flags, which win; or what is wrong with the flags. */
export const withFlags = (
  environment: Environment,
  options: Options,
  answers: Tree,
): { readonly answers: Tree } | { readonly problems: readonly Problem[] } => {
  if (!givesAnswers(options)) return { answers };
  const bytes = Buffer.from(writeAnswers(undefined, answers));
  const file = { bytes, shown: ANSWERS_FILE, path: undefined };
  const { output: _, file: __, ...flags } = options;
  const { input, wrong } = collectFrom(environment, flags, { ...file, name: ANSWERS_FILE, files: [file] });
  return wrong.length > 0 ? { problems: wrong } : { answers: isTree(input) ? input : answers };
};
