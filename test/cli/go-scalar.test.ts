// Scalars without quotes, as kubectl reads them. go-scalars.json has a row for each: the text, what sigs.k8s.io/yaml v1.6.0 with
// go.yaml.in/yaml/v2 v2.4.4 makes of `v: TEXT`, and of `TEXT: 1` as a key. A Go program that calls YAMLToJSON made it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Scalar } from 'yaml';
import { goScalar } from '../../src/cli/manifests/go-scalar.ts';
import { keyText } from '../../src/cli/manifests/value.ts';
import { yamlString } from '../../src/files/yaml-scalar.ts';

type Row = readonly [text: string, value: unknown, key: string | null];
const rows = JSON.parse(readFileSync(new URL('go-scalars.json', import.meta.url), 'utf8')) as Row[];
const NOT_JSON = { not: 'JSON' };

const jsonOf = (text: string): unknown => {
  const value = goScalar(text);
  return typeof value === 'number' && !Number.isFinite(value) ? NOT_JSON : value;
};

test('each scalar has the value that Go gives it', () => {
  expect(rows.length).toBeGreaterThan(400);
  expect(rows.filter(([text, value]) => JSON.stringify(jsonOf(text)) !== JSON.stringify(value))).toEqual([]);
});

test('each key has the text that Go gives it, except numbers that Go rounds', () => {
  const plain = (text: string): Scalar => Object.assign(new Scalar(text), { type: 'PLAIN', source: text });
  const wrong = rows.filter(([text, value, key]) => {
    const isExact = typeof value === 'boolean' || typeof value === 'string' || Number.isSafeInteger(value);
    return (
      isExact && key !== null && !/[eE]/.test(key) && keyText(plain(text)) !== key && !Object.is(goScalar(text), -0)
    );
  });
  expect(wrong).toEqual([]);
});

test('our own output has quotes where Go would read no text', () => {
  const read = (written: string): unknown => (/^["']/.test(written) ? JSON.parse(written) : goScalar(written));
  expect(rows.filter(([text]) => read(yamlString(text)) !== text)).toEqual([]);
});
