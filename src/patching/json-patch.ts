// JSON Patch (RFC 6902) on plain data.
import { canonical, isObject, type Json, put } from '../values/json-value.ts';

/** Thrown if an operation cannot be applied. */
class Failed extends Error {}

const stepsOf = (pointer: unknown): string[] => {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) throw new Failed();
  return pointer
    .split('/')
    .slice(1)
    .map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'));
};

const indexIn = (step: string, most: number): number => {
  if (!/^(?:0|[1-9]\d*)$/.test(step) || Number(step) > most || most < 0) throw new Failed();
  return Number(step);
};

const childOf = (node: Json | undefined, step: string): Json => {
  if (Array.isArray(node)) return node[indexIn(step, node.length - 1)]!;
  if (!isObject(node) || !Object.hasOwn(node, step)) throw new Failed();
  return node[step]!;
};

const get = (root: Json, pointer: unknown): Json => stepsOf(pointer).reduce(childOf, root);

/** The map or list that contains the last step of a pointer, and that step. */
const parentOf = (root: Json, pointer: unknown): { parent: Json; last: string } => {
  const steps = stepsOf(pointer);
  const last = steps.pop();
  // Replacing a whole object would change what it is.
  if (last === undefined) throw new Failed();
  return { parent: steps.reduce(childOf, root), last };
};

const add = (root: Json, pointer: unknown, value: Json): void => {
  const { parent, last } = parentOf(root, pointer);
  if (Array.isArray(parent)) parent.splice(last === '-' ? parent.length : indexIn(last, parent.length), 0, value);
  else if (isObject(parent)) put(parent, last, value);
  else throw new Failed();
};

const remove = (root: Json, pointer: unknown): void => {
  const { parent, last } = parentOf(root, pointer);
  childOf(parent, last);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isObject(parent)) delete parent[last];
};

const apply = (root: Json, { op, path, from, value }: Record<string, Json>): void => {
  const given = (): Json => {
    if (value === undefined) throw new Failed();
    return structuredClone(value);
  };
  switch (op) {
    case 'add':
      add(root, path, given());
      return;
    case 'remove':
      remove(root, path);
      return;
    case 'replace': {
      const { parent, last } = parentOf(root, path);
      childOf(parent, last);
      if (Array.isArray(parent)) parent[Number(last)] = given();
      else if (isObject(parent)) put(parent, last, given());
      return;
    }
    case 'copy':
      add(root, path, structuredClone(get(root, from)));
      return;
    case 'move': {
      const moved = get(root, from);
      remove(root, from);
      add(root, path, moved);
      return;
    }
    case 'test':
      if (value === undefined || canonical(get(root, path)) !== canonical(value)) throw new Failed();
      return;
    default:
      throw new Failed();
  }
};

/** A copy of the object with all operations applied; undefined if one cannot be applied. */
export const jsonPatched = <T>(object: T, operations: readonly Json[]): T | undefined => {
  const copy = structuredClone(object);
  try {
    for (const operation of operations) {
      if (!isObject(operation)) throw new Failed();
      apply(copy as Json, operation);
    }
    return copy;
  } catch (error) {
    if (error instanceof Failed) return undefined;
    throw error;
  }
};
