// JUnit XML and commands of GitHub from findings with any text in them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { githubCommands } from '../../src/cli/result/github.ts';
import { junit } from '../../src/cli/result/junit.ts';
import { finding } from '../../src/diagnostics/finding.ts';
import type { Located } from '../../src/diagnostics/place.ts';
import { runCli } from './run-cli.ts';

/** What XML, its attributes or workflow commands could take for their own syntax, and what they do not allow. */
const BAD = `a"b'c<d>&amp;]]><![CDATA[%0A,:::error::x\u0000\u001b[31m\u0008\ufffe\ud800\u2028\r\n\t<!--`;
const hostile: Located = {
  ...finding('UnknownProvider', `SecurityPolicy ${BAD}`, `spec.${BAD}`, { provider: BAD }),
  place: { file: BAD, line: 3, column: 4, excerpt: BAD },
};

/** Reads XML with Python's parser, which is strict: suites, and per test its name, its result and its text. */
const READ = `
import sys, json, xml.etree.ElementTree as E
root = E.fromstring(sys.stdin.buffer.read())
case = lambda c: [c.get("name"), [r.tag for r in c], "".join(c.itertext())]
print(json.dumps({"root": root.attrib, "suites": [[s.attrib, [case(c) for c in s]] for s in root]}))
`;
const python = spawnSync('python3', ['-c', 'import xml.etree.ElementTree']).status === 0;
if (!python) console.log('SKIPPED reading JUnit XML with a parser: python3 is not installed');
const read = (xml: string) => {
  const { stdout, stderr } = spawnSync('python3', ['-c', READ], { input: xml, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as {
    root: Record<string, string>;
    suites: [attributes: Record<string, string>, cases: [name: string, result: string[], text: string][]][];
  };
};

test.skipIf(!python)('hostile text stays text', () => {
  const { suites } = read(junit([hostile], []));
  const [[suite, [[name, result, text]]]] = suites as [[Record<string, string>, [[string, string[], string]]]];
  expect(result).toEqual(['failure']);
  for (const shown of [suite.name, name, text])
    expect(shown).toContain(`a"b'c<d>&amp;]]><![CDATA[%0A,:::error::x\\u0000`);
});

test.skipIf(!python)(
  'a suite for each file, a test for each finding, and one for a file without findings',
  async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'junit-'));
    const map = (name: string, data: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { a: ${data} }\n`;
    const client = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: ClientTrafficPolicy
metadata: { name: edge, namespace: edge }
spec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], tls: { minVersion: "1.1" } }
`;
    writeFileSync(join(cwd, 'good.yaml'), map('a', 'x'));
    writeFileSync(join(cwd, 'wrong.yaml'), map('b', '5'));
    writeFileSync(join(cwd, 'client.yaml'), client);
    const { code, stdout } = await runCli(['check', '.', '--format', 'junit'], { cwd });
    expect(code).toBe(1);
    const { root, suites } = read(stdout);
    const byName = new Map(suites.map(([suite, cases]) => [suite.name, { suite, cases }]));
    expect([...byName.keys()].sort()).toEqual(['client.yaml', 'good.yaml', 'wrong.yaml']);
    expect(byName.get('good.yaml')).toMatchObject({
      suite: { tests: '1', failures: '0' },
      cases: [['no findings', [], '']],
    });
    const ofClient = byName.get('client.yaml')!;
    expect(ofClient.suite).toMatchObject({ failures: '1', errors: '0', skipped: '0' });
    expect(ofClient.cases.map(([name, result]) => [name.split(' ')[0], ...result]).sort()).toEqual([
      ['OldTlsAllowed', 'failure'],
      ['TargetNotFound', 'system-out'],
    ]);
    expect(ofClient.cases.find(([name]) => name.startsWith('OldTls'))![2]).toMatch(/^client\.yaml:4:\d+: warning: /);
    const sum = (of: string) => suites.reduce((n, [suite]) => n + Number(suite[of]), 0);
    for (const of of ['tests', 'failures', 'errors', 'skipped']) expect(root[of]).toBe(String(sum(of)));
  },
);

test.skipIf(!python)('without findings and files, one test passes', () => {
  const { root, suites } = read(junit([], []));
  expect(root).toMatchObject({ tests: '1', failures: '0' });
  expect(suites.map(([, cases]) => cases)).toEqual([[['no findings', [], '']]]);
});

test('a command of GitHub is one line, and its text ends no property', () => {
  const text = githubCommands([hostile, { ...hostile, severity: 'info', place: undefined }]);
  const [first, second, ...rest] = text.split('\n');
  expect(rest).toEqual(['']);
  expect(first).toMatch(/^::error file=[^,:]*,line=3,col=4,title=UnknownProvider::SecurityPolicy /);
  expect(first).toContain('%250A');
  expect(second).toMatch(/^::notice title=UnknownProvider::/);
});
