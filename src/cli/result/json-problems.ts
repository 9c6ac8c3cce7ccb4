// What a command prints with --json if it does nothing: wrong usage, refused answers, an internal error.
import { joined, type RefusalCode, type ValuesArgument } from '../../diagnostics/catalogue.ts';
import { type Problem, problemAt, refusal } from '../../diagnostics/refusal.ts';
import { jsonText } from './json-text.ts';

/** A problem, and the id of the question that it is about. */
export type JsonProblem = Problem & { readonly id?: string; readonly message?: string };

/** Problems as JSON: each has its place (line and column 0: it has none), its code, and its text as a whole and in parts. */
export const problemsJson = (problems: readonly JsonProblem[]): string =>
  jsonText({ ok: false, problems: problems.map((p) => ({ ...p, message: p.message ?? joined(p) })) });

/** A problem that is not in an answers file. */
export const problemOf = <C extends RefusalCode>(code: C, ...values: ValuesArgument<C>): Problem =>
  problemAt({ file: '', line: 0, column: 0, key: '' }, refusal(code, ...values));

const sentence = (text: string): string => (/[.!?:]$/.test(text) ? text : `${text}.`);

/** Where the first sentence of a line ends. */
const FIRST_END = /[.!?](?= [A-Z])/;
/** What a program knows from the exit code. */
const NO_FIX = /(?:^| )(?:Nothing was written|It is unchanged|No key was written)\.$/;

/** The first line as what is wrong, and what follows in it as the fix. */
const apart = (line: string): [what: string, fix: string] => {
  const end = FIRST_END.exec(line);
  return end === null ? [sentence(line), ''] : [line.slice(0, end.index + 1), line.slice(end.index + 2)];
};

/**
 * Wrong usage as JSON. `text`: as the command prints it for people, what is wrong in its first sentence, then how to fix it; or
 * with a line for each part.
 */
export const usageJson = (text: string, fix = ''): string => {
  const [first = '', ...more] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n')
    .map((line) => line.trim().replace(/^\((.*)\)$/, '$1'))
    .filter((line) => line !== '');
  const [what, rest] = apart(first);
  const then = [rest, ...more, fix].filter((part) => part !== '').join(' ');
  // The text for people is complete as it is.
  const problem = problemOf('WrongUsage', { what, fix: then.replace(NO_FIX, '') });
  return problemsJson([{ ...problem, message: `${what} ${then}`.trim() }]);
};

/** An internal error as JSON. */
export const internalJson = (what: string, report: string): string =>
  problemsJson([problemOf('InternalError', { what, report })]);
