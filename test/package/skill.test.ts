// Slow: runs the program as a process.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/commands/all-commands.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { runCli } from '../cli/run-cli.ts';
import { withNpx } from './npx.ts';

const SKILL = readFileSync(new URL('../../SKILL.md', import.meta.url), 'utf8');
const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(SKILL)!;
const folder = (): string => mkdtempSync(join(tmpdir(), 'skill-'));

test('the front matter is as the format of agent skills requires it', () => {
  const { name, description, compatibility, ...more } = parse(front!) as Record<string, string>;
  expect(name).toBe('eg-api-gateway');
  expect(description!.length).toBeLessThanOrEqual(1024);
  expect(description).toMatch(/Use it when/);
  expect(compatibility!.length).toBeLessThanOrEqual(500);
  expect(more).toEqual({ license: 'Apache-2.0' });
  expect(body!.split('\n').length).toBeLessThan(500);
});

test('the table has the seven topics of the interview, with the ids of their questions', () => {
  const rows = [...body!.matchAll(/^\| ([a-z ]+) \| .* \| `([A-Za-z]+)[.`]/gm)].map((m) => [m[1], m[2]]);
  expect(rows.filter(([name]) => name !== 'topic').map(([, id]) => id)).toEqual(
    TOPICS.filter((t) => t.main).map((t) => t.id),
  );
  expect(rows).toHaveLength(7);
});

test('every command in it works, in the order of the text', () => {
  const dir = folder();
  const blocks = [...body!.matchAll(/^( *)```bash\n([\s\S]*?)^ *```$/gm)].map(([, indent, text]) =>
    text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  expect(blocks.length).toBeGreaterThan(5);
  const env = { PATH: `${withNpx()}:${process.env.PATH}`, HOME: dir };
  const printed = blocks.map((block) => {
    const run = spawnSync('bash', ['--noprofile', '--norc', '-euc', block], { cwd: dir, encoding: 'utf8', env });
    expect(run.status, `${block}\n${run.stdout}${run.stderr}`).toBe(0);
    return run.stdout;
  });
  // As the text has it: after the first call only defaults are open, and after the second nothing is.
  const [first, second, third] = printed.slice(0, 3).map((text) => JSON.parse(`${text.split(/^\}\n/m)[0]}}`));
  expect([first.progress.required, first.ready]).toEqual([0, false]);
  expect([second.open, second.ready]).toEqual([[], true]);
  expect(third.created).toContain('README.md');
  expect(existsSync(join(dir, 'manifests', 'validate.sh'))).toBe(true);
});

test('inline commands name commands and options that exist', async () => {
  const names = new Set(COMMANDS.map((c) => c.name));
  const inline = [...body!.matchAll(/`(?:npx eg-api-gateway )?([a-z]+)((?: --?[a-z-]+)*)`/g)];
  const commands = inline.filter((m) => names.has(m[1]!));
  expect(commands.length).toBeGreaterThan(3);
  for (const [, name, options] of commands) {
    const { stdout } = await runCli([name!, '--help']);
    for (const option of options!.split(' ').filter(Boolean)) expect(stdout).toContain(option);
  }
});

test('skill prints it, also as JSON', async () => {
  expect((await runCli(['skill'])).stdout).toBe(SKILL);
  expect(JSON.parse((await runCli(['skill', '--json'])).stdout)).toEqual({ version: 1, ok: true, text: SKILL });
});

test('--install writes it to a folder of skills, and again after an update', async () => {
  const dir = folder();
  const path = join(dir, '.agents/skills/eg-api-gateway/SKILL.md');
  expect((await runCli(['skill', '--install'], { cwd: dir })).code).toBe(0);
  const text = readFileSync(path, 'utf8');
  expect(text.startsWith(SKILL)).toBe(true);
  const again = await runCli(['skill', '--install', '--json'], { cwd: dir });
  const file = '.agents/skills/eg-api-gateway/SKILL.md';
  expect(JSON.parse(again.stdout)).toEqual({ version: 1, ok: true, file, changed: false });
  expect((await runCli(['skill', '--install', 'other'], { cwd: dir })).code).toBe(0);
  expect(existsSync(join(dir, 'other/eg-api-gateway/SKILL.md'))).toBe(true);
});

test.each(['mine\n', `${SKILL}more\n`, ''])('a file that it did not install stays: %#', async (text) => {
  const dir = folder();
  const path = join(dir, 's/eg-api-gateway/SKILL.md');
  mkdirSync(join(dir, 's/eg-api-gateway'), { recursive: true });
  writeFileSync(path, text);
  const { code, stderr } = await runCli(['skill', '--install', 's'], { cwd: dir });
  expect([code, readFileSync(path, 'utf8')]).toEqual([2, text]);
  expect(stderr).toMatch(/--force/);
  expect((await runCli(['skill', '--install', 's', '--force'], { cwd: dir })).code).toBe(0);
  // An edit of the installed file is not lost either.
  writeFileSync(path, `x${readFileSync(path, 'utf8')}`);
  expect((await runCli(['skill', '--install', 's'], { cwd: dir })).code).toBe(2);
});

test('a folder that cannot be written is a message', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'file'), '');
  expect((await runCli(['skill', '--install', 'file'], { cwd: dir })).stderr).toMatch(/cannot be written/);
  expect((await runCli(['skill', '--install', ''], { cwd: dir })).code).toBe(2);
});
