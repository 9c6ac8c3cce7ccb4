// Answers become manifests, which become answers again, which become manifests: what differs, by name.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateAnswers } from '../../src/answers/read.ts';
import type { Answers } from '../../src/answers/schema/answers-schema.ts';
import type { ImportResult } from '../../src/importers/run-import.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import type { SourceDocument } from '../../src/importers/source/source-node.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { importDocuments } from './import-text.ts';

type Tree = Record<string, unknown>;

export const objectsOf = (answers: Answers): KubernetesObject[] =>
  buildResources(buildIntent(answers)).map((r) => r.object);

/** Objects as documents of a file, without comments, as kubectl prints them. */
export const documentsOf = (objects: readonly KubernetesObject[]): SourceDocument[] =>
  objects.map((value, index) => ({
    file: 'cluster.json',
    index,
    value: JSON.parse(JSON.stringify(value)) as unknown,
    placeOf: () => ({ file: 'cluster.json', line: 1, column: 1 }),
  }));

/** The documents of all manifests in a folder. */
export const documentsIn = (folder: string): SourceDocument[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.yaml'))
    .sort()
    .flatMap((f) => readSource(f, readFileSync(join(folder, f), 'utf8')).documents);

const idOf = (o: KubernetesObject): string => `${o.kind}/${o.metadata.namespace ?? ''}/${o.metadata.name}`;

/** Headers to remove, and the names of filters between commas, have no order. */
const isUnordered = (path: string): boolean =>
  /(requestHeaderModifier|earlyRequestHeaders)\.remove$/.test(path) ||
  /earlyRequestHeaders\.set\.\d+\.value$/.test(path);

const sortedText = (value: unknown): string =>
  (Array.isArray(value) ? value.map(String) : String(value).split(',')).sort().join();

/** Paths of two values that differ. */
const differing = (a: unknown, b: unknown, path: string): string[] => {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (isUnordered(path) && sortedText(a) === sortedText(b)) return [];
  const both = [a, b].every((v) => typeof v === 'object' && v !== null);
  if (!both || Array.isArray(a) !== Array.isArray(b)) return [path];
  const keys = new Set([...Object.keys(a as Tree), ...Object.keys(b as Tree)]);
  const below = [...keys].flatMap((k) => differing((a as Tree)[k], (b as Tree)[k], path === '' ? k : `${path}.${k}`));
  // The keys of a map have no order.
  return below;
};

/** What two sets of objects differ in: `SecurityPolicy/shop/customers spec.jwt`. */
export const objectDifferences = (a: readonly KubernetesObject[], b: readonly KubernetesObject[]): string[] => {
  const of = (list: readonly KubernetesObject[]) => new Map(list.map((o) => [idOf(o), o]));
  const [before, after] = [of(a), of(b)];
  return [
    ...[...before].flatMap(([id, o]) =>
      after.has(id) ? differing(o, after.get(id), '').map((p) => `${id} ${p}`) : [`${id} is missing`],
    ),
    ...[...after.keys()].filter((id) => !before.has(id)).map((id) => `${id} is new`),
  ];
};

export interface Trip {
  readonly result: ImportResult;
  /** With what a person answered. */
  readonly answers: Tree;
  /** Keys that a person had to answer: here with what was answered before. */
  readonly asked: readonly string[];
  /** Why the answers would still be refused. */
  readonly refused: readonly string[];
  readonly differences: readonly string[];
}

const valueAt = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((v, k) => {
    if (Array.isArray(v)) return v.find((x: Tree) => x.name === k) ?? v[Number(k)];
    return (v as Tree | undefined)?.[k];
  }, tree);

const setAt = (tree: Tree, path: readonly string[], value: unknown): void => {
  let at: unknown = tree;
  for (const k of path.slice(0, -1)) {
    const next = valueAt(at, [k]);
    if (next === undefined) (at as Tree)[k] = {};
    at = valueAt(at, [k]);
  }
  (at as Tree)[path.at(-1)!] = value;
};

/** `services[0].auth` by the name of the service. */
const pathOf = (key: string, answers: Tree): string[] => {
  const steps = [...key.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => m[2] ?? m[1]!);
  return steps.map((s, i) =>
    i === 1 && steps[0] === 'services' ? String((answers.services as Tree[])[Number(s)]?.name ?? s) : s,
  );
};

/** Answers without the methods that no service accepts: no object names them. */
export const onlyUsed = (answers: Tree): Tree => {
  const copy = structuredClone(answers);
  const { default: usual, methods, ...rest } = (copy.auth ?? {}) as { default?: unknown; methods?: Tree };
  const all = [
    usual,
    ...[...Object.values((copy.services ?? []) as Tree[]), ...Object.values((copy.responses ?? []) as Tree[])].map(
      (s) => s.auth,
    ),
  ];
  const used = new Set(JSON.stringify(all).match(/[a-z][\w-]*/g));
  const kept = Object.fromEntries(Object.entries(methods ?? {}).filter(([name]) => used.has(name)));
  if (Object.keys(kept).length === 0) delete copy.auth;
  else copy.auth = { ...rest, ...(usual !== undefined && { default: usual }), methods: kept };
  return copy;
};

/** Imports documents of answers, answers what is asked with what was answered before, and generates again. */
export const backAndForth = async (
  before: Tree,
  documents: readonly SourceDocument[],
  objects: readonly KubernetesObject[],
): Promise<Trip> => {
  const result = await importDocuments('gateway-api', documents);
  const answers = structuredClone(result.answers) as Tree;
  const asked: string[] = [];
  for (let round = 0; round < 8; round++) {
    const read = validateAnswers(answers, '');
    if (!('problems' in read)) {
      return { result, answers, asked, refused: [], differences: objectDifferences(objects, objectsOf(read.answers)) };
    }
    let changed = false;
    for (const { key } of read.problems) {
      const path = pathOf(key, answers);
      const value = valueAt(before, path);
      if (value === undefined || asked.includes(path.join('.'))) continue;
      asked.push(path.join('.'));
      setAt(answers, path, value);
      changed = true;
    }
    if (!changed)
      return { result, answers, asked, refused: read.problems.map((p) => `${p.key}: ${p.what}`), differences: [] };
  }
  return { result, answers, asked, refused: ['does not settle'], differences: [] };
};
