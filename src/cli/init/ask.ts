import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MOST_BYTES } from '../../answers/decode.ts';
import { hasCertificate } from '../../answers/missing-answers.ts';
import { equal, isTree } from '../../answers/yaml-layout.ts';
import { converse } from '../../interview/conversation.ts';
import { Draft, type Origin } from '../../interview/draft.ts';
import { EVERY_DEFAULT, interview } from '../../interview/engine.ts';
import { Memory } from '../../interview/memory.ts';
import type { Interview } from '../../interview/open-topics.ts';
import { Back, Cancelled, type Prompter } from '../../interview/prompter.ts';
import type { Topic } from '../../interview/question.ts';
import { visiblePrompter } from '../../interview/visible-prompter.ts';
import { ANSWERS_FILE, DEFAULTS } from '../../values/defaults.ts';
import type { Collected } from '../answers/answers.ts';
import type { Environment, Options, Voice } from '../environment.ts';
import { outputIn, outputToSay } from '../output/output-folder.ts';
import { replaceFile } from '../output/replace-file.ts';
import { readText } from '../read-bounded.ts';
import { unreadable } from '../system-reason.ts';
import { emptyFolder } from '../usage/empty-folder.ts';

/** The answers of the file and the flags, which the interview does not ask for again. */
export interface Given {
  /** Returns a new draft with these answers. */
  readonly begin: () => Draft;
  readonly before: (key: string) => Origin;
}

/** Prepares an interview so that it does not ask for answers of the file or the flags. */
export const givenBy = (environment: Environment, { source, input, fromFile }: Collected, options: Options): Given => {
  const path = source.path ?? resolve(environment.cwd, ANSWERS_FILE);
  const begin = (): Draft => {
    const draft = new Draft(structuredClone(isTree(input) ? input : {}));
    for (const key of ['services', 'rateLimit', 'observability', 'network', 'mesh'])
      if (draft.has(key)) draft.notes.set(`?${key}.given`, true);
    // An import may have only other keys of it.
    if (hasCertificate(draft.input)) draft.notes.set('?tls.given', true);
    if (['teams', 'layout', 'delivery'].some((key) => draft.has(key))) draft.notes.set('?teams.given', true);
    // With teams, the services are among the teams' answers.
    if (draft.has('teams')) draft.notes.set('?services.given', true);
    // A flag or the file answers the folder: it is not asked for, and the file must contain it.
    const answered = draft.get('output');
    if (typeof answered === 'string') draft.notes.set('?output', outputIn(environment.cwd, path, answered));
    if (typeof options.output === 'string') {
      if (options.output.trim() === '') throw emptyFolder('-o', 'manifests');
      draft.notes.set('?output', options.output);
      const toSay = outputToSay(environment.cwd, path, options.output);
      if (toSay !== undefined || answered !== undefined) draft.input.output = toSay ?? DEFAULTS.output.value;
    }
    return draft;
  };
  const file = new Draft(isTree(fromFile) ? fromFile : {});
  const all = begin();
  return { begin, before: (key) => (equal(file.get(key), all.get(key)) ? 'file' : 'flag') };
};

/** The file that contains the draft of an interview until its answers are written. */
export const draftPath = (path: string): string => join(dirname(path), `.${basename(path)}.draft.json`);

const draftText = (path: string): string => {
  try {
    return readText(path, MOST_BYTES);
  } catch (error) {
    throw unreadable(basename(path), error);
  }
};

const remembered = async (path: string, prompter: Prompter): Promise<Memory> => {
  const kept = existsSync(path) ? Memory.from(draftText(path)) : undefined;
  if (!kept || kept.size === 0) return new Memory();
  const when = statSync(path).mtime.toISOString().slice(0, 16).replace('T', ' ');
  const goOn = async (): Promise<boolean> => {
    try {
      return await prompter.confirm({
        message: `Continue with the draft of ${when} UTC (${kept.size} answers)?`,
        preset: true,
      });
    } catch (error) {
      // There is nothing before this question.
      if (error instanceof Back) return goOn();
      throw error;
    }
  };
  return (await goOn()) ? kept : new Memory();
};

/** Deletes the draft after its answers are written. */
export const forgetDraft = (path: string): void => rmSync(draftPath(path), { force: true });

/** How an interview begins. */
interface Beginning extends Given {
  /** Asks only for what every answers file needs, without a review (`--yes`). */
  readonly onlyRequired: boolean;
  /** The file contains all required answers: the interview begins with the review. */
  readonly isComplete: boolean;
  readonly interview: Interview;
}

/** Whether no file and no flag has an answer. */
const isEmpty = ({ input }: Draft): boolean => Object.keys(input).every((key) => key === 'version');

/** Asks in the terminal until the person accepts the answers; undefined if they quit, which keeps the draft (`keeps`). */
export const askFor = async (
  given: Beginning,
  path: string,
  prompter: Prompter,
  voice: Voice,
  keeps = true,
): Promise<Draft | undefined> => {
  const kept = draftPath(path);
  const { onlyRequired, isComplete, interview: of, ...rest } = given;
  const { topics, asks } = of;
  const runs = (topic: Topic): boolean => !isComplete && asks?.has(topic.id) !== false;
  // Who starts with nothing may not know that there are other ways.
  if (!isComplete && !onlyRequired && isEmpty(rest.begin()) && !existsSync(kept))
    voice.talk(
      `The answers to these questions become ${basename(path)}.\nOther ways to start: init --example; import FILE (Ingress, OpenAPI, Kong).`,
    );
  if (!isComplete)
    voice.talk(
      onlyRequired
        ? `These answers have no default. ${prompter.back} goes back, Ctrl+C quits.`
        : `Enter takes the default, ${prompter.back} goes back, Ctrl+C quits and keeps a draft.`,
    );
  const save = (m: Memory): void => {
    if (!keeps) return;
    try {
      replaceFile(kept, `${JSON.stringify(m)}\n`);
    } catch {
      // An unwritable folder is reported when the answers are written; until then the interview continues without a draft.
    }
  };
  try {
    if (onlyRequired) {
      const { begin } = rest;
      const { outcome, draft } = await interview(topics, { begin, runs, decides: EVERY_DEFAULT }, prompter);
      return outcome === 'answered' ? draft : undefined;
    }
    const memory = await remembered(kept, prompter);
    const draft = await converse({ topics, ...rest, runs, memory, save }, prompter);
    if (!draft && existsSync(kept))
      voice.complain(`Your draft is in ${basename(kept)}. To continue it, run the command again.`);
    return draft;
  } catch (error) {
    if (error instanceof Cancelled || error instanceof Back) return undefined;
    throw error;
  } finally {
    prompter.close();
  }
};

/**
 * The stream that shows questions: standard output, or standard error if the output goes elsewhere (`| tee log`). `lacks`: why
 * there is none.
 */
export const terminalOf = ({
  stdin,
  stdout,
  stderr,
}: Environment): { readonly output: NodeJS.WritableStream } | { readonly lacks: string } => {
  if (stdin.isTTY !== true) return { lacks: 'Standard input is not a terminal' };
  const output = [stdout, stderr].find((stream) => stream.isTTY === true);
  return output ? { output } : { lacks: 'Neither standard output nor standard error is a terminal' };
};

/** Prompts for the terminal, or plain ones for --plain and dumb terminals. */
export const prompterOf = async (
  environment: Environment,
  options: Options,
  output: NodeJS.WritableStream,
): Promise<Prompter> => {
  if (options.plain === true || environment.env.TERM === 'dumb')
    return visiblePrompter((await import('../../interview/plain.ts')).plainPrompter(environment.stdin, output));
  return visiblePrompter((await import('../../interview/terminal.ts')).terminalPrompter(environment.stdin, output));
};
