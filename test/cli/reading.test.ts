import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { readStream } from '../../src/cli/read-bounded.ts';
import { runCli } from './run-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services: [{ name: status, path: /status, backend: "status:8080", auth: none }]
`;
let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'read-'));
});
const at = (path: string): string => join(cwd, path);
const cli = (...argv: string[]) => runCli(argv, { cwd });
/** Ten gigabytes that take no room. */
const sparse = (path: string): void => {
  const fd = openSync(at(path), 'w');
  ftruncateSync(fd, 10 * 1024 ** 3);
  closeSync(fd);
};
const canPipe = spawnSync('mkfifo', ['--version']).status === 0;

test.each(['generate', 'check', 'init'])(
  '%s -f of a device or a file without end stops at the limit',
  async (command) => {
    sparse('huge.yaml');
    for (const file of ['/dev/zero', 'huge.yaml']) {
      const began = process.memoryUsage().rss;
      const { code, stderr } = await cli(command, '-f', file);
      expect([file, code]).toEqual([file, 2]);
      expect(stderr).toContain('FileTooLarge');
      expect(process.memoryUsage().rss - began).toBeLessThan(200e6);
    }
  },
);

test.skipIf(!canPipe)('-f of a pipe: read to its end, up to the limit, and refused where nobody writes', async () => {
  spawnSync('mkfifo', [at('pipe')]);
  /** A shell that runs already: however busy the machine is, it writes within the reader's patience. */
  const write = async (script: string) => {
    const shell = spawn('sh', ['-c', `echo runs; exec >&-; ${script}`, 'sh', at('pipe')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(shell.stdout, 'data');
    return shell;
  };
  writeFileSync(at('answers.yaml'), ANSWERS);
  await write(
    `sleep 0.3; { head -c 40 '${at('answers.yaml')}'; sleep 0.3; tail -c +41 '${at('answers.yaml')}'; } > "$1"`,
  );
  expect((await cli('generate', '-f', 'pipe', '--stdout')).code).toBe(0);
  const endless = await write('exec yes > "$1"');
  const gone = once(endless, 'exit');
  expect((await cli('generate', '-f', 'pipe', '--stdout')).stderr).toContain('FileTooLarge');
  endless.kill();
  await gone;
  const { code, stderr } = await cli('generate', '-f', 'pipe');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/without a writer/)]);
});

test('standard input without end stops at the limit', async () => {
  const stream = new PassThrough();
  const endless = setInterval(() => stream.write(Buffer.alloc(100_000, 'a')), 0);
  const bytes = await readStream(stream, 1_000_000);
  clearInterval(endless);
  expect(bytes.length).toBeGreaterThan(1_000_000);
  expect(bytes.length).toBeLessThan(1_500_000);
});

test('a file of exactly the limit is read, one byte more is too large', async () => {
  const limit = 8 * 1024 * 1024;
  writeFileSync(at('api-gateway.yaml'), ANSWERS + '#'.repeat(limit - ANSWERS.length));
  expect((await cli('generate', '--stdout')).code).toBe(0);
  writeFileSync(at('api-gateway.yaml'), ANSWERS + '#'.repeat(limit - ANSWERS.length + 1));
  expect((await cli('generate', '--stdout')).stderr).toContain('FileTooLarge');
});

test.each(['/dev/zero', 'huge.yaml', 'folder'])('check of %s: one finding, exit 1', async (file) => {
  sparse('huge.yaml');
  const { code, stdout } = await cli('check', file === 'folder' ? '.' : file);
  expect([code, stdout.match(/FileUnreadable\]/g)?.length]).toEqual([1, 1]);
  expect(stdout).toMatch(/larger than 128 MiB/);
});

test('a huge script or runbook beside manifests is not read', async () => {
  writeFileSync(at('a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
  sparse('dump.sh');
  sparse('README.md');
  expect((await cli('check', '.')).code).toBe(0);
});

test("a team's own file and a draft without end stop at the limit", async () => {
  cpSync(join(ROOT, 'examples/teams'), cwd, { recursive: true });
  rmSync(at('teams/payments.yaml'));
  sparse('teams/payments.yaml');
  const { code, stderr } = await cli('generate', '--check');
  expect([code, stderr]).toEqual([2, expect.stringContaining('teams/payments.yaml')]);
  expect(stderr).toContain('FileTooLarge');
  sparse('.new.yaml.draft.json');
  const draft = await runCli(['init', '--plain', '-f', 'new.yaml'], { cwd, terminal: true, stdin: '' });
  expect([draft.code, draft.stderr]).toEqual([2, expect.stringContaining('.new.yaml.draft.json')]);
});
