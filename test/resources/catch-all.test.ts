// The catch-all of several hosts: at / on those without a service at /, so that unknown paths there get its 404.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runCli } from '../cli/run-cli.ts';

const ANSWERS = `version: 1
hostname: api.example.com
hostnames: [shop.example.org, "*.tenants.example.com"]
tls: { secret: tls }
services:
  - { name: users, path: /users, backend: "users:8080", auth: none }
  - { name: tenants, path: /, hostname: "*.tenants.example.com", backend: "tenants:8080", auth: none }
`;

test('a service at / of one host leaves the catch-all of the others at /, and check has no finding', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'catch-all-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), ANSWERS);
  expect((await runCli(['generate', '--quiet'], { cwd })).code).toBe(0);
  const routes = parseAllDocuments(readFileSync(join(cwd, 'manifests/20-gateway.yaml'), 'utf8'))
    .map((d) => d.toJS())
    .filter((o) => o.kind === 'HTTPRoute' && o.metadata.name.includes('catch-all'))
    .map((o) => [o.metadata.name, o.spec.hostnames, o.spec.rules[0].matches[0].path.value]);
  expect(routes).toEqual([
    ['eg-catch-all', ['api.example.com', 'shop.example.org'], '/'],
    ['eg-catch-all-hosts-2', ['*.tenants.example.com'], '/.eg-api-gateway'],
  ]);
  expect((await runCli(['check'], { cwd })).stdout).not.toContain('CatchAllMissing');
});
