import type { Problem } from './problem.ts';

/** `file:line:column`, without what is not known. */
export const placeOf = (p: Problem): string =>
  p.line > 0 ? `${p.file}:${p.line}:${p.column}` : p.key && !p.file.startsWith('--') ? `${p.file} ${p.key}` : p.file;

/** Problems as text, one block each: where, what, why, and what to do. */
export const formatProblems = (problems: readonly Problem[]): string =>
  problems.map((p) => `${placeOf(p)}: ${p.what} [${p.code}]\n    ${p.why}\n    ${p.fix}`).join('\n');
