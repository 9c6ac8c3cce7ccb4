import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { esbuildHbs } from '../../hbs-plugin.mjs';
import { withChecksum } from '../../src/files/checksum.ts';
import { commitWrite, recover } from '../../src/files/commit.ts';
import { isInterrupted, isRunFolder } from '../../src/files/journal.ts';
import { planWrite } from '../../src/files/plan.ts';
import type { OutputFile } from '../../src/files/render.ts';
import { rounds } from '../deep.ts';

const file = (word: string, executable = false): OutputFile => ({
  text: withChecksum(`EGMARK\nword: ${word}\n`, 'hash'),
  executable,
});
const files = (word: string, count = 40): Map<string, OutputFile> =>
  new Map(
    Array.from({ length: count }, (_, i) => [i % 2 ? `f${i}.yaml` : `40-httproutes/f${i}.yaml`, file(word, i === 0)]),
  );
const folder = (): string => join(mkdtempSync(join(tmpdir(), 'commit-')), 'manifests');
const write = (dir: string, word: string): void => commitWrite(planWrite(dir, files(word)));
const below = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((p) => statSync(join(dir, p)).isFile())
    .filter((p) => !p.startsWith('.eg-api-gateway-write-'));
const words = (dir: string): string[] => [
  ...new Set(
    below(dir)
      .filter((f) => f.endsWith('.yaml'))
      .map((f) => /word: (\w+)/.exec(readFileSync(join(dir, f), 'utf8'))![1]!),
  ),
];

/** A program of its own that writes old and new in turns for ever, or once: what kills and full disks are tried on. */
let program: string;
beforeAll(async () => {
  program = join(mkdtempSync(join(tmpdir(), 'commit-')), 'write.mjs');
  await build({
    plugins: [esbuildHbs],
    stdin: {
      contents: `import { commitWrite, recover } from './src/files/commit.ts'; import { planWrite } from './src/files/plan.ts'; import { withChecksum } from './src/files/checksum.ts';
        const [dir, times, size, count = 40] = [process.argv[2], ...process.argv.slice(3).map(Number)];
        for (let n = 0; n < times; n++) { recover(dir); const word = n % 2 ? 'old' : 'new';
          const text = withChecksum('EGMARK\\nword: ' + word + '\\n' + '#'.repeat(size), 'hash');
          const fixed = withChecksum('EGMARK\\nword: resources\\n', 'hash');
          try { commitWrite(planWrite(dir, new Map([['kustomization.yaml', { text: fixed, executable: false }], ...Array.from({ length: count }, (_, i) => [(i % 2 ? '' : '40-httproutes/') + 'f' + i + '.yaml', { text, executable: false }])]))); }
          catch (e) { console.log(e.code ?? e.message); process.exit(3); }
          if (n === 0) console.log('began'); }`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});

/** Whether a run has begun to change the folder. */
const isWriting = (dir: string): boolean =>
  readdirSync(dir).some((name) => isRunFolder(name) && existsSync(join(dir, name, 'journal')));

test('a kill at any moment: the next run finds the old files or the new ones; nobody can apply a mixture before', async () => {
  let interrupted = 0;
  for (let round = 0; round < rounds(4, 24); round++) {
    const dir = folder();
    // So many are not waited for until they are on the disk, so that a kill often falls on the renames.
    commitWrite(planWrite(dir, files('old', 300)));
    writeFileSync(join(dir, 'kustomization.yaml'), file('resources').text);
    writeFileSync(join(dir, 'notes.txt'), 'mine');
    const child = spawn(process.execPath, [program, dir, '100000', '0', '300'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((done) => child.stdout.once('data', done));
    // Every other kill falls in a write; the others fall anywhere: odd steps, since a write takes some milliseconds.
    if (round % 2) await new Promise((done) => setTimeout(done, round * 7.3));
    else while (child.exitCode === null && !isWriting(dir)) await new Promise((done) => setImmediate(done));
    child.kill('SIGKILL');
    await new Promise((done) => child.once('close', done));
    if (existsSync(join(dir, 'kustomization.yaml'))) expect(words(dir)).toHaveLength(2);
    if (isInterrupted(dir)) interrupted++;
    recover(dir);
    expect(words(dir)).toHaveLength(2);
    expect(words(dir)).toContain('resources');
    expect(below(dir)).toHaveLength(302);
    expect(readFileSync(join(dir, 'notes.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(dirname(dir))).toEqual(['manifests']);
    expect(readdirSync(dir).filter((n) => n.startsWith('.'))).toEqual([]);
  }
  // Otherwise this saw nothing.
  expect(interrupted).toBeGreaterThan(0);
});

/** What a run was about to do when it was killed: what its folder says, and nobody at work any more. */
const killedRun = (dir: string, steps: { path: string; had: boolean; put: boolean }[], made: string[] = []): string => {
  const run = join(dir, '.eg-api-gateway-write-4194999-1');
  mkdirSync(run);
  writeFileSync(join(run, 'journal'), JSON.stringify({ steps, made }));
  return run;
};
const CHANGE = { path: 'f1.yaml', had: true, put: true };

test('a kill between putting a file aside and placing the new one: the next run puts it back', () => {
  const dir = folder();
  write(dir, 'old');
  const { ino } = statSync(join(dir, 'f1.yaml'));
  const run = killedRun(dir, [CHANGE, { path: '95-closed.yaml', had: false, put: true }], ['new']);
  writeFileSync(join(run, 'n0'), file('new').text);
  renameSync(join(dir, 'f1.yaml'), join(run, 'o0'));
  writeFileSync(join(dir, '95-closed.yaml'), file('new').text);
  mkdirSync(join(dir, 'new'));
  expect(recover(dir)).toMatch(/previous state/);
  expect(words(dir)).toEqual(['old']);
  expect(below(dir)).toHaveLength(40);
  expect(existsSync(join(dir, 'new'))).toBe(false);
  expect(statSync(join(dir, 'f1.yaml')).ino).toBe(ino);
});

test('what somebody wrote into the folder after such a kill stays, and the file of before is beside it', () => {
  const dir = folder();
  write(dir, 'old');
  const run = killedRun(dir, [CHANGE, { path: 'made.yaml', had: false, put: true }]);
  renameSync(join(dir, 'f1.yaml'), join(run, 'o0'));
  writeFileSync(join(dir, 'f1.yaml'), 'mine\n');
  writeFileSync(join(dir, 'made.yaml'), `${file('new').text}# by hand\n`);
  recover(dir);
  expect(readFileSync(join(dir, 'f1.yaml'), 'utf8')).toBe('mine\n');
  expect(readFileSync(join(dir, 'f1.yaml.before'), 'utf8')).toBe(file('old').text);
  expect(readFileSync(join(dir, 'made.yaml'), 'utf8')).toContain('by hand');
});

test.each([
  [{ path: '../outside.yaml', had: false, put: true }],
  [{ path: 'link/outside.yaml', had: false, put: true }],
  [{ path: 7, had: true, put: true } as unknown as typeof CHANGE],
])("a journal that came with somebody's repository leads nowhere: %j", (step) => {
  const dir = folder();
  write(dir, 'old');
  writeFileSync(join(dirname(dir), 'outside.yaml'), file('outside').text);
  symlinkSync('..', join(dir, 'link'));
  killedRun(dir, [step]);
  expect(() => recover(dir)).toThrow(/journal/);
  expect(readFileSync(join(dirname(dir), 'outside.yaml'), 'utf8')).toBe(file('outside').text);
});

test('a link in place of a run is not followed', () => {
  const dir = folder();
  write(dir, 'old');
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'journal'), 'mine');
  symlinkSync(outside, join(dir, '.eg-api-gateway-write-4194999-1'));
  expect(recover(dir)).toBeUndefined();
  expect(readFileSync(join(outside, 'journal'), 'utf8')).toBe('mine');
});

test('another run that is at work is not disturbed; a number that the system used again is no run', () => {
  const dir = folder();
  write(dir, 'old');
  const plan = planWrite(dir, files('new'));
  const other = join(dir, `.eg-api-gateway-write-${process.ppid}-0`);
  mkdirSync(other);
  expect(() => recover(dir)).toThrow(/is writing it/);
  expect(() => commitWrite(plan)).toThrow(/is writing it/);
  expect(words(dir)).toEqual(['old']);
  expect(existsSync(other)).toBe(true);
  rmSync(other, { recursive: true });
  if (process.platform !== 'linux') return;
  mkdirSync(join(dir, `.eg-api-gateway-write-${process.ppid}-1`));
  recover(dir);
  write(dir, 'new');
  expect(words(dir)).toEqual(['new']);
});

test('a file that another run or person changed after the plan is not replaced', () => {
  const dir = folder();
  write(dir, 'old');
  const plan = planWrite(dir, files('late'));
  write(dir, 'new');
  expect(() => commitWrite(plan)).toThrow(/changed during/);
  expect(words(dir)).toEqual(['new']);
  expect(below(dir)).toHaveLength(40);
});

test('a disk that fills up leaves the old folder and no rest', () => {
  const dir = folder();
  write(dir, 'old');
  // A limit on the size of a file fails a write in its middle, as a full disk does, and needs no rights.
  const { stdout } = spawnSync(
    'bash',
    ['-c', `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`, process.execPath, program, dir, '1', '200000'],
    { encoding: 'utf8' },
  );
  expect(stdout).toBe('EFBIG\n');
  expect(words(dir)).toEqual(['old']);
  expect(readdirSync(dirname(dir))).toEqual(['manifests']);
});

const mounts = (at: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', at]).status === 0;
test('a tiny disk that is full: ENOSPC, the old folder, and the next small write works', (context) => {
  const disk = mkdtempSync(join(tmpdir(), 'disk-'));
  if (!mounts(disk)) return context.skip('SKIPPED no right to mount');
  try {
    const dir = join(disk, 'manifests');
    write(dir, 'old');
    const { stdout } = spawnSync(process.execPath, [program, dir, '1', '40000'], { encoding: 'utf8' });
    expect(stdout).toBe('ENOSPC\n');
    expect(words(dir)).toEqual(['old']);
    expect(readdirSync(disk)).toEqual(['manifests']);
    write(dir, 'new');
    expect(words(dir)).toEqual(['new']);
  } finally {
    spawnSync('umount', [disk]);
  }
});

test('a place that cannot be written: EACCES, the old folder', (context) => {
  if (process.getuid?.() !== 0) return context.skip('SKIPPED needs another user');
  const dir = folder();
  write(dir, 'old');
  chmodSync(dirname(dir), 0o755);
  chmodSync(dirname(program), 0o755);
  const { stdout } = spawnSync(process.execPath, [program, dir, '1', '0'], { uid: 65534, encoding: 'utf8' });
  expect(stdout).toBe('EACCES\n');
  expect(words(dir)).toEqual(['old']);
});

test('a folder inside that cannot be written: what was placed already is taken back', (context) => {
  if (process.getuid?.() !== 0) return context.skip('SKIPPED needs another user');
  const dir = folder();
  mkdirSync(dir);
  for (const d of [dirname(dir), dirname(program)]) chmodSync(d, 0o755);
  chownSync(dir, 65534, 65534);
  const run = (times: string) =>
    spawnSync(process.execPath, [program, dir, times, '0'], { uid: 65534, gid: 65534, encoding: 'utf8' }).stdout;
  // New, then old.
  run('2');
  expect(words(dir).sort()).toEqual(['old', 'resources']);
  chmodSync(join(dir, '40-httproutes'), 0o555);
  const before = below(dir).map((p) => [p, statSync(join(dir, p)).ino]);
  expect(run('1')).toBe('EACCES\n');
  expect(words(dir).sort()).toEqual(['old', 'resources']);
  expect(below(dir).map((p) => [p, statSync(join(dir, p)).ino])).toEqual(before);
  expect(readdirSync(dir).filter((n) => n.startsWith('.'))).toEqual([]);
});

test('folders that are new are taken back with their files, but for what somebody put there', () => {
  const dir = folder();
  write(dir, 'old');
  const made = ['teams', 'teams/a'];
  const steps = ['teams/a/README.md', 'teams/a/20-gateway.yaml'].map((path) => ({ path, had: false, put: true }));
  for (const theirs of [false, true]) {
    killedRun(dir, steps, made);
    mkdirSync(join(dir, 'teams/a'), { recursive: true });
    for (const { path } of steps) writeFileSync(join(dir, path), file('new').text);
    if (theirs) writeFileSync(join(dir, 'teams/a/notes.txt'), 'mine');
    recover(dir);
    expect(below(dir).filter((p) => p.startsWith('teams'))).toEqual(theirs ? ['teams/a/notes.txt'] : []);
    expect(existsSync(join(dir, 'teams'))).toBe(theirs);
  }
});

test('modes do not depend on the umask; folders and files of others keep theirs, links stay links', () => {
  const dir = folder();
  const before = process.umask(0o077);
  try {
    write(dir, 'old');
    chmodSync(dir, 0o750);
    mkdirSync(join(dir, 'mine/empty'), { recursive: true });
    writeFileSync(join(dir, 'mine/tool'), '', { mode: 0o700 });
    chmodSync(join(dir, 'mine'), 0o555);
    symlinkSync('mine/tool', join(dir, 'link'));
    write(dir, 'new');
  } finally {
    process.umask(before);
  }
  const mode = (p: string): number => statSync(join(dir, p)).mode & 0o777;
  expect([mode('f1.yaml'), mode('40-httproutes/f0.yaml'), mode(''), mode('mine'), mode('mine/tool')]).toEqual([
    0o644, 0o755, 0o750, 0o555, 0o700,
  ]);
  expect(existsSync(join(dir, 'mine/empty'))).toBe(true);
  expect(readlinkSync(join(dir, 'link'))).toBe('mine/tool');
  chmodSync(join(dir, 'mine'), 0o755);
});

test('a file that stays as it is is not written again', () => {
  const dir = folder();
  write(dir, 'old');
  const inode = statSync(join(dir, 'f1.yaml')).ino;
  commitWrite(planWrite(dir, new Map([...files('old'), ['f3.yaml', file('new')]])));
  expect(statSync(join(dir, 'f1.yaml')).ino).toBe(inode);
  expect(readFileSync(join(dir, 'f3.yaml'), 'utf8')).toContain('new');
  rmSync(dirname(dir), { recursive: true });
});
