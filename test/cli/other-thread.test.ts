// With many services the built program checks in a second thread; its output is that of one thread.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ROOT, readFolder } from '../golden/goldens.mjs';
import { runCli } from './run-cli.ts';

const answers = (services: number): string => `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
${Array.from({ length: services }, (_, i) => `  - { name: s${i}, path: /v1/s${i}, backend: "s${i}:80" }`).join('\n')}
auth:
  default: customers
  methods:
    customers: { type: jwt, issuer: "https://auth.example.com/", jwks: "https://auth.example.com/jwks.json", audiences: [api] }
`;

const folderWith = (text: string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'eg-thread-'));
  writeFileSync(join(dir, 'api-gateway.yaml'), text);
  return dir;
};

const generate = (text: string) => {
  const dir = folderWith(text);
  const args = [join(ROOT, 'bin/eg-api-gateway.js'), 'generate', '-q', '-o', 'out'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
  return { dir: join(dir, 'out'), status, stdout, stderr };
};

test('manifests of many services are those of one thread', async () => {
  const text = answers(2000);
  const { dir, ...result } = generate(text);
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  const cwd = folderWith(text);
  expect((await runCli(['generate', '-q', '-o', 'out'], { cwd })).code).toBe(0);
  const [two, one] = [readFolder(dir), readFolder(join(cwd, 'out'))];
  expect([...two.keys()]).toEqual([...one.keys()]);
  for (const [path, content] of one) expect(two.get(path), path).toEqual(content);
});

test('the thread says no for what the API server or Envoy Gateway would not accept', async () => {
  const isClean = async (...all: object[]): Promise<unknown> => {
    const thread = new Worker(join(ROOT, 'dist/other-thread.cjs'));
    thread.postMessage({ all, asked: all, own: undefined });
    const [clean] = await once(thread, 'message');
    await thread.terminate();
    return clean;
  };
  const object = (kind: string, group: string, spec: object) => ({
    apiVersion: group,
    kind,
    metadata: { name: 'a', namespace: 'shop' },
    spec,
  });
  const backend = (port: unknown) =>
    object('Backend', 'gateway.envoyproxy.io/v1alpha1', { endpoints: [{ fqdn: { hostname: 'a.example.com', port } }] });
  expect(await isClean(backend(80))).toBe(true);
  expect(await isClean(backend('http'))).toBe(false);
  // The API server accepts it, Envoy Gateway does not: the Gateway has no such listener.
  const gateway = object('Gateway', 'gateway.networking.k8s.io/v1', {
    gatewayClassName: 'eg',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  });
  const route = (sectionName: string) =>
    object('HTTPRoute', 'gateway.networking.k8s.io/v1', {
      parentRefs: [{ name: 'a', sectionName }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }],
    });
  expect(await isClean(gateway, route('http'))).toBe(true);
  expect(await isClean(gateway, route('https'))).toBe(false);
});
