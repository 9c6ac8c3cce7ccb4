// Mesh mode sds in validate.sh: a cluster in which one thing is wrong, and the check that goes red.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { withChecksum } from '../../src/files/checksum.ts';
import { probesWithFiles } from '../../src/files/output-files.ts';
import { renderEngine, renderValidate } from '../../src/files/validate-script.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

const validated = validateAnswers(
  {
    version: 1,
    hostname: 'api.example.com',
    gateway: { name: 'eg', namespace: 'edge' },
    tls: { secret: 't' },
    services: [{ name: 'users', path: '/v1/users', backend: 'shop/users:80', auth: 'none' }],
    mesh: { type: 'istio', mode: 'sds' },
  },
  'test',
);
if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
const intent = buildIntent(validated.answers);
const probes = probesWithFiles(intent, buildResources(intent));
const dir = mkdtempSync(join(tmpdir(), 'validate-sds-'));
const script = join(dir, 'validate.sh');
writeFileSync(join(dir, 'validate-engine.sh'), withChecksum(renderEngine('0'), 'hash'));
writeFileSync(script, renderValidate(intent, probes, { answersFile: 'a.yaml', toolVersion: '0' }));

/** What kubectl would print; jsonpaths were tried with kubectl 1.33. */
const RIGHT = {
  pods: 'envoy-1 certs sds mesh-socket \nenvoy-2 certs sds mesh-socket ',
  status: 'edge-eg-to-users 1 Accepted=True=1=Accepted ResolvedRefs=True=1=ResolvedRefs ',
  identity: '@edge-eg-to-users\nspiffe://cluster.local/ns/shop/sa/users',
  certificate: '@eg-proxy\nedge-eg-mesh-certificate istio',
};
const results = (wrong: Partial<typeof RIGHT>): Record<string, string> => {
  const is = { ...RIGHT, ...wrong };
  writeFileSync(
    join(dir, 'kubectl'),
    `#!/bin/sh
case "$*" in
  "get pods -n envoy-gateway-system "*) cat <<'END'\n${is.pods}\nEND\n;;
  "get BackendTLSPolicy -n shop "*) echo '${is.status}' ;;
  "get BackendTLSPolicy edge-eg-to-users -n shop "*) echo '${is.identity}' ;;
  "get EnvoyProxy eg-proxy -n edge "*) echo '${is.certificate}' ;;
esac
`,
  );
  chmodSync(join(dir, 'kubectl'), 0o755);
  const { stdout } = spawnSync(
    'bash',
    [script, '--address', '127.0.0.1', '--only', 'accepted.BackendTLSPolicy.shop', '--only', 'mesh', '--json'],
    { encoding: 'utf8', env: { PATH: `${dir}:${process.env.PATH}` } },
  );
  const lines = stdout
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { id: string; result: string });
  return Object.fromEntries(lines.map((l) => [l.id, l.result]));
};

const SOUND = {
  'accepted.BackendTLSPolicy.shop': 'pass',
  'mesh-certificate': 'pass',
  'mesh-peer-service-shop-users': 'pass',
  'mesh-proxies': 'pass',
};

test('all as it should be', () => {
  expect(results({})).toMatchObject(SOUND);
});

test.each([
  ['mesh-proxies', { pods: 'envoy-1 certs sds mesh-socket \nenvoy-2 certs sds ' }],
  ['mesh-proxies', { pods: '' }],
  ['accepted.BackendTLSPolicy.shop', { status: RIGHT.status.replace('Accepted=True', 'Accepted=False') }],
  ['accepted.BackendTLSPolicy.shop', { status: '' }],
  ['mesh-peer-service-shop-users', { identity: '@edge-eg-to-users\nspiffe://cluster.local/ns/shop/sa/default' }],
  ['mesh-certificate', { certificate: '@eg-proxy\nedge-eg-mesh-certificate' }],
])('%s goes red by itself', (id, wrong) => {
  expect(results(wrong)).toMatchObject({ ...SOUND, [id]: 'fail' });
});
