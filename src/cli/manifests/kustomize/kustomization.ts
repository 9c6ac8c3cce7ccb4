// A kustomization file: what it refers to. Names of fields: kustomize, api/types/kustomization.go.
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Fields, fields, text } from '../../../effective/objects/loose-objects.ts';
import { documentsOf } from '../documents.ts';
import type { Part } from '../part.ts';
import { Source } from '../source.ts';
import type { ReadText } from '../text.ts';

/** File names that kustomize recognizes (konfig.RecognizedKustomizationFileNames). */
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
export const KUSTOMIZATION = /^(?:kustomization\.ya?ml|Kustomization)$/;
const GROUP = 'kustomize.config.k8s.io/';

/** A kustomization. All paths are absolute. */
export interface Kustomization {
  readonly folder: string;
  readonly fields: Fields;
  /** A Component changes the objects of the kustomization that uses it. */
  readonly isComponent: boolean;
  readonly source: Source;
  readonly part: Part;
}

/** The kustomization file of a folder. */
export const kustomizationIn = (folder: string): string | undefined =>
  NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));

/** The kustomization in a text; undefined if it is broken or something else, such as a Kustomization of Flux. */
export const kustomizationOf = (folder: string, file: string, { text: all, problem }: ReadText) => {
  if (problem) return undefined;
  const [read] = documentsOf(all);
  if (typeof read?.value !== 'object' || read.value === null || Array.isArray(read.value)) return undefined;
  const { apiVersion, kind } = read.value;
  if (typeof apiVersion === 'string' && !apiVersion.startsWith(GROUP)) return undefined;
  return {
    folder,
    fields: fields(read.value),
    isComponent: kind === 'Component',
    source: new Source(file, all),
    part: read.part,
  } satisfies Kustomization;
};

export const strings = (v: unknown): string[] => (Array.isArray(v) ? v.filter((x) => typeof x === 'string') : []);

/** Resources of a kustomization, in its order. `remote`: a repository or URL, which is not read. */
export interface Resources {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly missing: readonly string[];
  readonly remote: readonly string[];
}

const isRemote = (path: string): boolean => /:\/\/|[?&]ref=|^git@|^(?:github|gitlab|bitbucket)\.[a-z]+[/:]/.test(path);

/** Sorts paths into files, folders, remote ones and missing ones. A path with a placeholder cannot be followed. */
export const resourcesIn = (folder: string, paths: readonly string[]): Resources => {
  const out = { files: [] as string[], folders: [] as string[], missing: [] as string[], remote: [] as string[] };
  for (const path of paths) {
    const full = resolve(folder, path);
    const stat = statSync(full, { throwIfNoEntry: false });
    if (stat?.isDirectory()) out.folders.push(full);
    else if (stat) out.files.push(full);
    else if (isRemote(path) || /[${}\n]/.test(path)) out.remote.push(path);
    else out.missing.push(path);
  }
  return out;
};

/** `key=path` of a generator names a file as well. */
const afterKey = (path: string): string => path.slice(path.indexOf('=') + 1);

const fromGenerator = (v: unknown): string[] => {
  const { files, envs, env } = fields(v);
  return [...strings(files).map(afterKey), ...strings(envs), ...(text(env) === undefined ? [] : [text(env)!])];
};

const pathsOf = (list: unknown): string[] =>
  (Array.isArray(list) ? list : []).flatMap((x) => text(x) ?? text(fields(x).path) ?? []);

/** A path in a kustomization, and the field that contains it. */
export interface Entry {
  readonly path: string;
  readonly steps: readonly (string | number)[];
}

const entriesIn = (f: Fields, names: readonly string[], key?: string): Entry[] =>
  names.flatMap((name) =>
    (Array.isArray(f[name]) ? f[name] : []).flatMap((value: unknown, i) => {
      const path = text(key === undefined ? value : fields(value)[key]);
      return path === undefined ? [] : [{ path, steps: [name, i, ...(key === undefined ? [] : [key])] }];
    }),
  );

/** What a kustomization applies, with the fields that name it. */
export const appliedEntries = ({ fields: f }: Kustomization): Entry[] =>
  entriesIn(f, ['resources', 'bases', 'components']);
/** The files of its patches. A patch may also be text in the kustomization. */
export const patchEntries = ({ fields: f }: Kustomization): Entry[] => [
  ...entriesIn(f, ['patches', 'patchesJson6902'], 'path'),
  ...entriesIn(f, ['patchesStrategicMerge']).filter(({ path }) => !/[\n:]/.test(path)),
];

/** The paths of the kustomizations and files that a kustomization applies. */
export const appliedBy = (k: Kustomization): string[] => appliedEntries(k).map(({ path }) => path);

/** Files that a kustomization reads and that are no objects: patches, settings and the content of ConfigMaps. */
export const inputsOf = ({ folder, fields: f }: Kustomization): string[] => {
  const lists = [f.patches, f.patchesStrategicMerge, f.patchesJson6902, f.replacements, f.configurations, f.crds];
  const plugins = [f.generators, f.transformers, f.validators].flatMap(strings);
  const generators = [f.configMapGenerator, f.secretGenerator].flatMap((l) => (Array.isArray(l) ? l : []));
  const charts = (Array.isArray(f.helmCharts) ? f.helmCharts : []).map(fields);
  const values = charts.flatMap((c) => [text(c.valuesFile) ?? [], ...strings(c.additionalValuesFiles)].flat());
  const paths = [
    ...lists.flatMap(pathsOf),
    ...plugins,
    ...generators.flatMap(fromGenerator),
    ...values,
    ...pathsOf([f.openapi]),
  ];
  return paths.filter((p) => !p.includes('\n')).map((p) => resolve(folder, p));
};
