// Requests that a parameter matches although a text is at its place: `/users/me/keys` is for `/users/{id}/keys`, also if the document has
// `/users/me`. The prefix of the text would take them, so the paths of the parameter are repeated below it.
import { type Leaf, node, type TreeNode } from './path-tree.ts';
import { mayMatch } from './written-path.ts';

/** So many paths are repeated; with more, paths are written one by one. */
const MOST_REPEATED = 20_000;

class Repeating {
  #left = MOST_REPEATED;

  constructor(private readonly isOpen: (group: number) => boolean) {}

  get isComplete(): boolean {
    return this.#left >= 0;
  }

  /** A path of a parameter at the place of a text. A path that the document has there goes first, for its own methods. */
  #leaf(at: TreeNode, leaf: Leaf): void {
    const isTaken = (method: string): boolean =>
      at.leaves.some(
        (l) => l.path.slash === leaf.path.slash && l.path.greedy === leaf.path.greedy && l.methods.includes(method),
      );
    if (leaf.methods.every(isTaken)) return;
    this.#add(at, leaf);
  }

  /** A path of which everything below is one operation, at a path further down. */
  #below(at: TreeNode, leaf: Leaf): void {
    const own = at.leaves.filter((l) => l.path.greedy);
    // The prefix for everything below a path also matches the path itself, which must not become open.
    const isClosed = !own.some((l) => this.isOpen(l.group)) || this.isOpen(leaf.group) || at.leaves.length > own.length;
    if (!isClosed) this.#add(at, leaf);
    else this.#leaf(at, leaf);
  }

  #add(at: TreeNode, leaf: Leaf): void {
    this.#left--;
    at.leaves.push(leaf);
    at.groups.add(leaf.group);
  }

  #merge(at: TreeNode, other: TreeNode): void {
    for (const leaf of other.leaves) this.#leaf(at, leaf);
    for (const kind of ['literal', 'parameters'] as const)
      for (const [key, child] of other[kind]) {
        if (!this.isComplete) return;
        const own = at[kind].get(key) ?? node([...at.segments, child.segments.at(-1)!]);
        at[kind].set(key, own);
        this.#merge(own, child);
        for (const group of own.groups) at.groups.add(group);
      }
  }

  below(at: TreeNode): void {
    if (at.groups.size < 2) return;
    const greedy = at.leaves.filter((l) => l.path.greedy);
    for (const child of at.literal.values()) {
      for (const parameter of at.parameters.values())
        if (mayMatch(parameter.segments.at(-1)!, child.segments.at(-1)!)) this.#merge(child, parameter);
      for (const leaf of greedy) this.#below(child, leaf);
    }
    for (const child of at.parameters.values()) for (const leaf of greedy) this.#below(child, leaf);
    for (const child of [...at.literal.values(), ...at.parameters.values()]) {
      if (!this.isComplete) return;
      this.below(child);
      for (const group of child.groups) at.groups.add(group);
    }
  }
}

/** Repeats the paths of parameters below the texts that they match; false: there are too many. */
export const withShadowing = (root: TreeNode, isOpen: (group: number) => boolean): boolean => {
  const repeating = new Repeating(isOpen);
  repeating.below(root);
  return repeating.isComplete;
};
