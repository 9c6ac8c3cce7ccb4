import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { cases, examples, readFolder } from '../golden/goldens.mjs';
import { blocksOf } from '../lab/lib/code-blocks.mjs';

const withoutBlocks = (text: string): string => text.replace(/^( *)(`{3,}).*\n[\s\S]*?^\1\2$/gm, '');

/** Cells of a table row; a bar after a backslash is text. */
const cellsOf = (row: string): number => row.replaceAll('\\|', '').split('|').length;

/** The links of headings, as forges derive them. */
const anchors = (text: string): string[] =>
  [...text.matchAll(/^#{1,4} (.+)$/gm)].map((m) =>
    m[1]!
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

const checkCommands = (dir: string, text: string): void => {
  const script = blocksOf(text).join('\n');
  const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  expect(status, `${stderr}\n${script}`).toBe(0);
  // Scripts and files that a command names exist, and scripts can be run.
  for (const [, name] of script.matchAll(/(?:^|\s)((?:[\w-]+\/|\.\/)+[\w-]+\.sh)\b/g))
    if (!name!.includes('NAME')) expect(statSync(join(dir, name!)).mode & 0o111, name).toBeGreaterThan(0);
  for (const [, name] of script.replace(/^\(cd .*/gm, '').matchAll(/ -[fk] ([\w./-]+)/g))
    if (!/NAME|^-/.test(name!)) expect(existsSync(join(dir, name!)), name).toBe(true);
  for (const [, back] of script.matchAll(/\(cd (\S+) &&/g)) expect(back).toMatch(/^\.\.(\/\.\.)*$/);
};

const checkText = (dir: string, text: string): void => {
  const prose = withoutBlocks(text);
  expect(text).not.toMatch(/\n\n\n|[ \t]\n|undefined|\[object/);
  for (const [, target] of prose.matchAll(/\]\(([^)]+)\)/g))
    if (target!.startsWith('#')) expect(anchors(prose)).toContain(target!.slice(1));
    else expect(existsSync(join(dir, target!.replace(/#.*$/, ''))), target).toBe(true);
  // The numbers of steps.
  const steps = [...prose.matchAll(/^(\d+)\. /gm)].map((m) => Number(m[1]));
  expect(steps).toEqual(steps.map((_, i) => i + 1));
  for (const [table] of prose.matchAll(/^\|.*\n\|(?:---\|)+\n(?:\|.*\n)+/gm))
    expect(new Set(table.trimEnd().split('\n').map(cellsOf)).size, table).toBe(1);
  // A table without its line of dashes would be text.
  for (const [row] of prose.matchAll(/(?<!\|\n)^\|.*$/gm)) expect(prose).toContain(`${row}\n|---|`);
  for (const [file] of prose.matchAll(/(?<=`)\d\d-[a-z]+(?:\.yaml|\/)?(?=`)/g))
    expect(
      [dir, join(dir, '../../platform')].some(
        (d) => existsSync(d) && readdirSync(d).some((f) => f.startsWith(file!.replace(/\/$/, ''))),
      ),
      file,
    ).toBe(true);
};

test.each([...examples, ...cases])('$name: commands and references of every runbook work', async ({ files }) => {
  const out = join(mkdtempSync(join(tmpdir(), 'runbook-')), 'manifests');
  const { code, stderr } = await runCli(['generate', '-q', ...files, '-o', out]);
  expect(code, stderr).toBe(0);
  const runbooks = [...readFolder(out)].filter(([path]) => path.endsWith('README.md'));
  expect(runbooks.length).toBeGreaterThan(0);
  for (const [path, text] of runbooks) {
    const dir = join(out, dirname(path));
    checkCommands(dir, text);
    checkText(dir, text);
  }
});
