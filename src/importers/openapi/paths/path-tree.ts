// Documented paths as a tree of segments, to find the shortest prefixes that separate what differs.
import { type DocumentedPath, hasParameter, segmentKey } from './written-path.ts';

/** A documented path with the group of settings that its requests get. */
export interface Leaf {
  readonly path: DocumentedPath;
  /** The path alone, as answers write it. */
  readonly flat: string;
  /** A prefix that may replace it where it cannot be compared with other paths. */
  readonly wide?: string | undefined;
  readonly group: number;
  readonly methods: readonly string[];
}

/** Equal for paths that match the same requests: `/pets/{id}` and `/pets/{name}`. */
export const leafKey = ({ path }: Pick<Leaf, 'path'>): string =>
  `${path.segments.map(segmentKey).join('/')}${path.slash ? '/' : ''}${path.greedy ? '+' : ''}`;

/** A segment below another one. */
export interface TreeNode {
  readonly segments: readonly string[];
  readonly leaves: Leaf[];
  readonly literal: Map<string, TreeNode>;
  readonly parameters: Map<string, TreeNode>;
  /** The groups of all paths here and below. */
  readonly groups: Set<number>;
}

/** A node without paths. */
export const node = (segments: readonly string[]): TreeNode => ({
  segments,
  leaves: [],
  literal: new Map(),
  parameters: new Map(),
  groups: new Set(),
});

export const treeOf = (leaves: readonly Leaf[]): TreeNode => {
  const root = node([]);
  for (const leaf of leaves) {
    let at = root;
    at.groups.add(leaf.group);
    for (const segment of leaf.path.segments) {
      const children = hasParameter(segment) ? at.parameters : at.literal;
      const key = segmentKey(segment);
      const next: TreeNode = children.get(key) ?? node([...at.segments, segment]);
      children.set(key, next);
      at = next;
      at.groups.add(leaf.group);
    }
    at.leaves.push(leaf);
  }
  return root;
};

/** All paths here and below. */
export const leavesBelow = (at: TreeNode): Leaf[] => [
  ...at.leaves,
  ...[...at.literal.values(), ...at.parameters.values()].flatMap(leavesBelow),
];

/** The deepest node that contains the same paths and has a literal path. */
export const deepest = (at: TreeNode): TreeNode => {
  let found = at;
  while (found.leaves.length === 0 && found.parameters.size === 0 && found.literal.size === 1)
    found = [...found.literal.values()][0]!;
  return found;
};
