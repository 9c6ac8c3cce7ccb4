// Manifests as the documentation of Envoy Gateway shows them, a task in a file: what they lack is said, and none is called an error.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sharingFindings } from '../../src/diagnostics/findings/sharing-findings.ts';
import { runCli } from '../cli/run-cli.ts';

const dir = fileURLToPath(new URL('foreign/', import.meta.url));
const check = async (file: string) => {
  const { stdout } = await runCli(['check', file, '--json'], { cwd: dir });
  return (JSON.parse(stdout) as { findings: { code: string; severity: string; message: string }[] }).findings;
};

test.each(readdirSync(dir))('%s', async (file) => {
  const findings = await check(file);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  expect(findings.filter((f) => f.code === 'NotChecked')).toEqual([]);
});

/** What a reader of each should know all the same. */
test.each([
  ['quickstart.yaml', ['NamespaceMissing', 'AnonymousRoute']],
  ['jwt.yaml', ['JwtWithoutIssuer', 'JwtWithoutAudience', 'TokenInQuery', 'TokensWithoutExpiry']],
  ['api-key.yaml', ['ApiKeyForwarded']],
  ['global-rate-limit.yaml', ['ForgeableLimitKey']],
  ['tls-termination.yaml', ['NoSectionName', 'AnyHostname']],
  ['resilience.yaml', ['RetriesUnsafe']],
  ['redirects.yaml', ['RedirectLosesMethod']],
  ['shared-gateway.yaml', ['PathsUnrestricted']],
])('%s: %j', async (file, codes) => {
  expect((await check(file)).map((f) => f.code)).toEqual(expect.arrayContaining(codes));
});

test('what only shared Gateways can have is found where teams share one', async () => {
  const shared = new Set(Object.keys(sharingFindings));
  for (const file of readdirSync(dir).filter((f) => f !== 'shared-gateway.yaml'))
    expect((await check(file)).filter((f) => shared.has(f.code))).toEqual([]);
  const found = (await check('shared-gateway.yaml')).filter((f) => shared.has(f.code));
  expect(found.map((f) => f.code)).toEqual(['PathsUnrestricted']);
});
