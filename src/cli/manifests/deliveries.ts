// What Flux and Argo CD set on the objects of a folder.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { type Fields, fields, groupOf, text } from '../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import { commonVariables, type Settings, settingsOf, variablesOf } from './flux-variables.ts';
import type { Delivery } from './kustomize/build.ts';
import { strings } from './kustomize/kustomization.ts';
import { type Placed, placeId } from './source.ts';

/** The folders above a file in which a path may begin: the root of the repository, then those next to the file. */
const rootsOf = (from: string, cwd: string): string[] => {
  const above: string[] = [];
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    above.push(folder);
    if (dirname(folder) === folder) break;
  }
  const root = above.find((folder) => existsSync(join(folder, '.git'))) ?? above.find((folder) => folder === cwd);
  return root === undefined ? above : [root, ...above];
};

/** The folder that a path means; undefined if it is not here, or all of the repository. */
const folderOf = (path: string | undefined, from: string, cwd: string): string | undefined => {
  const relative = normalize((path ?? '.').replace(/^\/+/, ''));
  if (/[${}<]/.test(relative) || /^\.?[\\/]?$/.test(relative)) return undefined;
  return rootsOf(from, cwd)
    .map((folder) => resolve(folder, relative))
    .find((full) => statSync(full, { throwIfNoEntry: false })?.isDirectory());
};

const known = (v: unknown): string | undefined => {
  const value = text(v);
  return value === undefined || value === '' || /[${}<]/.test(value) ? undefined : value;
};

const fluxDelivery = (
  o: KubernetesObject,
  from: string,
  cwd: string,
  settings: Settings,
): readonly [string, Delivery] | undefined => {
  const spec = fields((o as { spec?: unknown }).spec);
  const folder = folderOf(text(spec.path), from, cwd);
  if (folder === undefined) return undefined;
  const components = strings(spec.components).map((path) => resolve(folder, path));
  const variables = variablesOf(fields(spec.postBuild), o.metadata.namespace, settings);
  return [folder, { targetNamespace: known(spec.targetNamespace), components, variables }];
};

const argoDeliveries = (spec: Fields, from: string, cwd: string): (readonly [string, Delivery])[] =>
  [spec.source, ...(Array.isArray(spec.sources) ? spec.sources : [])].flatMap((source) => {
    const folder = folderOf(text(fields(source).path), from, cwd);
    return folder === undefined
      ? []
      : [[folder, { defaultNamespace: known(fields(spec.destination).namespace) }] as const];
  });

const deliveriesIn = (
  o: KubernetesObject,
  from: string,
  cwd: string,
  settings: Settings,
): (readonly [string, Delivery])[] => {
  if (o.kind === 'Kustomization' && groupOf(o) === 'kustomize.toolkit.fluxcd.io') {
    const found = fluxDelivery(o, from, cwd, settings);
    return found ? [found] : [];
  }
  if (o.kind === 'Application' && groupOf(o) === 'argoproj.io')
    return argoDeliveries(fields((o as { spec?: unknown }).spec), from, cwd);
  return [];
};

const merged = (a: Delivery | undefined, b: Delivery): Delivery => {
  if (!a) return b;
  // Several deliveries of a folder to different namespaces: its objects have no certain namespace.
  const same = <K extends 'targetNamespace' | 'defaultNamespace'>(key: K) => (a[key] === b[key] ? a[key] : undefined);
  return {
    targetNamespace: same('targetNamespace'),
    defaultNamespace: same('defaultNamespace'),
    variables: commonVariables(a.variables, b.variables),
    components: [...new Set([...(a.components ?? []), ...(b.components ?? [])])],
  };
};

/** What is delivered. */
export interface Deliveries {
  /** By folder. */
  readonly of: ReadonlyMap<string, Delivery>;
  /** The places (`placeId`) of objects whose folder is among the files: they make no unknown objects. */
  readonly by: ReadonlySet<string>;
}

/** The deliveries of all objects. `pathOf`: the absolute path of a file that findings name. */
export const deliveriesOf = (all: readonly Placed[], cwd: string, pathOf: (shown: string) => string): Deliveries => {
  const of = new Map<string, Delivery>();
  const by = new Set<string>();
  const settings = settingsOf(all.map((p) => p.object));
  for (const placed of all)
    for (const [folder, delivery] of deliveriesIn(placed.object, pathOf(placed.source.file), cwd, settings)) {
      of.set(folder, merged(of.get(folder), delivery));
      by.add(placeId(placed));
    }
  return { of, by };
};
