// The command line that an interview ends with gives the same answers.
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../cli/run-cli.ts';
import { cases, examples } from '../golden/goldens.mjs';
import { commandLineOf } from './command-line.ts';

test.each([...examples, ...cases])('$name', async ({ answers: file }) => {
  const answers = parse(readFileSync(file, 'utf8'));
  const flags = commandLineOf(answers);
  // Away from the file, so that the flags alone count; teams have files of their own beside it.
  const cwd = mkdtempSync(join(tmpdir(), 'command-line-'));
  const teams = join(dirname(file), 'teams');
  if (existsSync(teams)) cpSync(teams, join(cwd, 'teams'), { recursive: true });
  const fromFile = await runCli(['generate', '--stdout', '-f', file], { cwd });
  const fromFlags = await runCli(['generate', '--stdout', ...flags], { cwd });
  const words = (text: string) => text.replace(/^warning: \S+: /gm, '');
  expect(words(fromFlags.stderr)).toBe(words(fromFile.stderr));
  expect(fromFlags.stdout).toBe(fromFile.stdout);
  expect(fromFlags.stdout).not.toBe('');
});

test.each([
  [{ hostname: 'a.example.com', tls: { selfSigned: true } }],
  // Texts that begin as a map or a list would, next to a map.
  [{ auth: { default: 'none', publicReason: '{{hostname}}' } }],
  [{ auth: { default: 'none', publicReason: '[draft] for a trial' } }],
  [{ auth: { default: 'none', publicReason: '{ a: b }' } }],
  [{ rateLimit: { limits: '600/minute', key: { claim: 'sub' } } }],
  [{ tls: { secret: 'true' }, gateway: { name: '0123' } }],
  [{ services: [{ name: 'a', path: '/a', backend: 'a:1', timeout: '5s', auth: ['x', 'y'] }] }],
  [{ services: [{ name: 'a', paths: ['/a', '/b'], backend: 'a:1' }] }],
  [{ transform: { response: { set: { 'X-Odd': 'it\'s $(x) "quoted", [and] {more}: #1' } } } }],
  [{ auth: { default: 'none', methods: { 'a-b': { type: 'apiKey', secret: 's', clients: ['no', 'yes'] } } } }],
])('%j', async (answers) => {
  const { applyFlags, flagsOf } = await import('../../src/answers/flags.ts');
  const words = commandLineOf(answers);
  const given = {
    values: {} as Record<string, string>,
    service: [] as string[],
    authMethod: [] as string[],
    set: [] as string[],
  };
  for (let i = 0; i < words.length; i += 2) {
    const [flag, value] = [words[i]!, words[i + 1]!];
    if (flag === '--service') given.service.push(value);
    else if (flag === '--auth-method') given.authMethod.push(value);
    else if (flag === '--set') given.set.push(value);
    else given.values[flagsOf().find((f) => f.flag === flag)!.key] = value;
  }
  expect(applyFlags(undefined, given)).toMatchObject({ input: { version: 1, ...answers }, problems: [] });
});
