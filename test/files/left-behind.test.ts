// Kinds that prune.sh lists only while the answers have one of them: the run that removes the last one says what may remain.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftBehind } from '../../src/files/left-behind.ts';
import { runCli } from '../cli/run-cli.ts';

const BASE = `version: 1
hostname: api.example.com
tls: { secret: t }
services: [{ name: users, path: /users, backend: "users:80", auth: none }]
auth: { default: none, publicReason: a test }
`;
const STREAM = 'streams: [{ name: mqtt, tcp: 1883, backend: "mqtt:1883", publicReason: a test }]\n';

test('the last stream', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'left-behind-'));
  const answers = join(dir, 'api-gateway.yaml');
  const generate = async (text: string): Promise<string> => {
    writeFileSync(answers, text);
    return (await runCli(['generate', '-f', answers, '-o', join(dir, 'manifests')])).stderr;
  };
  expect(await generate(BASE + STREAM)).not.toContain('no longer deletes');
  expect(await generate(BASE + STREAM)).not.toContain('no longer deletes');
  expect(await generate(BASE)).toMatch(
    /prune\.sh no longer deletes objects of kind TCPRoute[\s\S]*kubectl get tcproute\.gateway\.networking\.k8s\.io -n \S+ -l \S+/,
  );
  expect(await generate(BASE)).not.toContain('no longer deletes');
  expect(readFileSync(join(dir, 'manifests/prune.sh'), 'utf8')).not.toContain('TCPRoute');
});

test('a script without its lines gives nothing', () => {
  expect(leftBehind('--prune-allowlist=a/v1/B', '')).toEqual([]);
});
