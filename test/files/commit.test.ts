import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { commitWrite, recover } from '../../src/files/commit.ts';
import { planWrite } from '../../src/files/plan.ts';
import { originOf, sealed } from '../../src/files/seal.ts';

const files = (word: string, count = 40) =>
  new Map(
    Array.from({ length: count }, (_, i) => [
      `f${i}.yaml`,
      { text: sealed(`EGMARK\nword: ${word}\n`, 'hash'), executable: false },
    ]),
  );
const folder = (): string => join(mkdtempSync(join(tmpdir(), 'commit-')), 'manifests');
const words = (dir: string): Set<string> =>
  new Set(
    readdirSync(dir)
      .filter((f) => f.endsWith('.yaml'))
      .map((f) => /word: (\w+)/.exec(readFileSync(join(dir, f), 'utf8'))![1]!),
  );

test('a file tells whether it is ours, ours but edited, or of others', () => {
  const text = sealed('# head\nEGMARK\na: 1\n', 'hash');
  expect(originOf(text)).toBe('ours');
  expect(originOf(text.replace('a: 1', 'a: 2'))).toBe('edited');
  expect(originOf('a: 1\n')).toBe('foreign');
});

test('a kill at any moment leaves the old folder or the new one, never a mixture', async () => {
  const script = join(mkdtempSync(join(tmpdir(), 'commit-')), 'write.mjs');
  await build({
    stdin: {
      contents: `import { commitWrite, recover } from './src/files/commit.ts'; import { planWrite } from './src/files/plan.ts'; import { sealed } from './src/files/seal.ts';
        const dir = process.argv[2]; for (let n = 0; n < 200; n++) { recover(dir); const word = n % 2 ? 'old' : 'new';
          commitWrite(planWrite(dir, new Map(Array.from({ length: 40 }, (_, i) => ['f' + i + '.yaml', { text: sealed('EGMARK\\nword: ' + word + '\\n', 'hash'), executable: false }])))); if (n === 0) console.log('began'); }`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  for (let round = 0; round < 12; round++) {
    const dir = folder();
    const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done) => child.stdout.once('data', done));
    await new Promise((done) => setTimeout(done, 7 * round + Math.random() * 11));
    child.kill('SIGKILL');
    await new Promise((done) => child.once('close', done));
    recover(dir);
    expect([...words(dir)]).toHaveLength(1);
    expect(readdirSync(dir)).toHaveLength(40);
  }
});

test('a failure while the new folder is made leaves the old one untouched', () => {
  const dir = folder();
  commitWrite(planWrite(dir, files('old')));
  const plan = planWrite(dir, files('new'));
  // A name that no disk takes, after others were staged already.
  const broken = { ...plan, files: new Map([...plan.files, ['x'.repeat(300), { text: '', executable: false }]]) };
  expect(() => commitWrite(broken)).toThrow(/ENAMETOOLONG/);
  expect([...words(dir)]).toEqual(['old']);
  expect(readdirSync(join(dir, '..'))).toEqual(['manifests']);
});

test('a Git working tree, or a folder of others, is no output folder', () => {
  const dir = folder();
  mkdirSync(join(dir, '.git'), { recursive: true });
  expect(planWrite(dir, files('new')).refusal).toMatch(/Git/);
  const file = join(mkdtempSync(join(tmpdir(), 'commit-')), 'manifests');
  writeFileSync(file, '');
  expect(planWrite(file, files('new')).refusal).toBeDefined();
});
