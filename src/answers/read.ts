import { type Problem, problemAt } from '../diagnostics/refusal.ts';
import { withoutCaused } from './caused-problems.ts';
import { type ReadDocument, readDocument } from './document.ts';
import { type Issue, type Placed, placeIssue, type Validated } from './issues.ts';
import { placesOfKey } from './key-places.ts';
import { knownKeys } from './known-keys.ts';
import { mergeLayers } from './layers/merge-layers.ts';
import { salvage } from './repair.ts';
import { runRules } from './rules/all-rules.ts';
import { duplicateProblems } from './rules/duplicates-rules.ts';
import { hiddenProblems } from './rules/hidden.ts';
import type { TeamView } from './rules/rule.ts';
import { coversSecret, secretProblems } from './rules/secrets-rules.ts';
import { type Answers, answersSchema } from './schema/answers-schema.ts';
import { validForm } from './valid-form.ts';

/** Valid answers with warnings, or all problems. */
export type ReadResult =
  | { readonly answers: Answers; readonly input: unknown; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

export type Locate = ReadDocument['locate'];

/** Of answers without a file. */
export const NOWHERE: Locate = () => ({ line: 0, column: 0 });

const showKey = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((s, p) => (typeof p === 'number' ? `${s}[${p}]` : s ? `${s}.${String(p)}` : String(p)), '');

/** So many fixes have a form that is validated: people fix the first ones, and a file may have thousands. */
const MOST_FORMS = 50;
const fewForms = (input: unknown): NonNullable<Validated['formOf']> => {
  let left = MOST_FORMS;
  return (...value) => (left-- > 0 ? validForm(input, ...value) : undefined);
};

const schemaFindings = (issues: readonly Issue[], input: unknown, locate: Locate, view?: TeamView): Placed[] => {
  const at = {
    root: input,
    knownKeys,
    placesOf: placesOfKey,
    sourceOf: (path: readonly PropertyKey[]) => locate(path).source,
    formOf: fewForms(input),
  };
  const rest = salvage(input);
  const found = rest ? runRules(rest.answers, view).filter((f) => !f.warning && rest.means(f)) : [];
  return [...issues.flatMap((issue) => placeIssue(issue, at)), ...found];
};

/**
 * Validates plain data with the schema and the rules across answers, and returns all problems at once. `locate` returns the
 * place of a path; without it, problems have line 0 (for answers of flags or the interview). `view` is set if the data are a
 * team's services with the root's answers.
 */
export const validateAnswers = (
  input: unknown,
  file: string,
  locate: Locate = NOWHERE,
  view?: TeamView,
): ReadResult => {
  const secrets = secretProblems(input);
  const parsed = answersSchema.safeParse(input);
  const validated: (Placed & { warning?: boolean })[] = parsed.success
    ? runRules(parsed.data, view)
    : schemaFindings(parsed.error.issues as unknown as Issue[], input, locate, view);
  const problemOf = ({ path, refusal, onKey }: Placed): Problem => {
    const { line, column, file: ofPlace = file, mergedWith } = locate(path, onKey);
    const problem = problemAt({ file: ofPlace, line, column, key: showKey(path) }, refusal);
    if (!mergedWith) return problem;
    const and = `It is merged with ${mergedWith.file}:${mergedWith.line}; \`null\` removes a key from there.`;
    return { ...problem, why: `${problem.why} ${and}` };
  };
  const hidden = coversSecret(secrets);
  const wrong = validated.filter((f) => !f.warning);
  // If a value has another problem as well, the other one is more helpful.
  const reported = new Set(wrong.map((f) => showKey(f.path)));
  const texts = [...hiddenProblems(input), ...duplicateProblems(input)].filter((f) => !reported.has(showKey(f.path)));
  const errors = withoutCaused([...wrong, ...texts].filter((f) => !hidden(f.path)));
  if (errors.length === 0 && secrets.length === 0 && parsed.success)
    return { answers: parsed.data, input, warnings: validated.map(problemOf) };
  // A key that is itself a secret is not repeated: the message contains its parent's key.
  const ofSecret = (s: Placed): Problem => ({
    ...problemOf(s),
    key: showKey(s.onKey ? s.path.slice(0, -1) : s.path),
  });
  const seen = new Set<string>();
  const once = [...secrets.map(ofSecret), ...errors.map(problemOf)].filter((p) => {
    const id = `${p.key} ${p.code} ${p.what}`;
    return seen.has(id) ? false : seen.add(id);
  });
  return { problems: once.sort((a, b) => a.line - b.line || a.column - b.column) };
};

/** Reads the bytes of an answers file; returns answers, or all problems with file, line and column. */
export const readAnswers = (bytes: Uint8Array | string, file: string): ReadResult => {
  const read = readDocument(bytes, file);
  if ('problems' in read) return read;
  const { value, locate, problems } = mergeLayers([{ ...read.document, file }]);
  return problems.length > 0 ? { problems } : validateAnswers(value, file, locate);
};
