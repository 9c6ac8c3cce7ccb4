import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each(['README.md', 'docs/commands.md'])('%s names every command, and none that does not exist', async (page) => {
  const { stdout } = await runCli(['--help']);
  const inHelp = [...stdout.split('Write and validate')[1]!.matchAll(/^ {2}([a-z]+) {2}/gm)].map((m) => m[1]!);
  const table = read(page).split('| command | does |')[1]!.split('\n\n')[0]!;
  const first = [...table.matchAll(/^\| (`[^|]*) \|/gm)].map((m) => m[1]!);
  const named = first.flatMap((cell) => [...cell.matchAll(/`([a-z]+)/g)].map((m) => m[1]!));
  expect([...new Set(named)].sort()).toEqual(inHelp.sort());
});

test('the index of the documentation links every page', () => {
  const pages = readdirSync(new URL('../../docs', import.meta.url)).filter(
    (f) => f.endsWith('.md') && f !== 'README.md',
  );
  for (const page of pages) expect(read('docs/README.md')).toContain(`](${page})`);
});
