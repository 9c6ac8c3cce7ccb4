// What is left out because generate would refuse it: the smallest part with which no request gets more access than in the source.

import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';

type Step = string | number;
export type KeyPath = readonly Step[];

/** `services[0].paths[1]` as a path. */
export const pathOf = (key: string): KeyPath =>
  [...key.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => (m[2] === undefined ? m[1]! : Number(m[2])));

export const valueAt = (answers: Tree, path: KeyPath): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Tree)[step as string] : undefined,
    answers,
  );

/** Keys about access to a service: without one of them, more clients could call it. */
const ACCESS: ReadonlySet<Step> = new Set(['auth', 'allow', 'deny', 'publicReason']);
/** Keys that select requests: without one of them, a service would get requests of others. */
const MATCHING: ReadonlySet<Step> = new Set(['headers', 'query', 'methods', 'hostname', 'hostnames', 'path', 'paths']);
/** Lists at the top whose items mean nothing without one of their keys. */
const WHOLE_ITEMS: ReadonlySet<Step> = new Set(['redirects', 'responses', 'streams', 'patches']);

/**
 * A part that is left out. `undecides`: the services and responses (index -1) whose authentication a person must decide then.
 * `removeService`, `removePath`: its requests may reach other services.
 */
export interface LeftOut {
  readonly path: KeyPath;
  readonly does: 'remove' | 'removeService' | 'removePath' | 'rename' | 'undecide';
  readonly undecides?: (service: Tree, index: number) => boolean;
}

const refersTo =
  (method: string) =>
  ({ auth }: Tree): boolean =>
    JSON.stringify(auth ?? '').includes(JSON.stringify(method));

const ofService = (answers: Tree, path: KeyPath): LeftOut => {
  const [, index, key, item] = path;
  const whole: LeftOut = { path: path.slice(0, 2), does: 'removeService' };
  if (key === undefined) return whole;
  if (key === 'name') return { path: path.slice(0, 3), does: 'rename' };
  // A person can name the backend, and the requests stay with their service until then.
  if (key === 'backend' || key === 'backends') return { path: path.slice(0, 3), does: 'remove' };
  if (key === 'auth') return { path: path.slice(0, 3), does: 'undecide' };
  if (ACCESS.has(key)) return { path: path.slice(0, 3), does: 'remove', undecides: (_, i) => i === index };
  if (!MATCHING.has(key)) return { path, does: 'remove' };
  const list = valueAt(answers, path.slice(0, 3));
  if (typeof item !== 'number' || !Array.isArray(list) || list.length < 2) return whole;
  return { path: path.slice(0, 4), does: key === 'paths' ? 'removePath' : 'remove' };
};

/** What is left out because of a problem at a path; undefined: nothing, because a person has to answer. */
export const leftOut = (answers: Tree, path: KeyPath): LeftOut | undefined => {
  const value = valueAt(answers, path);
  const [root, second] = path;
  if (value === UNDECIDED || root === undefined) return undefined;
  if (WHOLE_ITEMS.has(root) && typeof second === 'number')
    return path[2] === 'auth' && value !== undefined
      ? { path: path.slice(0, 3), does: 'undecide' }
      : { path: path.slice(0, 2), does: root === 'responses' ? 'removeService' : 'remove' };
  if (value === undefined) return undefined;
  if (root === 'services') return typeof second === 'number' ? ofService(answers, path) : undefined;
  if (root === 'deny') return { path: [root], does: 'remove', undecides: (_, i) => i >= 0 };
  if (root !== 'auth') return { path, does: 'remove' };
  if (second === 'default') return { path: [root, second], does: 'remove', undecides: (s) => s.auth === undefined };
  const method = path[2];
  if (second !== 'methods' || method === undefined) return undefined;
  return { path: path.slice(0, 3), does: 'remove', undecides: refersTo(String(method)) };
};

/**
 * Parts, where a service that would lose all items of a list that selects requests is left out as a whole: without the list, it
 * would get requests of others, or a person would be asked for its path.
 */
export const withWholeServices = <P extends { readonly part: LeftOut }>(
  answers: Tree,
  parts: readonly P[],
): readonly P[] => {
  const listOf = ({ part: { path } }: P): string =>
    path.length === 4 && path[0] === 'services' && MATCHING.has(path[2]!) ? JSON.stringify(path.slice(0, 3)) : '';
  const items = new Map<string, Set<Step>>();
  for (const p of parts) {
    const list = listOf(p);
    if (list !== '') items.set(list, (items.get(list) ?? new Set()).add(p.part.path[3]!));
  }
  return parts.map((p) => {
    const list = listOf(p);
    const all = list === '' ? undefined : valueAt(answers, p.part.path.slice(0, 3));
    if (!Array.isArray(all) || items.get(list)!.size < all.length) return p;
    return { ...p, part: { path: p.part.path.slice(0, 2), does: 'removeService' } };
  });
};

/** Removes the value of a path from its map or list, and maps and lists that are empty then. */
export const remove = (answers: Tree, path: KeyPath): void => {
  const parent = valueAt(answers, path.slice(0, -1));
  const step = path.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else if (isTree(parent)) delete parent[step];
  const isEmpty = Array.isArray(parent) ? parent.length === 0 : isTree(parent) && Object.keys(parent).length === 0;
  if (isEmpty && path.length > 1) remove(answers, path.slice(0, -1));
};

/** Lists from their end and what is inside before what contains it, so that the paths after it keep their meaning. */
export const fromTheEnd = (a: KeyPath, b: KeyPath): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x === y) continue;
    return typeof x === 'number' && typeof y === 'number' ? y - x : String(x) < String(y) ? -1 : 1;
  }
  return b.length - a.length;
};
