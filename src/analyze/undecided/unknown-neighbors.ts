import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { unknownsOf } from '../../objects/unknown-fields.ts';

/**
 * The fields of an object on which the verdict on other objects depends. A hostname of a listener or the backend of a route is no
 * such field: a message about it contains its text.
 */
const decisive = (kind: string): RegExp => {
  if (kind === 'Gateway' || kind.endsWith('ListenerSet'))
    return /^spec\.(?:gatewayClassName|listeners\[\d+\]\.(?:name|port|protocol|allowedRoutes|tls\.mode)\b)/;
  return kind.endsWith('Route') ? /^(?:metadata\.labels|spec\.rules\[\d+\]\.name$)/ : /^(?!metadata\.annotations)/;
};

/** The names in an object, which are those of other objects that it refers to. */
const namesIn = (value: unknown, found: Set<string> = new Set()): Set<string> => {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) for (const v of value) namesIn(v, found);
  else
    for (const [key, v] of Object.entries(value))
      if (key === 'name' && typeof v === 'string') found.add(v);
      else namesIn(v, found);
  return found;
};

/** What is known about objects with unknown fields that decide about others. */
interface Neighbors {
  /** Names of such objects; for a BackendTLSPolicy, which nobody refers to, those of its targets. */
  readonly names: ReadonlySet<string>;
  readonly haveUnknownLabels: boolean;
}

const neighborsOf = (snapshot: Snapshot): Neighbors => {
  const names = new Set<string>();
  let haveUnknownLabels = false;
  for (const o of snapshot.objects) {
    const paths = [...(unknownsOf(o)?.at.keys() ?? [])];
    if (paths.some((p) => p.startsWith('metadata.labels'))) haveUnknownLabels = true;
    const wanted = decisive(o.kind);
    if (!paths.some((p) => wanted.test(p))) continue;
    if (o.kind !== 'BackendTLSPolicy') names.add(o.metadata.name);
    else for (const ref of entries(fields(o.spec).targetRefs)) names.add(text(ref.name) ?? '');
  }
  return { names, haveUnknownLabels };
};

/** Asked once for each object: a large one may have thousands of findings. */
const decidedObjects = (): Map<Loose, boolean> => new Map();

/** Whether what is wrong with an object may follow from an unknown field of one that it refers to, or that it selects. */
export const dependsOnUnknown = (snapshot: Snapshot, object: Loose, field: string): boolean => {
  const { names, haveUnknownLabels } = snapshot.index(neighborsOf);
  if (haveUnknownLabels && field.startsWith('spec.targetSelectors')) return true;
  if (names.size === 0) return false;
  const decided = snapshot.index(decidedObjects);
  const known = decided.get(object) ?? [...namesIn(object.spec)].some((name) => names.has(name));
  decided.set(object, known);
  return known;
};
