// Completion, asked of the real shells; one that is not installed is said.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const has = (shell: string): boolean => {
  const there = spawnSync(shell, ['-c', 'true']).status === 0;
  if (!there) console.log(`SKIPPED completion in ${shell}: it is not installed`);
  return there;
};
const script = async (shell: string): Promise<string> => {
  const { code, stdout } = await runCli(['completion', shell]);
  expect(code).toBe(0);
  const file = join(mkdtempSync(join(tmpdir(), 'completion-')), `_eg-api-gateway`);
  writeFileSync(file, stdout);
  return file;
};
const said = (shell: string, code: string): string[] => {
  const { stdout, stderr } = spawnSync(shell, ['-c', code], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((l) => l !== '');
};

const bash = async (...words: string[]): Promise<string[]> =>
  said(
    'bash',
    `source '${await script('bash')}'; COMP_WORDS=(eg-api-gateway ${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length}; _eg_api_gateway; printf '%s\\n' "\${COMPREPLY[@]}"`,
  );

test('bash: commands, flags of each, shells, and files where a path is wanted', async () => {
  expect(await bash('ge')).toEqual(['generate']);
  expect(await bash('')).toEqual(expect.arrayContaining(['init', 'check', 'explain']));
  expect(await bash('generate', '--std')).toEqual(['--stdout']);
  expect(await bash('check', '--std')).toEqual([]);
  expect(await bash('check', '--fo')).toEqual(['--format']);
  expect(await bash('check', '--format', 'j')).toEqual(['json', 'junit']);
  expect(await bash('check', '--fail-on', '')).toEqual(['error', 'warning', 'info', 'never']);
  expect(await bash('check', '--baseline', '')).toEqual([]);
  expect(await bash('--host')).toEqual(['--hostname', '--hostnames']);
  expect(await bash('generate', '--gateway-service-cloud', 'azure')).toEqual(['azure', 'azure-internal']);
  expect(await bash('completion', 'z')).toEqual(['zsh']);
  expect(await bash('generate', '-f', '')).toEqual([]);
  expect(await bash('check', '')).toEqual([]);
});

test('bash: codes, keys of answers, words of answers, and values after an equals sign', async () => {
  expect(await bash('explain', 'TargetNotF')).toEqual(['TargetNotFound']);
  expect(await bash('check', '--only', 'OldTls')).toEqual(['OldTlsAllowed']);
  // A refusal of answers is no finding.
  expect(await bash('check', '--only', 'HostTwice')).toEqual([]);
  expect(await bash('generate', '--set', 'rateLimit.across')).toEqual(['rateLimit.across=']);
  expect(await bash('check', '--format', '=', 'j')).toEqual(['json', 'junit']);
  expect(await bash('check', '--format', '=')).toContain('sarif');
  expect(await bash('schema', '')).toEqual([]);
  expect(await bash('generate', '--team', '')).toEqual([]);
});

test.skipIf(!has('fish'))('fish: commands, flags with their words, values and codes', async () => {
  const file = await script('fish');
  const ask = (line: string) => said('fish', `source '${file}'; complete -C '${line}'`);
  expect(ask('eg-api-gateway ge')).toEqual(['generate\tWrites the manifests from the answers file and flags.']);
  expect(ask('eg-api-gateway generate --stdo')).toEqual(['--stdout\tPrints all manifests.']);
  expect(ask('eg-api-gateway completion z')).toContain('zsh');
  expect(ask('eg-api-gateway check --format j').map((l) => l.split('\t')[0])).toEqual(['json', 'junit']);
  expect(ask('eg-api-gateway explain TargetNotF')).toEqual(['TargetNotFound']);
  expect(ask('eg-api-gateway check --only OldTlsA')[0]).toMatch(/^OldTlsAllowed/);
});

test.skipIf(!has('zsh'))('zsh: loads as a function and names the commands', async () => {
  const file = await script('zsh');
  const code = `autoload -U compinit; compinit -D -u; source '${file}'; whence -w _eg_api_gateway; print -r -- $_comps[eg-api-gateway]`;
  expect(said('zsh', code)).toEqual(['_eg_api_gateway: function', '_eg_api_gateway']);
});

test.skipIf(!has('zsh')).each([
  ['gen', 'generate'],
  ['check --format js', 'json'],
  ['check --fail-on=nev', 'never'],
  ['explain TargetNotF', 'TargetNotFound'],
  ['check --only OldTlsA', 'OldTlsAllowed'],
  ['generate --set rateLimit.acr', 'rateLimit.across='],
  ['generate --gateway-service-cloud met', 'metallb'],
  ['completion fi', 'fish'],
])('zsh completes %s to %s in a terminal', async (typed, word) => {
  const file = await script('zsh');
  // A line is read until it contains the word: a wrong completion ends with the limit of time.
  const code = `zmodload zsh/zpty; zpty z zsh -f -i
    zpty -w z "PS1='> '; autoload -U compinit; compinit -D -u; source '${file}'; print ready-$((40 + 2))"
    zpty -r z line '*ready-42*'; zpty -w -n z 'eg-api-gateway ${typed}'$'\t'; zpty -r z line '*${word}*'; print found; zpty -d z`;
  const { stdout } = spawnSync('zsh', ['-f', '-c', code], { encoding: 'utf8', timeout: 20_000 });
  expect(stdout.trim()).toBe('found');
});

test('another shell is refused with the ones that there are', async () => {
  const { code, stderr } = await runCli(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});

test.each(['init', 'generate', 'check', 'explain', 'schema', 'completion'])('%s --help has examples', async (name) => {
  const { code, stdout } = await runCli([name, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Examples:\n {2}\$ eg-api-gateway/);
});

test.each([[], ['init'], ['generate'], ['check'], ['explain'], ['schema'], ['completion']])(
  '%s --help: no line is wider than 80 columns, also with the flags of answers',
  async (...names) => {
    const { stdout } = await runCli([...names, '--hostname', 'a.example.com', '--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  },
);
