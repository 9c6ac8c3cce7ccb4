// Files as they are found: values with places, broken documents, aliases, lists, and text that is not YAML.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readFast } from '../../src/importers/source/fast-source.ts';
import { documentsIn } from '../../src/importers/source/items-of-list.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import { SourceNode } from '../../src/importers/source/source-node.ts';
import { cpuSeconds } from '../work.ts';

const roots = (text: string): SourceNode[] => readSource('f.yaml', text).documents.map((d) => new SourceNode(d));
const placed = (node: SourceNode): string => `${node.place.line}:${node.place.column} ${node.pointer}`;
const broken = (text: string): string[] =>
  readSource('f.yaml', text).broken.map((b) => `${b.place.line}:${b.place.column}${b.isTemplate ? ' template' : ''}`);

describe('places', () => {
  test('of keys, items, parents of what is not there, in every document', () => {
    const [a, b] = roots('a:\n  b: [1, 2]\n---\n# comment\n- c: 3\n') as [SourceNode, SourceNode];
    expect([a.get('a', 'b', 1), a.get('a', 'x', 'y'), b.get(0, 'c'), b].map(placed)).toEqual([
      '2:10 /a/b/1',
      '1:1 /a/x/y',
      '5:3 /0/c',
      '5:1 ',
    ]);
  });

  test.each([
    ['a byte order mark', '\ufeffa:\n  b: 1\n'],
    ['Windows line ends', 'a:\r\n  b: 1\r\n'],
    ['JSON', '{"a":\n  {"b": 1}}'],
    ['a directive', '%YAML 1.2\n---\na:\n  b: 1\n'],
  ])('with %s', (_, text) => {
    const [root] = roots(text);
    expect(root?.get('a', 'b').value).toBe(1);
    expect(root?.get('a', 'b').place.line).toBe(text.split('b')[0]!.split('\n').length);
  });

  test('a pointer escapes slashes and tildes', () => {
    expect(roots('{"a/b": {"~": 1}}')[0]?.get('a/b', '~').pointer).toBe('/a~1b/~0');
  });

  test('aliases and merged keys have the place of what they repeat', () => {
    const [root] = roots('base: &b\n  x: 1\none: *b\ntwo:\n  <<: *b\n  y: 2\n') as [SourceNode];
    expect(root.get('two').value).toEqual({ x: 1, y: 2 });
    expect([root.get('one', 'x'), root.get('two', 'x'), root.get('two', 'y')].map((n) => n.place.line)).toEqual([
      2, 2, 6,
    ]);
  });
});

describe('keys', () => {
  test('numbers, booleans, empty and inherited names are keys like others', () => {
    const [root] = roots('1: a\ntrue: b\n? \n: c\n__proto__: {x: d}\nconstructor: e\n') as [SourceNode];
    expect(root.get('1').value).toBe('a');
    expect(root.get('true').value).toBe('b');
    expect(root.get('__proto__', 'x').value).toBe('d');
    expect(root.get('toString').value).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('the last of equal keys counts, and the others are known', () => {
    const [document] = readSource('f.yaml', 'a: 1\nb: {c: 1, c: 2}\na: 3\n').documents;
    expect(document?.value).toEqual({ a: 3, b: { c: 2 } });
    expect(document?.duplicates?.map(({ path, place }) => `${path.join('.')} ${place.line}:${place.column}`)).toEqual([
      'a 1:1',
      'b.c 2:5',
    ]);
    expect(placed(new SourceNode(document!).get('a'))).toBe('3:1 /a');
  });
});

describe('broken documents lose themselves only', () => {
  test.each([
    ['an open quote', 'a: "b\n---\nb: 2\n', '2:1'],
    ['a tab', 'a:\n\tb: 1\n---\nb: 2\n', '2:1'],
    ['an unknown alias', 'a: *nowhere\n---\nb: 2\n', '1:1'],
    ['a cycle', 'a: &a\n  b: *a\n---\nb: 2\n', '1:1'],
  ])('%s', (_, text) => {
    expect(roots(text).map((r) => r.value)).toEqual([{ b: 2 }]);
    expect(broken(text)).toHaveLength(1);
  });

  test('aliases that repeat each other', () => {
    const names = 'abcdefghij'.split('');
    const bomb = names.map(
      (n, i) => `${n}: &${n} [${i === 0 ? 'x' : `*${names[i - 1]}`.concat(`,*${names[i - 1]}`.repeat(9))}]`,
    );
    const text = `${bomb.join('\n')}\n---\nb: 2\n`;
    expect(roots(text).map((r) => r.value)).toEqual([{ b: 2 }]);
  });

  test.each([
    ['lists', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['lists that do not end', '['.repeat(20_000)],
    ['maps', `${'{a: '.repeat(5000)}1${'}'.repeat(5000)}`],
    ['300 levels', `${'['.repeat(300)}${']'.repeat(300)}`],
    ['indentation', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('nesting: %s', (_, text) => {
    expect(roots(`${text}\n---\nb: 2\n`).map((r) => r.value)).toEqual([{ b: 2 }]);
    expect(broken(text)).toHaveLength(1);
  });

  test('places of a long map need no time of their own', () => {
    const [root] = roots(Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n')) as [SourceNode];
    const seconds = cpuSeconds(() => {
      for (const node of root.children) void node.place;
    });
    expect(seconds).toBeLessThan(5);
  });
});

describe('lists of objects', () => {
  test('items are documents with their place and pointer in the file', () => {
    const documents = roots('apiVersion: v1\nkind: List\nitems:\n  - kind: A\n  - kind: B\n');
    expect(documents.map((d) => `${d.get('kind').text} ${placed(d.get('kind'))}`)).toEqual([
      'A 4:5 /items/0/kind',
      'B 5:5 /items/1/kind',
    ]);
    expect(new Set(documents.map((d) => d.document.index)).size).toBe(2);
  });

  test('an object with items of its own is no list', () => {
    expect(roots('apiVersion: v1\nkind: ConfigMap\nitems: [1]\n')).toHaveLength(1);
  });
});

describe('templates', () => {
  test('an unquoted placeholder is text', () => {
    const [root] = roots('host: {{ .Values.host }}\nport: ${PORT}\nquoted: "a {{ x }}"\n') as [SourceNode];
    expect(root.value).toEqual({ host: '{{ .Values.host }}', port: '${PORT}', quoted: 'a {{ x }}' });
    expect(placed(root.get('port'))).toBe('2:1 /port');
  });

  test('also in a large file, and in JSON', () => {
    const text = `host: {{ x }}\nlist:\n${'  - {a: 1, b: "${Y}"}\n'.repeat(20_000)}`;
    const [root] = roots(text) as [SourceNode];
    expect([root.get('host').value, root.get('list', 19_999, 'b').value]).toEqual(['{{ x }}', '${Y}']);
    expect(root.get('list', 19_999, 'b').place.line).toBe(20_002);
    expect(roots('{"host": "{{ x }}"}')[0]?.value).toEqual({ host: '{{ x }}' });
  });

  test('a file with template code is named once, at its first placeholder', () => {
    const text = 'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n---\n{{- range .Values.y }}\nc: [\n{{- end }}\n';
    expect(broken(text)).toEqual(['2:1 template']);
  });
});

describe('large files are read like small ones', () => {
  const value = (read: ReturnType<typeof readSource> | undefined) =>
    read?.documents.map((d) => JSON.stringify(d.value, (_, v) => (typeof v === 'number' ? `number ${String(v)}` : v)));

  test.each([
    ...['y', 'n', 'on', 'off', 'yes', 'True', 'null', '~', '', '"on"', "'1'", '0o7', '07', '0x1F', '0b11', '1_000'],
    ...['1:30', '.5', '5.', '1e3', '1e+3', '-.inf', '.NaN', '2020-01-01', '2001-12-14t21:59:43.10-05:00', '+1', '-0'],
    ...['12345678901234567890', '1.10', '0o8', '0x', '=', '|\n  a\n  b', '>-\n  a\n  b', 'a #b', '"a\\u0000b"'],
    ...['{a: 1, a: 2}', '{__proto__: {x: 1}}', '{1: a, true: b}', '{1.0: a}', '{0x10: a}', '{on: a}', '{? a : b}'],
  ])('%j', (text) => {
    const small = readSource('f.yaml', `a: ${text}\n`);
    expect(small.broken).toEqual([]);
    expect(value(readFast('f.yaml', `a: ${text}\n`, 0))).toEqual(value(small));
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  // What only the reader of small files understands is left to it.
  test.each(['!!str 1', '!!timestamp 2020-01-01', '!foo x', '!!float 1', '{<<: {x: 1}, y: 2}', '1e999', '[&a x, *a]'])(
    'not %j',
    (text) => {
      expect(readFast('f.yaml', `a: ${text}\n`, 0)).toBeUndefined();
    },
  );

  test('all YAML of the cases', () => {
    const cases = fileURLToPath(new URL('./cases/', import.meta.url));
    const files = readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f));
    let compared = 0;
    for (const file of files) {
      const text = readFileSync(join(cases, file), 'utf8');
      const fast = readFast(file, text, 0);
      if (!fast) continue;
      compared++;
      expect(value({ ...fast, documents: fast.documents.flatMap(documentsIn) }), file).toEqual(
        value(readSource(file, text)),
      );
    }
    expect(compared).toBeGreaterThan(20);
  });
});
