// Objects of every origin that the tests have, and what becomes of them when any value of theirs is of another type.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { runCli } from '../cli/run-cli.ts';
import { cases, examples } from '../golden/goldens.mjs';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Map = { [key: string]: Json };
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const objectsOf = (path: string): Map[] =>
  parseAllDocuments(readFileSync(path, 'utf8'), { logLevel: 'silent' }).flatMap((d) => {
    const value = d.toJS() as Map | null;
    return value ? [value] : [];
  });

const manifests = (dir: string): Map[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.yaml') && !/values|kustomization/.test(f))
    .toSorted()
    .flatMap((f) => objectsOf(`${dir}/${f}`));

/** The objects of the lab's conditions, which leave out what follows from the kind. */
const conditions = (): Map[] => {
  const index = parse(readFileSync(at('src/crds/schemas/index.json'), 'utf8')) as Record<string, string>[];
  const versions = Object.fromEntries(
    index.toReversed().map(({ group, version, kind }) => [kind, group ? `${group}/${version}` : version]),
  );
  const { common, cases } = parse(readFileSync(at('test/conditions/cases.yaml'), 'utf8'));
  return [...common, ...cases.flatMap((c: { objects: Map[] }) => c.objects)].map(
    ({ kind, name, namespace, ...more }) => ({
      apiVersion: versions[String(kind)] ?? 'v1',
      kind,
      metadata: { name, namespace: namespace ?? 'edge' },
      ...more,
    }),
  );
};

/** What checks read of kinds that no schema is known of. */
const WITHOUT_SCHEMA: Map[] = [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'routes' },
    webhooks: [{ rules: [{ apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], operations: ['*'] }] }],
  },
  {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name: 'routes' },
    spec: { rules: [{ match: { any: [{ resources: { kinds: ['HTTPRoute'] } }] } }] },
  },
];

/** What is generated of a case, of which parts alone are committed. */
const generated = async (answers: string): Promise<Map[]> => {
  const dir = join(mkdtempSync(join(tmpdir(), 'wrong-types-')), 'manifests');
  await runCli(['generate', '-q', '-f', answers, '-o', dir]);
  return manifests(dir);
};

/** Whole folders of manifests, as objects that go together. */
export const SAMPLES: readonly (readonly Map[])[] = [
  ...examples.map(({ output }) => manifests(output)),
  ...(await Promise.all(cases.map(({ answers }) => generated(answers)))),
  ...readdirSync(at('test/checks/foreign')).map((f) => objectsOf(at(`test/checks/foreign/${f}`))),
  conditions(),
  WITHOUT_SCHEMA,
];

/** mulberry32: the same numbers in every run. */
export const randomOf = (seed: number) => {
  let a = seed;
  return (below: number): number => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
};

/** JSON that brings its own prototype, and what every object of JavaScript has. */
const VALUES: readonly string[] = [
  'null', '0', '-1', '1.5', '1e21', '443', 'true', 'false', '""', '"x"', '"*"', '"5s"', '"constructor"', '"__proto__"',
  '[]', '{}', '[null]', '[[]]', '[{}]', '[0]', '["x"]', '{"a":null}', '{"name":1}', '{"name":{}}', '{"toString":"x"}', '{"toString":null,"valueOf":1}',
  '{"constructor":1}', '{"__proto__":{"name":"x"}}', '{"__proto__":null}', '{"length":3}', '[{"toString":1,"name":{"toString":1}}]',
  JSON.stringify('x'.repeat(5000)), JSON.stringify({ matchLabels: { constructor: 'x' }, matchExpressions: [{ values: 3 }, null, 'x'] }),
]; // biome-ignore format: a list

type Place = readonly [of: Map | Json[], key: string | number];

const placesIn = (v: Json, out: Place[] = []): Place[] => {
  if (Array.isArray(v))
    for (const [i, x] of v.entries()) {
      out.push([v, i]);
      placesIn(x, out);
    }
  else if (typeof v === 'object' && v !== null)
    for (const k of Object.keys(v)) {
      out.push([v, k]);
      placesIn(v[k]!, out);
    }
  return out;
};

const VERSIONS = ['example.com/v1', 'gateway.networking.k8s.io/v9', 'gateway.envoyproxy.io/v9', 'v1'];

/** An object in which one to three values are of another type, gone, or doubled; as JSON, which is YAML. */
export const mutated = (object: Map, random: (below: number) => number): string => {
  const mine = structuredClone(object);
  // Without a schema nothing stands between the value and the checks.
  if (random(4) === 0) mine.apiVersion = VERSIONS[random(VERSIONS.length)]!;
  const marks = new globalThis.Map<string, string>();
  for (let n = random(3); n >= 0; n--) {
    const places = placesIn(mine);
    const [of, key] = places[random(places.length)]!;
    const how = random(12);
    if (how === 0 && !Array.isArray(of)) delete of[key as string];
    else if (how === 1 && Array.isArray(of)) of.push(of[key as number]!);
    else {
      // By way of text, as a value of JavaScript cannot have a key `__proto__` by assignment.
      const mark = `@@${marks.size}@@`;
      marks.set(mark, VALUES[random(VALUES.length)]!);
      (of as Map)[key] = mark;
    }
  }
  return JSON.stringify(mine).replace(/"(@@\d+@@)"/g, (whole, mark) => marks.get(mark) ?? whole);
};

/** What only an exception of the program says. */
export const JAVASCRIPT =
  /internal error|This is a bug|Cannot (?:read|convert|destructure|set)|is not (?:a function|iterable|defined|a constructor)|call stack|Invalid (?:array|string) length|\[object |\bNaN\b|\n\s+at /;
