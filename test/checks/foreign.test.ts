// Manifests as the documentation of Envoy Gateway shows them, a task in a file: what they lack is said, and none is called an error.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
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
  ['jwt.yaml', ['JwtWithoutIssuer', 'JwtWithoutAudience', 'TokenInQuery', 'TokensWithoutEnd']],
  ['api-key.yaml', ['KeyPassedOn']],
  ['global-rate-limit.yaml', ['ForgeableLimitKey']],
  ['tls-termination.yaml', ['NoSectionName', 'AnyHostname']],
  ['resilience.yaml', ['RetriesUnsafe']],
  ['redirects.yaml', ['RedirectLosesMethod']],
])('%s: %j', async (file, codes) => {
  expect((await check(file)).map((f) => f.code)).toEqual(expect.arrayContaining(codes));
});
