// A value of a wrong type in any place of the cases: an import of a broken file ends with a report, never with an exception.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSource } from '../../src/importers/source/read-source.ts';
import type { SourceDocument, Step } from '../../src/importers/source/source-node.ts';
import { rounds } from '../deep.ts';
import { KINDS } from './import-hostile.ts';
import { importDocuments } from './import-text.ts';

const CASES = fileURLToPath(new URL('./cases/', import.meta.url));
const VALUES: readonly unknown[] = [
  null,
  5,
  -1,
  'x',
  '',
  '/',
  'ä\u0000${X}',
  true,
  [],
  {},
  [5],
  [[]],
  [null],
  { a: 1 },
  [{ name: 5 }],
];

const placesIn = (value: unknown, path: readonly Step[] = []): Step[][] =>
  typeof value === 'object' && value !== null
    ? [
        [...path],
        ...Object.entries(value).flatMap(([k, v]) => placesIn(v, [...path, Array.isArray(value) ? Number(k) : k])),
      ]
    : [[...path]];

const withValue = (tree: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown => {
  if (step === undefined) return value;
  const copy = (Array.isArray(tree) ? [...tree] : { ...(tree as object) }) as Record<Step, unknown>;
  copy[step] = withValue(copy[step], rest, value);
  return copy;
};

interface Place {
  readonly file: string;
  readonly documents: readonly SourceDocument[];
  readonly index: number;
  readonly path: readonly Step[];
}

const placesOf = (kind: string): Place[] =>
  readdirSync(CASES + kind)
    .filter((f) => /^[\w-]+\.(yaml|json)$/.test(f))
    .flatMap((file) => {
      const { documents } = readSource(file, readFileSync(`${CASES}${kind}/${file}`, 'utf8'));
      return documents.flatMap((d, index) => placesIn(d.value).map((path) => ({ file, documents, index, path })));
    });

test.each(KINDS)('%s', { timeout: 1_200_000 }, async (kind) => {
  const places = placesOf(kind);
  const all = places.length * VALUES.length;
  // The same combinations in every run, far apart. All places with all values take minutes.
  const tried = Math.min(all, rounds(200, 1500));
  expect(tried).toBeGreaterThan(100);
  const failures: string[] = [];
  for (let i = 0; i < tried; i++) {
    const n = Math.floor((i * all) / tried);
    const { file, documents, index, path } = places[n % places.length]!;
    const value = VALUES[Math.floor(n / places.length)];
    const broken = documents.map((d, at) => (at === index ? { ...d, value: withValue(d.value, path, value) } : d));
    try {
      await importDocuments(kind, broken);
    } catch (error) {
      failures.push(
        `${file} ${index} ${path.join('.')} = ${JSON.stringify(value)}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`,
      );
    }
  }
  expect(failures).toEqual([]);
});
