import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { RULES } from '../../src/admission/cel/rules.ts';
import { Kind } from '../../src/admission/kind.ts';
import { readSchema } from '../../src/crds/load-crds.ts';

interface Line {
  object: { apiVersion: string; kind: string };
  valid: boolean;
  unknown: string[];
  errors: { type: string; field: string }[];
}

// 6,478 objects and what the API server's own code (k8s.io/apiextensions-apiserver v0.36.3) said of them.
const lines = gunzipSync(readFileSync(new URL('verdicts.jsonl.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
  .map((l) => JSON.parse(l) as Line);

// The record holds each type and field once, however many rules failed there.
const sorted = (errors: readonly { type: string; field: string }[]): string[] =>
  [...new Set(errors.map((e) => `${e.type} ${e.field}`))].sort();

test('the gate agrees with the API server on every recorded verdict', () => {
  const kinds = new Map<string, Kind>();
  const wrong: unknown[] = [];
  for (const line of lines) {
    const id = `${line.object.apiVersion} ${line.object.kind}`;
    if (!kinds.has(id))
      kinds.set(id, new Kind(readSchema(line.object.apiVersion, line.object.kind)!, (r) => RULES[r]!));
    const { unknown, errors } = kinds.get(id)!.validate(structuredClone(line.object) as never);
    const mine = { valid: errors.length === 0, unknown: unknown.sort(), errors: sorted(errors) };
    const theirs = { valid: line.valid, unknown: line.unknown.sort(), errors: sorted(line.errors) };
    if (JSON.stringify(mine) !== JSON.stringify(theirs)) wrong.push({ id, mine, theirs });
  }
  expect(lines).toHaveLength(6478);
  expect(wrong.slice(0, 5)).toEqual([]);
});
