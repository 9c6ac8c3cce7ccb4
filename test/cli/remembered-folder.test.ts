import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from './run-cli.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'remember-'));
});
const at = (path: string): string => join(cwd, path);
const read = (path: string): string => readFileSync(at(path), 'utf8');
const cli = (...argv: string[]) => runCli(argv, { cwd });
const FLAGS = [
  ...'--hostname api.example.com --service /v1/users=users:8080 --auth-default none --tls-self-signed true'.split(' '),
  ...['--set', 'services.users.publicReason=a demo'],
];
const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services: [{ name: status, path: /status, backend: "status:8080", auth: none }]
`;
const checks = async (...argv: string[]) =>
  expect(await cli('generate', ...argv, '--check')).toMatchObject({ code: 0, stdout: '' });

test.each([
  [[], 'manifests', undefined],
  [['-o', 'manifests'], 'manifests', undefined],
  [['-o', 'deploy/gw'], 'deploy/gw', 'deploy/gw'],
  [['-o', './out/'], 'out', 'out'],
  [['-o', '-x'], '-x', '-x'],
] as const)('init %j: the next generate finds the folder', async (given, folder, said) => {
  const { code, stderr } = await cli('init', '--yes', ...FLAGS, ...given);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(parse(read('api-gateway.yaml')).output).toBe(said);
  expect(existsSync(at(`${folder}/20-gateway.yaml`))).toBe(true);
  await checks();
  if (said === undefined) expect(read('api-gateway.yaml')).not.toContain('output');
  // The runbook's command, where it says that it is run.
  const [, back, command] = /^\(cd (\S+) && eg-api-gateway ([^)]+)\)$/m.exec(read(`${folder}/README.md`))!;
  expect(await runCli([...command!.split(' '), '--check'], { cwd: join(at(folder), back!) })).toMatchObject({
    code: 0,
    stdout: '',
  });
});

test('init in another folder than that of the answers: generate finds the output from anywhere', async () => {
  mkdirSync(at('conf'));
  expect((await cli('init', '--yes', ...FLAGS, '-f', 'conf/prod.yaml', '-o', 'deploy')).code).toBe(0);
  expect(parse(read('conf/prod.yaml')).output).toBe('../deploy');
  await checks('-f', 'conf/prod.yaml');
  const command = /Run `eg-api-gateway ([^`]+)` in\s+the folder of the answers file/
    .exec(read('deploy/README.md'))![1]!
    .split(' ');
  expect(command).toEqual(['generate', '-f', 'prod.yaml']);
  expect(await runCli([...command, '--check'], { cwd: at('conf') })).toMatchObject({ code: 0, stdout: '' });
  // The default folder is that of where one stands, so it has to be said here, too.
  expect((await cli('init', '--yes', ...FLAGS, '-f', 'conf/staging.yaml')).code).toBe(0);
  expect(parse(read('conf/staging.yaml')).output).toBe('../manifests');
});

test('the next commands of init work where it was run, also with a space in the folder', async () => {
  const { stderr } = await cli('init', '--yes', ...FLAGS, '-o', 'my out');
  expect(stderr).toContain(
    "\n  'my out'/install.sh --check\n  'my out'/install.sh\n  kubectl apply -k 'my out'\n  kubectl wait ",
  );
  expect(stderr).toContain("\n  'my out'/validate.sh --insecure\n");
});

test('-o of a later run goes before the answers, and changes nothing in them', async () => {
  writeFileSync(at('api-gateway.yaml'), `${ANSWERS}output: deploy\n`);
  expect((await cli('generate', '-o', 'other')).code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual(['api-gateway.yaml', 'other']);
  expect((await cli('generate')).code).toBe(0);
  expect(existsSync(at('deploy/20-gateway.yaml'))).toBe(true);
  // The same answers, the same bytes, wherever they are written.
  for (const f of readdirSync(at('deploy'))) expect(read(`deploy/${f}`), f).toBe(read(`other/${f}`));
  expect(read('api-gateway.yaml')).toBe(`${ANSWERS}output: deploy\n`);
});

test('an interview over answers with a folder does not ask for it, and leaves its line as it is', async () => {
  const before = `${ANSWERS}traffic: { clientsBehind: direct }\noutput: ./deploy # of the platform\n`;
  writeFileSync(at('api-gateway.yaml'), before);
  expect((await cli('init', '--yes')).code).toBe(0);
  expect(read('api-gateway.yaml')).toContain('output: ./deploy # of the platform\n');
  expect(existsSync(at('deploy/20-gateway.yaml'))).toBe(true);
  expect((await cli('init', '--yes', '-o', 'manifests')).code).toBe(0);
  expect(parse(read('api-gateway.yaml')).output).toBe('manifests');
});

test.each(['""', '" "', '"~/x"', '"a\\\\b"', '"a\\nb"', '"a\\u202eb"', '7', '[a]'])(
  'output: %s is refused at its place',
  async (value) => {
    writeFileSync(at('api-gateway.yaml'), `${ANSWERS}output: ${value}\n`);
    const { code, stderr } = await cli('generate');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^api-gateway\.yaml:5:9: /m);
    expect(readdirSync(cwd)).toEqual(['api-gateway.yaml']);
  },
);

test('output of the answers leads nowhere that -o may not', async () => {
  for (const value of ['/etc', '/', '..']) {
    writeFileSync(at('api-gateway.yaml'), `${ANSWERS}output: ${value}\n`);
    expect((await cli('generate')).code, value).toBe(2);
  }
});

test.each([
  ['flags alone', FLAGS, undefined],
  ['standard input', ['-f', '-'], ANSWERS],
] as const)('%s: no file is named that does not exist', async (_, argv, stdin) => {
  const r = await runCli(['generate', ...argv], { cwd, ...(stdin === undefined ? {} : { stdin }) });
  expect(r.code).toBe(0);
  expect(readdirSync(cwd)).toEqual(['manifests']);
  for (const f of readdirSync(at('manifests'))) expect(read(`manifests/${f}`), f).not.toContain('api-gateway.yaml');
  const differs = await runCli(['generate', ...argv, '--check', '--set', 'gateway.name=other'], {
    cwd,
    ...(stdin === undefined ? {} : { stdin }),
  });
  expect(differs.code).toBe(1);
  expect(r.stderr + differs.stderr + differs.stdout).not.toContain('api-gateway.yaml');
});

test('a folder that is refused after the interview: the draft stays, and -o of the next run leads to the end', async () => {
  mkdirSync(at('mine/f'), { recursive: true });
  const ask = (lines: readonly string[], ...argv: string[]) =>
    runCli(['init', '--plain', ...FLAGS, ...argv], {
      cwd,
      terminal: true,
      stdin: lines.map((l) => `${l}\n`).join(''),
    });
  // The limit, transformations, the peak; then the review.
  const refused = await ask(['', '', '', 'Folder', 'mine', '1']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('mine cannot be written')]);
  expect(readdirSync(cwd).sort()).toEqual(['.api-gateway.yaml.draft.json', 'mine']);
  const { code, stderr } = await ask(['', ''], '-o', 'other');
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(read('api-gateway.yaml')).toMatch(/^output: other$/m);
  expect(readdirSync(cwd)).not.toContain('.api-gateway.yaml.draft.json');
});

test.each([
  ['absent/new.yaml', 'absent'],
  ['file/new.yaml', 'ENOTDIR'],
])('init -f %s: one line, exit 2, nothing written', async (file, why) => {
  writeFileSync(at('file'), '');
  const { code, stderr } = await cli('init', '--yes', ...FLAGS, '-f', file);
  expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(readdirSync(cwd)).toEqual(['file']);
});

test('init keeps mode and link of an answers file that it changes', async () => {
  mkdirSync(at('shared'));
  writeFileSync(at('shared/gw.yaml'), `${ANSWERS}traffic: { clientsBehind: direct }\n`);
  chmodSync(at('shared/gw.yaml'), 0o640);
  symlinkSync('shared/gw.yaml', at('api-gateway.yaml'));
  expect((await cli('init', '--yes', '--set', 'gateway.name=other')).code).toBe(0);
  expect(lstatSync(at('api-gateway.yaml')).isSymbolicLink()).toBe(true);
  expect(statSync(at('shared/gw.yaml')).mode & 0o777).toBe(0o640);
  expect(read('shared/gw.yaml')).toContain('name: other');
});
