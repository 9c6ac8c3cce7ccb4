import { readFileSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';

test('an internal error: exit code 70, the message, where to report it, and one line of the stack', async () => {
  const stderr = new PassThrough();
  const code = await run(['generate', '--quiet'], {
    stdout: new PassThrough(),
    stderr,
    stdin: Readable.from([]),
    env: {},
    get cwd(): string {
      throw new TypeError('x is not a function');
    },
    today: '2026-11-21',
  });
  const lines = String(stderr.read()).split('\n');
  const { bugs, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(code).toBe(70);
  expect(lines[0]).toBe('internal error: x is not a function');
  expect(lines[1]).toContain(version);
  expect(lines[2]!.trim()).toBe(bugs.url);
  expect(lines.filter((l) => /^ +at /.test(l))).toHaveLength(1);
});
