// `init --example NAME` and `init --minimal`: what they write generates at once, and no answers are overwritten.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { EXAMPLE_NAMES, EXAMPLES, type ExampleName } from '../../src/cli/examples/example-names.ts';
import { EXAMPLE_FILES } from '../../src/cli/examples/example-texts.ts';
import { runCli } from './run-cli.ts';

const FOLDER = fileURLToPath(new URL('../../examples/', import.meta.url));
const empty = (): string => mkdtempSync(join(tmpdir(), 'example-'));
const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');
const init = (cwd: string, ...args: string[]) => runCli(['init', ...args], { cwd });

const overlaysOf = (name: ExampleName): string[] => Object.keys(EXAMPLE_FILES[name].overlays ?? {});
/** The answers files of each environment of an example. */
const runsOf = (name: ExampleName, main = 'api-gateway.yaml'): string[][] =>
  [[], ...overlaysOf(name).map((file) => ['-f', file])].map((more) => ['-f', main, ...more]);

test('every folder of examples/ is offered, with all of its answers files', () => {
  const folders = readdirSync(FOLDER).filter((name) => !name.includes('.'));
  expect([...EXAMPLE_NAMES].sort()).toEqual(folders.sort());
  for (const name of EXAMPLE_NAMES) {
    const { overlays = {}, teams = {} } = EXAMPLE_FILES[name];
    const inFolder = readdirSync(join(FOLDER, name), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.yaml') && !file.startsWith('manifests'),
    );
    expect(['api-gateway.yaml', ...Object.keys(overlays), ...Object.keys(teams)].sort(), name).toEqual(inFolder.sort());
    expect(EXAMPLE_FILES[name].answers, name).toBe(read(FOLDER, name, 'api-gateway.yaml'));
  }
});

test.each(EXAMPLE_NAMES)(
  '%s: generates and passes check as it is written, and other names of its file too',
  async (name) => {
    for (const main of ['api-gateway.yaml', 'other.yaml']) {
      const cwd = empty();
      const { code, stdout, stderr } = await init(cwd, '--example', name, '-f', main);
      expect([code, stdout], stderr).toEqual([0, '']);
      const text = read(cwd, main);
      // Only what depends on the place differs, and the schema that it names is there.
      expect(text.split('\n').slice(1).join('\n')).toBe(
        read(FOLDER, name, 'api-gateway.yaml').split('\n').slice(1).join('\n').replaceAll('api-gateway.yaml', main),
      );
      for (const file of [main, ...Object.keys(EXAMPLE_FILES[name].teams ?? {})]) {
        const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(cwd, file))![1]!;
        expect(schema).toMatch(/^\.\.?\//);
        expect(existsSync(join(cwd, file, '..', schema)), schema).toBe(true);
      }
      for (const files of runsOf(name, main)) {
        const generated = await runCli(['generate', ...files], { cwd });
        expect(generated.code, generated.stderr).toBe(0);
        const checked = await runCli(['check', ...files], { cwd });
        expect(checked.code, checked.stdout).toBe(0);
      }
      // The commands that it names are those that were just run.
      for (const overlay of overlaysOf(name)) expect(stderr).toContain(`generate -f ${main} -f ${overlay}\n`);
      if (overlaysOf(name).length === 0)
        expect(stderr).toContain(`generate${main === 'api-gateway.yaml' ? '' : ` -f ${main}`}\n`);
    }
  },
);

test('--minimal is the example minimal', async () => {
  const cwd = empty();
  expect((await init(cwd, '--minimal')).code).toBe(0);
  expect(read(cwd, 'api-gateway.yaml').split('\n').slice(1)).toEqual(
    read(FOLDER, 'minimal/api-gateway.yaml').split('\n').slice(1),
  );
});

test('without a name, and with an unknown one, it lists every example with a sentence, and writes nothing', async () => {
  const cwd = empty();
  for (const [args, said] of [
    [['--example'], /needs a name/],
    [['--example', 'jwtapi'], /Did you mean jwt-api\?/],
    [['--example', 'x'.repeat(40)], /no example xxx/],
    [['--example', '__proto__'], /no example __proto__/],
  ] as const) {
    const { code, stderr } = await init(cwd, ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
    for (const name of EXAMPLE_NAMES) {
      const line = stderr.split('\n').find((l) => l.startsWith(`  ${name} `))!;
      expect(line).toContain(EXAMPLES[name]);
      expect(line.length).toBeLessThanOrEqual(80);
    }
  }
  expect(readdirSync(cwd)).toEqual([]);
});

test('in JSON the list is in one message', async () => {
  const { code, stdout } = await init(empty(), '--example', 'jwtapi', '--json');
  expect(code).toBe(2);
  for (const name of EXAMPLE_NAMES) expect(JSON.parse(stdout).problems[0].fix).toContain(name);
});

test('answers that exist stay: one of the files is enough; --force overwrites', async () => {
  for (const file of ['api-gateway.yaml', 'prod.yaml']) {
    const cwd = empty();
    writeFileSync(join(cwd, file), 'mine\n');
    const { code, stderr } = await init(cwd, '--example', 'environments');
    expect(code).toBe(2);
    expect(stderr).toContain(`${file} already exists`);
    expect(readdirSync(cwd)).toEqual([file]);
    expect(read(cwd, file)).toBe('mine\n');
    expect((await init(cwd, '--example', 'environments', '--force')).code).toBe(0);
    expect(read(cwd, file)).toBe(read(FOLDER, 'environments', file).replace('../api-', './api-'));
  }
  // A schema of an earlier run is no answers file.
  const cwd = empty();
  writeFileSync(join(cwd, 'api-gateway.schema.json'), '{}\n');
  expect((await init(cwd, '--minimal')).code).toBe(0);
  expect(read(cwd, 'api-gateway.schema.json')).not.toBe('{}\n');
});

test('the next steps name the runbooks that generate writes', async () => {
  for (const [name, more, runbooks] of [
    ['minimal', [], ['manifests/README.md']],
    ['minimal', ['-f', 'a/b.yaml'], ['manifests/README.md']],
    ['environments', [], ['manifests/dev/README.md', 'manifests/prod/README.md']],
    ['teams', [], ['manifests/README.md']],
  ] as const) {
    const cwd = empty();
    mkdirSync(join(cwd, 'a'));
    const { stderr } = await init(cwd, '--example', name, ...more);
    expect(stderr).toContain(`Then follow the runbook: ${runbooks.join(', ')}\n`);
    for (const [, args] of stderr.matchAll(/npx eg-api-gateway (generate.*)/g))
      expect((await runCli(args!.split(' '), { cwd })).code).toBe(0);
    for (const runbook of runbooks) expect(existsSync(join(cwd, runbook)), runbook).toBe(true);
  }
});

test('no comment repeats a value that a flag may change', () => {
  for (const name of EXAMPLE_NAMES)
    for (const line of EXAMPLE_FILES[name].answers.split('\n')) {
      const [value = '', comment = ''] = line.split(/ #(?= )/);
      const scalar = /: "?([\w.:/-]{4,})"?$/.exec(value)?.[1];
      // `rewrite` is explained by an example of paths.
      if (scalar !== undefined && /[\d./]/.test(scalar) && !/^ *rewrite:/.test(line))
        expect(comment, line).not.toContain(scalar);
    }
});

test('flags answer in the written file, which keeps its comments', async () => {
  const cwd = empty();
  const flags = ['--hostname', 'api.mine.com', '--set', 'services.users.backend=people:80', '-o', 'deploy'];
  const { code, stderr } = await init(cwd, '--minimal', ...flags);
  expect(code, stderr).toBe(0);
  const text = read(cwd, 'api-gateway.yaml');
  expect(text).toContain('hostname: api.mine.com # the host name of your API\n');
  expect(text).toContain('backend: "people:80"');
  expect(text).toContain('output: deploy\n');
  expect(text.match(/#/g)).toHaveLength(read(FOLDER, 'minimal/api-gateway.yaml').match(/#/g)!.length);
  expect((await runCli(['generate', '-q'], { cwd })).code).toBe(0);
  expect(readdirSync(cwd)).toContain('deploy');
});

test.each([
  ['a flag with a wrong value', ['--minimal', '--hostname', 'api mine'], /--hostname/],
  [
    'a flag that an environment contradicts',
    ['--example', 'environments', '--set', 'tls={secret: mine}'],
    /dev\.yaml:3/,
  ],
  ['a service that the example has', ['--minimal', '--service', 'users=/other=users:1'], /--service/],
  ['standard output', ['--minimal', '-f', '-'], /-f -/],
  ['two files', ['--minimal', '-f', 'a.yaml', '-f', 'b.yaml'], /-f is set several times/],
  ['a second file in words', ['--minimal', 'a.yaml', '-f', 'b.yaml'], /-f is set several times/],
  ['a folder that does not exist', ['--minimal', '-f', 'no/a.yaml'], /no is not a folder/],
  ['keys', ['--example', 'partner-keys', '--generate-keys', 'keys'], /--generate-keys/],
  ['an empty folder name', ['--minimal', '-o', ' '], /not a folder name/],
  ['both', ['--minimal', '--example', 'teams'], /cannot be combined/],
])('%s is refused, and nothing is written', async (_, args, said) => {
  const cwd = empty();
  const { code, stderr } = await init(cwd, ...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(said);
  expect(stderr).toContain('Nothing was written.');
  expect(readdirSync(cwd)).toEqual([]);
});

test('a place that cannot be written is an error of one line', async () => {
  const cwd = empty();
  mkdirSync(join(cwd, 'api-gateway.yaml'));
  const { code, stderr } = await init(cwd, '--minimal', '--force');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: api-gateway\.yaml cannot be written: .*\n$/);
});

test('--quiet prints nothing', async () => {
  const { code, stdout, stderr } = await init(empty(), '--minimal', '-q');
  expect([code, stdout, stderr]).toEqual([0, '', '']);
});

test('--dry-run writes nothing; --json prints what was written', async () => {
  const cwd = empty();
  const said = await init(cwd, '--example', 'environments', '--dry-run');
  expect([said.code, readdirSync(cwd)]).toEqual([0, []]);
  expect(said.stderr).toMatch(/api-gateway\.yaml, dev\.yaml, prod\.yaml, .*Nothing was written/);
  const { code, stdout, stderr } = await init(cwd, '--example', 'environments', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const { files, ...result } = JSON.parse(stdout);
  expect([...files].sort()).toEqual(readdirSync(cwd).sort());
  expect(result).toMatchObject({ ok: true, example: 'environments', file: 'api-gateway.yaml' });
  expect(result.next).toHaveLength(2);
});

test('a link in place of the schema is replaced, and that of the answers file stays', async () => {
  const [cwd, home] = [empty(), empty()];
  for (const name of ['api-gateway.yaml', 'api-gateway.schema.json']) {
    writeFileSync(join(home, name), 'mine\n');
    symlinkSync(join(home, name), join(cwd, name));
  }
  expect((await init(cwd, '--minimal', '--force')).code).toBe(0);
  expect(read(home, 'api-gateway.schema.json')).toBe('mine\n');
  expect(JSON.parse(read(cwd, 'api-gateway.schema.json'))).toHaveProperty('properties');
  expect(lstatSync(join(cwd, 'api-gateway.yaml')).isSymbolicLink()).toBe(true);
  expect(read(home, 'api-gateway.yaml')).toContain('version: 1');
});
