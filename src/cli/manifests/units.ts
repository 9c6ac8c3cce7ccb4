// The objects of a run, by what is applied together.
import { dirname, resolve } from 'node:path';
import type { FileSet } from './file-set.ts';
import type { Delivery } from './kustomize/build.ts';
import { buildOf } from './kustomize/build.ts';
import type { Item } from './kustomize/item.ts';
import { appliedBy, inputsOf, type Kustomization, resourcesIn } from './kustomize/kustomization.ts';

/**
 * What is applied in one step: a kustomization that no other one uses, with all of its bases and components, or a file outside of
 * kustomizations. The objects of a base are part of each kustomization that uses it, as that changes them, and are not a unit of
 * their own. Files that a kustomization only reads, such as patches, are no unit either.
 */
export interface Unit {
  /** The folder of the kustomization, or the file; absolute. */
  readonly path: string;
  /** Objects without a namespace in units of the same place get the same one. */
  readonly place: string;
  readonly items: readonly Item[];
  /** It also applies objects that are not among the files. */
  readonly isPartial: boolean;
}

/** Kustomizations that are applied as they are, and every file that some kustomization uses. */
interface Use {
  readonly roots: readonly Kustomization[];
  readonly used: Used;
}

/** Files that kustomizations use. */
export interface Used {
  /** Files with objects. */
  readonly resources: ReadonlySet<string>;
  /** Files without: patches, settings, data. */
  readonly inputs: ReadonlySet<string>;
}

const useOf = (
  files: FileSet,
  kustomizations: readonly Kustomization[],
  deliveries: ReadonlyMap<string, Delivery>,
): Use => {
  const resources = new Set<string>();
  const inputs = new Set<string>();
  const bases = new Set<string>([...deliveries.values()].flatMap((d) => d.components ?? []));
  // A base may itself be outside of the paths and have bases.
  const open = [...kustomizations];
  const seen = new Set(open.map((k) => k.folder));
  for (let k = open.pop(); k; k = open.pop()) {
    const applied = resourcesIn(k.folder, appliedBy(k));
    for (const file of applied.files) resources.add(file);
    for (const file of inputsOf(k)) inputs.add(file);
    for (const folder of applied.folders) {
      if (folder !== k.folder) bases.add(folder);
      const next = files.kustomization(folder);
      if (next && !seen.has(folder)) {
        seen.add(folder);
        open.push(next);
      }
    }
  }
  return { roots: kustomizations.filter((k) => !bases.has(k.folder)), used: { resources, inputs } };
};

/** `paths`: all files below the paths of the run. `deliveries`: by folder. */
export const unitsOf = (
  files: FileSet,
  paths: readonly string[],
  kustomizations: readonly Kustomization[],
  deliveries: ReadonlyMap<string, Delivery>,
): { units: Unit[]; used: Used } => {
  const { roots, used } = useOf(files, kustomizations, deliveries);
  const built = roots.map((k): Unit => {
    const { items, isPartial } = buildOf(k, files, deliveries.get(k.folder) ?? {});
    return { path: k.folder, place: k.folder, items, isPartial };
  });
  const loose = paths
    .filter((path) => !used.resources.has(path) && !used.inputs.has(path) && !files.isKustomization(path))
    .map((path): Unit => {
      const items = files.content(path).objects.map((o): Item => ({ ...o, earlier: [] }));
      return { path, place: resolve(dirname(path)), items, isPartial: false };
    });
  return { units: [...built, ...loose].filter((u) => u.items.length > 0 || u.isPartial), used };
};
