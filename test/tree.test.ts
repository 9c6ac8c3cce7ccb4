// The source tree: which module may import which, no import cycles, unique file names.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each module and those that it may import: the table of docs/architecture.md. */
const MODULES: Readonly<Record<string, readonly string[]>> = (() => {
  const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
  const rows = [
    ...page.split('| module | contains | may import |')[1]!.matchAll(/^\| `([\w.]+)` \|.*\| ([^|]*) \|$/gm),
  ];
  const names = rows.map((m) => m[1]!);
  return Object.fromEntries(
    rows.map(([, module, list]) => [
      module!,
      list === 'all modules' ? names.filter((n) => n !== module) : [...list!.matchAll(/`([\w.]+)`/g)].map((m) => m[1]!),
    ]),
  );
})();

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((f) => f.replaceAll('\\', '/'))
  .filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts') && !f.startsWith('crds/types/'));

const IMPORT = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.ts)'/g;

/** Files by the files that they import, in `src`. */
const IMPORTS = new Map(
  FILES.map((f) => [
    f,
    [...readFileSync(join(SRC, f), 'utf8').matchAll(IMPORT)].map((m) => normalize(join(dirname(f), m[1]!))),
  ]),
);

const moduleOf = (file: string): string => file.split('/')[0]!;

test('every module is in the table, and the table has no cycle', () => {
  expect(Object.keys(MODULES).length).toBeGreaterThan(12);
  expect([...new Set(FILES.map(moduleOf))].filter((r) => MODULES[r] === undefined)).toEqual([]);
  const below = (module: string, path: readonly string[] = []): string[] =>
    path.includes(module)
      ? [[...path, module].join(' -> ')]
      : MODULES[module]!.flatMap((r) => below(r, [...path, module]));
  expect(Object.keys(MODULES).flatMap((r) => below(r))).toEqual([]);
});

test('a module imports only the modules in its row, and a row contains only those that are imported', () => {
  const used = new Set<string>();
  const wrong: string[] = [];
  for (const [file, imports] of IMPORTS)
    for (const target of imports) {
      const [from, to] = [moduleOf(file), moduleOf(target)];
      if (from === to) continue;
      used.add(`${from} ${to}`);
      if (!MODULES[from]?.includes(to)) wrong.push(`${file} -> ${target}`);
    }
  expect(wrong).toEqual([]);
  const table = Object.entries(MODULES).filter(([r]) => r !== 'cli');
  expect(table.flatMap(([r, list]) => list.filter((to) => !used.has(`${r} ${to}`)).map((to) => `${r} ${to}`))).toEqual([]); // biome-ignore format: a list
});

test('no import cycle of files', () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const next of IMPORTS.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const f of FILES) visit(f, []);
  expect(cycles).toEqual([]);
});

test('no two files have one name, and no file lies at the top of src or in a folder without a meaning', () => {
  const names = FILES.map((f) => basename(f));
  expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
  expect(FILES.filter((f) => /(^|\/)(utils?|helpers?|common|shared|misc|lib)\//.test(f))).toEqual([]);
});

test('files stay short', () => {
  const long = FILES.filter((f) => f !== 'admission/cel/rules.ts').filter(
    (f) => readFileSync(join(SRC, f), 'utf8').split('\n').length > 251,
  );
  expect(long).toEqual([]);
});
