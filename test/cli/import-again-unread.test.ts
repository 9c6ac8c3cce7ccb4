// `import` again: renamed and removed services, decisions that are asked again, and sources that cannot be read.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'eg-unread-'));
afterAll(() => rmSync(root, { recursive: true }));
let cwd = '';
let count = 0;

const ingress = (name: string, auth = ''): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: { ${auth && `nginx.ingress.kubernetes.io/auth-type: ${auth}, nginx.ingress.kubernetes.io/auth-secret: users`} } }
spec: { ingressClassName: nginx, rules: [{ host: api.example.com, http: { paths: [{ path: /${name}, pathType: Prefix, backend: { service: { name: ${name}, port: { number: 80 } } } }] } }] }
`;
const ANSWERS = 'api-gateway.yaml';
const read = (): string => readFileSync(join(cwd, ANSWERS), 'utf8');
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const edit = (from: string | RegExp, to: string): void => {
  expect(read()).toMatch(from);
  write(ANSWERS, read().replace(from, to));
};
const cli = (...args: string[]) => runCli(args, { cwd });
const check = async () => JSON.parse((await cli('import', '--check', '--json')).stdout);

beforeEach(async () => {
  cwd = join(root, String(count++));
  mkdirSync(join(cwd, 'k8s'), { recursive: true });
  write('k8s/a.yaml', ingress('users', 'basic'));
  write('k8s/b.yaml', ingress('orders'));
  expect((await cli('import', 'ingress-nginx', 'k8s')).code).toBe(1);
});

test('a service that a person renamed is no change of the source', async () => {
  edit('name: orders', 'name: bestellungen');
  expect(await check()).toMatchObject({ ok: true, newLosses: [] });
  // A near miss: another service without authentication is.
  write('k8s/b.yaml', `${ingress('orders')}---\n${ingress('bills')}`);
  expect((await check()).newLosses.map((l: { code: string }) => l.code)).toContain('AuthUnstated');
});

test('an answer about authentication is asked again when the source requires another one that cannot be translated', async () => {
  edit(/auth: undecided.*/, 'auth: none\n    publicReason: a page');
  expect((await check()).conflicts).toEqual([]);
  write('k8s/b.yaml', ingress('orders', 'digest'));
  expect((await check()).conflicts).toMatchObject([
    {
      key: 'services.orders.auth',
      file: { line: 12, value: 'none' },
      source: { file: 'k8s/b.yaml', value: 'undecided' },
    },
  ]);
  const { stdout } = await cli('import', '-q');
  expect(stdout).toContain('Conflict: services.orders.auth');
  expect(stdout).toContain('has an authentication that cannot be translated');
  expect(read()).toContain('auth: none');
  expect(await check()).toMatchObject({ ok: true });
  // A near miss: the source requires nothing any more.
  write('k8s/b.yaml', ingress('orders'));
  expect((await check()).conflicts).toEqual([]);
});

test('an answer of a file that no import made is a conflict only if the source requires an authentication', async () => {
  const keys = async (): Promise<string[]> => {
    rmSync(join(cwd, 'api-gateway.import-lock.json'));
    const { stdout } = await cli('import', 'ingress-nginx', 'k8s', '--json');
    return JSON.parse(stdout).conflicts.map((c: { key: string }) => c.key);
  };
  edit(/auth: undecided.*/, 'auth: none\n    publicReason: a page');
  expect(await keys()).toEqual([]);
  write('k8s/b.yaml', ingress('orders', 'digest'));
  expect(await keys()).toEqual(['services.orders.auth']);
});

test('a document that cannot be read any more removes no service; one that is gone does', async () => {
  const before = read();
  write('k8s/a.yaml', `${ingress('users', 'basic')} a: [\n`);
  expect(await check()).toMatchObject({ ok: false, changes: [], newLosses: [{ code: 'DocumentNotRead' }] });
  const { code, stderr } = await cli('import');
  expect([code, read()]).toEqual([1, before]);
  expect(stderr).toContain('The source has nothing for users.');
  // It is reported until the document is correct.
  expect(await check()).toMatchObject({ ok: false, newLosses: [{ code: 'DocumentNotRead' }] });
  write('k8s/a.yaml', ingress('users', 'basic'));
  expect(await check()).toMatchObject({ ok: true });
  rmSync(join(cwd, 'k8s/a.yaml'));
  expect((await check()).changes.map((c: { key: string }) => c.key)).toContain('services.users');
  expect((await cli('import')).code).toBe(1);
  expect(read()).not.toContain('name: users');
});

test('a service that a person removed leaves no open question', async () => {
  edit(/ {2}# Ingress shop\/orders[\s\S]*?(?= {2}# Ingress|auth:\n|auth: \{)/, '');
  const { questions } = JSON.parse((await cli('import', '--json')).stdout);
  expect(questions).not.toContain('services.orders.auth');
  expect(questions).toContain('tls');
});

test('a source that was moved: the lock file has the old path, and the new one is the same source', async () => {
  renameSync(join(cwd, 'k8s'), join(cwd, 'ingress'));
  const { code, stderr } = await cli('import', '--check');
  expect(code).toBe(2);
  expect(stderr).toContain('api-gateway.import-lock.json has this path.');
  // A near miss: a path of the command line is not in the lock file.
  expect((await cli('import', 'ingress-nginx', 'nowhere')).stderr).not.toContain('has this path');
  const before = read();
  expect((await cli('import', 'ingress-nginx', 'ingress')).code).toBe(1);
  expect(read()).toBe(before.replaceAll('k8s/', 'ingress/'));
});

test('a public service of a second source below a service of the first one is undecided, and both places are listed', async () => {
  const route = (path: string): string =>
    `_format_version: "3.0"\nconsumers: [{ username: nobody }]\nservices:\n  - name: pub\n    url: http://pub.shop.svc:80\n    routes: [{ name: pub, hosts: [api.example.com], paths: [${path}] }]\n    plugins: [{ name: key-auth, config: { anonymous: nobody } }]\n`;
  write('kong.yaml', route('/users/pub'));
  const { stderr } = await cli('import', 'kong', 'kong.yaml');
  expect(stderr).toMatch(/Conflict: services\.pub\.auth\n {2}kong\.yaml:\d+ gives \{ optional/);
  expect(stderr).toMatch(/api-gateway\.yaml:\d+ has auth: users for services\.users\./);
  expect(read()).toMatch(/name: pub[\s\S]*auth: undecided/);
  const text = read();
  expect((await cli('import', 'kong')).stderr).not.toContain('Conflict');
  expect(read()).toBe(text);
  // A near miss: it is somewhere else.
  rmSync(join(cwd, ANSWERS));
  rmSync(join(cwd, 'api-gateway.import-lock.json'));
  await cli('import', 'ingress-nginx', 'k8s');
  write('kong.yaml', route('/pub'));
  expect((await cli('import', 'kong', 'kong.yaml')).stderr).not.toContain('Conflict');
  expect(read()).toContain('optional');
});

test('a service that another source has is listed in two lines', async () => {
  write(
    'kong.yaml',
    '_format_version: "3.0"\nservices:\n  - { name: two, url: "http://two.shop.svc:80", routes: [{ name: two, hosts: [api.example.com], paths: [/users] }] }\n  - { name: x, url: "http://x.shop.svc:80", routes: [{ name: x, hosts: [api.example.com], paths: [/x] }] }\n',
  );
  const { stderr } = await cli('import', 'kong', 'kong.yaml');
  expect(stderr).toContain('Conflict: services.two\n  A service for its host and path');
  expect(stderr).not.toContain('services.two.auth');
});
