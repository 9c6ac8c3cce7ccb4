// Every case of the importers: comments change no answer, and a second import of the same source changes no byte.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSource } from '../../../src/importers/source/read-source.ts';
import { importedText } from '../../../src/importers/written/imported-text.ts';
import { runCli } from '../../cli/run-cli.ts';
import { importDocuments } from '../import-text.ts';

const CASES = fileURLToPath(new URL('../cases/', import.meta.url));
const cases = readdirSync(CASES).flatMap((kind) =>
  readdirSync(join(CASES, kind))
    .filter((f) => /\.(ya?ml|json)$/.test(f) && !/\.(answers|report)\./.test(f))
    .map((f) => [kind, f] as const),
);
const folder = mkdtempSync(join(tmpdir(), 'eg-again-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Columns of the longest line that is not a long value itself. */
const WIDEST = 120;

describe.each(cases)('%s/%s', (kind, file) => {
  test('comments change no answer and fit their lines', async () => {
    const { documents } = readSource(file, readFileSync(join(CASES, kind, file), 'utf8'));
    const result = await importDocuments(kind, documents);
    const make = (previous?: string): string =>
      importedText({
        previous,
        answers: result.answers,
        changes: [],
        result,
        files: [file],
        nameOf: (name) => name,
      });
    const text = make();
    expect(parse(text)).toEqual(JSON.parse(JSON.stringify(result.answers)));
    const bare = (line: string): string => line.replace(/ # .*$/, '');
    expect(text.split('\n').filter((l) => l.length > WIDEST && l !== bare(l))).toEqual([]);
    expect(make(text)).toBe(text);
  });

  test('a second import changes no byte', async () => {
    const output = join(folder, `${kind}-${file}.yaml`);
    const read = (): string[] =>
      [output, output.replace(/\.yaml$/, '.import-lock.json')].map((f) => readFileSync(f, 'utf8'));
    const args = ['import', kind, join(CASES, kind, file), '-o', output];
    const first = await runCli(args);
    // 2: nothing to import was found.
    if (first.code === 2) return;
    const before = read();
    const second = await runCli(args);
    expect([second.code, read()]).toEqual([first.code, before]);
    const check = await runCli(['import', '--check', '-o', output]);
    expect([check.code, check.stderr]).toEqual([0, '']);
  });
});
