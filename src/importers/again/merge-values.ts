// Merges values three ways. What the hand changed wins; what only the source changed is applied; both: a conflict.
import { equal, isTree, type Tree } from '../../answers/yaml-layout.ts';

export type Step = string | number;

/** A value that the hand and the source changed differently. The file keeps `ours`. */
export interface Difference {
  readonly path: readonly string[];
  /** What the last import wrote; undefined: nothing. */
  readonly base: unknown;
  /** What the file contains; undefined: it was removed. */
  readonly ours: unknown;
  /** What the source is now; undefined: the source no longer has it. */
  readonly theirs: unknown;
  /**
   * The file gets `auth: undecided`: the service would get requests of this one, which a person restricted. Values of the file.
   */
  readonly instead?: { readonly path: readonly string[]; readonly auth: unknown; readonly allow: unknown };
}

/** Keys that decide how clients of a service authenticate and what they may do. They belong together. */
const ACCESS = ['auth', 'publicReason', 'allow', 'deny', 'public'] as const;

/** Keys that restrict access in addition to authentication. */
const RESTRICTS = ['allow', 'deny'] as const;

const isScalars = (v: unknown): v is (string | number | boolean)[] =>
  Array.isArray(v) && new Set(v as unknown[]).size === v.length && (v as unknown[]).every((x) => typeof x !== 'object');

/** A list of scalars with the additions of both sides, without what one of them removed. */
const mergedList = (base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[]): unknown[] => {
  const [before, here, there] = [new Set(base), new Set(ours), new Set(theirs)];
  const kept = ours.filter((x) => !before.has(x) || there.has(x));
  return [...kept, ...theirs.filter((x) => !before.has(x) && !here.has(x))];
};

/** Whether both sides put other entries in place of the same one. */
const bothReplace = (base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[]): boolean => {
  const [before, here, there] = [new Set(base), new Set(ours), new Set(theirs)];
  const adds = (list: readonly unknown[]): boolean => list.some((x) => !before.has(x));
  return adds(ours) && adds(theirs) && base.some((x) => !here.has(x) && !there.has(x));
};

/** Whether a path is that of a service or a method: what a person wrote is complete. */
const isWhole = (path: readonly string[]): boolean =>
  (path.length === 2 && path[0] === 'services') || (path.length === 3 && path[1] === 'methods');

export class Merge {
  readonly conflicts: Difference[] = [];
  /** What the merge changes in the file. */
  readonly changes: Difference[] = [];

  private conflict(d: Difference): unknown {
    this.conflicts.push(d);
    return d.ours;
  }

  value(base: unknown, ours: unknown, theirs: unknown, path: readonly string[]): unknown {
    if (equal(ours, theirs) || equal(base, theirs)) return ours;
    const difference = { path, base, ours, theirs };
    if (equal(base, ours) && !(isTree(ours) && isTree(theirs))) {
      this.changes.push(difference);
      return theirs;
    }
    if (isTree(ours) && isTree(theirs) && base === undefined && isWhole(path)) return this.byHand(ours, theirs, path);
    if (isTree(ours) && isTree(theirs) && (isTree(base) || base === undefined))
      return this.tree(base ?? {}, ours, theirs, path);
    // The source has no method any more: the hand's own methods are no conflict with that.
    const holdsMethods = path[0] === 'auth' && (path.length === 1 || (path.length === 2 && path[1] === 'methods'));
    if (theirs === undefined && isTree(ours) && isTree(base) && holdsMethods) return this.tree(base, ours, {}, path);
    // Methods of authentication are decided together.
    const canMerge =
      isScalars(base) && isScalars(ours) && isScalars(theirs) && path.at(-1) !== 'auth' && !path.includes('auth');
    if (canMerge) {
      const list = bothReplace(base, ours, theirs) ? [] : mergedList(base, ours, theirs);
      if (list.length > 0) {
        if (!equal(list, ours)) this.changes.push({ ...difference, theirs: list });
        return list;
      }
    }
    return this.conflict(difference);
  }

  tree(base: Tree, ours: Tree, theirs: Tree, path: readonly string[]): Tree {
    const out: Tree = {};
    const first = this.conflicts.length;
    const isService = path[0] === 'services' && path.length === 2;
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined);
    const take = (key: string, value: unknown): void => {
      if (value !== undefined) out[key] = value;
    };
    const merged = new Map<string, unknown>();
    const merge = (key: string): unknown =>
      this.value(own(base, key), own(ours, key), own(theirs, key), [...path, key]);
    if (isService && keys.has('auth')) {
      const d = {
        path: [...path, 'auth'],
        base: own(base, 'auth'),
        ours: own(ours, 'auth'),
        theirs: own(theirs, 'auth'),
      };
      // A person restricted it, for clients of the old authentication.
      const isRestricted = RESTRICTS.some(
        (key) => own(ours, key) !== undefined && !equal(own(base, key), own(ours, key)),
      );
      if (isRestricted && base.auth !== undefined && !equal(d.base, d.theirs) && !equal(d.ours, d.theirs))
        merged.set('auth', this.conflict(d));
      else merged.set('auth', merge('auth'));
      // The source's other decisions were made for its own authentication.
      if (this.conflicts.length > first)
        for (const key of ACCESS.slice(1)) {
          const d = { path: [...path, key], base: own(base, key), ours: own(ours, key), theirs: own(theirs, key) };
          if (!equal(d.base, d.theirs) && !equal(d.ours, d.theirs)) this.conflict(d);
          merged.set(key, d.ours);
        }
    }
    if (isService && base.auth !== undefined)
      for (const key of RESTRICTS) {
        const d = { path: [...path, key], base: own(base, key), ours: own(ours, key), theirs: own(theirs, key) };
        const isOfHand = ACCESS.some((other) => other !== key && !equal(own(base, other), own(ours, other)));
        // Whoever made the decision counted on what the source restricted; more of it may come.
        if (merged.has(key) || !isOfHand || d.base === undefined || equal(d.base, d.theirs) || equal(d.ours, d.theirs))
          continue;
        merged.set(key, this.conflict(d));
      }
    for (const key of keys) take(key, merged.has(key) ? merged.get(key) : merge(key));
    return out;
  }

  /** A map that a person wrote: nothing in it changes, and what differs is a conflict. */
  private byHand(ours: Tree, theirs: Tree, path: readonly string[]): Tree {
    for (const [key, value] of Object.entries(theirs))
      if (!equal(ours[key], value))
        this.conflict({ path: [...path, key], base: undefined, ours: ours[key], theirs: value });
    return ours;
  }
}
