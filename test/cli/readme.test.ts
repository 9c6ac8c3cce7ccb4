import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/all-commands.ts';
import { runCli } from './run-cli.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the answers file that README shows gives a gateway without an error', async () => {
  const answers = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(README)![1]!;
  const cwd = mkdtempSync(join(tmpdir(), 'readme-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), answers);
  const { code, stderr } = await runCli(['generate'], { cwd });
  expect(code, stderr).toBe(0);
  expect(readdirSync(join(cwd, 'manifests'))).toContain('validate.sh');
});

test('README names every command, and none that does not exist', async () => {
  const inHelp = COMMANDS.map((c) => c.name);
  const table = README.split('| command | does |')[1]!.split('\n\n')[0]!;
  const named = [...table.matchAll(/^\| `([a-z]+)/gm)].map((m) => m[1]!);
  expect(named.sort()).toEqual(inHelp.sort());
});
