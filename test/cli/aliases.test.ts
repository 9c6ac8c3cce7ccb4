// Anchors and aliases of every kind: the value is the one that the YAML library gives, or the reason is a finding, at once.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentsOf } from '../../src/cli/manifests/documents.ts';
import { seeded } from '../deep.ts';
import { runCli } from './run-cli.ts';

/** One value of a YAML document; `depth` limits nesting. Anchors have few names, so that aliases meet them. */
const value = (depth: number): fc.Arbitrary<string> => {
  const name = fc.constantFrom('a', 'b', 'c-1');
  const scalar = fc.constantFrom('x', '"q"', "'s'", '5', '-0.5', 'true', 'null', '~', '!!str 7', '""', '"\\u00e9"');
  const leaf = fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 3, arbitrary: name.map((n) => `*${n} `) },
    { weight: 2, arbitrary: fc.tuple(name, scalar).map(([n, s]) => `&${n} ${s}`) },
  );
  if (depth === 0) return leaf;
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('k1', 'k2', 'k3', '"k 4"', '9') },
    { weight: 1, arbitrary: fc.constantFrom('&a k5', '<<', '"<<"', '*b ', '? [z]') },
  );
  const below = value(depth - 1);
  const map = fc
    .array(fc.tuple(key, below), { maxLength: 4 })
    .map((l) => `{ ${l.map(([k, v]) => `${k}: ${v}`).join(', ')} }`);
  const list = fc.array(below, { maxLength: 4 }).map((l) => `[ ${l.join(', ')} ]`);
  const collection = fc.oneof(map, list);
  return fc.oneof(
    leaf,
    collection,
    fc.tuple(name, collection).map(([n, c]) => `&${n} ${c}`),
  );
};

const expected = (text: string): unknown =>
  parse(text, { merge: true, uniqueKeys: false, maxAliasCount: -1, logLevel: 'silent', version: '1.2' });

test('random anchors and aliases', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(value(3), { minLength: 1, maxLength: 6 }), (values) => {
      const text = values.map((v, i) => `f${i}: ${v}\n`).join('');
      for (const read of documentsOf(text)) {
        if (read.value === undefined) expect(read.problems.map((p) => p.code)).toContain('FileUnreadable');
        // Keys that occur twice, merges and numbers as keys differ between libraries; go-scalar.test.ts compares scalars with Go.
        else if (read.problems.length === 0 && !/<<|9:|\*b :|\?/.test(text)) {
          expect(read.value).toEqual(expected(text));
          compared++;
        }
      }
    }),
    seeded(1500, 20_000),
  );
  expect(compared).toBeGreaterThan(150);
});

const COUNT = 149;
const times = (line: (i: number) => string): string => Array.from({ length: COUNT }, (_, i) => line(i)).join('');
const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: edge, labels: &l { app: a } }\n';

test.each<readonly [string, string]>([
  ['a text', `${head}data:\n  x: &x text\n${times((i) => `  k${i}: *x\n`)}`],
  ['a block of text', `${head}data:\n  x: &x |\n    one\n    two\n${times((i) => `  k${i}: *x\n`)}`],
  [
    'a map that is merged',
    `${head}---\n${'apiVersion: v1\nkind: List\nitems:\n'}  - &i { apiVersion: v1, kind: ConfigMap, metadata: { name: b, namespace: edge } }\n${times((i) => `  - { <<: *i, metadata: { name: b${i}, namespace: edge } }\n`)}`,
  ],
  [
    'values of a chart',
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a, namespace: edge }\nspec:\n  values:\n    port: &port 80\n${times((i) => `    p${i}: { port: *port, probe: &probe { path: / }, other: *probe }\n`)}`,
  ],
  [
    'a kustomization',
    `labels: [{ pairs: &p { a: b } }]\nresources: [a.yaml]\npatches:\n${times(() => '  - { target: { kind: Service, labelSelector: &s a=b }, patch: "[]" }\n')}commonAnnotations: *p\n`,
  ],
])('one anchor, many times: %s', async (_, text) => {
  const cwd = mkdtempSync(join(tmpdir(), 'aliases-'));
  const isKustomization = text.startsWith('labels');
  writeFileSync(join(cwd, 'a.yaml'), isKustomization ? head : text);
  if (isKustomization) writeFileSync(join(cwd, 'kustomization.yaml'), text);
  writeFileSync(
    join(cwd, 'envoy-gateway-values.yaml'),
    `config:\n  envoyGateway:\n    extensionApis: &e { enableBackend: true }\nx:\n${times((i) => `  k${i}: *e\n`)}`,
  );
  const { code, stdout, stderr } = await runCli(['check', '.', '--json'], { cwd });
  expect(stderr).not.toMatch(/internal error|\n\s+at /);
  expect([code, JSON.parse(stdout).findings.filter((f: { severity: string }) => f.severity === 'error')]).toEqual([
    0,
    [],
  ]);
});
