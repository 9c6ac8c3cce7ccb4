import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { emitYaml } from '../../src/files/yaml.ts';

const HOSTILE = [
  'y', 'n', 'No', 'on', 'OFF', 'null', '~', '', ' ', ' a', 'a ', 'a: b', 'a:', '- a', '#', 'a #b', '1e3', '0x1F', '0o7', '017', '1_000', '12:30', '2020-01-01',
  '1.2', '.inf', '%REQ(X)%', '100%', '25%', '@x', '`x`', '$(id)', "it's", '"q"', 'a\nb', '\ttab', '\u2028', '\ufeff', '\x7f', '{a}', '[a]', '&a', '*a', '!a', '|', '>', '?', '...', '---', 'é', '😀', '=', '<<', '1s', '15s', '10.0.0.0/8', '0.0.0.0/0', '1h30m', '500m', '512Mi', 'true', 'https://a.b/c:d', 'a/b:1',
]; // biome-ignore format: a table

const read = (text: string, version: '1.1' | '1.2'): unknown => {
  const doc = parseDocument(text, { version });
  expect(doc.errors).toEqual([]);
  return doc.toJS();
};

const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, tie('leaf'), fc.array(tie('any'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(
    fc
      .oneof(fc.constantFrom(...HOSTILE.filter((h) => h !== '__proto__')), fc.string())
      .filter((k) => k !== '__proto__'),
    tie('any'),
    { maxKeys: 4 },
  ),
  leaf: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...HOSTILE),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  ),
}));

test.each(['1.1', '1.2'] as const)('hostile strings come back as they were from a YAML %s reader', (version) => {
  for (const s of HOSTILE)
    expect(read(emitYaml({ a: s, b: [s], [s || 'k']: { c: s } }), version)).toEqual({
      a: s,
      b: [s],
      [s || 'k']: { c: s },
    });
});

test.each(['1.1', '1.2'] as const)('any data comes back as it was from a YAML %s reader', (version) => {
  fc.assert(
    fc.property(value.map as fc.Arbitrary<Record<string, unknown>>, (o) => {
      fc.pre(Object.keys(o).length > 0);
      expect(read(emitYaml(o), version)).toEqual(o);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('a note stands above its field, at the same depth, and cannot end its comment', () => {
  const text = emitYaml({ spec: { rules: [{ name: 'a', limit: { requests: 1 } }] } }, [
    { kind: 'why', path: [], text: 'above all' },
    { kind: 'sum', path: ['spec', 'rules', 0, 'limit', 'requests'], text: '2 / 2\nevil: true' },
    { kind: 'todo', path: ['spec', 'rules', 0, 'name'], text: 'first key' },
  ]);
  expect(text).toBe(
    '# above all\nspec:\n  rules:\n    # TODO: first key\n    - name: a\n      limit:\n        # Sum: 2 / 2 evil: true\n        requests: 1\n',
  );
});
