import type { Problem } from './refusal.ts';
import { visibleLine } from './visible.ts';

/** `file:line:column`, without what is not known. */
export const placeOf = (p: Problem): string =>
  visibleLine(
    p.line > 0
      ? `${p.file}:${p.line}:${p.column}`
      : p.key && !p.file.startsWith('--')
        ? `${p.file} ${p.key}`.trim()
        : p.file,
  );

/** Problems as text, one block each: where, what, why, and what to do. Each part is one line, whatever the answers hold. */
export const formatProblems = (problems: readonly Problem[]): string =>
  problems
    .map(
      (p) => `${placeOf(p)}: ${visibleLine(p.what)} [${p.code}]\n    ${visibleLine(p.why)}\n    ${visibleLine(p.fix)}`,
    )
    .join('\n');
