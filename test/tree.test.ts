// The tree: which room may import which, no circle between files, one meaning for one file name.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each room, and the rooms that it may import besides itself. A room is a folder of src, or a file at its top. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  crds: [],
  values: ['diagnostics'],
  model: ['values'],
  'stages.ts': [],
  objects: ['model', 'stages.ts'],
  auth: ['values', 'diagnostics', 'model', 'objects', 'crds'],
  answers: ['values', 'diagnostics', 'auth'],
  intent: ['answers', 'auth', 'diagnostics', 'model', 'values'],
  resources: ['auth', 'crds', 'model', 'objects', 'stages.ts', 'values'],
  probes: ['auth', 'model', 'objects', 'stages.ts', 'values'],
  files: ['auth', 'diagnostics', 'model', 'objects', 'probes', 'resources', 'stages.ts', 'values'],
  admission: ['crds', 'diagnostics', 'objects'],
  analyze: ['admission', 'crds', 'diagnostics', 'model', 'objects'],
  interview: ['answers', 'auth', 'diagnostics', 'values'],
  cli: ['admission', 'analyze', 'answers', 'auth', 'crds', 'diagnostics', 'files', 'intent', 'interview', 'model', 'objects', 'probes', 'resources', 'stages.ts', 'values'], // biome-ignore format: a list
};

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

const roomOf = (file: string): string => file.split('/')[0]!;

test('every room is in the table, and the table has no circle', () => {
  expect([...new Set(FILES.map(roomOf))].filter((r) => ROOMS[r] === undefined)).toEqual([]);
  const below = (room: string, path: readonly string[] = []): string[] =>
    path.includes(room) ? [[...path, room].join(' -> ')] : ROOMS[room]!.flatMap((r) => below(r, [...path, room]));
  expect(Object.keys(ROOMS).flatMap((r) => below(r))).toEqual([]);
});

test('a room imports only the rooms that its row names, and a row names only those that are imported', () => {
  const used = new Set<string>();
  const wrong: string[] = [];
  for (const [file, imports] of IMPORTS)
    for (const target of imports) {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === to) continue;
      used.add(`${from} ${to}`);
      if (!ROOMS[from]?.includes(to)) wrong.push(`${file} -> ${target}`);
    }
  expect(wrong).toEqual([]);
  expect(Object.entries(ROOMS).flatMap(([r, list]) => list.filter((to) => !used.has(`${r} ${to}`)).map((to) => `${r} ${to}`))).toEqual([]); // biome-ignore format: a list
});

test('no circle of files', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const next of IMPORTS.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const f of FILES) visit(f, []);
  expect(circles).toEqual([]);
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
