// Every field of the kinds that a team may write is told apart: a unit holds it, or a team may not. A new version of a CRD
// that brings a field is red here until somebody has decided.
import { expect, test } from 'vitest';
import type { Schema } from '../../src/crds/crd-schema.ts';
import { readSchema } from '../../src/crds/load-crds.ts';
import { FIELDS } from '../../src/resources/teams/fields/index.ts';
import { type KindFields, spread } from '../../src/resources/teams/fields.ts';

/** Paths of a schema as the lists write them. */
const leaves = (schema: Schema, at: string): string[] => {
  const below = (s: Schema, path: string): string[] =>
    s.properties
      ? Object.entries(s.properties).flatMap(([k, v]) => leaves(v, path === '' ? k : `${path}.${k}`))
      : s.items?.properties
        ? below(s.items, `${path}[]`)
        : [path];
  return below(schema, at);
};
/** `[]` and `{}` at the end say what a leaf is, and nothing more. */
const bare = (path: string): string => path.replace(/(\[\]|\.-)$/, '');

/** What is wrong with the lists, against a schema. */
const faults = ({ allowed, refused }: KindFields, schema: Schema): string[] => {
  const held = new Set(allowed.flatMap(spread).map(bare));
  const closed = Object.keys(refused).flatMap(spread).map(bare);
  const all = leaves(schema, '').map(bare);
  const covers = (prefix: string, path: string): boolean =>
    path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[]`);
  return [
    ...all
      .filter((p) => !held.has(p) && !closed.some((c) => covers(c, p)))
      .map((p) => `neither allowed nor refused: ${p}`),
    ...all.filter((p) => held.has(p) && closed.some((c) => covers(c, p))).map((p) => `both allowed and refused: ${p}`),
    ...allowed
      .flatMap(spread)
      .filter((p) => !p.endsWith('.-') && all.some((x) => x !== bare(p) && covers(bare(p), x)))
      .map((p) => `taken whole, and it has fields: ${p}`),
    ...[...held].filter((p) => !all.some((x) => covers(p, x))).map((p) => `allowed, and not in the schema: ${p}`),
    ...closed.filter((p) => !all.some((x) => covers(p, x))).map((p) => `refused, and not in the schema: ${p}`),
  ];
};

const specOf = (apiVersion: string, kind: string): Schema => readSchema(apiVersion, kind)!.schema.properties!.spec!;

test.each(FIELDS.map(([apiVersion, fields]) => ({ kind: fields.kind, apiVersion, fields })))(
  '$kind: each field is told apart, and none of them is gone',
  ({ apiVersion, kind, fields }) => {
    expect(faults(fields, specOf(apiVersion, kind))).toEqual([]);
  },
);

test('what is allowed whole has no fields of its own', () => {
  const [apiVersion, fields] = FIELDS.find(([, f]) => f.kind === 'BackendTrafficPolicy')!;
  const allowed = fields.allowed.map((p) => p.replace(/\.-$/, ''));
  expect(faults({ ...fields, allowed }, specOf(apiVersion, fields.kind))).toEqual([
    'taken whole, and it has fields: healthCheck.active.tcp',
    'taken whole, and it has fields: healthCheck.active.grpc',
  ]);
});

test('a field that a new version brings is seen, at the top and in the depth', () => {
  const [apiVersion, fields] = FIELDS.find(([, f]) => f.kind === 'SecurityPolicy')!;
  const spec = structuredClone(specOf(apiVersion, fields.kind));
  spec.properties!.sesame = { type: 'boolean' };
  spec.properties!.jwt!.properties!.providers!.items!.properties!.lenient = { type: 'boolean' };
  delete spec.properties!.csrf;
  expect(faults(fields, spec)).toEqual([
    'neither allowed nor refused: jwt.providers[].lenient',
    'neither allowed nor refused: sesame',
    'refused, and not in the schema: csrf',
  ]);
});
