// The golden tests would go red: another answer is another file, and nothing else of the folder.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

const example = fileURLToPath(new URL('../../examples/jwt-api/', import.meta.url));

/** Files that `generate --check` finds different from the committed ones. */
const differing = async (...set: string[]): Promise<string[]> => {
  const { code, stdout } = await runCli(
    ['generate', '--check', '-f', 'api-gateway.yaml', '-o', 'manifests', ...set.flatMap((s) => ['--set', s])],
    { cwd: example },
  );
  const files = [...stdout.matchAll(/^--- a\/manifests\/(\S+)/gm)].map((m) => m[1]!);
  expect(code).toBe(files.length > 0 ? 1 : 0);
  return files.sort();
};

test('the committed output is what the answers give', async () => {
  expect(await differing()).toEqual([]);
});

test.each([
  ['services.orders.timeout=9s', ['40-httproutes.yaml', 'README.md', 'validate.sh']],
  ['services.users.canary.weight=11', ['40-httproutes.yaml', 'README.md', 'validate.sh']],
  ['auth.methods.customers.audiences=other', ['50-securitypolicies.yaml', 'README.md', 'validate.sh']],
  [
    'services.users.healthCheck=/other',
    ['40-httproutes.yaml', '60-backendtrafficpolicies.yaml', 'README.md', 'validate.sh'],
  ],
  ['observability.prometheus=false', ['80-observability.yaml', 'README.md', 'install.sh', 'kustomization.yaml']],
])('%s changes %j', async (answer, files) => {
  expect(await differing(answer)).toEqual(files);
});

test('a byte that somebody changed is seen', async () => {
  const text = readFileSync(`${example}manifests/40-httproutes.yaml`, 'utf8');
  const { stdout } = await runCli(['generate', '--stdout', '-f', 'api-gateway.yaml'], { cwd: example });
  expect(stdout).toContain(text);
  expect(stdout).not.toContain(text.replace('15s', '16s'));
});
