// Prefixes that give each documented path the settings of its group. The longest prefix wins.
import { deepest, type Leaf, leavesBelow, type TreeNode } from './path-tree.ts';
import { withShadowing } from './shadowing.ts';
import { prefixOf } from './written-path.ts';

/** A path of the answers with the documented paths that it was made for. */
export interface Entry {
  readonly group: number;
  readonly path: string;
  readonly leaves: readonly Leaf[];
}

/** Paths alone, for a part of the tree that prefixes cannot separate. */
type Flat = (leaves: readonly Leaf[]) => Entry[];

/** Whether paths of a group are written one by one, so that nothing else has its settings. */
type IsSingle = (group: number) => boolean;

/** A service has at most so many paths (answers/schema/service-matching.ts). */
export const MOST_PATHS = 64;

const only = (groups: ReadonlySet<number>): number => [...groups][0]!;

/** The groups of the paths at a node and below its parameters, which a prefix at the node serves. */
const fixedGroups = (at: TreeNode): Set<number> =>
  new Set([...at.leaves.map((l) => l.group), ...[...at.parameters.values()].flatMap((p) => [...p.groups])]);

const entryAt = (at: TreeNode, group: number): Entry => ({
  group,
  path: prefixOf(at.segments),
  leaves: leavesBelow(at).filter((l) => l.group === group),
});

/**
 * The prefixes for a part of the tree. `inherited`: the group of the next prefix above. undefined: prefixes cannot separate it, because
 * a parameter and the text at its place, or a path and those below its parameter, belong to different groups.
 */
const separated = (
  at: TreeNode,
  inherited: number | undefined,
  flat: Flat,
  isSingle: IsSingle,
): Entry[] | undefined => {
  if (at.groups.size <= 1) {
    if (at.groups.size === 0 || only(at.groups) === inherited) return [];
    return isSingle(only(at.groups)) ? flat(leavesBelow(at)) : [entryAt(deepest(at), only(at.groups))];
  }
  const fixed = fixedGroups(at);
  const children = [...at.literal.values()];
  const apart = (): Entry[] => children.flatMap((c) => separated(c, undefined, flat, isSingle) ?? flat(leavesBelow(c)));
  if (fixed.size === 0 && inherited === undefined) return apart();
  if (fixed.size === 0 || (fixed.size === 1 && !isSingle(only(fixed)))) {
    const group = fixed.size === 1 ? only(fixed) : inherited;
    const below = children.map((c) => separated(c, group, flat, isSingle));
    if (below.every((b) => b !== undefined))
      return [...(group === inherited ? [] : [entryAt(at, group!)]), ...below.flat()];
  }
  // Without a prefix here, the paths below are independent of it.
  return inherited === undefined && at.parameters.size === 0 && at.leaves.every((l) => !l.path.greedy)
    ? [...flat(at.leaves), ...apart()]
    : undefined;
};

/** Paths for a tree: one prefix where everything agrees, else as few prefixes as possible, else single paths. */
export const prefixesOf = (
  root: TreeNode,
  flat: Flat,
  isSingle: IsSingle,
  isOpen: (group: number) => boolean,
): Entry[] => {
  const top = deepest(root);
  const children = [...top.literal.values()];
  const isNarrow = top.leaves.length === 0 && top.parameters.size === 0 && children.length <= MOST_PATHS;
  // Without a common prefix, the first segments: `/` would also forward what the document does not contain.
  if (root.groups.size === 1 && !isSingle(only(root.groups)) && top.segments.length === 0 && isNarrow)
    return children.map((c) => entryAt(c, only(root.groups)));
  const complete = root.groups.size < 2 || withShadowing(root, isOpen);
  return (complete && separated(root, undefined, flat, isSingle)) || flat(leavesBelow(root));
};
