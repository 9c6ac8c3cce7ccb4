import { basename, dirname, join, resolve } from 'node:path';
import { commandLineOf } from '../answers/command-line.ts';
import type { Missing } from '../answers/flags.ts';
import { formatProblems } from '../answers/format.ts';
import { answersJsonSchema } from '../answers/json-schema.ts';
import { judgeAnswers } from '../answers/read.ts';
import { writeAnswers } from '../answers/write.ts';
import { shellWord } from '../files/quote.ts';
import { takeSuggestions } from '../interview/engine.ts';
import { answersOf } from '../interview/teams.ts';
import { TOPICS } from '../interview/topics.ts';
import { collectAnswers, teamsOf } from './answers.ts';
import { askFor, givenBy, prompterOf, replaceFile } from './ask.ts';
import { build } from './build.ts';
import { refuseAnswers, sayKeys, sayNotices, writeFolder } from './generate.ts';
import { nextSteps } from './next-steps.ts';
import { treeOf } from './tree.ts';
import { EXIT, type Options, type Voice, type World } from './world.ts';

/** A command to copy: a flag with its value on each line. */
const inLines = (flags: readonly string[]): string[] => {
  const pairs: string[] = [];
  for (const word of flags) {
    if (word.startsWith('-') || pairs.length === 0) pairs.push(shellWord(word));
    else pairs[pairs.length - 1] += ` ${shellWord(word)}`;
  }
  return ['npx eg-api-gateway generate', ...pairs.map((p) => `  ${p}`)].map(
    (line, i, all) => `  ${line}${i < all.length - 1 ? ' \\' : ''}`,
  );
};

const listed = (missing: readonly Missing[]): string =>
  `There is no terminal to ask on. Not answered yet:\n${missing.map((m) => `  ${m.what} (${m.key}): ${m.flag}`).join('\n')}\n`;

/** `init`: the interview; then the answers file, its schema, and the manifests. */
export const init = async (world: World, voice: Voice, options: Options): Promise<number> => {
  const collected = await collectAnswers(world, options, true);
  const { source, wrong, missing } = collected;
  const asks = Boolean(world.stdin.isTTY && world.stdout.isTTY) && options.yes !== true;
  // Without a terminal nothing is asked: what is missing is listed with its flag, beside what is wrong.
  const open = asks ? [] : missing;
  if (wrong.length > 0 || open.length > 0) {
    voice.complain(
      `${wrong.length > 0 ? `${formatProblems(wrong)}\n` : ''}${open.length > 0 ? listed(open) : ''}Nothing was written.`,
    );
    return EXIT.usage;
  }
  const path = resolve(world.cwd, (options.file as string | undefined) ?? 'api-gateway.yaml');
  const given = givenBy(collected, options);
  let draft = given.begin();
  let output = (options.output as string | undefined) ?? 'manifests';
  if (asks) {
    const agreed = await askFor(given, path, await prompterOf(world, options), voice);
    if (!agreed) {
      voice.complain('Cancelled. No answers and no manifests were written.');
      return EXIT.cancelled;
    }
    draft = agreed;
    output = String(agreed.notes.get('?output') ?? output);
  } else if (options.yes === true) takeSuggestions(TOPICS, draft);
  const input = answersOf(draft);
  const result = judgeAnswers(input, basename(path));
  const ofRoot = 'problems' in result ? result.problems : [];
  const ofTeams = teamsOf(world, options, source, {
    input,
    file: basename(path),
    locate: () => ({ line: 0, column: 0 }),
    problems: ofRoot,
  });
  const problems = [...ofRoot, ...ofTeams.problems];
  if ('problems' in result || problems.length > 0) return refuseAnswers(voice, problems, false);
  const built = await build(result.answers, basename(path), ofTeams.units);
  const errors = built.findings.filter((f) => f.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((f) => `${f.resource} ${f.field}: ${f.message}`).join('\n'));
  const plan = writeFolder(world, voice, { ...options, output }, built);
  replaceFile(path, writeAnswers(source.bytes && Buffer.from(source.bytes).toString('utf8'), input));
  replaceFile(join(dirname(path), 'api-gateway.schema.json'), `${JSON.stringify(answersJsonSchema(), null, 2)}\n`);
  if (typeof options.generateKeys === 'string') sayKeys(world, voice, options.generateKeys, built.intents);
  sayNotices(voice, built.intents);
  voice.talk(
    [
      '',
      'Written:',
      ...treeOf([basename(path), 'api-gateway.schema.json', ...[...plan.files.keys()].map((p) => `${output}/${p}`)]),
      '',
      'Next:',
      ...nextSteps(output, built.intents[0]!).map((line) => `  ${line}`),
      '',
      'The same manifests without questions:',
      ...inLines([...commandLineOf(input), ...(output === 'manifests' ? [] : ['-o', output])]),
    ].join('\n'),
  );
  return EXIT.fine;
};
