// Slow: runs the program as a process. Everything that docs/automation.md shows is run, or compared with the files that it is about.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ACTION } from '../package/action.ts';
import { withNpx } from '../package/npx.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = readFileSync(`${ROOT}docs/automation.md`, 'utf8');
const blocks = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((m) => m[1]!);

/** A folder, and the environment in which npx and the command itself run the built program. */
const place = () => {
  const dir = mkdtempSync(join(tmpdir(), 'automation-'));
  const bin = withNpx();
  symlinkSync(`${ROOT}bin/eg-api-gateway.js`, join(bin, 'eg-api-gateway'));
  return { dir, env: { PATH: `${bin}:${process.env.PATH}`, HOME: dir } };
};

test('the commands work, in the order of the page', () => {
  const { dir, env } = place();
  const all = blocks('bash');
  expect(all.length).toBeGreaterThan(3);
  for (const block of all) {
    const run = spawnSync('bash', ['--noprofile', '--norc', '-euo', 'pipefail', '-c', block], {
      cwd: dir,
      env,
      encoding: 'utf8',
    });
    expect(run.status, `${block}\n${run.stdout}${run.stderr}`).toBe(0);
  }
  for (const file of ['manifests/validate.sh', 'from-form/validate.sh', '.agents/skills/eg-api-gateway/SKILL.md'])
    expect(existsSync(join(dir, file)), file).toBe(true);
});

test('the program asks, shows what is refused, and generates', () => {
  const { dir, env } = place();
  const [program] = blocks('js');
  writeFileSync(join(dir, 'ask.mjs'), program!);
  const input = 'api.example.com\n/v1/users=users:8080\njwtt\njwt\nhttps://auth.example.com/\n';
  const run = spawnSync(process.execPath, ['ask.mjs'], { cwd: dir, env, encoding: 'utf8', input });
  expect(run.stdout, run.stderr).toMatch(/^\d+ files$/m);
  expect(run.stdout).toMatch(/jwt, apiKey/);
});

test('inputs and outputs of the action, ids of the hooks, and the version are those of the files', () => {
  const table = (name: string): string[] => {
    const rows = PAGE.split(`| ${name} | means |\n|---|---|\n`)[1]!.split('\n\n')[0]!;
    return [...rows.matchAll(/^\| `([\w-]+)`/gm)].map((m) => m[1]!);
  };
  expect(table('input').sort()).toEqual(Object.keys(ACTION.inputs).sort());
  expect(table('output').sort()).toEqual(Object.keys(ACTION.outputs).sort());
  const [workflow, , , config] = blocks('yaml').map((text) => parse(text));
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  const uses = workflow.jobs.gateway.steps.find((s: { id?: string }) => s.id === 'gateway');
  expect(uses.uses).toBe(`OWNER/eg-api-gateway@v${version}`);
  expect(Object.keys(uses.with).filter((name) => !ACTION.inputs[name])).toEqual([]);
  const hooks = parse(readFileSync(`${ROOT}.pre-commit-hooks.yaml`, 'utf8')) as { id: string }[];
  expect(config.repos[0].rev).toBe(`v${version}`);
  expect(config.repos[0].hooks.map((h: { id: string }) => h.id)).toEqual(hooks.map((h) => h.id));
});
