// `import` on an existing answers file, its lock file, and `import --check`.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from './run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'eg-import-'));
afterAll(() => rmSync(root, { recursive: true }));
let cwd = '';
let count = 0;

const service = (name: string, { port = 80, path = `/${name}`, timeout = '' } = {}): string => `  - name: ${name}
    host: ${name}.shop.svc
    port: ${port}
${timeout}    routes:
      - name: ${name}-route
        hosts: [api.example.com]
        paths: [${path}]
`;
const kong = (...services: string[]): string => `_format_version: "3.0"\nservices:\n${services.join('')}`;

const file = (name: string): string => join(cwd, name);
const read = (name: string): string => readFileSync(file(name), 'utf8');
const write = (name: string, text: string): void => writeFileSync(file(name), text);
const edit = (name: string, from: string | RegExp, to: string): void => {
  const before = read(name);
  expect(before).toMatch(from);
  write(name, before.replace(from, to));
};
const cli = (...args: string[]) => runCli(args, { cwd });
const ANSWERS = 'api-gateway.yaml';
const LOCK = 'api-gateway.import-lock.json';
const names = (): string[] => (parse(read(ANSWERS)) as { services: { name: string }[] }).services.map((s) => s.name);
const named = (name: string): Record<string, unknown> =>
  (parse(read(ANSWERS)) as { services: Record<string, unknown>[] }).services.find((s) => s.name === name)!;

beforeEach(async () => {
  cwd = join(root, String(count++));
  mkdirSync(cwd);
  write('kong.yaml', kong(service('users'), service('orders')));
  expect((await cli('import', 'kong', 'kong.yaml')).code).toBe(1);
});

/** The state of all files, with their times. */
const state = (): string[] =>
  readdirSync(cwd).map((f) => `${f} ${statSync(file(f)).mtimeMs} ${readFileSync(file(f), 'utf8')}`);

test('without a change, no file is written, and --check is fine', async () => {
  const before = state();
  expect((await cli('import')).code).toBe(1);
  expect((await cli('import', 'kong')).code).toBe(1);
  expect((await cli('import', 'kong', './kong.yaml')).code).toBe(1);
  const check = await cli('import', '--check');
  expect([check.code, state()]).toEqual([0, before]);
  expect(JSON.parse((await cli('import', '--check', '--json')).stdout)).toMatchObject({
    ok: true,
    changes: [],
    conflicts: [],
  });
});

test('hand edits stay, changes of the source come, --check lists them and writes nothing', async () => {
  edit(ANSWERS, /auth: undecided.*\n/, 'auth: none # decided\n    publicReason: a page\n');
  edit(ANSWERS, 'services:', '# all of them\nservices:');
  write('kong.yaml', kong(service('new'), service('orders', { port: 90 }), service('users')));
  const before = state();
  const check = await cli('import', '--check', '--json');
  expect([check.code, state()]).toEqual([1, before]);
  const said = JSON.parse(check.stdout) as { changes: { key: string }[]; newLosses: { code: string; line: number }[] };
  expect(said.changes.map((c) => c.key).sort()).toEqual(['services.new', 'services.orders.backend']);
  expect(said.newLosses.map((l) => l.code)).toContain('AuthUnstated');
  expect((await cli('import', '--check')).stdout).toMatch(/^\+ services\.new$/m);
  expect((await cli('import')).code).toBe(1);
  expect(named('users').auth).toBe('none');
  expect(String(named('orders').backend)).toContain(':90');
  expect(read(ANSWERS)).toContain('auth: none # decided\n');
  expect(read(ANSWERS)).toContain('# all of them\nservices:');
  expect((await cli('import', '--check')).code).toBe(0);
});

test('a conflict: both values with their places, exit code 1, the value of the file stays', async () => {
  edit(ANSWERS, 'path: /users', 'path: /people');
  write('kong.yaml', kong(service('users', { path: '/members' }), service('orders')));
  const { code, stdout } = await cli('import', '--json');
  const { conflicts } = JSON.parse(stdout) as { conflicts: unknown[] };
  const line =
    read(ANSWERS)
      .split('\n')
      .findIndex((l) => l.includes('/people')) + 1;
  expect(code).toBe(1);
  expect(conflicts).toMatchObject([
    {
      key: 'services.users.path',
      lastImport: '/users',
      file: { file: ANSWERS, line, value: '/people' },
      source: { file: 'kong.yaml', line: 9, value: '/members' },
    },
  ]);
  expect(named('users').path).toBe('/people');
});

test('names stay: of renamed services, in another order, with new collisions', async () => {
  edit(ANSWERS, 'name: users', 'name: people');
  write('kong.yaml', kong(service('orders'), service('users', { port: 81 })));
  await cli('import');
  expect(names()).toEqual(['people', 'orders']);
  expect(String(named('people').backend)).toContain(':81');
  expect((await cli('import', '--check')).code).toBe(0);
  // And in the next import as well.
  write('kong.yaml', kong(service('users', { port: 82 }), service('orders')));
  await cli('import');
  expect(names()).toEqual(['people', 'orders']);
  expect(String(named('people').backend)).toContain(':82');
});

test('a service that the source no longer has is removed with its comment; one that was edited is a conflict', async () => {
  write('kong.yaml', kong(service('orders')));
  await cli('import');
  expect(names()).toEqual(['orders']);
  expect(read(ANSWERS)).not.toContain('users');
  edit(ANSWERS, 'timeout: 60s', 'timeout: 5s');
  write('kong.yaml', kong(service('users')));
  const { code, stdout } = await cli('import', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ conflicts: [{ key: 'services.orders', source: { value: null } }] });
  expect(names()).toEqual(['orders', 'users']);
});

test('an answers file that no import made: nothing in it is changed', async () => {
  rmSync(file(LOCK));
  const mine =
    'version: 1\nhostname: api.example.com\nservices:\n  - { name: people, path: /users, backend: "a:1", auth: none } # mine\n';
  write(ANSWERS, mine);
  const { code, stdout } = await cli('import', 'kong', 'kong.yaml', '--json');
  expect(code).toBe(1);
  const { conflicts } = JSON.parse(stdout) as { conflicts: { key: string }[] };
  expect(conflicts.map((c) => c.key)).toEqual(expect.arrayContaining(['services.people.backend']));
  expect(read(ANSWERS)).toContain(mine.split('\n')[3]);
  expect(names()).toEqual(['people', 'orders']);
});

describe('several sources', () => {
  test('each has its own last import; a service belongs to one of them', async () => {
    write(
      'api.yaml',
      'openapi: 3.0.0\ninfo: { title: pay, version: "1" }\nservers: [{ url: https://pay.example.com/ }]\npaths:\n  /pay: { get: { security: [], responses: {} } }\n',
    );
    await cli('import', 'openapi', 'api.yaml');
    const lock = JSON.parse(read(LOCK)) as { sources: { kind: string; paths: string[] }[] };
    expect(lock.sources.map((s) => [s.kind, s.paths])).toEqual([
      ['kong', ['kong.yaml']],
      ['openapi', ['api.yaml']],
    ]);
    expect(names().slice(0, 2)).toEqual(['users', 'orders']);
    expect(named('users').hostname).toBe('api.example.com');
    // Without a kind, all of them are imported; JSON has one result, so it needs a kind.
    const before = state();
    expect((await cli('import')).stderr.match(/already contains what the source states/g)).toHaveLength(2);
    expect([(await cli('import', '--check')).code, state()]).toEqual([0, before]);
    const json = await cli('import', '--json');
    expect([json.code, json.stdout + json.stderr]).toEqual([2, expect.stringContaining('import openapi api.yaml')]);
    const sarif = await cli('import', '--format', 'sarif', '-o', 'api-gateway.yaml');
    expect([sarif.code, sarif.stdout]).toEqual([2, '']);
    expect(sarif.stderr).toContain('  eg-api-gateway import kong kong.yaml --format sarif\n');
    for (const kind of ['kong', 'openapi']) expect((await cli('import', kind, '--check')).code).toBe(0);
    // The same host and path from another file.
    write('more.yaml', kong(service('users'), service('extra')));
    const { stderr } = await cli('import', 'kong', 'more.yaml');
    expect(stderr).toContain('Conflict: services.users');
    expect(names().filter((n) => n.startsWith('users'))).toEqual(['users']);
    expect(names()).toContain('extra');
  });

  test('files that were renamed are the same source', async () => {
    cpSync(file('kong.yaml'), file('gateway.yaml'));
    rmSync(file('kong.yaml'));
    await cli('import', 'kong', 'gateway.yaml');
    expect((JSON.parse(read(LOCK)) as { sources: unknown[] }).sources).toHaveLength(1);
    expect(names()).toEqual(['users', 'orders']);
  });
});

test('names of files are relative to the answers file: the same bytes, whichever folder the command is run in', async () => {
  const ingress = (name: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${name}\n  annotations: { nginx.ingress.kubernetes.io/proxy-read-timeout: "7" }\nspec:\n  rules:\n    - { host: a.example.com, http: { paths: [{ path: /${name}, pathType: Prefix, backend: { service: { name: ${name}, port: { number: 80 } } } }] } }\n`;
  for (const folder of ['k8s/base', 'gateway', 'other/deep']) mkdirSync(file(folder), { recursive: true });
  write('k8s/users.yaml', ingress('users'));
  write('k8s/base/orders.yaml', ingress('orders'));
  // What names its file or its folder in the report.
  write('k8s/base/kustomization.yaml', 'resources: [orders.yaml]\n');
  write('k8s/values.yaml', 'ingress: { enabled: true, hosts: [a.example.com] }\n');
  write('k8s/template.yaml', '{{- if .Values.on }}\nkind: Ingress\n{{- end }}\n');
  const written = (): string[] => ['api-gateway.yaml', LOCK].map((f) => read(`gateway/${f}`));
  const seen = new Set<string>();
  const runs: [folder: string, source: string, output: string][] = [
    ['.', 'k8s', 'gateway/api-gateway.yaml'],
    ['gateway', '../k8s', 'api-gateway.yaml'],
    ['k8s', '.', '../gateway/api-gateway.yaml'],
    ['other/deep', '../../k8s', '../../gateway/api-gateway.yaml'],
    ['other/deep', file('k8s'), file('gateway/api-gateway.yaml')],
  ];
  const from = (folder: string, ...args: string[]) => runCli(['import', ...args], { cwd: file(folder) });
  for (const [folder, source, output] of runs) {
    rmSync(file('gateway'), { recursive: true });
    mkdirSync(file('gateway'));
    expect((await from(folder, 'ingress-nginx', source, '-o', output)).code).toBe(1);
    const first = written();
    seen.add(first.join('\n'));
    for (const [again, files, to] of seen.size === 1 && folder === '.' ? runs : []) {
      for (const args of [['ingress-nginx', files], []]) {
        expect((await from(again, ...args, '-o', to)).stdout).not.toContain('New since the last import');
        expect(written()).toEqual(first);
      }
      const check = await from(again, '--check', '--json', '-o', to);
      expect([check.code, JSON.parse(check.stdout)]).toMatchObject([0, { newLosses: [] }]);
    }
  }
  expect([...seen]).toHaveLength(1);
  expect([...seen][0]).toContain('(from ../k8s/base/orders.yaml)');
});

describe('refused before anything is read or written', () => {
  const refused = async (args: string[], message: string): Promise<void> => {
    const before = state();
    const { code, stderr } = await cli(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(state()).toEqual(before);
  };

  test('a broken lock file', async () => {
    write(LOCK, '{');
    await refused(['import', 'kong', 'kong.yaml'], 'is not JSON');
    write(LOCK, '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n');
    await refused(['import', '--check'], 'conflict marks of Git');
    write(LOCK, '[]');
    await refused(['import'], 'not that of a lock file');
  });

  test('an edited one, and one of a newer version', async () => {
    const lock = read(LOCK);
    write(LOCK, lock.replace('"/users"', '"/x"'));
    await refused(['import'], 'it was edited');
    write(LOCK, lock.replace('"version": 1', '"version": 2'));
    await refused(['import'], 'a newer eg-api-gateway wrote it');
  });

  test('a broken answers file', async () => {
    write(ANSWERS, 'services: [');
    await refused(['import'], `${ANSWERS}:1`);
  });

  test('no lock file and no files, a kind that was not imported, and --check without a file', async () => {
    await refused(['import', 'openapi'], 'was not imported from openapi');
    await refused(['import', '--check', '-o', '-'], '--check compares with a file');
    await refused(['import', '-o', 'nowhere/x.yaml', 'kong', 'kong.yaml'], 'does not exist');
    rmSync(file(LOCK));
    await refused(['import'], `${LOCK}, which contains those of the last import, does not exist`);
    await refused(['import', '--check', 'kong', 'kong.yaml'], 'nothing to compare with');
  });
});

test('a failed write leaves all files as they were', async () => {
  write('kong.yaml', kong(service('users', { port: 1 }), service('orders')));
  // The lock file is renamed to last: a folder in its place fails then.
  const before = read(ANSWERS);
  rmSync(file(LOCK));
  mkdirSync(file(LOCK));
  const { code, stderr } = await cli('import', 'kong', 'kong.yaml');
  expect([code, stderr]).toEqual([2, expect.stringContaining('it is a folder')]);
  expect(read(ANSWERS)).toBe(before);
  expect(readdirSync(cwd).filter((f) => f.startsWith('.'))).toEqual([]);
});

test('no secret is in the lock file', async () => {
  write(
    'kong.yaml',
    `${kong(service('users'))}consumers:\n  - username: bob\n    keyauth_credentials: [{ key: my-secret-key-123 }]\nplugins: [{ name: key-auth }]\n`,
  );
  await cli('import');
  for (const name of [LOCK, ANSWERS]) expect(read(name)).not.toContain('my-secret-key');
});
