import { isBelow } from '../../values/path-below.ts';
import { type Found, found } from './rule.ts';

/** A path prefix and its owner; `at` is the path of the answer. */
export interface Owned {
  readonly path: string;
  readonly owner: string;
  readonly at: readonly PropertyKey[];
}

const overlap = (a: Owned, b: Owned): Found =>
  found(b.at, 'TeamPathsOverlap', { path: b.path, owner: b.owner, outer: a.path, outerOwner: a.owner });

/** Compares prefixes in order: all prefixes below a prefix follow it directly. */
export const overlaps = (owned: readonly Owned[]): Found[] => {
  const out: Found[] = [];
  const open: Owned[] = [];
  // "-" and "." sort before "/"; a character before both keeps the prefixes below a segment together.
  const key = (o: Owned): string => `${o.path.replaceAll('/', '\u0001')}\u0001`;
  for (const o of [...owned].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))) {
    while (open.length > 0 && !isBelow(o.path, open.at(-1)!.path)) open.pop();
    const outer = open.find((x) => x.owner !== o.owner);
    if (outer) out.push(overlap(outer, o));
    open.push(o);
  }
  return out;
};
