// Where answers can be changed, and how.
export type Path = readonly (string | number)[];
type Branch = Record<string | number, unknown>;
const isBranch = (v: unknown): v is Branch => typeof v === 'object' && v !== null;

/** Every path of a tree, to leaves and to what holds them. */
export const pathsOf = (v: unknown, path: Path = []): Path[] =>
  isBranch(v)
    ? [path, ...Object.entries(v).flatMap(([k, x]) => pathsOf(x, [...path, Array.isArray(v) ? Number(k) : k]))]
    : [path];

export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((v, step) => (isBranch(v) ? v[step] : undefined), root);

/** A copy of the tree in which `change` has changed what holds the last step. */
const changed = (root: unknown, path: Path, change: (holder: Branch, step: string | number) => void): unknown => {
  const copy: unknown = structuredClone(root);
  const holder = valueAt(copy, path.slice(0, -1));
  if (path.length > 0 && isBranch(holder)) change(holder, path.at(-1)!);
  return copy;
};

export const replaced = (root: unknown, path: Path, value: unknown): unknown =>
  changed(root, path, (holder, step) => {
    holder[step] = value;
  });

const without = (root: unknown, path: Path): unknown =>
  changed(root, path, (holder, step) => {
    if (Array.isArray(holder)) holder.splice(Number(step), 1);
    else delete holder[step];
  });

const renamed = (root: unknown, path: Path, name: string): unknown =>
  changed(root, path, (holder, step) => {
    if (Array.isArray(holder)) return;
    const entries = Object.entries(holder).map(([k, v]) => [k === String(step) ? name : k, v] as const);
    for (const k of Object.keys(holder)) delete holder[k];
    // Not by assignment: `__proto__` has to become a key.
    for (const [k, v] of entries) Object.defineProperty(holder, k, { value: v, enumerable: true, configurable: true });
  });

const doubled = (root: unknown, path: Path): unknown =>
  changed(root, path, (holder, step) => {
    if (Array.isArray(holder)) holder.splice(Number(step), 0, structuredClone(holder[Number(step)]));
    else holder[`${step}2`] = structuredClone(holder[step]);
  });

/** Changes of the form of a tree; `other` is a path of the same tree, `word` a text. */
export const SHAPES: Readonly<Record<string, (root: unknown, path: Path, other: Path, word: string) => unknown>> = {
  remove: (root, path) => without(root, path),
  double: (root, path) => doubled(root, path),
  rename: (root, path, _, word) => renamed(root, path, word),
  listed: (root, path) => replaced(root, path, [valueAt(root, path)]),
  twice: (root, path) => replaced(root, path, [valueAt(root, path), valueAt(root, path)]),
  mapped: (root, path, _, word) => replaced(root, path, { [word]: valueAt(root, path) }),
  copied: (root, path, other) => replaced(root, path, structuredClone(valueAt(root, other))),
  emptied: (root, path) => replaced(root, path, Array.isArray(valueAt(root, path)) ? [] : {}),
};
