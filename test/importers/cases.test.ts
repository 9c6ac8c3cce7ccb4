// Each file in cases/KIND is imported. Beside it are the answers and the report that are expected; `npm run golden` writes them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeAnswers } from '../../src/answers/write.ts';
import { IMPORTS } from '../../src/diagnostics/imports/all-imports.ts';
import { documentCodes } from '../../src/diagnostics/imports/document-codes.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import { SourceNode, type Step } from '../../src/importers/source/source-node.ts';
import { importDocuments, reportOf, unprovenKeys } from './import-text.ts';

const CASES = fileURLToPath(new URL('./cases/', import.meta.url));
const cases = readdirSync(CASES).flatMap((kind) =>
  readdirSync(join(CASES, kind))
    .filter((f) => /\.(ya?ml|json)$/.test(f) && !/\.(answers|report)\./.test(f))
    .map((f) => [kind, f] as const),
);
const produced = new Set<string>();

/** Another value of the same type. */
const changed = (value: unknown): unknown =>
  typeof value === 'number'
    ? value + 1
    : typeof value === 'boolean'
      ? !value
      : typeof value === 'string'
        ? `${value}x`
        : 'x';

/** The document with another value at a path. */
const withOther = (value: unknown, [step, ...rest]: readonly Step[]): unknown => {
  if (step === undefined) return changed(value);
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<Step, unknown>)[step] = withOther((value as Record<Step, unknown>)[step], rest);
  return copy;
};

describe.each(cases)('%s/%s', (kind, file) => {
  const path = join(CASES, kind, file);
  const text = readFileSync(path, 'utf8');
  const { documents } = readSource(file, text);
  const named = path.replace(/\.\w+$/, '');

  test('becomes the expected answers, and the report says what became of each value', async () => {
    const result = await importDocuments(kind, documents);
    for (const { code } of result.entries) produced.add(code);
    expect(unprovenKeys(result.entries, result.answers)).toEqual([]);
    await expect(writeAnswers(undefined, result.answers)).toMatchFileSnapshot(`${named}.answers.yaml`);
    await expect(reportOf(result)).toMatchFileSnapshot(`${named}.report.txt`);
  });

  test('a value that is reported as carried changes the answers or the report', async () => {
    const before = await importDocuments(kind, documents);
    const carried = before.entries.filter((e) => e.verdict === 'carried' && typeof e.node.value !== 'object');
    const without: string[] = [];
    for (const { node, keys } of carried) {
      const others = documents.map((d) => (d === node.document ? { ...d, value: withOther(d.value, node.path) } : d));
      const after = await importDocuments(kind, others);
      const report = (r: typeof after): string => r.entries.map((e) => `${e.code} ${e.node.pointer}`).join('\n');
      if (JSON.stringify(after.answers) === JSON.stringify(before.answers) && report(after) === report(before))
        without.push(`${node.pointer} -> ${keys.join(', ')}`);
    }
    expect(without).toEqual([]);
  });

  test('every leaf of the source is in the report', async () => {
    const { entries } = await importDocuments(kind, documents);
    const covered = (path: readonly Step[], index: number): boolean =>
      entries.some(
        (e) => e.node.document.index === index && e.node.path.every((step, i) => String(step) === String(path[i])),
      );
    const left: string[] = [];
    const visit = (node: SourceNode): void => {
      const below = [...node.children, ...node.items];
      if (below.length === 0 && !covered(node.path, node.document.index)) left.push(node.pointer);
      for (const next of below) visit(next);
    };
    for (const document of documents) visit(new SourceNode(document));
    expect(left).toEqual([]);
  });
});

/** Codes that other tests produce: those about whole documents (documents.test.ts) and about what is left out (accepted.test.ts). */
const ELSEWHERE: readonly string[] = [
  ...Object.keys(documentCodes),
  'AnswerGone',
  'AnswerNotAccepted',
  'AuthUndecided',
  'HostlessService',
];

test('every code of the report is produced by a case', () => {
  expect(Object.keys(IMPORTS).filter((code) => !produced.has(code) && !ELSEWHERE.includes(code))).toEqual([]);
});
