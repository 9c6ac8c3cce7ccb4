// Rules that are answered without being compiled, held against the engine on every schema that is here.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as engine from '../../src/checks/admission/cel-engine.ts';
import { guardOf } from '../../src/checks/admission/cel-rules.ts';

const SCHEMAS = new URL('../../src/crds/schemas/', import.meta.url);
const rules = new Set<string>();
const collect = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === 'x-kubernetes-validations') for (const r of below as { rule: string }[]) rules.add(r.rule.trim());
    else collect(below);
  }
};
for (const name of readdirSync(SCHEMAS))
  if (name.endsWith('.json')) collect(JSON.parse(readFileSync(new URL(name, SCHEMAS), 'utf8')));

const guarded = [...rules].filter((r) => guardOf(r) !== undefined && !r.includes('oldSelf'));

test('many rules are about one field', () => {
  expect(guarded.length).toBeGreaterThan(60);
});

test.each(guarded)('%s', (rule) => {
  // Without the field the engine says true too, whatever else there is.
  expect(engine.compileRule(rule)({})).toBe(true);
});

test.each([
  '!(has(self.a) && has(self.b) || has(self.c))',
  '!has(self.a) || self.b ? self.c : self.d',
  'has(self.a) ? true : self.b ? false : true',
  '!(has(self.a) && self.b) && self.c',
  'has(self.a.b) ? false : true',
])('%s is no such rule', (rule) => {
  expect(guardOf(rule)).toBeUndefined();
});
