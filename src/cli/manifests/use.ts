// Which files and folders kustomizations use.
import { basename, dirname } from 'node:path';
import { entries, fields, isSet, type Loose } from '../../effective/objects/loose-objects.ts';
import type { FileSet } from './file-set.ts';
import { appliedBy, inputsOf, type Kustomization, resourcesIn } from './kustomize/kustomization.ts';
import type { Placed } from './source.ts';

/** Files that kustomizations use. */
export interface Used {
  /** Files with objects. */
  readonly resources: ReadonlySet<string>;
  /** Files without: patches, settings, data. */
  readonly inputs: ReadonlySet<string>;
  /** Folders of bases and components. */
  readonly bases: ReadonlySet<string>;
}

/** What kustomizations use, also outside of the paths of the run. */
export const usedBy = (files: FileSet, kustomizations: readonly Kustomization[]): Used => {
  const resources = new Set<string>();
  const inputs = new Set<string>();
  const bases = new Set<string>();
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
  return { resources, inputs, bases };
};

/** Kustomizations that no other one uses; of those that use each other, the first one. */
export const rootsOf = (files: FileSet, all: readonly Kustomization[], { bases }: Used): Kustomization[] => {
  const reached = new Set<string>();
  const reach = (from: Kustomization): void => {
    const open = [from];
    for (let k = open.pop(); k; k = open.pop()) {
      if (reached.has(k.folder)) continue;
      reached.add(k.folder);
      for (const folder of resourcesIn(k.folder, appliedBy(k)).folders) {
        const next = files.kustomization(folder);
        if (next) open.push(next);
      }
    }
  };
  const roots = all.filter((k) => !bases.has(k.folder));
  for (const k of roots) reach(k);
  for (const k of all)
    if (!reached.has(k.folder)) {
      roots.push(k);
      reach(k);
    }
  return roots;
};

/** Names of patches, as kustomize's documentation and scaffolds write them; a folder of such files is called `patches`. */
const PATCH = /(?:^|[-_.])patch\.(?:ya?ml|json)$|^patch[-_.]/;

/** Kinds with a pod template. */
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Whether an object is only a part of one: a workload without a selector, with a container without an image. */
const isPart = ({ object }: Placed): boolean => {
  const { selector, template } = fields((object as Loose).spec);
  if (!WORKLOADS.has(object.kind) || selector !== undefined) return false;
  const { containers } = fields(fields(template).spec);
  return template === undefined || !isSet(containers) || entries(containers).some((c) => c.image === undefined);
};

/** Whether a file that no kustomization uses is a patch: a part of an object, which another tool applies, or nothing. */
export const isPatch = (path: string, objects: readonly Placed[]): boolean =>
  (objects.length > 0 && objects.every(isPart)) || isNamedPatch(path, objects);

const isNamedPatch = (path: string, objects: readonly Placed[]): boolean =>
  (PATCH.test(basename(path)) || /^patch(?:es)?$/.test(basename(dirname(path))) || /[\\/]patches[\\/]/.test(path)) &&
  !objects.some(({ object }) => object.kind === 'EnvoyPatchPolicy');
