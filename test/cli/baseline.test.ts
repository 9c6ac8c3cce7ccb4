// `check --baseline`: what is introduced, fixed and unchanged, in every format.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare, type Earlier } from '../../src/cli/result/baseline.ts';
import { runCli } from './run-cli.ts';

const route = (name: string, codes: readonly number[]): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: edge }
spec:
  parentRefs: [{ name: edge }]
  rules:
${codes.map((code) => `    - filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: ${code} } }]\n`).join('')}`;
const WRONG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: wrong, namespace: edge }\ndata: { a: 5 }\n';

/** A folder whose baseline is what `before` gives, and that contains `after` now. */
const changed = async (before: string, after: string) => {
  const cwd = mkdtempSync(join(tmpdir(), 'baseline-'));
  writeFileSync(join(cwd, 'a.yaml'), before);
  writeFileSync(join(cwd, 'base.json'), (await runCli(['check', 'a.yaml', '--json'], { cwd })).stdout);
  writeFileSync(join(cwd, 'a.yaml'), after);
  const run = (...options: string[]) => runCli(['check', 'a.yaml', '--baseline', 'base.json', ...options], { cwd });
  const { code, stdout } = await run('--json');
  const json = JSON.parse(stdout) as {
    ok: boolean;
    summary: { unchanged: number; fixed: number; errors: number };
    findings: { code: string; field: string; baseline: string }[];
    fixed: { code: string; field: string }[];
  };
  // Of a broken object, not all rules are checked, which is not what these tests are about.
  const introduced = json.findings
    .filter((f) => f.baseline === 'introduced' && f.code !== 'RulesNotEvaluated')
    .map((f) => `${f.code} ${f.field}`);
  return { cwd, run, code, json, introduced, fixed: json.fixed.map((f) => `${f.code} ${f.field}`) };
};
const STATUS = (rule: number): string =>
  `RedirectLosesMethod spec.rules[${rule}].filters[0].requestRedirect.statusCode`;

test('lines that move change nothing, and errors that are known do not fail', async () => {
  const before = `${WRONG}---\n${route('a', [301])}`;
  const { code, introduced, fixed, json, run } = await changed(before, `# one\n# more\n${before}`);
  expect([code, introduced, fixed]).toEqual([0, [], []]);
  expect(json).toMatchObject({ ok: true, summary: { errors: 0, fixed: 0 } });
  expect(json.summary.unchanged).toBe(json.findings.length);
  const text = await run();
  expect(text.stdout).toBe('');
  expect(text.stderr).toContain(`Compared with base.json: 0 introduced, 0 fixed, ${json.findings.length} unchanged.`);
});

test('what is introduced fails and is shown alone; what is fixed is listed', async () => {
  const { code, introduced, fixed, run } = await changed(route('a', [301]), `${route('a', [308])}---\n${WRONG}`);
  expect([code, introduced, fixed]).toEqual([1, ['SchemaRejected data.a'], [STATUS(0)]]);
  const { stdout } = await run();
  expect(stdout).toMatch(/^=== a\.yaml: 1 error, 1 info ===\n/);
  expect(stdout).toContain(`=== Fixed since base.json: 1 ===\n\nRedirectLosesMethod HTTPRoute edge/a `);
  expect((await run('--fail-on', 'never')).code).toBe(0);
});

test('a rule that is inserted before moves findings, and adds none', async () => {
  const moved = await changed(route('a', [301, 302]), route('a', [308, 301, 302]));
  expect([moved.introduced, moved.fixed]).toEqual([[], []]);
  const one = await changed(route('a', [301]), route('a', [302, 301]));
  expect([one.introduced, one.fixed]).toEqual([[STATUS(1)], []]);
});

test('a finding of another object, and the same one with a higher severity, are introduced', () => {
  const of = (severity: Earlier['severity'], resource: string): Earlier => ({
    code: 'AnonymousRoute',
    severity,
    resource,
    field: 'metadata.name',
    message: '',
  });
  const before = [of('info', 'HTTPRoute a/b'), of('warning', 'HTTPRoute a/c')];
  const [risen, other] = [of('warning', 'HTTPRoute a/b'), of('warning', 'HTTPRoute a/d')];
  const { introduced, fixed } = compare(before, [risen, other]);
  expect([...introduced]).toEqual([risen, other]);
  expect(fixed).toEqual(before);
});

test('--only limits the comparison, too', async () => {
  const { run } = await changed(`${WRONG}---\n${route('a', [301])}`, route('b', [301]));
  const { fixed } = JSON.parse((await run('--json', '--only', 'SchemaRejected')).stdout) as { fixed: Earlier[] };
  expect(fixed.map((f) => f.code)).toEqual(['SchemaRejected']);
});

test('SARIF, JUnit and GitHub know the baseline', async () => {
  const { run } = await changed(route('a', [301]), `${route('a', [301])}---\n${WRONG}`);
  const { runs } = JSON.parse((await run('--format', 'sarif')).stdout) as {
    runs: { results: { ruleId: string; baselineState: string }[] }[];
  };
  const states = new Map(runs[0]!.results.map((r) => [r.ruleId, r.baselineState]));
  expect([states.get('SchemaRejected'), states.get('RedirectLosesMethod')]).toEqual(['new', 'unchanged']);
  const junit = (await run('--format', 'junit')).stdout;
  expect(junit).toMatch(/name="RedirectLosesMethod [^>]*><skipped /);
  expect(junit).toMatch(/name="SchemaRejected [^>]*><failure type="error"/);
  const github = (await run('--format', 'github')).stdout;
  expect(github).toMatch(/^::error file=a\.yaml,line=\d+,col=\d+,title=SchemaRejected::/m);
  expect(github).not.toContain('RedirectLosesMethod');
});

test.each([
  ['that does not exist', undefined, /base\.json cannot be read: it does not exist/],
  ['that is no JSON', 'findings:', /is not JSON/],
  ['that is something else', '{"findings": 5}', /contains no list of findings/],
  ['that is null', 'null', /contains no list of findings/],
  ['with a finding that is none', '{"findings": [{"code": "A"}]}', /contains no list of findings/],
])('a baseline %s is refused', async (_, text, message) => {
  const cwd = mkdtempSync(join(tmpdir(), 'baseline-'));
  writeFileSync(join(cwd, 'a.yaml'), WRONG);
  if (text !== undefined) writeFileSync(join(cwd, 'base.json'), text);
  const { code, stdout, stderr } = await runCli(['check', 'a.yaml', '--baseline', 'base.json'], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});
