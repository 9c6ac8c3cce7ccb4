// prune.sh with a kubectl that answers from files: what it lists, what it deletes in which order, and when it refuses. The lab's
// suites `changes` and `many` run it with a real cluster.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runCli } from '../cli/run-cli.ts';

const ANSWERS = `version: 1
hostname: api.example.com
gateway: { name: edge, namespace: edge }
tls: { secret: api-tls }
services:
  - { name: users, path: /v1/users, backend: "users.shop:8080", auth: partners }
auth: { methods: { partners: { type: apiKey, secret: partner-keys, clients: [acme] } } }
`;
const KUBECTL = `#!/bin/sh
echo "$*" | tr '\\n' ' ' >>"$FAKE/log"; echo >>"$FAKE/log"
case "$*" in
  "kustomize .") sed -n 's/^  - //p' kustomization.yaml | while read -r f; do echo ---; cat "$f"; done ;;
  "get -k . -o name") exit "$(cat "$FAKE/missing")" ;;
  get*-l*) cat "$FAKE/live" ;;
  get*rules*) echo users-rule ;;
  "delete httproute"*) exit "$(cat "$FAKE/refused")" ;;
esac
`;
let dir: string;
let objects: { kind: string; apiVersion: string; metadata: { name: string; namespace?: string } }[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'prune-'));
  writeFileSync(join(dir, 'api-gateway.yaml'), ANSWERS);
  await runCli(['generate'], { cwd: dir });
  mkdirSync(join(dir, 'bin'));
  writeFileSync(join(dir, 'bin/kubectl'), KUBECTL);
  chmodSync(join(dir, 'bin/kubectl'), 0o755);
  const { stdout } = await runCli(['generate', '--stdout'], { cwd: dir });
  objects = parseAllDocuments(stdout).flatMap((d) => (d.toJS() as (typeof objects)[number] | null) ?? []);
});

const line = (kind: string, group: string, namespace: string, name: string): string =>
  `${kind}|${group}/v1|${namespace}|${name}\n`;
const GENERATED = (): string =>
  objects.map((o) => `${o.kind}|${o.apiVersion}|${o.metadata.namespace ?? ''}|${o.metadata.name}\n`).join('');
const prune = (live: string, ...args: string[]) => {
  writeFileSync(join(dir, 'live'), live);
  writeFileSync(join(dir, 'log'), '');
  return spawnSync('bash', [join(dir, 'manifests/prune.sh'), ...args], {
    encoding: 'utf8',
    env: { PATH: `${join(dir, 'bin')}:${process.env.PATH}`, FAKE: dir, WAIT: '0' },
  });
};
const log = (): string[] => readFileSync(join(dir, 'log'), 'utf8').split('\n');
beforeEach(() => {
  for (const code of ['missing', 'refused']) writeFileSync(join(dir, code), '0');
});

test('everything that the cluster has is generated', () => {
  const { stdout, status } = prune(GENERATED());
  expect(stdout).toMatch(/^Nothing to delete/);
  expect(status).toBe(0);
  expect(log().filter((l) => l.startsWith('delete'))).toEqual([]);
});

const OLD = (): string =>
  GENERATED() +
  line('HTTPRoute', 'gateway.networking.k8s.io', 'edge', 'orders') +
  line('HTTPRoute', 'gateway.networking.k8s.io', 'edge', 'billing') +
  line('SecurityPolicy', 'gateway.envoyproxy.io', 'edge', 'scoped') +
  // The gateway of the same name in another namespace.
  line('HTTPRoute', 'gateway.networking.k8s.io', 'other', 'users');

test('what is no longer generated is listed, and nothing is deleted without --delete', () => {
  const { stdout, status } = prune(OLD());
  expect(status).toBe(0);
  expect(stdout).toContain('httproute.gateway.networking.k8s.io/orders in edge');
  expect(stdout).toContain('securitypolicy.gateway.envoyproxy.io/scoped in edge');
  expect(stdout).not.toContain('in other');
  expect(log().some((l) => /^(?:delete|patch)/.test(l))).toBe(false);
});

test('routes are emptied, then deleted before their policies', () => {
  expect(prune(OLD(), '--delete').status).toBe(0);
  expect(log().filter((l) => l.startsWith('patch'))).toHaveLength(2);
  expect(
    log()
      .filter((l) => l.startsWith('delete'))
      .map((l) => l.trim()),
  ).toEqual([
    'delete httproute.gateway.networking.k8s.io orders billing -n edge --ignore-not-found',
    'delete securitypolicy.gateway.envoyproxy.io scoped -n edge --ignore-not-found',
  ]);
});

test('a policy stays if its routes cannot be deleted', () => {
  writeFileSync(join(dir, 'refused'), '1');
  const { status, stderr } = prune(OLD(), '--delete');
  expect(status).toBe(1);
  expect(stderr).toContain('some objects may remain');
  expect(log().filter((l) => l.startsWith('delete'))).toHaveLength(1);
});

test('nothing is deleted while the manifests are not applied, or kubectl reads no object from them', () => {
  writeFileSync(join(dir, 'missing'), '1');
  const { status, stderr } = prune(OLD(), '--delete');
  expect(status).toBe(1);
  expect(stderr).toContain('apply these manifests first');
  const kustomization = join(dir, 'manifests/kustomization.yaml');
  const text = readFileSync(kustomization, 'utf8');
  writeFileSync(kustomization, '');
  expect(prune(OLD(), '--delete').status).toBe(1);
  writeFileSync(kustomization, text);
  expect(log().some((l) => /^(?:delete|patch)/.test(l))).toBe(false);
});

test('bash accepts the script', () => {
  execFileSync('bash', ['-n', join(dir, 'manifests/prune.sh')]);
});
