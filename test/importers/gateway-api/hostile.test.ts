// Values of wrong types in any place of the cases: an import of a broken manifest ends with a report, never with an exception.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSource } from '../../../src/importers/source/read-source.ts';
import type { Step } from '../../../src/importers/source/source-node.ts';
import { rounds } from '../../deep.ts';
import { importDocuments } from '../import-text.ts';

const CASES = fileURLToPath(new URL('../cases/gateway-api/', import.meta.url));
const VALUES: readonly unknown[] = [
  null,
  5,
  'x',
  true,
  [],
  {},
  [5],
  [[]],
  [null],
  { a: 1 },
  'ä\u0000${X}',
  -1,
  [{ name: 5 }],
];

const documents = readdirSync(CASES)
  .filter((f) => /^[\w-]+\.(yaml|json)$/.test(f))
  .flatMap((f) => readSource(f, readFileSync(CASES + f, 'utf8')).documents.map((d) => ({ file: f, d })));

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

/** A sequence that looks random and is the same in each run. */
const numbers =
  (seed: number) =>
  (most: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x7fffffff) * most) % most;
  };

test('wrong types anywhere end with a report', async () => {
  const next = numbers(7);
  const failures: string[] = [];
  for (let i = 0; i < rounds(150, 5000); i++) {
    const { file, d } = documents[next(documents.length)]!;
    const places = placesIn(d.value);
    const path = places[next(places.length)]!;
    const value = VALUES[next(VALUES.length)];
    const others = documents
      .filter((o) => o.file === file)
      .map((o) => (o.d === d ? { ...d, value: withValue(d.value, path, value) } : o.d));
    try {
      await importDocuments('gateway-api', others);
    } catch (error) {
      failures.push(
        `${file} ${d.index} ${path.join('.')} = ${JSON.stringify(value)}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`,
      );
    }
  }
  expect(failures).toEqual([]);
});
