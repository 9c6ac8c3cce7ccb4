// Files of any content: what is wrong with them is said at its place, and the other documents and files are validated.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JAVASCRIPT } from '../checks/wrong-types.ts';
import { runCli } from './run-cli.ts';

const run = async (files: Record<string, string | Buffer>) => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-files-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const { code, stdout, stderr } = await runCli(['check', '.', '--json'], { cwd });
  expect(`${stdout}${stderr}`).not.toMatch(JAVASCRIPT);
  const findings = JSON.parse(stdout).findings as { code: string; file: string; line: number; column: number }[];
  return { code, seen: findings.map((f) => `${f.code} ${f.file}:${f.line}:${f.column}`), stdout };
};

const map = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: a }\n${more}`;
const POLICY = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: ClientTrafficPolicy
metadata: { name: edge, namespace: edge }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]
  tls: { minVersion: "1.1" }
`;
const chain = (n: number): string =>
  `data:\n  a: &a0 [x]\n${Array.from({ length: n }, (_, i) => `  b${i}: &a${i + 1} [*a${i}]\n`).join('')}`;
const bomb = `data:\n  a: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 8 }, (_, i) => `  b${i}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`).join('')}`;

test.each<readonly [string, string | Buffer, string[]]>([
  ['an alias without its anchor', map('*nope'), ['FileUnreadable 3:19']],
  ['an anchor that contains itself', map('a', 'data: &d { x: *d }\n'), ['FileUnreadable 4:15']],
  ['aliases that expand to millions', map('a', bomb), ['FileUnreadable 8:22']],
  ['aliases that nest deeper than any object', map('a', chain(300)), ['FileUnreadable 206:16']],
  ['brackets', map('a', `x: ${'['.repeat(10_000)}`), ['FileUnreadable 4:203']],
  ['dashes', map('a', `x: \n  ${'- '.repeat(10_000)}y`), ['FileUnreadable 5:401']],
  ['a key that is there twice', map('a', 'data: { x: "1", y: "2", x: "3" }\n'), ['DuplicateField 4:25']],
  ['a key that is a list', map('a', 'data: { ? [x] : y }\n'), ['FileUnreadable 4:11']],
  ['a number that JSON has not', map('a', 'data: { x: .inf }\n'), ['FileUnreadable 4:12']],
  ['a text that does not end', map('a', 'data: { x: "never\n'), ['FileUnreadable 5:1']],
  ['a NUL byte', map('a', 'data: { x: "\0" }\n'), ['FileUnreadable 4:13']],
  ['UTF-16', Buffer.from(`\ufeff${map('a')}`, 'utf16le'), ['FileUnreadable 1:1']],
  [
    'a byte that is not UTF-8',
    Buffer.concat([Buffer.from(map('a', '# é ')), Buffer.from([0xff])]),
    ['FileUnreadable 4:5'],
  ],
  ['numbers for names', 'apiVersion: 3\nkind: 4\nmetadata: { name: x }\n', ['NotAnObject 1:13', 'NotAnObject 2:7']],
  ['a list for a kind', 'apiVersion: v1\nkind: [a]\nmetadata: { name: x }\n', ['NotAnObject 2:7']],
  ['a text for the metadata', 'apiVersion: v1\nkind: A\nmetadata: x\n', ['NotAnObject 3:11']],
  ['a name that is empty', 'apiVersion: v1\nkind: A\nmetadata:\n  name:\n', ['NotAnObject 4:8']],
  ['a text for a document', `${map('a')}---\nhello\n`, ['NotAnObject 5:1']],
  [
    'lines that end with a carriage return',
    'apiVersion: v1\rkind: ConfigMap\rmetadata: { name: a, namespace: a }\rspec: 1\r',
    ['UnknownField 4:7'],
  ],
  [
    'JSON objects one after the other',
    `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"}{","namespace":"a"}}\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b","namespace":"a"},"spec":1}`,
    ['MetadataRejected 1:58', 'UnknownField 2:86'],
  ],
  [
    'a word between JSON objects',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}\nx {"kind":"ConfigMap"}',
    ['FileUnreadable 2:1'],
  ],
  ['an item that is no object', 'apiVersion: v1\nkind: List\nitems:\n  - 5\n', ['NotAnObject 4:5']],
  ['items that are no list', 'apiVersion: v1\nkind: List\nitems: 5\n', ['NotAnObject 3:8']],
])('%s, and what stands beside it', async (_, text, wanted) => {
  const { code, seen } = await run({ 'bad.yaml': text, 'good.yaml': POLICY });
  expect(code).toBe(1);
  expect(seen.filter((s) => s.includes('bad.yaml'))).toEqual(wanted.map((w) => w.replace(' ', ' bad.yaml:')));
  expect(seen).toContain('OldTlsAllowed good.yaml:6:22');
});

test('a document that cannot be read does not spoil those around it in its file', async () => {
  const { seen } = await run({
    'a.yaml': `${POLICY}---\n${map('*nope')}---\nx: [\n---\n${POLICY.replaceAll('edge', 'other')}`,
  });
  expect(seen.map((s) => s.split(' ')[0])).toEqual(
    expect.arrayContaining(['FileUnreadable', 'FileUnreadable', 'OldTlsAllowed', 'OldTlsAllowed']),
  );
  expect(seen).toEqual(expect.arrayContaining(['FileUnreadable a.yaml:10:19', 'OldTlsAllowed a.yaml:19:22']));
});

test.each<readonly [string, string]>([
  [
    'one anchor, 149 times',
    map('a', `data:\n  a: &x text\n${Array.from({ length: 149 }, (_, i) => `  b${i}: *x\n`).join('')}`),
  ],
  ['an anchor that is written again', map('a', 'data: { a: &x "1", b: &x "2", c: *x }\n')],
  [
    'a map merged into another',
    `${map('a', 'data: &d { x: "1" }\n')}---\n${map('b', 'data: { <<: { x: "1" }, y: "2" }\n')}`,
  ],
  ['a byte order mark', `\ufeff${map('a')}`],
  ['line ends of Windows', map('a', 'data:\n  x: "1"\n').replaceAll('\n', '\r\n')],
  ['empty documents', `---\n# nothing\n---\n${map('a')}---\n---\n...\n`],
  ['a directive', `%YAML 1.2\n---\n${map('a')}`],
  [
    'JSON with tabs',
    '{\n\t"apiVersion": "v1",\n\t"kind": "ConfigMap",\n\t"metadata": {\n\t\t"name": "a",\t"namespace": "n"\n\t}\n}\n',
  ],
  ['a merge key as Go writes it', map('a', 'data: { !!merge <<: { x: "1" } }\n')],
  [
    'a text in quotes that continues to the left of its key',
    map('a', 'data:\n    x: "begins\n  and ends"\n    y: \'and\n  so on\'\n'),
  ],
  ['tags', map('a', 'data: { x: !!str 5, y: !!binary aGk= }\n')],
  ['a List of nothing', 'apiVersion: v1\nkind: List\nitems: []\n'],
])('nothing is wrong with %s', async (_, text) => {
  expect(await run({ 'a.yaml': text })).toMatchObject({ code: 0, seen: [] });
});

test('an alias ends at a colon, as in the library of kubectl', async () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: &app users, namespace: a }\ndata:\n  *app: x\nother:\n  *app:\n    a: 1\n`;
  const { seen } = await run({ 'a.yaml': text });
  expect(seen.filter((s) => !s.startsWith('NamespaceMissing'))).toEqual(['UnknownField a.yaml:7:3']);
});

test('what is merged is validated, and a key of a prototype is unknown', async () => {
  const { stdout, code } = await run({
    'a.yaml': map('a', 'data: { <<: { x: 5 } }\n__proto__: { y: 1 }\n'),
  });
  expect(code).toBe(1);
  expect(stdout).toContain('"field": "data.x"');
  expect(stdout).toContain('"field": "__proto__"');
});

test('a long List says the same as documents, in YAML and in JSON', async () => {
  // Few and long, as it is the length that decides.
  const note = `annotations: { x: "${'y'.repeat(20_000)}" }`;
  const item = (i: number): string => POLICY.replace('name: edge, ', `name: edge-${i}, ${note}, `);
  const count = 60;
  const all = Array.from({ length: count }, (_, i) => item(i));
  const list = `apiVersion: v1\nitems:\n${all.map((t) => `- ${t.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')}kind: List\n`;
  expect(list.length).toBeGreaterThan(1024 * 1024);
  const { seen } = await run({ 'a.yaml': list });
  // Seven lines of YAML before the second item's field, and so on.
  expect(seen.filter((s) => s.startsWith('OldTlsAllowed'))).toEqual(
    all.map((_, i) => `OldTlsAllowed a.yaml:${2 + 6 * i + 6}:24`),
  );
  const { parse } = await import('yaml');
  const json = JSON.stringify({ apiVersion: 'v1', items: all.map((t) => parse(t)), kind: 'List' }, null, 4);
  const inJson = (await run({ 'a.json': json })).seen.filter((s) => s.startsWith('OldTlsAllowed'));
  const line = json.split('\n').findIndex((l) => l.includes('minVersion')) + 1;
  expect(inJson).toHaveLength(count);
  expect(inJson[0]).toBe(`OldTlsAllowed a.json:${line}:${'                    "minVersion": '.length + 1}`);
});

test.each([
  ['another version', 'version: 2\nhostname: a.example.com\n', /^api-gateway\.yaml:1:10: .*UnknownValue/m],
  ['no key of answers', 'hello: 1\n', /^api-gateway\.yaml:1:1: .*UnknownKey/m],
  ['manifests in it', map('a', 'spec: 1\n'), /UnknownField/],
])('a file with the name of answers files has problems of answers: %s', async (_, text, expected) => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-files-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), text);
  const { code, stdout, stderr } = await runCli(['check', 'api-gateway.yaml'], { cwd });
  expect([code > 0, `${stdout}${stderr}`]).toEqual([true, expect.stringMatching(expected)]);
  // A file of another name, and a file that does not exist, are not answers.
  writeFileSync(join(cwd, 'other.yaml'), 'hello: 1\n');
  expect((await runCli(['check', 'other.yaml'], { cwd })).stderr).toContain('contains no Kubernetes manifests');
  expect((await runCli(['check', 'no/api-gateway.yaml'], { cwd })).stderr).toContain('does not exist');
});
