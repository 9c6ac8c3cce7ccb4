// Sets of objects that may be in one cluster together.
import { type Fields, groupOf, identity, isOurs } from '../../effective/objects/loose-objects.ts';
import { PART_OF } from '../../model/intent.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import type { Unit } from './applied-units.ts';
import type { Item } from './kustomize/item.ts';

/**
 * A cluster, as the files may mean it. Units that define the same object differently are alternatives, such as overlays of two
 * environments or examples next to each other, and are in different views. Alternatives are recognized by the part of the path
 * in which they differ (`overlays/dev` and `overlays/prod`); other units with that part belong to the same environment. Units
 * without such a part are in every view. What is found about their objects counts only if it is found in every view.
 */
export interface View {
  readonly items: readonly Item[];
  readonly units: readonly Unit[];
  /** The cluster has objects that are not among the files. */
  readonly isPartial: boolean;
}

export const idOf = (o: KubernetesObject): string =>
  identity(groupOf(o), o.kind, o.metadata.namespace, o.metadata.name);

/** Deep equality of plain data; quicker than comparing texts. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((k) => Object.hasOwn(b, k) && isSame((a as Fields)[k], (b as Fields)[k]))
  );
};

const partsOf = (path: string): string[] => path.split(/[\\/]/);

/** The parts of two paths in which they begin to differ; of a file, and of a folder above the other one, the whole path. */
const differing = (a: string, b: string): string[] => {
  const [x, y] = [partsOf(a), partsOf(b)];
  let i = 0;
  while (i < x.length && i < y.length && x[i] === y[i]) i++;
  const label = (parts: string[], path: string): string =>
    i >= parts.length - 1 && /\.\w+$/.test(path) ? path : (parts[i] ?? path);
  return [label(x, a), label(y, b)];
};

/** An object that two files of one folder define differently: only one of them can be applied. */
export interface Twice {
  readonly first: Item;
  readonly second: Item;
}

/** Whether two definitions of an object change what the gateway does. */
const matters = (o: KubernetesObject): boolean =>
  isOurs(groupOf(o)) || (groupOf(o) === '' && ['ConfigMap', 'Secret', 'Service'].includes(o.kind));

/** The Gateway that a generated object belongs to; undefined: it is not generated. */
const generatedFor = ({ metadata }: KubernetesObject): string | undefined =>
  metadata.labels?.['app.kubernetes.io/managed-by'] === 'eg-api-gateway' ? metadata.labels[PART_OF] : undefined;

/** Whether two Gateways own an object. Alternatives of one Gateway, such as overlays, have the same name. */
const isContested = (a: KubernetesObject, b: KubernetesObject): boolean => {
  const [one, other] = [generatedFor(a), generatedFor(b)];
  return one !== undefined && other !== undefined && one !== other;
};

interface Compared {
  readonly labels: Set<string>;
  readonly twice: Twice[];
  readonly contested: Twice[];
}

/** The labels of alternatives, and the objects that files next to each other, or those of two Gateways, define differently. */
const compared = (units: readonly Unit[]): Compared => {
  const firsts = new Map<string, { unit: Unit; item: Item }>();
  const labels = new Set<string>();
  const twice: Twice[] = [];
  const contested: Twice[] = [];
  for (const unit of units)
    for (const item of unit.items) {
      const id = idOf(item.object);
      const first = firsts.get(id);
      if (!first) firsts.set(id, { unit, item });
      if (!first || first.unit === unit || isSame(first.item.object, item.object)) continue;
      if (isContested(first.item.object, item.object)) contested.push({ first: first.item, second: item });
      for (const label of differing(first.unit.path, unit.path)) labels.add(label);
      if (first.unit.isLoose && unit.isLoose && first.unit.place === unit.place && matters(item.object))
        twice.push({ first: first.item, second: item });
    }
  return { labels, twice, contested };
};

/** Collects units until one contradicts another. */
class Cluster {
  private readonly known = new Map<string, KubernetesObject>();
  readonly units: Unit[] = [];
  readonly items: Item[] = [];

  constructor(common: readonly Unit[]) {
    for (const unit of common) this.add(unit);
  }

  /** Whether the unit was added. An object that is there in the same form is not added again. */
  add(unit: Unit): boolean {
    const entries = unit.items.map((item) => {
      const id = idOf(item.object);
      return { item, id, known: this.known.get(id) };
    });
    if (entries.some(({ item, known }) => known && !isSame(known, item.object))) return false;
    this.units.push(unit);
    // Twice in one unit is a mistake, which a check reports.
    for (const { item, known } of entries) if (!known) this.items.push(item);
    for (const { item, id } of entries) if (!this.known.has(id)) this.known.set(id, item.object);
    return true;
  }
}

/** Objects of all views together; above it, alternatives are checked without the objects that all have in common. */
const MOST_OBJECTS = 300_000;

/** The views of all units. Every unit is in at least one. */
export const viewsOf = (
  units: readonly Unit[],
): { views: View[]; twice: readonly Twice[]; contested: readonly Twice[] } => {
  const { labels, twice, contested } = compared(units);
  const groups = new Map<string, Unit[]>();
  const common: Unit[] = [];
  for (const unit of units) {
    const parts = labels.has(unit.path) ? [unit.path] : partsOf(unit.path).filter((p) => labels.has(p));
    const group = groups.get(parts.join('\n'));
    if (parts.length === 0) common.push(unit);
    else if (group) group.push(unit);
    else groups.set(parts.join('\n'), [unit]);
  }
  const shared = common.reduce((n, u) => n + u.items.length, 0);
  const isTooMuch = shared * groups.size > MOST_OBJECTS;
  const clusters = [...groups.values()].flatMap((group) => separated(group, isTooMuch ? [] : common));
  if (clusters.length === 0 || isTooMuch) clusters.unshift(new Cluster(common));
  return {
    views: clusters.map((c) => ({
      items: c.items,
      units: c.units,
      isPartial: isTooMuch || c.units.some((u) => u.isPartial),
    })),
    twice,
    contested,
  };
};

/** Many alternatives in one place: comparing each with all others would take quadratic time. */
const MOST_COMPARED = 8;

/** Units of one environment, without contradictions. */
const separated = (units: readonly Unit[], common: readonly Unit[]): Cluster[] => {
  const clusters: Cluster[] = [];
  for (const unit of units) {
    if (clusters.slice(-MOST_COMPARED).some((c) => c.add(unit))) continue;
    const cluster = new Cluster(common);
    cluster.add(unit);
    clusters.push(cluster);
  }
  return clusters;
};
