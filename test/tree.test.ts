// The tree: which room may import which, no circle between files, one meaning for one file name.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each room, and the rooms that it may import besides itself: the table of docs/architecture.md. */
const ROOMS: Readonly<Record<string, readonly string[]>> = (() => {
  const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
  const rows = [...page.split('| room | contains | may import |')[1]!.matchAll(/^\| `([\w.]+)` \|.*\| ([^|]*) \|$/gm)];
  const names = rows.map((m) => m[1]!);
  return Object.fromEntries(
    rows.map(([, room, list]) => [
      room!,
      list === 'all rooms' ? names.filter((n) => n !== room) : [...list!.matchAll(/`([\w.]+)`/g)].map((m) => m[1]!),
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

const roomOf = (file: string): string => file.split('/')[0]!;

test('every room is in the table, and the table has no circle', () => {
  expect(Object.keys(ROOMS).length).toBeGreaterThan(12);
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
  const table = Object.entries(ROOMS).filter(([r]) => r !== 'cli');
  expect(table.flatMap(([r, list]) => list.filter((to) => !used.has(`${r} ${to}`)).map((to) => `${r} ${to}`))).toEqual([]); // biome-ignore format: a list
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
