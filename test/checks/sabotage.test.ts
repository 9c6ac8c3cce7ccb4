// Slow: a folder of manifests for each mutation.
// The list of the lab, offline: check names each thing that was broken, and nothing before that.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCli } from '../cli/run-cli.ts';
import { baseAnswers, mutateFolder } from '../sabotage/mutate.mjs';

interface Mutation {
  readonly name: string;
  readonly check?: string;
}
const data = <T>(name: string): T => parse(readFileSync(new URL(`../sabotage/${name}`, import.meta.url), 'utf8')) as T;
const list = data<Mutation[]>('mutations.yaml');
const cwd = mkdtempSync(join(tmpdir(), 'sabotage-'));
writeFileSync(join(cwd, 'answers.yaml'), stringify(baseAnswers(data('base.yaml'), 'sabotage')));
expect(await runCli(['generate', '-f', 'answers.yaml', '-o', 'whole'], { cwd })).toMatchObject({ code: 0 });

const codesOf = async (dir: string): Promise<string[]> => {
  const { stdout } = await runCli(['check', dir, '--json'], { cwd });
  const { findings } = JSON.parse(stdout) as { findings: { code: string; severity: string }[] };
  // The Services of the backends are not part of the output, and neither are the Secrets.
  const others = ['BackendNotFound', 'SecretNotFound'];
  return findings.filter((f) => !others.includes(f.code) || f.severity !== 'info').map((f) => f.code);
};

test('nothing is found before anything is broken', async () => {
  expect(await codesOf('whole')).toEqual([]);
});

test.each(list.map((m, i) => [m.name, m, i] as const))('%s', async (_, mutation, i) => {
  const broken = `broken-${i}`;
  cpSync(join(cwd, 'whole'), join(cwd, broken), { recursive: true });
  mutateFolder(mutation, join(cwd, broken));
  const codes = await codesOf(broken);
  expect(codes).toContain(mutation.check ?? 'EditedByHand');
  if (!mutation.check) expect(codes).toEqual(['EditedByHand']);
});
