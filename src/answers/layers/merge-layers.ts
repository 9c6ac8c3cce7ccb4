// Several answers files are one: maps are merged deeply, services by their names, other lists are replaced, null removes.
import { type Problem, refusal } from '../../diagnostics/refusal.ts';
import { equal, isTree, type Tree } from '../yaml-layout.ts';
import { completeService, nameKinds } from './complete.ts';
import { type Entry, entriesOf, isCanonical, problemOf, provenanceOf } from './named-services.ts';
import { from, type Layer, locator, type Origin, type Provenance, stepInto } from './provenance.ts';

/** Several files as one. */
export interface Merged {
  readonly value: unknown;
  readonly locate: Layer['locate'];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** A merged value and where its parts come from. */
interface Part {
  value: unknown;
  node: Provenance;
}

/** Keys of a service of which it has one; the later file decides which. */
const ALTERNATIVES = [
  ['path', 'paths'],
  ['backend', 'backends'],
  ['hostname', 'hostnames'],
] as const;

const isSet = (v: unknown): boolean => v !== undefined && v !== null;

/** Whether a path has services, which are merged by name; all other lists are replaced. */
const hasServices = (path: readonly PropertyKey[]): boolean =>
  path.at(-1) === 'services' && (path.length === 1 || (path.length === 3 && path[0] === 'teams'));

class Merger {
  readonly problems: Problem[] = [];
  changed = false;

  private readonly report = (p: Problem): void => void this.problems.push(p);

  /** The value of one file: as written, with services as a list of named ones. */
  whole(value: unknown, origin: Origin, path: readonly PropertyKey[]): Part {
    if (hasServices(path)) return this.services(undefined, value, origin);
    if (!isTree(value) || !(path.length === 0 || path[0] === 'teams') || path.length > 2)
      return { value, node: from(origin) };
    const out: Part = { value: { ...value }, node: from(origin) };
    for (const [k, v] of Object.entries(value)) {
      if (!isTree(v) && k !== 'services') continue;
      const part = this.whole(v, stepInto(origin, k), [...path, k]);
      if (part.value === v && part.node.below.size === 0) continue;
      (out.value as Tree)[k] = part.value;
      out.node.below.set(k, part.node);
    }
    return out;
  }

  /** The value of a later file on top of an earlier one. */
  merge(before: Part | undefined, value: unknown, origin: Origin, path: readonly PropertyKey[]): Part {
    if (hasServices(path) && (Array.isArray(value) || isTree(value))) return this.services(before, value, origin);
    if (isTree(value)) return this.map(before, value, origin, path);
    if (!before || !equal(before.value, value)) this.changed = true;
    return { value, node: from(origin) };
  }

  private map(before: Part | undefined, value: Tree, origin: Origin, path: readonly PropertyKey[]): Part {
    const old = before && isTree(before.value) ? before : undefined;
    if (!old) this.changed = true;
    const out: Tree = { ...(old?.value as Tree | undefined) };
    const node: Provenance = { origins: [...(old?.node.origins ?? []), origin], below: new Map(old?.node.below) };
    const known = Object.keys(out);
    const kind = nameKinds(path);
    for (const [k, v] of Object.entries(value)) {
      const own = stepInto(origin, k);
      const key = [...path, k];
      if (v === null) {
        if (Object.hasOwn(out, k)) this.changed = true;
        else this.report(problemOf(own, key.join('.'), refusal('RemovesNothing', { key: k, known }), true));
        delete out[k];
        node.below.set(k, from({ ...own, onKey: true }));
        continue;
      }
      const has = Object.hasOwn(out, k);
      if (!has && kind?.isPart(v)) {
        const why = refusal('OverlayUnknownName', { kind: kind.kind, name: k, known });
        this.report(problemOf(own, key.join('.'), why, true));
        continue;
      }
      const child = node.below.get(k) ?? (has && old ? from(stepInto(old.node.origins[0]!, k)) : undefined);
      const part = this.merge(has && child ? { value: out[k], node: child } : undefined, v, own, key);
      out[k] = part.value;
      node.below.set(k, part.node);
    }
    return { value: out, node };
  }

  private services(before: Part | undefined, value: unknown, origin: Origin): Part {
    const entries = entriesOf(value, origin, this.report);
    if (!entries) return { value, node: from(origin) };
    const isBase = before === undefined;
    const old = Array.isArray(before?.value) ? (before.value as unknown[]) : [];
    let list: Part[] = old.map((v, i) => ({
      value: v,
      node: before?.node.below.get(i) ?? from(stepInto(before!.node.origins[0]!, i)),
    }));
    const byName = new Map(list.flatMap((p) => (isTree(p.value) ? [[String(p.value.name), p] as const] : [])));
    const known = [...byName.keys()];
    const removed = new Set<Part>();
    const taken = new Set<string>();
    for (const entry of entries) {
      const part = entry.name === undefined || taken.has(entry.name) ? undefined : byName.get(entry.name);
      if (entry.name !== undefined) taken.add(entry.name);
      if (isBase) list.push({ value: entry.value, node: provenanceOf(entry) });
      else if (entry.value === null && part) removed.add(part);
      else if (part && isTree(entry.value)) this.onTop(part, entry);
      else if (this.isNew(entry, known)) list.push({ value: entry.value, node: provenanceOf(entry) });
    }
    if (removed.size > 0) list = list.filter((p) => !removed.has(p));
    if (removed.size > 0 || list.length > old.length) this.changed = true;
    const node = from(...(before?.node.origins ?? []), origin);
    for (const [i, part] of list.entries()) node.below.set(i, part.node);
    return { value: list.map((p) => p.value), node };
  }

  /** Merges a service of a later file into the same service of an earlier one. */
  private onTop(part: Part, { value, origin, name }: Entry): void {
    const { name: _, ...rest } = value as Tree;
    const old = { ...(part.value as Tree) };
    for (const [one, several] of ALTERNATIVES) {
      if (isSet(rest[one])) delete old[several];
      if (isSet(rest[several])) delete old[one];
    }
    const ofName = part.node.below.get('name') ?? from(stepInto(part.node.origins[0]!, 'name'));
    const merged = this.map({ value: old, node: part.node }, rest, origin, ['services', name!]);
    merged.node.below.set('name', ofName);
    part.value = merged.value;
    part.node = merged.node;
  }

  /** Whether a service of a later file is a new one; otherwise its name is probably wrong. */
  private isNew({ value, origin, name }: Entry, known: readonly string[]): boolean {
    if (name === undefined) return true;
    if (value === null)
      this.report(problemOf(origin, `services.${name}`, refusal('RemovesNothing', { key: name, known }), true));
    else if (completeService(value)) return true;
    else {
      const why = refusal('OverlayUnknownName', { kind: 'service', name, known });
      this.report(problemOf(origin, `services.${name}`, why));
    }
    return false;
  }
}

const needsNoChange = ({ value }: Layer): boolean => {
  if (!isTree(value)) return true;
  const teams = isTree(value.teams) ? Object.values(value.teams) : [];
  return [value, ...teams].every((v) => !isTree(v) || v.services === undefined || isCanonical(v.services));
};

/**
 * The answers of several files, later ones on top of earlier ones, and the place of each answer in its own file. Services
 * are a list in the result, and each has its name.
 */
export const mergeLayers = (layers: readonly [Layer, ...Layer[]]): Merged => {
  const [base, ...more] = layers;
  if (more.length === 0 && needsNoChange(base))
    return { value: base.value, locate: base.locate, problems: [], warnings: [] };
  const merger = new Merger();
  let part = merger.whole(base.value, { layer: base, path: [] }, []);
  const warnings: Problem[] = [];
  for (const layer of more) {
    const origin: Origin = { layer, path: [] };
    merger.changed = false;
    const problems = merger.problems.length;
    part = merger.merge(part, layer.value, origin, []);
    if (!merger.changed && merger.problems.length === problems)
      warnings.push(problemOf(origin, '', refusal('OverlayChangesNothing')));
  }
  return { value: part.value, locate: locator(part.node), problems: merger.problems, warnings };
};
