import { hiddenIn, replaceHidden } from '../diagnostics/visible.ts';

/** What a shell never changes, wherever the word stands. `=` is not among it: first in a command it is an assignment. */
const BARE_WORD = /^[A-Za-z0-9_./:@%+,-]+$/;

/** Escapes of $'...' that bash 3.2 knows. */
const ANSI_C: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" };

/**
 * One shell word on one line, whatever is in it: a line break becomes an escape, so that a hole in a comment of the
 * script cannot end the comment. NUL cannot be in a word, so it is refused.
 */
export const shellWord = (s: string): string => {
  if (s.includes('\0')) throw new Error('a shell word cannot hold NUL');
  if (BARE_WORD.test(s)) return s;
  if (hiddenIn(s) === undefined) return `'${s.replaceAll("'", "'\\''")}'`;
  const octal = (c: string): string =>
    [...Buffer.from(c)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  const quoted = s.replace(/[\\']/g, (c) => ANSI_C[c]!);
  return `$'${replaceHidden(quoted, (c) => ANSI_C[c] ?? octal(c))}'`;
};

/** White space of any kind becomes one space; control characters, invisible ones and those that turn the direction of text go. */
export const oneLine = (s: string): string => replaceHidden(s.replace(/[\s\u0085\u2028\u2029]+/gu, ' '), () => '');

/** Text of a sentence or a table cell: nothing in it begins markup, HTML or a new line. */
export const markdownText = (s: string): string => oneLine(s).replace(/[\\`*_{}[\]<>#|&~]/g, '\\$&');

const longestRun = (s: string): number => Math.max(0, ...[...s.matchAll(/`+/g)].map((m) => m[0].length));

/** Inline code, behind a fence that the text does not hold. A bar would end a table cell, in code too. */
export const markdownCode = (s: string): string => {
  const text = oneLine(s);
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') || text === '' ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
};

/** A command on lines of its own, to be copied as it is; `indent` puts it under a list item. */
export const markdownCommand = (s: string, indent: string): string => {
  const fence = '`'.repeat(Math.max(3, longestRun(s) + 1));
  return [`${fence}sh`, oneLine(s), fence].map((line) => `${indent}${line}`).join('\n');
};
