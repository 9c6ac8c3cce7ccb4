// The documentation names files and folders that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'test/README.md', 'test/lab/README.md'],
  ...['README', 'architecture', 'commands', 'envoy-gateway', 'integrations', 'pitfalls', 'style'].map(
    (page) => `docs/${page}.md`,
  ),
  ...readdirSync(join(ROOT, 'docs/answers')).map((page) => `docs/answers/${page}`),
];
const FOLDERS = ['src', 'test', 'docs', 'templates', 'examples', 'bin', '.ci', '.github'];
const FROM_ROOT = new RegExp(`^(?:${FOLDERS.map((f) => f.replace('.', '\\.')).join('|')})/`);

const FILES: readonly string[] = [
  ...readdirSync(ROOT),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  ),
];

/** Words of inline code that are a path from the root, or the end of one: a file with an ending, or a folder with a slash. */
const pathsIn = (page: string): string[] =>
  [...page.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => {
    const words = code!.split(/\s+/);
    const isPath = (word: string): boolean =>
      FROM_ROOT.test(word) ||
      (words.length === 1 && /^(?:[\w*.-][\w*./-]*\.(?:m?ts|mjs|hbs|sh|ya?ml|env|md)|[\w-]+\/)$/.test(word));
    return words.filter(isPath);
  });

/** `KIND`, `NAME` and `*` are any name; a template makes a file of its name without `.hbs`, a header one with `.yaml`. */
const exists = (path: string): boolean => {
  const name = path
    .replace(/\/$/, '')
    .replaceAll(/[.+()]/g, String.raw`\$&`)
    .replaceAll(/\*|\bKIND\b|\bNAME\b/g, '[^/]*');
  const pattern = new RegExp(`${FROM_ROOT.test(path) ? '^' : '(?:^|/)'}${name}(?:\\.hbs)?$`);
  const header = `templates/headers/${path.replace(/\.yaml$/, '.hbs')}`;
  return FILES.some((file) => pattern.test(file) || file === header);
};

/** Targets of links to files of the repository, from its root. */
const linksIn = (file: string, page: string): string[] =>
  [...page.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to]) => normalize(join(dirname(file), to!)));

test.each(PAGES)('%s names paths that exist', (file) => {
  const page = readFileSync(join(ROOT, file), 'utf8').replaceAll(/^( {4}|```).*$/gm, '');
  expect(pathsIn(page).filter((path) => !exists(path))).toEqual([]);
  expect(linksIn(file, page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('a path that does not exist is found', () => {
  const page =
    '`src/auth/KIND.ts` `src/auth/gone.ts` `nowhere.ts` `gone/` `npx vitest run test/gone.test.ts` `a.b` `kinds.ts`';
  expect(pathsIn(page).filter((path) => !exists(path))).toEqual([
    'src/auth/gone.ts',
    'nowhere.ts',
    'gone/',
    'test/gone.test.ts',
  ]);
  expect(linksIn('docs/x.md', 'See [a](../src/a.ts), [b](#b) and [c](style.md#words).')).toEqual([
    'src/a.ts',
    'docs/style.md',
  ]);
});

test('the lab names files that exist', () => {
  const named = FILES.filter((f) => /^test\/lab\/.*\.mjs$/.test(f)).flatMap((f) =>
    [...readFileSync(join(ROOT, f), 'utf8').matchAll(/'((?:test|examples)\/[\w./-]+)'/g)].map((m) => m[1]!),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
