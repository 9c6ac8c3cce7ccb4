import { hiddenIn, replaceHidden } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';

/** Characters that need no quotes in a shell. `=` is not included: in front of a command it is an assignment. */
const BARE_WORD = /^[A-Za-z0-9_./:@%+,-]+$/;

/** Escapes of $'...' that bash 3.2 supports. */
const ANSI_C: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" };

/**
 * One shell word on one line. A line break becomes an escape, so that a placeholder in a comment of a script cannot end the
 * comment. NUL is not possible in a word and throws.
 */
export const shellWord = (s: string): string => {
  if (s.includes('\0')) throw new Error('a shell word cannot contain NUL');
  if (BARE_WORD.test(s)) return s;
  if (hiddenIn(s) === undefined) return `'${s.replaceAll("'", "'\\''")}'`;
  const octal = (c: string): string =>
    [...Buffer.from(c)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  const quoted = s.replace(/[\\']/g, (c) => ANSI_C[c]!);
  return `$'${replaceHidden(quoted, (c) => ANSI_C[c] ?? octal(c))}'`;
};

/** Replaces white space by single spaces; removes control characters, invisible characters and marks of text direction. */
export const oneLine = (s: string): string => replaceHidden(s.replace(/[\s\u0085\u2028\u2029]+/gu, ' '), () => '');

/** Text of a sentence or a table cell, which starts no markup, HTML or new line. */
export const markdownText = (s: string): string => oneLine(s).replace(/[\\`*_{}[\]<>#|&~]/g, '\\$&');

const longestRun = (s: string): number => Math.max(0, ...[...s.matchAll(/`+/g)].map((m) => m[0].length));

/** Inline code with a fence that the text does not contain. A bar is escaped, because it would end a table cell. */
export const markdownCode = (s: string): string => {
  const text = oneLine(s);
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') || text === '' ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
};

/** A command in a code block, to copy as it is; `indent` puts it into a list item. */
export const markdownCommand = (s: string, indent: string): string => {
  const fence = '`'.repeat(Math.max(3, longestRun(s) + 1));
  return [`${fence}sh`, oneLine(s), fence].map((line) => `${indent}${line}`).join('\n');
};

/** Columns of prose in files. */
const COLUMNS = 116;

/** Text of a list item, on several lines. No line begins with a mark that starts another list. */
export const markdownItem = (s: string): string =>
  wrapText(markdownText(s).replace(/ (?=[-+=]|\d+[.)](?: |$))/g, '\u00A0'), COLUMNS, { hang: 2 }).replaceAll(
    '\u00A0',
    ' ',
  );

/** A picture in a code block. Its labels contain no backtick (picture/mermaid.ts). */
export const diagram = (s: string): string => {
  if (s.includes('`')) throw new Error('a picture cannot contain a backtick');
  return `\`\`\`mermaid\n${s}\n\`\`\``;
};
