// The flags of answers in --help: every one below a heading of its topic, with what its value is.
import { expect, test } from 'vitest';
import { flagsOf } from '../../src/answers/flags.ts';
import { COMMANDS } from '../../src/cli/commands/all-commands.ts';
import { COMMON, headingOf } from '../../src/cli/commands/flag-groups.ts';
import { runCli } from './run-cli.ts';

test('every flag is below the heading of its topic, once', async () => {
  const { stdout } = await runCli(['generate', '--help-all']);
  for (const { flag, key } of flagsOf()) {
    expect(headingOf(key), `${key}: add a heading to src/cli/commands/flag-groups.ts`).not.toBe('Other answers:');
    const [section, ...others] = stdout.split('\n\n').filter((part) => part.includes(`  ${flag} <`));
    expect(section, flag).toMatch(new RegExp(`^${headingOf(key)}\n`));
    expect(others, flag).toEqual([]);
  }
});

test('a value is a list, a map, true or false, or a word', async () => {
  const { stdout } = await runCli(['generate', '--help-all']);
  for (const shown of [
    '--hostnames <list>',
    '--http3 <true|false>',
    '--proxy-node-selector <map>',
    '--hostname <value>',
  ])
    expect(stdout).toContain(`  ${shown}`);
});

test.each(['generate', 'init'])('%s --help shows the common answers and where the others are', async (name) => {
  const { code, stdout } = await runCli([name, '--help']);
  expect(code).toBe(0);
  const shown = flagsOf().filter(({ flag }) => stdout.includes(`  ${flag} <`));
  expect(shown.map((f) => f.key).sort()).toEqual(Object.keys(COMMON).sort());
  for (const flag of ['--service', '--auth-method', '--set', '--help-all', '--dry-run']) expect(stdout).toContain(flag);
  expect(stdout.split('\n').length).toBeLessThan(60);
});

test('the help of the program fits a terminal of 24 rows, with a heading for each group of commands', async () => {
  const { stdout } = await runCli(['--help']);
  expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
  for (const { name, group } of COMMANDS)
    expect(stdout.split('\n\n').find((p) => p.startsWith(group))).toContain(`  ${name} `);
});

test.each([
  ['--help'],
  ['generate', '--help'],
  ['check', '--help'],
  ['generate', '--help-all'],
  ['init', '--help-all'],
])('in a terminal of 60 columns, no line of %s %s is wider', async (...argv) => {
  const { stdout } = await runCli(argv, { terminal: true, columns: 60 });
  // A name of an option and a word cannot break.
  expect(stdout.split('\n').filter((l) => l.length > 60 && !/^ +(?:--\S+ <\S+>|\S+)$/.test(l))).toEqual([]);
});

test.each([
  [['help'], ['--help']],
  [
    ['help', 'check'],
    ['check', '--help'],
  ],
])('%j is %j', async (help, option) => {
  expect(await runCli(help)).toEqual(await runCli(option));
});
