import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { originOf, withChecksum } from '../../src/files/checksum.ts';
import { commitWrite } from '../../src/files/commit.ts';
import { formerFiles } from '../../src/files/ours.ts';
import { planWrite } from '../../src/files/plan.ts';
import type { OutputFile } from '../../src/files/render.ts';
import { filesOf, manyServices } from './fixture.ts';

const file = (word: string): OutputFile => ({
  text: withChecksum(`EGMARK\nword: ${word}\n`, 'hash'),
  executable: false,
});
const files = (word: string): Map<string, OutputFile> =>
  new Map(['20-gateway.yaml', '40-httproutes/users.yaml'].map((p) => [p, file(word)]));
const folder = (): string => join(mkdtempSync(join(tmpdir(), 'plan-')), 'manifests');
const written = (): string => {
  const dir = folder();
  commitWrite(planWrite(dir, files('old')));
  return dir;
};
const edit = (path: string): void => writeFileSync(path, `${readFileSync(path, 'utf8')}# by hand\n`);

test('a file tells whether it is ours, ours but edited, or of others; line ends do not count', () => {
  const text = withChecksum('# head\nEGMARK\na: 1\n', 'hash');
  expect(originOf(text)).toBe('ours');
  expect(originOf(text.replaceAll('\n', '\r\n'))).toBe('ours');
  expect(originOf(text.replace('a: 1', 'a: 2'))).toBe('edited');
  expect(originOf('a: 1\n')).toBe('foreign');
  expect(originOf('')).toBe('foreign');
  expect(originOf(withChecksum('EGMARK\n# Runbook\n', 'markdown'))).toBe('ours');
  expect(withChecksum('a: EGMARK\nEGMARK\n', 'hash')).toMatch(/^a: EGMARK\n# eg-api-gateway:[0-9a-f]{16}\n$/);
  expect(() => withChecksum('no place\n', 'hash')).toThrow();
});

test('created, changed, unchanged, removed', () => {
  const dir = written();
  expect(planWrite(folder(), files('new')).created).toEqual(['20-gateway.yaml', '40-httproutes/users.yaml']);
  expect(planWrite(dir, files('old'))).toMatchObject({
    unchanged: ['20-gateway.yaml', '40-httproutes/users.yaml'],
    created: [],
    changed: [],
    removed: [],
    kept: [],
    blocked: [],
  });
  const next = new Map([
    ['20-gateway.yaml', file('new')],
    ['50-securitypolicies.yaml', file('new')],
  ]);
  expect(planWrite(dir, next)).toMatchObject({
    created: ['50-securitypolicies.yaml'],
    changed: ['20-gateway.yaml'],
    removed: ['40-httproutes/users.yaml'],
    refusal: undefined,
  });
});

test('an edited file needs force, also where it is not generated any more: then it stays', () => {
  const dir = written();
  edit(join(dir, '20-gateway.yaml'));
  edit(join(dir, '40-httproutes/users.yaml'));
  expect(planWrite(dir, new Map([['20-gateway.yaml', file('new')]]))).toMatchObject({
    blocked: ['20-gateway.yaml'],
    kept: ['40-httproutes/users.yaml'],
    removed: [],
    refusal: undefined,
  });
});

test('a file of others where ours has to go is never overwritten, forced or not', () => {
  const dir = written();
  writeFileSync(join(dir, '20-gateway.yaml'), 'mine\n');
  expect(planWrite(dir, files('new')).refusal).toContain('20-gateway.yaml');
});

test('a link never leads out of the folder', () => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  const target = join(outside, 'target.yaml');
  writeFileSync(target, file('outside').text);
  const asFile = folder();
  mkdirSync(asFile);
  symlinkSync(target, join(asFile, '20-gateway.yaml'));
  expect(planWrite(asFile, files('new')).refusal).toContain('20-gateway.yaml');
  const asFolder = folder();
  mkdirSync(asFolder);
  symlinkSync(outside, join(asFolder, '40-httproutes'));
  expect(planWrite(asFolder, files('new')).refusal).toContain('40-httproutes');
  writeFileSync(join(asFolder, '20-gateway.yaml'), file('old').text);
  expect(planWrite(asFolder, new Map([['20-gateway.yaml', file('new')]]))).toMatchObject({
    removed: [],
    kept: [],
    refusal: undefined,
  });
  commitWrite(planWrite(asFolder, new Map([['20-gateway.yaml', file('new')]])));
  expect(readFileSync(target, 'utf8')).toBe(file('outside').text);
  expect(readdirSync(outside)).toEqual(['target.yaml']);
});

test('a folder of others where a file has to go', () => {
  const dir = folder();
  mkdirSync(join(dir, '20-gateway.yaml'), { recursive: true });
  expect(planWrite(dir, files('new')).refusal).toContain('20-gateway.yaml');
});

test.each(['../x', '/etc/x', 'a/../../x', '', 'a//b', '.', 'a\\b', 'a\nb'])(
  'a path that leads elsewhere is our bug: %j',
  (path) => {
    expect(() => planWrite(folder(), new Map([[path, file('new')]]))).toThrow();
  },
);

test('a Git working tree, or a file, is no output folder; a link to a folder is', () => {
  const dir = folder();
  mkdirSync(join(dir, '.git'), { recursive: true });
  expect(planWrite(dir, files('new')).refusal).toMatch(/Git/);
  const plain = folder();
  writeFileSync(plain, '');
  expect(planWrite(plain, files('new')).refusal).toMatch(/not a folder/);
  const real = written();
  const link = join(dirname(real), 'link');
  symlinkSync('manifests', link);
  commitWrite(planWrite(link, files('new')));
  expect(readFileSync(join(real, '20-gateway.yaml'), 'utf8')).toContain('new');
  expect(existsSync(join(link, '20-gateway.yaml'))).toBe(true);
});

test('every file of a folder is found again, so that none is left over when the layout changes', () => {
  const dir = folder();
  const all = filesOf(manyServices(60));
  commitWrite(planWrite(dir, all));
  expect([...formerFiles(dir)].sort()).toEqual([...all.keys()].sort());
  writeFileSync(join(dir, 'notes.txt'), 'of an operator');
  expect(formerFiles(dir)).not.toContain('notes.txt');
});
