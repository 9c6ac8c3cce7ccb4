// The flags of answers in --help: every one below a heading of its topic, with what its value is.
import { expect, test } from 'vitest';
import { flagsOf } from '../../src/answers/flags.ts';
import { headingOf } from '../../src/cli/flag-groups.ts';
import { runCli } from './run-cli.ts';

test('every flag is below the heading of its topic, once', async () => {
  const { stdout } = await runCli(['generate', '--help']);
  for (const { flag, key } of flagsOf()) {
    expect(headingOf(key), `${key}: add a heading to src/cli/flag-groups.ts`).not.toBe('Other answers:');
    const [section, ...others] = stdout.split('\n\n').filter((part) => part.includes(`  ${flag} <`));
    expect(section, flag).toMatch(new RegExp(`^${headingOf(key)}\n`));
    expect(others, flag).toEqual([]);
  }
});

test('a value is a list, a map, true or false, or a word', async () => {
  const { stdout } = await runCli(['generate', '--help']);
  for (const shown of [
    '--hostnames <list>',
    '--http3 <true|false>',
    '--proxy-node-selector <map>',
    '--hostname <value>',
  ])
    expect(stdout).toContain(`  ${shown}`);
});
