import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readDocument } from '../answers/document.ts';
import { applyFlags, missingAnswers } from '../answers/flags.ts';
import { formatProblems } from '../answers/format.ts';
import { answersJsonSchema } from '../answers/json-schema.ts';
import { judgeAnswers } from '../answers/read.ts';
import { writeAnswers } from '../answers/write.ts';
import { Draft, type Tree } from '../interview/draft.ts';
import { interview, takeSuggestions } from '../interview/engine.ts';
import type { Prompter } from '../interview/prompter.ts';
import { formatReview, reviewLines } from '../interview/review.ts';
import { TOPICS } from '../interview/topics.ts';
import { findSource, givenFlags, type Source } from './answers.ts';
import { build, refuseAnswers, sayKeys, writeFolder } from './generate.ts';
import { EXIT, type Options, UserError, type Voice, type World } from './world.ts';

/** What a file or flags answered already, so that nothing of it is asked again. */
const draftOf = (source: Source, options: Options): Draft => {
  let fromFile: unknown;
  if (source.bytes) {
    const read = readDocument(source.bytes, source.shown);
    if ('problems' in read) throw new UserError(`${formatProblems(read.problems)}\nNothing was written.`);
    fromFile = read.document.value;
  }
  const { input, problems } = applyFlags(fromFile, givenFlags(options));
  if (problems.length > 0) throw new UserError(`${formatProblems(problems)}\nNothing was written.`);
  const draft = new Draft(input);
  for (const key of ['services', 'rateLimit', 'tls', 'observability'])
    if (draft.has(key)) draft.notes.set(`?${key}.given`, true);
  return draft;
};

const replaceFile = (path: string, text: string): void => {
  const next = join(dirname(path), `.${basename(path)}.eg-api-gateway-new`);
  writeFileSync(next, text);
  renameSync(next, path);
};

/** Asks in the terminal, shows the review, and asks once more before anything is written. */
const converse = async (draft: Draft, prompter: Prompter, voice: Voice, before: 'file' | 'flag'): Promise<boolean> => {
  voice.talk('Press Ctrl+C to leave; nothing is written before the review.');
  const { outcome } = await interview(TOPICS, draft, prompter);
  if (outcome === 'cancelled') return false;
  prompter.heading('Review');
  prompter.say(formatReview(reviewLines(draft, before)));
  try {
    return await prompter.confirm({ message: 'Write the answers and the manifests?', preset: true });
  } catch {
    return false;
  }
};

/** Without a terminal nothing is asked: `--yes` takes what is suggested, and what has no suggestion is listed with its flag. */
const withoutAsking = (draft: Draft, options: Options, voice: Voice): number | undefined => {
  const before = missingAnswers(draft.input);
  if (options.yes === true && before.length === 0) takeSuggestions(TOPICS, draft);
  if (before.length === 0) return undefined;
  voice.complain(
    `There is no terminal to ask on. Not answered yet:\n${before.map((m) => `  ${m.what} (${m.key}): ${m.flag}`).join('\n')}\nNothing was written.`,
  );
  return EXIT.usage;
};

/** `init`: the interview; then the answers file, its schema, and the manifests. */
export const init = async (world: World, voice: Voice, options: Options): Promise<number> => {
  const source = await findSource(
    world,
    options.file === undefined
      ? options
      : { ...options, file: existsSync(resolve(world.cwd, String(options.file))) ? options.file : undefined },
  );
  const path = resolve(world.cwd, (options.file as string | undefined) ?? 'api-gateway.yaml');
  const draft = draftOf(source, options);
  if (world.stdin.isTTY && world.stdout.isTTY && options.yes !== true) {
    const { terminalPrompter } = await import('../interview/terminal.ts');
    const agreed = await converse(
      draft,
      terminalPrompter(world.stdin, world.stdout),
      voice,
      source.bytes ? 'file' : 'flag',
    );
    if (!agreed) {
      voice.complain('Cancelled. Nothing was written.');
      return EXIT.cancelled;
    }
  } else {
    const code = withoutAsking(draft, options, voice);
    if (code !== undefined) return code;
  }
  const result = judgeAnswers(draft.input, basename(path));
  if ('problems' in result) return refuseAnswers(voice, result.problems, false);
  const built = await build(result.answers, basename(path));
  const errors = built.findings.filter((f) => f.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((f) => `${f.resource} ${f.field}: ${f.message}`).join('\n'));
  const plan = writeFolder(world, voice, options, built);
  replaceFile(path, writeAnswers(source.bytes && Buffer.from(source.bytes).toString('utf8'), draft.input as Tree));
  replaceFile(join(dirname(path), 'api-gateway.schema.json'), `${JSON.stringify(answersJsonSchema(), null, 2)}\n`);
  if (typeof options.generateKeys === 'string') sayKeys(world, voice, options.generateKeys, built.intent);
  for (const n of built.intent.notices) voice.talk(`${voice.paint.bold('note:')} ${n.text} [${n.code}]`);
  const shown = (options.output as string | undefined) ?? 'manifests';
  voice.talk(
    `\nWritten: ${basename(path)}, ${plan.files.size} files in ${shown}. Next:\n  ${shown}/install.sh --check\n  kubectl apply -k ${shown}\n  ${shown}/validate.sh`,
  );
  return EXIT.fine;
};
