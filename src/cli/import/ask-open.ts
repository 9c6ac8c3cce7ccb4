// The open questions of an import, asked in the terminal. Only what is open is asked, and nothing is decided without a person.
import { missingAnswers } from '../../answers/missing-answers.ts';
import { missingOfMethod } from '../../answers/open-answers.ts';
import { validateAnswers } from '../../answers/read.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { counted } from '../../diagnostics/shown.ts';
import { shellWord } from '../../files/quote.ts';
import type { ImportResult } from '../../importers/run-import.ts';
import { Draft } from '../../interview/draft.ts';
import { interview } from '../../interview/engine.ts';
import { publicId } from '../../interview/open-questions.ts';
import { interviewOf } from '../../interview/open-topics.ts';
import { Cancelled } from '../../interview/prompter.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import type { Environment, Options } from '../environment.ts';
import { prompterOf, terminalOf } from '../init/ask.ts';
import type { ImportRun } from './import-run.ts';

/** Imported answers with what a person and flags answered. */
export interface Answered {
  readonly answers: Tree;
  /** The keys that were asked and are answered now. */
  readonly answered: ReadonlySet<string>;
  /** The keys that are open. */
  readonly left: readonly string[];
  /** What `generate` refuses. */
  readonly open: readonly Problem[];
}

/** The terminal in which open questions are asked; undefined: none are, and the report lists them. */
const terminalFor = (
  environment: Environment,
  options: Options,
  paths: readonly string[],
): NodeJS.WritableStream | undefined => {
  const isForProgram = options.json === true || (options.format ?? 'text') !== 'text';
  const isSilent = isForProgram || options.yes === true || options.quiet === true || options.check === true;
  // The source or the answers have the stream on which questions would be.
  if (isSilent || paths.includes('-') || options.output === '-') return undefined;
  const terminal = terminalOf(environment);
  return 'output' in terminal ? terminal.output : undefined;
};

/** Whether open questions are asked after the report. */
export const asksOpen = ({
  environment,
  options,
  paths,
}: Pick<ImportRun, 'environment' | 'options' | 'paths'>): boolean =>
  terminalFor(environment, options, paths) !== undefined;

/** A draft of imported answers. */
const draftOf = (answers: Tree): Draft => {
  const draft = new Draft(structuredClone(answers));
  for (const key of ['services', 'tls']) if (draft.has(key)) draft.notes.set(`?${key}.given`, true);
  return draft;
};

const isDecided = (value: unknown): boolean => value !== undefined && value !== UNDECIDED;

/** Whether answers contain a key, itself or by an answer for all services. */
const contains = (draft: Draft, key: string): boolean => {
  if (key.startsWith('tls')) return draft.has('tls');
  if (isDecided(draft.get(key))) return true;
  const ofService = /^services\.[^.]+\.auth$/.test(key) && draft.get(key) === undefined;
  return ofService && isDecided(draft.get('auth.default'));
};

/** Finds keys that the source leaves open and that the answers contain: somebody answered them, now or before. */
export const answeredIn = (answers: Tree, imported: Tree): ((key: string) => boolean) => {
  const [now, source] = [draftOf(answers), draftOf(imported)];
  const isGone = ofNoService(now);
  return (key) => isGone(key) || (contains(now, key) && !contains(source, key));
};

/** Finds keys of services that answers do not have: a person removed them, or they belong to another source. */
const ofNoService = (draft: Draft): ((key: string) => boolean) => {
  return (key) => {
    const service = /^services\.[^.]+(?=\.)/.exec(key)?.[0];
    return service !== undefined && !draft.has(service);
  };
};

/** The keys that an import asks and that answers lack. */
const keysOf = (answers: Tree, asked: Iterable<string>): string[] => {
  const draft = draftOf(answers);
  const missing = new Set(missingAnswers(answers).map(({ key }) => key));
  const isGone = ofNoService(draft);
  // `tls.secret` is a part of the question for `tls`.
  const optional = [...asked].filter(
    (key) => !contains(draft, key) && !isGone(key) && !missing.has(key.split('.')[0]!),
  );
  return [...new Set([...missing, ...optional])];
};

/** Removes methods that somebody began to add, but that lack keys: no service accepts them. */
const withoutBegun = (draft: Draft): Tree => {
  const { auth } = draft.input;
  if (isTree(auth) && isTree(auth.methods)) {
    for (const [name, method] of Object.entries(auth.methods))
      if (draft.causes.has(`auth.methods.${name}.type`) && missingOfMethod(method).length > 0)
        delete auth.methods[name];
    if (Object.keys(auth.methods).length === 0) delete auth.methods;
    if (Object.keys(auth).length === 0) delete draft.input.auth;
  }
  return draft.input;
};

/** Finds what the terminal asks after the report, so that the report need not list it. */
export const asksNext = (
  run: Pick<ImportRun, 'environment' | 'options' | 'paths'>,
  answers: Tree,
  { asked }: Pick<ImportResult, 'asked'>,
): ((keys: readonly string[]) => boolean) => {
  if (!asksOpen(run)) return () => false;
  const open = new Set(keysOf(answers, asked));
  return (keys) => keys.length > 0 && keys.every((key) => open.has(key));
};

/** What is open after the questions. `known`: the problems of the answers, if they are those of the import. */
const outcomeOf = (
  before: readonly string[],
  answers: Tree,
  settled: ReadonlySet<string>,
  known?: readonly Problem[],
): Answered => {
  const draft = draftOf(answers);
  const result = known ? { problems: known } : validateAnswers(answers, '');
  const isAnswered = (key: string): boolean => settled.has(key) || contains(draft, key);
  return {
    answers,
    answered: new Set(before.filter(isAnswered)),
    left: keysOf(
      answers,
      before.filter((key) => !isAnswered(key)),
    ),
    open: 'problems' in result ? result.problems : [],
  };
};

/** The option that names the answers file, if it is not the usual one. */
const fileOption = ({ output }: Options): string =>
  typeof output === 'string' && output !== ANSWERS_FILE ? ` -f ${shellWord(output)}` : '';

/** So long is a remark that a report has for a question at most. */
const LONGEST_REMARK = 240;

/** What is known about each open key: what the report has for it, where there is nothing shorter. */
const remarksOf = ({ remarks, entries }: Pick<ImportResult, 'remarks' | 'entries'>): ReadonlyMap<string, string> => {
  const all = new Map(remarks);
  for (const { verdict, keys, what, fix } of entries)
    for (const key of verdict === 'asked' ? keys : []) {
      const text = `${what} ${fix}`.trim();
      if (!all.has(key)) all.set(key, text.length > LONGEST_REMARK ? what : text);
    }
  return all;
};

/**
 * Asks what is open in the terminal, after the report of an import. `answers`: what the file will contain, with the answers of
 * flags and of an earlier import. Whoever quits keeps what was answered, and the rest stays open.
 */
export const askOpen = async (
  { environment, voice, options, paths }: Pick<ImportRun, 'environment' | 'voice' | 'options' | 'paths'>,
  answers: Tree,
  imported: Pick<ImportResult, 'answers' | 'asked' | 'open' | 'suggestions' | 'remarks' | 'entries'>,
): Promise<Answered> => {
  const { asked, suggestions } = imported;
  const keys = keysOf(answers, asked);
  const terminal = terminalFor(environment, options, paths);
  // The answers of a first import were validated when they were made.
  const known = answers === imported.answers ? imported.open : undefined;
  if (keys.length === 0 || terminal === undefined) return outcomeOf([...asked, ...keys], answers, new Set(), known);
  const { topics, asks } = interviewOf(answers, { asked: keys, suggestions, remarks: remarksOf(imported) });
  const prompter = await prompterOf(environment, options, terminal);
  voice.talk(`\n${counted(keys.length, 'open question')}. ${prompter.back} goes back, Ctrl+C leaves the rest open.`);
  try {
    const { draft, passed } = await interview(
      topics,
      { begin: () => draftOf(answers), runs: (topic) => asks?.has(topic.id) === true, isChange: true },
      prompter,
    );
    const settled = new Set(passed.map(({ question }) => publicId(question.id)));
    const outcome = outcomeOf([...asked, ...keys], withoutBegun(draft), settled);
    voice.talk(
      outcome.left.length === 0
        ? '\nAll questions are answered.'
        : `\n${counted(outcome.left.length, 'question')} left. To continue: eg-api-gateway init${fileOption(options)}`,
    );
    return outcome;
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    return outcomeOf([...asked, ...keys], answers, new Set());
  } finally {
    prompter.close();
  }
};
