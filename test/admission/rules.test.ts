// Slow: each rule with thousands of values.
// The compiled rules against an interpreter of CEL, on everything that was recorded and on forms that are easy to get wrong.
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isObject, type Json } from '../../src/admission/admission-schema.ts';
import { RULES } from '../../src/admission/cel/rules.ts';
import { Kind } from '../../src/admission/kind.ts';
import type { Schema } from '../../src/crds/crd-schema.ts';
import { readSchema } from '../../src/crds/load-crds.ts';
import { rulesModule } from '../../src/crds/vendor/rules.mjs';
import { compile } from './compile.ts';
import * as engine from './engine.ts';

const SCHEMAS = new URL('../../src/crds/schemas/', import.meta.url);

test('the rules are those of the schemas that are here (npm run crds -- --types-only)', () => {
  const files = readdirSync(SCHEMAS).filter((f) => f !== 'index.json');
  const schemas = files.map((f) => JSON.parse(readFileSync(new URL(f, SCHEMAS), 'utf8')) as Schema);
  const there = readFileSync(new URL('../../src/admission/cel/rules.ts', import.meta.url), 'utf8');
  expect(rulesModule(schemas)).toBe(there);
});

const outcome = (run: () => unknown): unknown => {
  try {
    return run();
  } catch {
    return 'error';
  }
};

/** A value and those near it: without one of its fields or items, or with one of its words emptied. */
const near = (self: Json): Json[] => {
  if (Array.isArray(self)) return [self, ...self.map((_, i) => self.toSpliced(i, 1)), [...self, ...self]];
  if (!isObject(self)) return typeof self === 'string' ? [self, '', `${self}*`] : [self];
  const changed = Object.keys(self).flatMap((k) => {
    const { [k]: value, ...rest } = self;
    return typeof value === 'string' ? [rest, { ...self, [k]: '' }] : [rest];
  });
  return [self, ...changed];
};

test('both say the same of every value that a rule was asked about in the recorded objects, and of what is near it', () => {
  const interpreted = new Map<string, (self: unknown) => unknown>();
  const asked = new Map<string, Set<unknown>>();
  const seen = new Set<string>();
  const differ: unknown[] = [];
  const compareOne = (rule: string, self: Json): unknown => {
    const mine = outcome(() => RULES[rule]!(self));
    const id = `${rule} ${JSON.stringify(self)}`;
    if (seen.has(id)) return mine;
    seen.add(id);
    if (!interpreted.has(rule)) interpreted.set(rule, engine.compileRule(rule));
    const theirs = outcome(() => interpreted.get(rule)!(engine.toCel(self)));
    // In the one rule that compares an optional with null the engine differs from Kubernetes' own, and both refuse.
    const same = mine === theirs || (rule.includes('.validate(self) == null') && mine !== true && theirs !== true);
    if (!same) differ.push({ rule, self, mine, theirs });
    asked.set(rule, (asked.get(rule) ?? new Set()).add(mine));
    return mine;
  };
  const compare = (rule: string) => (self: Json) => near(self).map((v) => compareOne(rule, v))[0];
  const kinds = new Map<string, Kind>();
  const lines = gunzipSync(readFileSync(new URL('verdicts.jsonl.gz', import.meta.url)))
    .toString()
    .trim()
    .split('\n');
  for (const line of lines) {
    const { object } = JSON.parse(line) as { object: { apiVersion: string; kind: string } };
    const id = `${object.apiVersion} ${object.kind}`;
    if (!kinds.has(id)) kinds.set(id, new Kind(readSchema(object.apiVersion, object.kind)!, compare));
    kinds.get(id)!.validate(object as never);
  }
  expect(differ.slice(0, 5)).toEqual([]);
  // Not only on values that every rule is content with.
  expect(seen.size).toBeGreaterThan(50_000);
  expect([...asked.values()].filter((s) => s.size > 1).length).toBeGreaterThan(120);
});

test.each([
  // An error on one side of || and && is forgotten where the other side decides.
  ["self.a == 'x' || true", {}, true],
  ["true || self.a == 'x'", {}, true],
  ["self.a == 'x' || false", {}, 'error'],
  ["self.a == 'x' && false", {}, false],
  ["self.a == 'x' && true", {}, 'error'],
  // What the left side proves holds only where the left side decided.
  ['(has(self.a) && self.b.c > 0) || self.a.size() > 0', { a: 'x' }, true],
  ['(has(self.a) && self.b.c > 0) || self.a.size() > 0', {}, 'error'],
  ['!has(self.a) || self.a.b == 1', { a: {} }, 'error'],
  ['!(has(self.a) && has(self.b)) || self.a == self.b', { a: [1, { x: 1 }], b: [1, { x: 1 }] }, true],
  ['has(self.a) ? self.a > 1 : self.b > 1', { b: 2 }, true],
  // all() and exists() forget errors likewise, exists_one() and filter() do not.
  ['self.l.all(x, x.a > 0)', { l: [{}, { a: 0 }] }, false],
  ['self.l.all(x, x.a > 0)', { l: [{}, { a: 1 }] }, 'error'],
  ['self.l.exists(x, x.a > 0)', { l: [{}, { a: 1 }] }, true],
  ['self.l.exists_one(x, x.a > 0)', { l: [{}, { a: 1 }] }, 'error'],
  ['self.l.filter(x, has(x.a)).size() == 1', { l: [{}, { a: 1 }] }, true],
  // Sizes are of code points; keys of maps are what is in them.
  ["size(self.s) == 1 && self.s.startsWith('\u{1F600}')", { s: '\u{1F600}' }, true],
  ["'a' in self.m && !('toString' in self.m)", { m: { a: 'b' } }, true],
  ["self.m.all(k, k.startsWith('a'))", { m: { a1: 'x', a2: 'y' } }, true],
  ['self.l[1] == 2', { l: [1] }, 'error'],
  ["duration(self.d) > duration('90s') && duration(self.d) == duration('2m')", { d: '120s' }, true],
  ['!(self.a + self.b * 0 == 1) || self.a == 1 ? true : false', { a: 1, b: 2 }, 'unknown'],
  ["{'x': 1, 'y': 2}[self.s] < 2 && self.s in ['x', 'z']", { s: 'x' }, true],
  ['self.__namespace__ != self.a', { namespace: 'n', a: 'n' }, false],
])('%s of %j is %s', (rule, self, expected) => {
  if (expected === 'unknown') {
    // An operator that no schema uses is refused when schemas are taken in, not at run time.
    expect(() => compile(rule)).toThrow('no such operator: *');
    return;
  }
  expect(outcome(() => compile(rule)(self as Json))).toBe(expected);
  const interpreted = rule.includes('__namespace__') ? undefined : engine.compileRule(rule);
  if (interpreted) expect(outcome(() => interpreted(engine.toCel(self)))).toBe(expected);
});
