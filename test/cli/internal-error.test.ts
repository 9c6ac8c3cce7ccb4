import { readFileSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';

/** Runs a command whose environment throws; gives the exit code and what was printed. */
const broken = async (argv: readonly string[]) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await run(argv, {
    stdout,
    stderr,
    stdin: Readable.from([]),
    env: {},
    get cwd(): string {
      throw new TypeError('x is not a function');
    },
    today: '2026-11-21',
  });
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
};

test('an internal error as JSON has its code, and nothing is printed next to it', async () => {
  const { code, stdout, stderr } = await broken(['generate', '--json']);
  expect([code, stderr]).toEqual([70, '']);
  const { ok, problems } = JSON.parse(stdout);
  expect([ok, problems[0].code]).toEqual([false, 'InternalError']);
  expect(problems[0].message).toMatch(/x is not a function/);
});

test('an internal error: exit code 70, the message, where to report it, and one line of the stack', async () => {
  const { code, stderr } = await broken(['generate', '--quiet']);
  const lines = stderr.split('\n');
  const { bugs, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(code).toBe(70);
  expect(lines[0]).toBe('internal error: x is not a function');
  expect(lines[1]).toContain(version);
  expect(lines[2]!.trim()).toBe(bugs.url);
  expect(lines.filter((l) => /^ +at /.test(l))).toHaveLength(1);
});
