import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { MOST_BYTES } from '../../answers/decode.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import type { Draft } from '../../interview/draft.ts';
import { Memory } from '../../interview/memory.ts';
import { type Interview, interviewOf } from '../../interview/open-topics.ts';
import { TOPICS } from '../../interview/topics.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { type Collected, collectAnswers, openKeyOf } from '../answers/answers.ts';
import { wantedFiles } from '../answers/answers-files.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { draftPath, givenBy } from '../init/ask.ts';
import { askedBy } from '../output/asked-comments.ts';
import { readBounded, readStream, readText } from '../read-bounded.ts';
import { unreadable } from '../system-reason.ts';

/** An interview that a program leads: its answers are in the answers file, and its notes next to it or in what is printed. */
export interface Session {
  /** The answers file; undefined: standard input, and results go to standard output. */
  readonly path: string | undefined;
  readonly shown: string;
  /** The text of the answers file; undefined: there is none yet. */
  readonly text: string | undefined;
  /** The answers before the interview, with those of flags. */
  readonly base: Tree;
  readonly memory: Memory;
  /** The answers before the interview were complete: only topics that a call answers ask questions. */
  readonly isComplete: boolean;
  /** The topics, and those that ask although no call answered one of their questions. */
  readonly interview: Interview;
  /** The keys that an import asks although the answers are complete without them. */
  readonly asked: readonly string[];
  /** Returns a new draft with the answers before the interview, and the given changes of them. */
  readonly begin: (changes?: ReadonlyMap<string, unknown>) => Draft;
  readonly collected: Collected;
}

/** The draft of `init`, and what a later call needs to continue with the file that this one writes. */
interface State {
  readonly base?: unknown;
  /** The keys that an import asked when the interview began: its comments are removed with the first answer. */
  readonly asked?: unknown;
  /** The checksum of the answers file as the interview wrote it. If it differs, somebody edited the file since. */
  readonly written?: string;
}

const NOTHING = 'version: 1\n';

/** The checksum of the text of an answers file. */
export const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a later call needs, in addition to the answers file. */
export const stateOf = ({ base, memory, asked }: Session, text?: string): object => ({
  ...memory.toJSON(),
  base,
  ...(asked.length === 0 ? {} : { asked }),
  ...(text === undefined ? {} : { written: checksum(text) }),
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Reads a state; undefined for any other value. */
const stateIn = (saved: unknown): { state: State; memory: Memory } | undefined => {
  const memory = Memory.of(saved);
  return memory && { memory, state: saved as State };
};

/** The answers file to which the options refer, with the draft next to it. */
const inFile = (environment: Environment, [shown = ANSWERS_FILE]: readonly string[]) => {
  const path = resolve(environment.cwd, shown);
  const read = <T>(file: string, of: () => T): T | undefined => {
    if (!existsSync(file)) return undefined;
    try {
      return of();
    } catch (error) {
      throw unreadable(basename(file), error);
    }
  };
  const text = read(path, () => readBounded(path, MOST_BYTES).toString('utf8'));
  const draft = draftPath(path);
  return { path, shown, text, kept: read(draft, () => stateIn(parsed(readText(draft, MOST_BYTES)))) };
};

/** Standard input: answers, or what the call before printed. */
const inInput = async (environment: Environment) => {
  const text = (await readStream(environment.stdin, MOST_BYTES)).toString('utf8');
  const printed = parsed(text);
  const state = isTree(printed) && isTree(printed.state) ? printed.state : undefined;
  const kept = state && stateIn(state);
  if (state && !kept) throw new UserError('The state on standard input is not one that eg-api-gateway printed.');
  return { path: undefined, shown: 'standard input', text: text.trim() === '' || kept ? undefined : text, kept };
};

/** Continues the interview of an earlier call, or begins one. Returns the problems of answers that are wrong. */
export const sessionOf = async (
  environment: Environment,
  options: Options,
): Promise<Session | { readonly problems: readonly Problem[] }> => {
  const files = wantedFiles(options);
  if (files.length > 1)
    throw new UserError('The interview has one answers file, but -f is set several times. Pass the file to change.');
  const { path, shown, text, kept } = files[0] === '-' ? await inInput(environment) : inFile(environment, files);
  // Answers that were edited since are answers like those of any file: nothing of the interview replaces them.
  const edited = kept?.state.written !== undefined && kept.state.written !== checksum(text ?? '');
  const continues = kept?.state.base !== undefined && !edited;
  if (edited) kept?.memory.changes.clear();
  const asInput = (content: string) =>
    collectAnswers(
      {
        ...environment,
        cwd: path === undefined ? environment.cwd : dirname(path),
        stdin: Readable.from([Buffer.from(content)]),
      },
      { ...options, file: ['-'] },
    );
  const collected = continues
    ? await asInput(JSON.stringify(kept.state.base))
    : path === undefined || text === undefined || text.trim() === ''
      ? await asInput(text ?? NOTHING)
      : await collectAnswers(environment, options, true);
  const base = isTree(collected.input) ? collected.input : {};
  // Keys that an import asks are open in answers that are complete without them, too.
  const found = await askedBy(text, base);
  const earlier = continues && isTexts(kept.state.asked) ? kept.state.asked : [];
  const asked = [...new Set([...earlier, ...(found.asked ?? [])])];
  const wrong = collected.wrong.filter((p) => !asked.includes(openKeyOf(p, base)));
  if (wrong.length > 0) return { problems: wrong };
  const memory = kept?.memory ?? new Memory();
  const source = { ...collected.source, path };
  const isComplete = collected.missing.length === 0;
  const of = asked.length === 0 ? found : { ...found, asked };
  return {
    path,
    shown,
    text,
    base,
    memory,
    isComplete,
    interview: isComplete && !of.asked ? { topics: TOPICS, asks: new Set() } : interviewOf(base, of),
    asked,
    collected,
    begin: (changes = memory.changes) => {
      const plain = givenBy(environment, { ...collected, source }, options).begin();
      if (changes.size === 0) return plain;
      for (const [key, value] of changes) if (!isOfLaterService(plain, key)) plain.set(key, value);
      return givenBy(environment, { ...collected, source, input: plain.input }, options).begin();
    },
  };
};

/** Whether a key is about a service that the interview adds. */
export const isOfLaterService = (draft: Draft, key: string): boolean => {
  const [first, name] = key.split('.');
  return first === 'services' && name !== undefined && !draft.services.some((s) => s.name === name);
};
