// What has to be so of any answers file: it is refused with places, or what becomes of it is right.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { readDocument } from '../../../src/answers/document.ts';
import { mergeLayers } from '../../../src/answers/layers/merge-layers.ts';
import { validateAnswers } from '../../../src/answers/read.ts';
import { headersOf } from '../../../src/answers/rules/header-classes.ts';
import type { Answers } from '../../../src/answers/schema/answers-schema.ts';
import { readTeams, type TeamUnit } from '../../../src/answers/team-files.ts';
import { build } from '../../../src/cli/output/build-output.ts';
import { changeProblems } from '../../../src/cli/output/change-problems.ts';
import { formatFinding } from '../../../src/diagnostics/finding.ts';
import { formatProblems } from '../../../src/diagnostics/format.ts';
import type { Problem } from '../../../src/diagnostics/refusal.ts';
import { hiddenIn } from '../../../src/diagnostics/visible.ts';
import type { KubernetesObject } from '../../../src/objects/resource.ts';

/** Outputs that were read before: most files are the same whatever was changed. */
const known = new Set<string>();
/** Files run in one process without isolation: a file that needs every output begins here. */
export const forgetOutputs = (): void => known.clear();

export interface Verdict {
  readonly accepted: boolean;
  /** What is not as it has to be; empty: all is well. */
  readonly faults: readonly string[];
  /** Scripts that were not seen before. */
  readonly scripts: readonly string[];
  /** What is generated from accepted answers. */
  readonly objects?: readonly KubernetesObject[];
}

/** A message that a terminal shows as it is, and that says where: in the file, or at a key. */
const faultsOfProblems = (problems: readonly Problem[], placed = true): string[] => {
  const out = problems.flatMap((p) => {
    const parts = [p.what, p.why, p.fix];
    if (placed && (p.line < 1 || p.column < 1)) return [`no place: ${p.code} at ${p.key}`];
    if (parts.some((t) => t.trim() === '' || /\bundefined\b|\[object /.test(t)))
      return [`no words: ${parts.join(' | ')}`];
    return [];
  });
  const text = formatProblems(problems).replaceAll('\n', '');
  if (hiddenIn(text) !== undefined) out.push(`raw in a message: ${JSON.stringify(text.slice(0, 200))}`);
  if (problems.length === 0) out.push('refused without a problem');
  return out;
};

const readAlike = (path: string, text: string): string[] => {
  const [old, now] = (['1.1', '1.2'] as const).map((version) =>
    parseAllDocuments(text, { version, logLevel: 'silent' }),
  );
  const errors = [...(old as { errors: Error[] }[]), ...(now as { errors: Error[] }[])].flatMap((d) => d.errors);
  if (errors.length > 0) return [`${path} is no YAML: ${errors[0]!.message}`];
  const plain = (docs: typeof old): unknown => (docs as { toJS(): unknown }[]).map((d) => d.toJS());
  return isDeepStrictEqual(plain(old), plain(now)) ? [] : [`${path} is read otherwise by YAML 1.1`];
};

/** No header that a method reads is removed before it does. */
const earlyRemoval = (answers: Answers, removed: readonly string[]): string[] => {
  const { readBy } = headersOf(answers);
  const seen = Object.values(answers.auth?.methods ?? {}).flatMap((m) =>
    m.type === 'extAuth' ? (m.headers ?? []) : [],
  );
  const read = new Set([...readBy.keys(), ...seen.map((h) => h.toLowerCase()), 'cookie', 'host', 'x-forwarded-for']);
  return removed.filter((h) => read.has(h)).map((h) => `${h} is removed before a method reads it`);
};

/** Validates answers that were read, with those of teams, and everything that is generated from them. */
export const validateInput = async (
  input: unknown,
  locate: Parameters<typeof validateAnswers>[2],
  folder: string,
): Promise<Verdict> => {
  const validated = validateAnswers(input, 'f.yaml', locate);
  const problems = 'problems' in validated ? validated.problems : [];
  const open = (file: string) => {
    try {
      return { shown: file, bytes: readFileSync(`${folder}/${file}`) };
    } catch {
      return { shown: file, bytes: undefined };
    }
  };
  const read = readTeams({ input, file: 'f.yaml', locate: locate ?? (() => ({ line: 1, column: 1 })), problems }, open);
  const all = [...problems, ...read.flatMap((r) => ('problems' in r ? r.problems : []))];
  if ('problems' in validated || all.length > 0)
    return { accepted: false, faults: faultsOfProblems(all, locate !== undefined), scripts: [] };
  const units = read.flatMap((r): TeamUnit[] => ('unit' in r ? [r.unit] : []));
  const warned = validated.warnings.length > 0 ? faultsOfProblems(validated.warnings, locate !== undefined) : [];
  const built = await build(validated.answers, 'api-gateway.yaml', units);
  const changes = await changeProblems(
    built.changed,
    locate ?? (() => ({ line: 1, column: 1 })),
    'f.yaml',
    '2026-11-28',
  );
  if (changes.problems.length > 0) return { accepted: false, faults: faultsOfProblems(changes.problems), scripts: [] };
  const errors = built.findings.filter((f) => f.severity === 'error').map((f) => `not admitted: ${formatFinding(f)}`);
  const fresh = [...built.files].filter(([, { text }]) => !known.has(text) && known.add(text));
  const yaml = fresh.filter(([path]) => path.endsWith('.yaml')).flatMap(([path, { text }]) => readAlike(path, text));
  const raw = fresh
    .filter(([, { text }]) => hiddenIn(text.replace(/[\n\t]/g, '')) !== undefined)
    .map(([path]) => `a hidden character in ${path}`);
  const notices = built.intents.flatMap((i) => i.notices).filter((n) => hiddenIn(n.text) !== undefined);
  return {
    accepted: true,
    faults: [
      ...warned,
      ...errors,
      ...yaml,
      ...raw,
      ...notices.map((n) => `a hidden character in ${n.code}`),
      ...earlyRemoval(validated.answers, built.intents[0]!.client.identityHeaders),
    ],
    objects: built.objects,
    scripts: fresh.filter(([path]) => path.endsWith('.sh')).map(([, { text }]) => text),
  };
};

/** The same of a text; whatever is thrown is a fault. */
export const validateText = async (text: string, folder: string): Promise<Verdict> => {
  try {
    const read = readDocument(text, 'f.yaml');
    if ('problems' in read) return { accepted: false, faults: faultsOfProblems(read.problems), scripts: [] };
    const merged = mergeLayers([{ ...read.document, file: 'f.yaml' }]);
    if (merged.problems.length > 0) return { accepted: false, faults: faultsOfProblems(merged.problems), scripts: [] };
    return await validateInput(merged.value, merged.locate, folder);
  } catch (error) {
    return { accepted: false, faults: [`thrown: ${(error as Error).stack?.slice(0, 300)}`], scripts: [] };
  }
};
