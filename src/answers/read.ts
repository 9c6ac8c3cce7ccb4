import { readDocument } from './document.ts';
import { type Issue, placeIssue } from './issues.ts';
import { knownKeys } from './known-keys.ts';
import type { Problem } from './problem.ts';
import { salvage } from './repair.ts';
import { runRules } from './rules/all.ts';
import { secretProblems } from './rules/secrets.ts';
import { type Answers, answersSchema } from './schema/schema.ts';

/** Answers with what should be known about them, or everything that is wrong with them. */
export type ReadResult =
  | { readonly answers: Answers; readonly input: unknown; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

type Locate = (path: readonly PropertyKey[], key?: boolean) => { line: number; column: number };

const NOWHERE: Locate = () => ({ line: 0, column: 0 });

const showKey = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((s, p) => (typeof p === 'number' ? `${s}[${p}]` : s ? `${s}.${String(p)}` : String(p)), '');

/**
 * Judges plain data against the schema and the rules across answers. All problems come at once, each at its place;
 * `locate` finds the place of a path, without it a problem has line 0 (an answer that came from a flag or the interview).
 */
export const judgeAnswers = (input: unknown, file: string, locate: Locate = NOWHERE): ReadResult => {
  const problems: Problem[] = secretProblems(input).map(({ path, refusal }) => ({
    file,
    ...locate(path),
    key: showKey(path),
    ...refusal,
  }));
  const parsed = answersSchema.safeParse(input);
  const warnings: Problem[] = [];
  if (parsed.success) {
    for (const { path, refusal, warning } of runRules(parsed.data))
      (warning ? warnings : problems).push({ file, ...locate(path), key: showKey(path), ...refusal });
  } else {
    for (const issue of parsed.error.issues)
      for (const { path, refusal, onKey } of placeIssue(issue as unknown as Issue, input, knownKeys))
        problems.push({ file, ...locate(path, onKey), key: showKey(path), ...refusal });
    const rest = salvage(input);
    for (const found of rest ? runRules(rest.answers) : [])
      if (!found.warning && rest?.means(found))
        problems.push({ file, ...locate(found.path), key: showKey(found.path), ...found.refusal });
  }
  if (problems.length === 0 && parsed.success) return { answers: parsed.data, input, warnings };
  const seen = new Set<string>();
  const once = problems.filter((p) => {
    const id = `${p.key} ${p.code}`;
    return seen.has(id) ? false : seen.add(id);
  });
  return { problems: once.sort((a, b) => a.line - b.line || a.column - b.column) };
};

/** Reads an answers file of any origin: bytes in, answers or every problem with file, line and column out. */
export const readAnswers = (bytes: Uint8Array | string, file: string): ReadResult => {
  const read = readDocument(bytes, file);
  return 'problems' in read ? read : judgeAnswers(read.document.value, file, read.document.locate);
};
