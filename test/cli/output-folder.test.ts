import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services: [{ name: status, path: /status, backend: "status:8080", auth: none }]
`;
/** With one file more. */
const MEASURED = `${ANSWERS}observability: { prometheus: true }\n`;

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'out-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), ANSWERS);
});
const cli = (...argv: string[]) => runCli(argv, { cwd, env: { HOME: join(cwd, 'home') } });
const at = (path: string): string => join(cwd, path);
const read = (path: string): string => readFileSync(at(path), 'utf8');

/** Everything below a folder with inode, owner, mode and time: what has not been touched is equal. */
const stateOf = (path: string): [string, unknown][] =>
  ['', ...readdirSync(at(path), { recursive: true, encoding: 'utf8' })].sort().map((p) => {
    const { ino, uid, gid, mode, mtimeMs } = statSync(join(at(path), p), { throwIfNoEntry: false }) ?? {};
    return [p, { ino, uid, gid, mode, mtimeMs }];
  });

describe('a folder that is not ours', () => {
  test('the output of others below it stays: exit 2, nothing touched', async () => {
    for (const e of ['prod', 'staging']) expect((await cli('generate', '-o', `clusters/${e}/manifests`)).code).toBe(0);
    const before = stateOf('clusters');
    const { code, stderr } = await cli('generate', '-o', 'clusters');
    expect(code).toBe(2);
    expect(stderr).toMatch(/clusters .*prod, staging/);
    expect((await cli('generate', '-o', 'clusters', '--force')).code).toBe(2);
    expect((await cli('generate', '-o', 'clusters/prod')).code).toBe(2);
    expect(stateOf('clusters')).toEqual(before);
  });

  test.each(['main.c', '.env', 'README.md', 'kustomization.yaml', '40-httproutes.yaml', 'sub/f'])(
    'with %s in it, named in any way, also with --force',
    async (file) => {
      mkdirSync(dirname(at(`proj/${file}`)), { recursive: true });
      writeFileSync(at(`proj/${file}`), 'x');
      const before = stateOf('proj');
      const here = (...argv: string[]) =>
        runCli(['generate', '-f', '../api-gateway.yaml', ...argv], { cwd: at('proj') });
      for (const o of ['.', './', '../proj', at('proj')]) {
        expect((await here('-o', o)).code).toBe(2);
        expect((await here('-o', o, '--force')).code).toBe(2);
        expect((await here('-o', o, '--check')).code).toBe(2);
      }
      expect(stateOf('proj')).toEqual(before);
    },
  );

  test.each(['', ' ', '/', '/etc', '/usr', '/usr/', '/var/../etc', '/tmp', 'home', 'api-gateway.yaml'])(
    'is refused as -o %j',
    async (o) => {
      mkdirSync(at('home'));
      const { code, stderr } = await cli('generate', '-o', o);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/\n\s+at |internal/);
      expect(readdirSync(cwd).sort()).toEqual(['api-gateway.yaml', 'home']);
      expect(readdirSync(at('home'))).toEqual([]);
    },
  );

  test('a link is followed only into what is ours', async () => {
    mkdirSync(at('elsewhere/data'), { recursive: true });
    mkdirSync(at('empty'));
    writeFileSync(at('elsewhere/data/f'), 'mine');
    for (const to of ['elsewhere', 'empty', 'absent']) symlinkSync(at(to), at(`to-${to}`));
    for (const o of ['to-elsewhere', 'to-empty', 'to-absent', 'to-empty/manifests', 'to-elsewhere/data/manifests']) {
      const { code, stderr } = await cli('generate', '-o', o);
      expect([o, code]).toEqual([o, 2]);
      expect(stderr).toMatch(/is a link to/);
    }
    expect(readdirSync(at('empty'))).toEqual([]);
    expect(readdirSync(at('elsewhere/data'))).toEqual(['f']);
    expect((await cli('generate', '-o', 'real')).code).toBe(0);
    symlinkSync('real', at('link'));
    const { ino } = statSync(at('real'));
    writeFileSync(at('api-gateway.yaml'), MEASURED);
    expect((await cli('generate', '-o', 'link')).code).toBe(0);
    expect(statSync(at('real')).ino).toBe(ino);
    expect(existsSync(at('real/80-observability.yaml'))).toBe(true);
  });

  test('a folder that was generated for another gateway needs --force; a renamed answers file does not', async () => {
    writeFileSync(at('prod.yaml'), ANSWERS);
    writeFileSync(at('staging.yaml'), ANSWERS.replace('api.', 'staging.'));
    expect((await cli('generate', '-f', 'prod.yaml')).code).toBe(0);
    const before = stateOf('manifests');
    const { code, stderr } = await cli('generate', '-f', 'staging.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('prod.yaml');
    expect(stateOf('manifests')).toEqual(before);
    renameSync(at('prod.yaml'), at('live.yaml'));
    expect((await cli('generate', '-f', 'live.yaml')).code).toBe(0);
    expect((await cli('generate', '-f', 'staging.yaml', '--force')).code).toBe(0);
    expect(read('manifests/20-gateway.yaml')).toContain('staging.example.com');
  });
});

describe('a folder that is ours', () => {
  test('the folder of the answers itself: written in place, and again', async () => {
    mkdirSync(at('gw'));
    writeFileSync(at('gw/api-gateway.yaml'), MEASURED);
    writeFileSync(at('gw/api-gateway.schema.json'), '{}');
    writeFileSync(at('gw/.gitignore'), 'keys\n');
    const { ino } = statSync(at('gw'));
    const here = (...argv: string[]) => runCli(['generate', ...argv], { cwd: at('gw') });
    expect(await here('-o', '.')).toMatchObject({ code: 0 });
    writeFileSync(at('gw/api-gateway.yaml'), ANSWERS);
    writeFileSync(at('gw/notes.txt'), 'mine');
    expect((await here('-o', '.')).stderr).toMatch(/1 removed|removed, no longer/);
    mkdirSync(at('gw/sub'));
    expect((await runCli(['generate', '-f', '../api-gateway.yaml', '-o', '..'], { cwd: at('gw/sub') })).code).toBe(0);
    expect(await here('-o', '.', '--check')).toMatchObject({ code: 0, stdout: '' });
    expect(statSync(at('gw')).ino).toBe(ino);
    expect(read('gw/notes.txt')).toBe('mine');
    expect(read('gw/api-gateway.yaml')).toBe(ANSWERS);
  });

  test('an answers file where a generated file has to go: refused before anything is written', async () => {
    mkdirSync(at('gw'));
    writeFileSync(at('gw/20-gateway.yaml'), ANSWERS);
    expect((await cli('generate', '-f', 'gw/20-gateway.yaml', '-o', 'gw')).code).toBe(2);
    const flags = '--hostname a.example.com --service /s=s:80 --auth-default none --tls-self-signed true'.split(' ');
    const init = ['init', '--yes', ...flags, '--set', 'services.s.publicReason=a demo'];
    expect((await cli(...init, '-f', 'new/README.md', '-o', 'new')).code).toBe(2);
    expect(readdirSync(at('gw'))).toEqual(['20-gateway.yaml']);
    expect(existsSync(at('new'))).toBe(false);
  });

  test('what is not replaced keeps inode, owner, mode and time; what is replaced keeps owner and mode', async () => {
    await cli('generate');
    const isRoot = process.getuid?.() === 0;
    for (const p of ['', '/20-gateway.yaml', '/40-httproutes.yaml', '/README.md', '/validate.sh']) {
      if (isRoot) chownSync(at(`manifests${p}`), 1234, 2345);
      chmodSync(at(`manifests${p}`), p === '' ? 0o2775 : p === '/validate.sh' ? 0o770 : 0o660);
    }
    mkdirSync(at('manifests/other'), { mode: 0o700 });
    writeFileSync(at('manifests/other/20-gateway.yaml'), 'mine');
    const before = new Map(stateOf('manifests'));
    writeFileSync(at('api-gateway.yaml'), ANSWERS.replace('/status', '/health'));
    const { code, stderr } = await cli('generate');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/0 created, [1-9]/)]);
    const after = new Map(stateOf('manifests'));
    for (const p of ['20-gateway.yaml', 'other', 'other/20-gateway.yaml', 'kustomization.yaml', '30-certificate.yaml'])
      expect(after.get(p), p).toEqual(before.get(p));
    const { mtimeMs: _, ...folder } = before.get('') as { mtimeMs: number };
    expect(after.get('')).toMatchObject(folder);
    for (const p of ['40-httproutes.yaml', 'README.md', 'validate.sh']) {
      const { uid, gid, mode } = before.get(p) as { uid: number; gid: number; mode: number };
      expect(after.get(p), p).toMatchObject({ uid, gid, mode });
    }
  });

  test('extended attributes stay on the folder and on what is not replaced', async (context) => {
    await cli('generate');
    const python = (code: string, p: string) =>
      spawnSync('python3', ['-c', `import os, sys; ${code}`, at(p)], { encoding: 'utf8' });
    const set = (p: string): boolean => python('os.setxattr(sys.argv[1], "user.note", b"kept")', p).status === 0;
    if (!set('manifests') || !set('manifests/20-gateway.yaml')) return context.skip('SKIPPED no attributes here');
    writeFileSync(at('api-gateway.yaml'), MEASURED);
    await cli('generate');
    for (const p of ['manifests', 'manifests/20-gateway.yaml'])
      expect(python('print(os.getxattr(sys.argv[1], "user.note"))', p).stdout).toContain('kept');
  });

  test('another gateway below it, under any name, stays whatever is generated', async () => {
    writeFileSync(at('api-gateway.yaml'), MEASURED);
    for (const o of ['manifests', 'manifests/prod', 'manifests/platform', 'manifests/teams/payments', 'manifests/flux'])
      expect((await cli('generate', '-o', o)).code, o).toBe(0);
    expect((await cli('generate', '-o', 'manifests/40-httproutes')).code).toBe(0);
    const nested = ['prod', 'platform', 'teams', 'flux', '40-httproutes'];
    const before = nested.map((d) => stateOf(`manifests/${d}`));
    writeFileSync(at('api-gateway.yaml'), ANSWERS);
    const { code, stderr } = await cli('generate');
    expect(code).toBe(0);
    expect(stderr).toContain('removed, no longer generated: 80-observability.yaml');
    expect(nested.map((d) => stateOf(`manifests/${d}`))).toEqual(before);
  });

  test('a file of others is never called edited; an edited one of ours is, and stays', async () => {
    writeFileSync(at('api-gateway.yaml'), MEASURED);
    await cli('generate');
    writeFileSync(at('manifests/45-mine.yaml'), 'kind: ConfigMap\n');
    writeFileSync(at('manifests/85-mesh.yaml'), 'kind: ConfigMap\n');
    const edited = `${read('manifests/80-observability.yaml')}# by hand\n`;
    writeFileSync(at('manifests/80-observability.yaml'), edited);
    writeFileSync(at('api-gateway.yaml'), ANSWERS);
    const { code, stdout, stderr } = await cli('generate', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).kept).toEqual(['80-observability.yaml']);
    expect(stderr).toContain('kept, edited by hand and no longer generated: 80-observability.yaml');
    expect(stderr).not.toMatch(/45-mine|85-mesh/);
    expect(read('manifests/85-mesh.yaml')).toBe('kind: ConfigMap\n');
    expect(read('manifests/80-observability.yaml')).toBe(edited);
  });
});

describe('units of teams', () => {
  beforeEach(() => cpSync(join(ROOT, 'examples/teams'), cwd, { recursive: true }));

  test('--team may be the first in the folder; the whole follows, and a team that left goes with its folder', async () => {
    rmSync(at('manifests'), { recursive: true });
    expect((await cli('generate', '--team', 'payments')).code).toBe(0);
    expect(readdirSync(at('manifests'))).toEqual(['teams']);
    expect(readdirSync(at('manifests/teams'))).toEqual(['payments']);
    expect((await cli('generate')).code).toBe(0);
    const answers = read('api-gateway.yaml');
    const without = answers.replace(/^ {2}catalog:\n(?: {4}.*\n)+/m, '');
    expect(without).not.toBe(answers);
    writeFileSync(at('api-gateway.yaml'), without);
    expect(await cli('generate')).toMatchObject({ code: 0 });
    expect(readdirSync(at('manifests/teams'))).toEqual(['payments']);
  });

  test('the folder of the answers of the platform and the teams', async () => {
    rmSync(at('manifests'), { recursive: true });
    rmSync(at('README.md'), { force: true });
    expect(await cli('generate', '-o', '.')).toMatchObject({ code: 0 });
    expect(existsSync(at('teams/payments/README.md'))).toBe(true);
    expect(existsSync(at('teams/payments.yaml'))).toBe(true);
    expect(await cli('generate', '-o', '.', '--check')).toMatchObject({ code: 0, stdout: '' });
  });

  test('another gateway where the unit of a team has to go is not replaced', async () => {
    rmSync(at('manifests'), { recursive: true });
    writeFileSync(at('other.yaml'), ANSWERS);
    expect((await cli('generate', '-f', 'other.yaml', '-o', 'manifests/teams/payments')).code).toBe(0);
    const before = stateOf('manifests');
    expect((await cli('generate')).code).toBe(2);
    expect((await cli('generate', '--team', 'payments')).code).toBe(2);
    expect(stateOf('manifests')).toEqual(before);
  });
});

describe('a place with limits', () => {
  const PROGRAM = join(ROOT, 'bin/eg-api-gateway.js');
  const asNobody = (dir: string, ...argv: string[]) =>
    spawnSync(process.execPath, [PROGRAM, ...argv], { cwd: dir, encoding: 'utf8', uid: 65534, gid: 65534, env: {} });

  test('a writable folder in an unwritable one: written, also again', (context) => {
    if (process.getuid?.() !== 0) return context.skip('SKIPPED needs root');
    chmodSync(cwd, 0o755);
    chmodSync(at('api-gateway.yaml'), 0o644);
    mkdirSync(at('manifests'));
    chownSync(at('manifests'), 65534, 65534);
    const wrote = asNobody(cwd, 'generate');
    expect([wrote.status, wrote.stderr]).toEqual([0, expect.stringContaining('created')]);
    writeFileSync(at('api-gateway.yaml'), MEASURED);
    expect(asNobody(cwd, 'generate').status).toBe(0);
    expect(asNobody(cwd, 'generate', '--check').status).toBe(0);
    // And one that is not writable: as it was.
    writeFileSync(at('api-gateway.yaml'), ANSWERS);
    chmodSync(at('manifests'), 0o555);
    const before = stateOf('manifests');
    const refused = asNobody(cwd, 'generate');
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('EACCES')]);
    expect(stateOf('manifests')).toEqual(before);
  });

  test('a mount point: written in place', async (context) => {
    mkdirSync(at('manifests'));
    const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', at('manifests')]);
    if (mounted.status !== 0) return context.skip('SKIPPED no right to mount');
    try {
      mkdirSync(at('manifests/lost+found'), { mode: 0o700 });
      expect((await cli('generate')).code).toBe(0);
      writeFileSync(at('api-gateway.yaml'), MEASURED);
      expect((await cli('generate')).code).toBe(0);
      expect(await cli('generate', '--check')).toMatchObject({ code: 0, stdout: '' });
    } finally {
      spawnSync('umount', [at('manifests')]);
    }
  });

  test.each([['generate'], ['check', 'manifests'], ['init', '--yes'], ['generate', '-o', '/nowhere']])(
    'a working folder that is gone: one line, exit 2 (%s)',
    (...argv) => {
      mkdirSync(at('gone'));
      const script = 'rmdir ../gone && exec "$@"';
      const r = spawnSync('sh', ['-c', script, 'sh', process.execPath, PROGRAM, ...argv], {
        cwd: at('gone'),
        encoding: 'utf8',
      });
      expect([r.status, r.stderr.trim().split('\n').length]).toEqual([2, 1]);
      expect(r.stderr).toMatch(/no longer exists/);
    },
  );

  test.each(['--help', '--version'])('a working folder that is gone: %s needs none', (flag) => {
    mkdirSync(at('gone'));
    const script = 'rmdir ../gone && exec "$@"';
    const r = spawnSync('sh', ['-c', script, 'sh', process.execPath, PROGRAM, flag], { cwd: at('gone') });
    expect(r.status).toBe(0);
  });
});
