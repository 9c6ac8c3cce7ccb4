// Slow: runs bash for many answers files.
// The table of validate.sh: it runs exactly the probes, whatever lines they share, and a reviewer can read it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withChecksum } from '../../src/files/checksum.ts';
import { probesWithFiles } from '../../src/files/output-files.ts';
import { shellLine } from '../../src/files/shell-line.ts';
import { renderEngine, renderValidate } from '../../src/files/validate-script.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { intentOf } from './fixture.ts';

const ENGINE = withChecksum(renderEngine('1'), 'hash');
const scriptOf = (answers: string) => {
  const intent = intentOf(answers);
  const probes = probesWithFiles(intent, buildResources(intent));
  const text = withChecksum(renderValidate(intent, probes, { answersFile: 'a.yaml', toolVersion: '1' }), 'hash');
  const dir = mkdtempSync(join(tmpdir(), 'table-'));
  writeFileSync(join(dir, 'validate-engine.sh'), ENGINE);
  writeFileSync(join(dir, 'validate.sh'), text);
  return { text, probes, file: join(dir, 'validate.sh') };
};

const FOLDERS = ['examples', 'test/golden/cases'].flatMap((dir) => readdirSync(dir).map((name) => `${dir}/${name}`));
const CASES = FOLDERS.flatMap((dir): [string, string][] => {
  try {
    const answers = readFileSync(`${dir}/api-gateway.yaml`, 'utf8');
    // The services of teams are in files of their own.
    return /^(?:teams|layout):/m.test(answers) ? [] : [[dir, answers]];
  } catch {
    return [];
  }
});

/** Lines that are too wide although they contain more than one word. */
const tooWide = (text: string): string[] =>
  text.split('\n').filter((l) => l.length > 160 && /\S\s+\S.*\S\s+\S/.test(l.replace(/\\$/, '')));

test('there are many answers files', () => {
  expect(CASES.length).toBeGreaterThan(20);
});

test.each(CASES)('%s: each probe is one check, in the order of the groups', (_, answers) => {
  const { text, probes, file } = scriptOf(answers);
  expect(tooWide(text)).toEqual([]);
  const { stdout, stderr, status } = spawnSync('bash', [file, '--list'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const listed = stdout
    .trimEnd()
    .split('\n')
    .map((l) => l.split(/ +/).slice(0, 2).join(' '));
  expect(listed.toSorted()).toEqual(probes.map(({ probe: p }) => `${p.id} ${p.group}`).toSorted());
  const groups = [...new Set(listed.map((l) => l.split(' ')[1]))];
  expect(groups).toEqual([...new Set(probes.map(({ probe }) => probe.group))]);
});

test('the example with five services is short, and so is each line of the engine', () => {
  const { text } = scriptOf(readFileSync('examples/jwt-api/api-gateway.yaml', 'utf8'));
  expect(text.split('\n').length).toBeLessThan(350);
  expect(tooWide(ENGINE)).toEqual([]);
});

/** What bash makes of a line. */
const wordsOf = (line: string): string[] =>
  spawnSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .stdout.split('\0')
    .slice(0, -1);

test.each([
  ['short words', ['check', 'a', 'b c']],
  ['quotes and hostile text', ['check', "it's", '"$(touch x)`', '\\', '', "a'b ".repeat(60), '$'.repeat(30)]],
  ['a long text with spaces', ['field', Array.from({ length: 90 }, (_, i) => `10.0.${i}.0/24`).join(' '), 'end']],
  ['a long word', ['each', `/${'x'.repeat(1000)}`, 'end']],
  ['many words', ['each', ...Array.from({ length: 100 }, (_, i) => `service-${i}`)]],
  ['a text that begins and ends with spaces', ['check', `  ${'word '.repeat(50)}`, ' ']],
])('a wrapped line has the words of the list: %s', (_, words) => {
  const line = shellLine(words, '    ');
  expect(wordsOf(line)).toEqual(words);
  expect(tooWide(line)).toEqual([]);
});

test('a name and its path stay on one line', () => {
  const pairs = Array.from({ length: 40 }, (_, i) => [`s${i}`, `/path/of/${i}`]);
  const lines = shellLine(['each', ...pairs], '').split('\n');
  expect(lines.length).toBeGreaterThan(3);
  for (const l of lines)
    expect(
      l
        .replace(/ \\$/, '')
        .trim()
        .replace(/^each /, '')
        .split(' ').length % 2,
    ).toBe(0);
});
