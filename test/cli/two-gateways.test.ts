// Two answers files of one repository: their folders can be applied to one cluster, or check says why not.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { runCli } from './run-cli.ts';

const answers = (name: string, more: object = {}) => ({
  version: 1,
  hostname: `${name}.example.com`,
  gateway: { name, namespace: name, ...(more as { gateway?: object }).gateway },
  tls: { secret: `${name}-tls` },
  services: [
    { name: 'users', path: '/users', backend: { service: 'users', port: 80, namespace: 'shop' }, auth: 'none' },
  ],
  traffic: { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'direct' },
  ...(name === 'internal' && { envoyGateway: { install: false } }),
});

const both = async (internal: object = {}) => {
  const cwd = mkdtempSync(join(tmpdir(), 'two-gateways-'));
  writeFileSync(join(cwd, 'external.yaml'), stringify(answers('external')));
  writeFileSync(join(cwd, 'internal.yaml'), stringify(answers('internal', internal)));
  for (const name of ['external', 'internal']) {
    const { code } = await runCli(['generate', '-f', `${name}.yaml`, '-o', `out/${name}`, '-q'], { cwd });
    expect(code).toBe(0);
  }
  const { stdout } = await runCli(['check', 'out', '--json'], { cwd });
  return (JSON.parse(stdout) as { findings: { code: string; severity: string }[] }).findings;
};

test('with names and namespaces of their own, nothing collides', async () => {
  const findings = await both();
  expect(findings.filter((f) => f.severity !== 'info')).toEqual([]);
});

test('objects of the same name in one namespace are reported', async () => {
  const findings = await both({ gateway: { namespace: 'external' } });
  expect(findings.filter((f) => f.code === 'OwnedByTwoGateways')).toHaveLength(1);
});

test('Gateways of the same name are reported', async () => {
  const findings = await both({ gateway: { name: 'external' } });
  expect(findings.map((f) => f.code)).toContain('GatewayNameShared');
});
