// The output that docs/check.md shows is what check prints for the manifest in docs/check.md.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program } from '../../src/cli/commands.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { RISKS } from '../../src/diagnostics/definition.ts';
import { runCli } from './run-cli.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const PAGE = read('docs/check.md');
const block = (text: string, language: string): string =>
  new RegExp(`\`\`\`${language}\n((?:.|\\n)*?)\`\`\``).exec(text)![1]!;

const run = (...options: string[]) => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-docs-'));
  mkdirSync(join(cwd, 'k8s'));
  writeFileSync(join(cwd, 'k8s/users.yaml'), block(PAGE, 'yaml'));
  return runCli(['check', 'k8s', ...options, '--no-color'], { cwd, terminal: true, columns: 80 });
};

test('docs/check.md', async () => {
  const { stdout, stderr } = await run('--severity', 'warning');
  expect(`${stdout}${stderr}`).toBe(block(PAGE, 'text'));
});

test('docs/check.md lists every risk and every option of check', async () => {
  for (const risk of RISKS) expect(PAGE).toMatch(new RegExp(`^\\| ${risk} \\|`, 'm'));
  const root = await program(
    { stdout: process.stdout, stderr: process.stderr } as unknown as Environment,
    ['check'],
    () => async () => {},
  );
  const options = root.commands.find((c) => c.name() === 'check')!.options.map((o) => o.long!);
  const own = options.filter((o) => !['--quiet', '--team', '--file'].includes(o));
  for (const option of own) expect(PAGE).toContain(`\`${option}`);
});
