import { chmodSync, chownSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MOST_BYTES } from '../answers/decode.ts';
import { equal, isTree } from '../answers/yaml-layout.ts';
import { converse } from '../interview/conversation.ts';
import { Draft, type Origin } from '../interview/draft.ts';
import { Memory } from '../interview/memory.ts';
import { Back, Cancelled, type Prompter } from '../interview/prompter.ts';
import { TOPICS } from '../interview/topics.ts';
import { visiblePrompter } from '../interview/visible-prompter.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { type Collected, unreadable } from './answers.ts';
import { type Environment, type Options, UserError, type Voice } from './environment.ts';
import { outputIn, outputToSay } from './output-folder.ts';
import { readText } from './read-bounded.ts';

/** What a file or flags answered already, so that nothing of it is asked again. */
export interface Given {
  /** A draft with these answers, each time anew. */
  readonly begin: () => Draft;
  readonly before: (key: string) => Origin;
}

/** What an interview begins with: nothing that file or flags said is asked again. */
export const givenBy = (environment: Environment, { source, input, fromFile }: Collected, options: Options): Given => {
  const path = source.path ?? resolve(environment.cwd, 'api-gateway.yaml');
  const begin = (): Draft => {
    const draft = new Draft(structuredClone(isTree(input) ? input : {}));
    for (const key of ['services', 'rateLimit', 'tls', 'observability', 'network', 'mesh'])
      if (draft.has(key)) draft.notes.set(`?${key}.given`, true);
    if (['teams', 'layout', 'delivery'].some((key) => draft.has(key))) draft.notes.set('?teams.given', true);
    // Services of teams are in the answers of teams.
    if (draft.has('teams')) draft.notes.set('?services.given', true);
    // Told by a flag or the file: not asked, and the file is to say where the manifests are.
    const said = draft.get('output');
    if (typeof said === 'string') draft.notes.set('?output', outputIn(environment.cwd, path, said));
    if (typeof options.output === 'string') {
      if (options.output.trim() === '')
        throw new UserError("-o '' names no folder. Write a name, such as -o manifests.");
      draft.notes.set('?output', options.output);
      const toSay = outputToSay(environment.cwd, path, options.output);
      if (toSay !== undefined || said !== undefined) draft.input.output = toSay ?? DEFAULTS.output.value;
    }
    return draft;
  };
  const file = new Draft(isTree(fromFile) ? fromFile : {});
  const all = begin();
  return { begin, before: (key) => (equal(file.get(key), all.get(key)) ? 'file' : 'flag') };
};

/**
 * Writes a file beside it and renames, so that it is never half there. A file that is there already keeps its mode and its
 * owner, as far as that is allowed, and a link to it stays a link.
 */
export const replaceFile = (path: string, text: string): void => {
  const target = existsSync(path) ? realpathSync(path) : path;
  const before = statSync(target, { throwIfNoEntry: false });
  const next = join(dirname(target), `.${basename(target)}.eg-api-gateway-new`);
  rmSync(next, { force: true });
  writeFileSync(next, text, { flag: 'wx' });
  if (before) {
    try {
      chownSync(next, before.uid, before.gid);
    } catch {
      // Only root gives files away.
    }
    chmodSync(next, before.mode & 0o777);
  }
  renameSync(next, target);
};

/** Where the draft of an interview is kept until its answers are written. */
const draftPath = (path: string): string => join(dirname(path), `.${basename(path)}.draft.json`);

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
  const goOn = await prompter.confirm({
    message: `Go on with the draft of ${when} UTC (${kept.size} answers)?`,
    preset: true,
  });
  return goOn ? kept : new Memory();
};

/** The answers are written: the draft has done its work. */
export const forgetDraft = (path: string): void => rmSync(draftPath(path), { force: true });

/** Asks in the terminal until the answers are agreed to; undefined where the person leaves, whose draft stays. */
export const askFor = async (
  given: Given,
  path: string,
  prompter: Prompter,
  voice: Voice,
): Promise<Draft | undefined> => {
  const kept = draftPath(path);
  voice.talk(
    'Esc (or < with --plain) goes back; Ctrl+C leaves and keeps a draft. Nothing else is written before the review.',
  );
  const save = (m: Memory): void => {
    try {
      replaceFile(kept, `${JSON.stringify(m)}\n`);
    } catch {
      // A folder that cannot be written is said when the answers are; until then the interview goes on without a net.
    }
  };
  try {
    const memory = await remembered(kept, prompter);
    const draft = await converse({ topics: TOPICS, ...given, memory, save }, prompter);
    if (!draft && existsSync(kept)) voice.complain(`The draft is in ${basename(kept)}; the next run offers it.`);
    return draft;
  } catch (error) {
    if (error instanceof Cancelled || error instanceof Back) return undefined;
    throw error;
  } finally {
    prompter.close();
  }
};

/** The terminal's prompts, or plain ones where asked for or where the terminal can do no more. */
export const prompterOf = async (environment: Environment, options: Options): Promise<Prompter> => {
  if (options.plain === true || environment.env.TERM === 'dumb')
    return visiblePrompter(
      (await import('../interview/plain.ts')).plainPrompter(environment.stdin, environment.stdout),
    );
  return visiblePrompter(
    (await import('../interview/terminal.ts')).terminalPrompter(environment.stdin, environment.stdout),
  );
};
