import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { emitYaml } from '../../src/files/yaml.ts';
import { seeded } from '../deep.ts';
import { HOSTILE } from './hostile.ts';

const read = (text: string, version: '1.1' | '1.2'): unknown => {
  const doc = parseDocument(text, { version });
  expect(doc.errors).toEqual([]);
  return doc.toJS();
};
const keys = HOSTILE.filter((h) => h !== '__proto__');
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, tie('leaf'), fc.array(tie('any'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(
    fc.oneof(fc.constantFrom(...keys), fc.string()).filter((k) => k !== '__proto__'),
    tie('any'),
    { maxKeys: 4 },
  ),
  leaf: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...HOSTILE),
    fc
      .array(fc.constantFrom('a', ' ', '\n', '\t', '#', ': ', '- ', '\u2028', '%', "'", '"', '1', 'é'), {
        maxLength: 12,
      })
      .map((l) => l.join('')),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.boolean(),
    fc.constant(null),
  ),
}));

test.each(['1.1', '1.2'] as const)('hostile strings come back as they were from a YAML %s reader', (version) => {
  for (const s of HOSTILE)
    expect(read(emitYaml({ a: s, b: [s] }), version), JSON.stringify(s)).toEqual({ a: s, b: [s] });
  for (const s of keys) expect(read(emitYaml({ [s]: { [s]: s } }), version)).toEqual({ [s]: { [s]: s } });
});

test.each(['1.1', '1.2'] as const)('any data comes back as it was from a YAML %s reader', (version) => {
  fc.assert(
    fc.property(value.map as fc.Arbitrary<Record<string, unknown>>, (o) => {
      fc.pre(Object.keys(o).length > 0);
      expect(read(emitYaml(o), version)).toEqual(o);
    }),
    seeded(250, 5_000),
  );
});

test.skipIf(!has('kubectl', 'version', '--client'))('kubectl reads hostile strings as they were', () => {
  const data = Object.fromEntries(HOSTILE.map((s, i) => [`k${i}`, s]));
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data };
  const { stdout, stderr } = spawnSync('kubectl', ['label', '--local', '-f', '-', 'a=b', '-o', 'json'], {
    input: emitYaml(object),
    encoding: 'utf8',
    env: { ...process.env, KUBECONFIG: '/dev/null' },
  });
  expect(stderr).toBe('');
  expect((JSON.parse(stdout) as { data: unknown }).data).toEqual(data);
});

test.skipIf(!has('python3', '-c', 'import yaml'))('PyYAML, which is YAML 1.1 to the letter, agrees', () => {
  const object = { list: HOSTILE, numbers: [0, -1, 1.5, 1e21, 1e-7, 5e-324, true, null] };
  const { stdout } = spawnSync(
    'python3',
    ['-c', 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))'],
    {
      input: emitYaml(object),
      encoding: 'utf8',
    },
  );
  expect(JSON.parse(stdout)).toEqual(object);
});

test('what needs no quotes has none, and several lines are a block', () => {
  expect(
    emitYaml({
      a: 'POST, GET',
      b: '10-gateway.yaml',
      c: "has(a) && a == 'b'",
      d: 'one\ntwo\n',
      e: ['x\ny'],
      f: '1.2',
      g: {},
      h: [],
      i: '15s',
    }),
  ).toBe(
    `a: POST, GET\nb: 10-gateway.yaml\nc: has(a) && a == 'b'\nd: |\n  one\n  two\ne:\n  - |-\n    x\n    y\nf: "1.2"\ng: {}\nh: []\ni: 15s\n`,
  );
});

test('a note stands above its field, at the same depth, and cannot end its comment', () => {
  const text = emitYaml({ spec: { rules: [{ name: 'a', limit: { requests: 1 } }] } }, [
    { kind: 'why', path: [], text: 'above all' },
    { kind: 'sizing', path: ['spec', 'rules', 0, 'limit', 'requests'], text: '2 / 2\nevil: true' },
    { kind: 'todo', path: ['spec', 'rules', 0, 'name'], text: 'first key' },
  ]);
  expect(text).toBe(
    '# above all\nspec:\n  rules:\n    # TODO: first key\n    - name: a\n      limit:\n        # Sizing: 2 / 2 evil: true\n        requests: 1\n',
  );
});

test('a note on a field that is not there moves up instead of vanishing', () => {
  const notes = [{ kind: 'why', path: ['spec', 'gone', 'deeper'], text: 'still said' }] as const;
  expect(emitYaml({ spec: { a: 1 } }, notes)).toBe('# still said\nspec:\n  a: 1\n');
});

test('hostile notes change no value, and no line is longer than the width', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (text) => {
      const out = emitYaml({ a: { b: [{ c: 1 }] } }, [{ kind: 'why', path: ['a', 'b', 0, 'c'], text }]);
      expect(read(out, '1.1')).toEqual({ a: { b: [{ c: 1 }] } });
    }),
    seeded(150, 3_000),
  );
  const long = emitYaml({ a: 1 }, [{ kind: 'why', path: ['a'], text: 'word '.repeat(100) }]);
  for (const line of long.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});

test.each([
  ['the last clause', `${'word '.repeat(17)}first clause; second clause here`, '# second clause here'],
  ['a few words if the last clause is long', `${'word '.repeat(20)}word orphaned here`, '# word word orphaned here'],
])('a comment ends with more than a word or two: %s', (_, text, last) => {
  const lines = emitYaml({ a: 1 }, [{ kind: 'why', path: ['a'], text }]).split('\n');
  expect(lines.at(-3)).toBe(last);
  expect(
    lines
      .slice(0, -2)
      .map((l) => l.slice(2))
      .join(' '),
  ).toBe(text);
});
