// A placeholder in the place of any value causes no error and no warning, wherever it is and whatever refers to it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { findingsOf } from '../../src/analyze/check.ts';
import { CHECKS } from '../../src/analyze/checks.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { rounds } from '../deep.ts';
import { randomOf } from './wrong-types.ts';

const admission = await loadAdmission();
const FOLDERS = ['foreign/', '../../examples/jwt-api/manifests/', '../../examples/isolated-mesh/manifests/'];
type Path = readonly (string | number)[];
type Json = Record<string | number, unknown>;

const objectsOf = (file: string): KubernetesObject[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).flatMap((d) => {
    const object = d.toJS() as KubernetesObject | null;
    return object?.kind !== undefined && object.metadata?.name ? [object] : [];
  });

/** The paths of all values that are no lists or maps, except what says which kind an object is. */
const leaves = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, v]) =>
    path.length === 0 && (key === 'apiVersion' || key === 'kind')
      ? []
      : leaves(v, [...path, Array.isArray(value) ? Number(key) : key]),
  );
};

const replaced = (object: KubernetesObject, path: Path, value: string): KubernetesObject => {
  const copy = structuredClone(object);
  let at = copy as unknown as Json;
  for (const step of path.slice(0, -1)) at = at[step] as Json;
  at[path.at(-1)!] = value;
  return copy;
};

const serious = (objects: readonly KubernetesObject[]): string[] => {
  const typed = objects.map((o) => admission.typed(o));
  const found = [
    ...admissionFindings(objects, admission),
    ...findingsOf(new Snapshot(typed, { complete: false }), CHECKS),
  ];
  return found.filter((f) => f.severity !== 'info').map((f) => `${f.code} ${f.field}: ${f.message}`);
};

const codeOf = (found: string): string => found.split(' ')[0]!;

const SETS = FOLDERS.flatMap((folder) => {
  const dir = fileURLToPath(new URL(folder, import.meta.url));
  const files = readdirSync(dir).filter((f) => /^[^.]*\.yaml$/.test(f) && !/kustomization|values/.test(f));
  // The files of an output folder belong together; the others are an example each.
  if (folder === 'foreign/') return files.map((f) => ({ name: f, objects: objectsOf(`${dir}${f}`) }));
  return [{ name: folder, objects: files.flatMap((f) => objectsOf(`${dir}${f}`)) }];
}).map(({ name, objects }) => ({ name, objects, codes: new Set(serious(objects).map(codeOf)) }));

test('no placeholder causes an error or a warning', () => {
  const cases = SETS.flatMap(({ objects, ...set }) =>
    objects.flatMap((o, i) => leaves(o).map((path) => ({ ...set, objects, i, path }))),
  );
  expect(cases.length).toBeGreaterThan(1500);
  const random = randomOf(7);
  const wanted = Math.min(cases.length, rounds(200, cases.length));
  const chosen = wanted === cases.length ? cases : Array.from({ length: wanted }, () => cases[random(cases.length)]!);
  const wrong = chosen.flatMap(({ name, objects, codes, i, path }) => {
    // The whole value, and a part of it.
    const before = String(path.reduce<unknown>((v, step) => (v as Json)[step], objects[i]));
    return ['${X}', `${before.slice(0, 3)}-\${X}`].flatMap((text) => {
      const all = objects.map((o, at) => (at === i ? replaced(o, path, text) : o));
      const found = serious(all).filter((e) => !codes.has(codeOf(e)));
      return found.map((e) => `${name} ${objects[i]!.kind} ${path.join('.')} = ${text}: ${e}`);
    });
  });
  expect(wrong.slice(0, 10)).toEqual([]);
});
