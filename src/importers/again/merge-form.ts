// Answers as they are merged: services and other lists of maps by their keys, and one spelling of keys that have two.
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import { servicesOf } from './known-names.ts';

/** Keys with two spellings, one value and a list; they are merged as the list. */
const SPELLINGS = [
  ['path', 'paths'],
  ['hostname', 'hostnames'],
  ['backend', 'backends'],
] as const;

/** Lists of maps at the top of the answers, and what identifies an item. */
const LISTS: Readonly<Record<string, (item: Tree) => unknown>> = {
  redirects: ({ from, hostname, hostnames }) => [from, hostname ?? hostnames],
  responses: ({ path, methods, hostname, hostnames }) => [path, methods, hostname ?? hostnames],
  streams: ({ name }) => name,
  patches: ({ target }) => target,
};

/** A map with the list in place of the single value. */
const spelled = (tree: Tree): Tree => {
  const out: Tree = {};
  for (const [key, value] of Object.entries(tree)) {
    const two = SPELLINGS.find(([one]) => one === key);
    if (two && tree[two[1]] === undefined) out[two[1]] = two[0] === 'backend' ? [{ backend: value }] : [value];
    else out[key] = value;
  }
  return out;
};

const byKey = (list: unknown, keyOf: (item: Tree) => unknown): unknown => {
  if (!Array.isArray(list)) return list;
  const out: Tree = {};
  for (const item of list as unknown[]) {
    const key = JSON.stringify(isTree(item) ? keyOf(item) : item) ?? 'null';
    let free = key;
    for (let n = 2; Object.hasOwn(out, free); n++) free = `${key} ${n}`;
    out[free] = item;
  }
  return out;
};

/** Answers in the form in which they are merged. */
export const toForm = (answers: Tree): Tree => {
  const out = spelled(answers);
  if (answers.services !== undefined)
    out.services = Object.fromEntries(servicesOf(answers).map((s) => [String(s.name), spelled(s)]));
  for (const [list, keyOf] of Object.entries(LISTS)) if (out[list] !== undefined) out[list] = byKey(out[list], keyOf);
  return out;
};

/** The spelling of merged values: that of the file, else that of the source, else the shorter one. */
const unspelled = (merged: Tree, ours: Tree | undefined, theirs: Tree | undefined): Tree => {
  const out: Tree = {};
  for (const [key, value] of Object.entries(merged)) {
    const two = SPELLINGS.find(([, many]) => many === key);
    const same = two && [ours, theirs].find((t) => t && JSON.stringify(spelled(t)[key]) === JSON.stringify(value));
    const list = Array.isArray(value) ? (value as unknown[]) : [];
    if (!two) out[key] = value;
    else if (same) out[same[two[0]] === undefined ? two[1] : two[0]] = same[two[0]] ?? value;
    else if (list.length === 1 && typeof list[0] === 'string') out[two[0]] = list[0];
    else out[key] = value;
  }
  return out;
};

const named = (answers: Tree): Map<string, Tree> => new Map(servicesOf(answers).map((s) => [String(s.name), s]));

/**
 * Merged values as answers. Services are in the order of the file; one that only the source has follows its predecessor in the
 * source.
 */
export const fromForm = (merged: Tree, ours: Tree, theirs: Tree): Tree => {
  const out = unspelled(merged, ours, theirs);
  for (const list of Object.keys(LISTS)) {
    if (!isTree(out[list])) continue;
    const items = Object.values(out[list]);
    if (items.length > 0) out[list] = items;
    else delete out[list];
  }
  if (!isTree(merged.services)) return out;
  const of = merged.services;
  const [inFile, inSource] = [named(ours), named(theirs)];
  const order = [...inFile.keys()].filter((n) => Object.hasOwn(of, n));
  const next = new Map<string | undefined, string[]>();
  let before: string | undefined;
  for (const name of inSource.keys()) {
    if (!Object.hasOwn(of, name)) continue;
    if (inFile.has(name)) before = name;
    else if (next.has(before)) next.get(before)!.push(name);
    else next.set(before, [name]);
  }
  // Without a predecessor it comes last: above the first service there may be a comment about all of them.
  const all = [...order.flatMap((name) => [name, ...(next.get(name) ?? [])]), ...(next.get(undefined) ?? [])];
  if (all.length > 0)
    out.services = all.map((name) => unspelled(of[name] as Tree, inFile.get(name), inSource.get(name)));
  else delete out.services;
  return out;
};
