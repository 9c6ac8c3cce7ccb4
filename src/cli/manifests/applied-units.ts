// The objects of a run, by what is applied together.
import { dirname } from 'node:path';
import { deliveriesOf } from './deliveries.ts';
import type { FileSet } from './file-set.ts';
import { type BuildFiles, buildOf, type Delivery, delivered } from './kustomize/build.ts';
import type { Item } from './kustomize/item.ts';
import type { Kustomization } from './kustomize/kustomization.ts';
import { isPatch, rootsOf, type Used, usedBy } from './use.ts';

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
  /** A file in a folder without a kustomization, whose files are probably applied together. */
  readonly isLoose: boolean;
}

/** All units, and the files that are none. */
export interface Units {
  readonly units: readonly Unit[];
  readonly used: Used;
  /** Patches that no kustomization uses. */
  readonly strays: ReadonlySet<string>;
  /** The places (`placeId`) of objects that only deliver a folder that is among the files. */
  readonly delivering: ReadonlySet<string>;
}

/** The files with the values that a delivery gives. */
const filesFor = (files: FileSet, { variables }: Delivery): BuildFiles =>
  variables && variables.size > 0 ? files.with(variables) : files;

const unitOf = (files: FileSet, k: Kustomization, delivery: Delivery): Unit => ({
  path: k.folder,
  place: k.folder,
  ...buildOf(k, filesFor(files, delivery), delivery),
  isLoose: false,
});

/** The delivery of the folder of a file, or of one above it: Flux applies all files below a folder. */
const deliveryAbove = (file: string, deliveries: ReadonlyMap<string, Delivery>): Delivery | undefined => {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = deliveries.get(folder);
    if (found || dirname(folder) === folder) return found;
  }
};

/** `paths`: all files below the paths of the run. */
export const unitsOf = (files: FileSet, paths: readonly string[], kustomizations: readonly Kustomization[]): Units => {
  const used = usedBy(files, kustomizations);
  const strays = new Set<string>();
  const loose = paths
    .filter((path) => !used.resources.has(path) && !used.inputs.has(path) && !files.isKustomization(path))
    .flatMap((path): Unit[] => {
      const { objects } = files.content(path);
      if (kustomizations.length > 0 && isPatch(path, objects)) {
        strays.add(path);
        return [];
      }
      const place = dirname(path);
      const items = objects.map((o) => ({ ...o, earlier: [] }));
      return [{ path, place, items, isPartial: false, isLoose: files.kustomization(place) === undefined }];
    });
  const built = new Map(rootsOf(files, kustomizations, used).map((k) => [k, unitOf(files, k, {})]));
  // A kustomization may set what Flux is to set, so deliveries are read from what is built.
  const items = [...built.values(), ...loose].flatMap((u) => u.items);
  const { of: deliveries, by } = deliveriesOf(items, files.cwd, (shown) => files.pathOf(shown));
  const components = new Set([...deliveries.values()].flatMap((d) => d.components ?? []));
  const units = [...built].flatMap(([k, unit]) => {
    if (components.has(k.folder)) return [];
    const delivery = deliveries.get(k.folder);
    return [delivery ? unitOf(files, k, delivery) : unit];
  });
  const byDelivery = new Map<Delivery, BuildFiles>();
  const filesOf = (delivery: Delivery): BuildFiles => {
    const known = byDelivery.get(delivery) ?? filesFor(files, delivery);
    byDelivery.set(delivery, known);
    return known;
  };
  const placed = loose.map((unit): Unit => {
    const delivery = deliveryAbove(unit.path, deliveries);
    if (!delivery) return unit;
    const items = filesOf(delivery)
      .content(unit.path)
      .objects.map((o): Item => ({ ...o, earlier: [] }));
    return { ...unit, items: delivered(items, delivery, files.scopeOf) };
  });
  const all = [...units, ...placed].filter((u) => u.items.length > 0 || u.isPartial);
  return { units: all, used, strays, delivering: by };
};
