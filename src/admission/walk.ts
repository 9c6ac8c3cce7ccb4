import { isUnknown } from '../objects/unknown-value.ts';
import { canonical, dot, type Fault, isObject, type Json } from './admission-schema.ts';
import type { SchemaNode } from './node.ts';

/** Value checks of a node and of all below it. */
export const checkValues = (v: Json, node: SchemaNode, path: string, errors: Fault[]): void => {
  node.check(v, path, errors);
  if (Array.isArray(v)) {
    if (node.items) for (let i = 0; i < v.length; i++) checkValues(v[i]!, node.items, `${path}[${i}]`, errors);
  } else if (isObject(v))
    for (const k in v) {
      const child = node.properties?.get(k) ?? node.values;
      if (child) checkValues(v[k]!, child, dot(path, k), errors);
    }
};

const checkList = (v: readonly Json[], node: SchemaNode, path: string, errors: Fault[]): void => {
  const type = node.schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return;
  const odd = type === 'map' ? v.findIndex((x) => x !== null && !isObject(x)) : -1;
  if (odd >= 0) {
    errors.push({
      type: 'FieldValueInvalid',
      field: `${path}[${odd}]`,
      message: 'the entry is not an object',
    });
    return;
  }
  const keys = node.schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Map<string, number>();
  for (const [i, x] of v.entries()) {
    const identity =
      type === 'set'
        ? x
        : isObject(x)
          ? Object.fromEntries(keys.filter((k) => Object.hasOwn(x, k)).map((k) => [k, x[k]!]))
          : {};
    const key = canonical(identity);
    const times = seen.get(key) ?? 0;
    // The third and later duplicates are not reported.
    if (times === 1 && !isUnknown(key))
      errors.push({ type: 'FieldValueDuplicate', field: `${path}[${i}]`, message: `${key} occurs twice` });
    seen.set(key, times + 1);
  }
};

/** Finds duplicates in lists that are sets, or maps by some keys. */
export const checkLists = (v: Json, node: SchemaNode, path: string, errors: Fault[]): void => {
  if (Array.isArray(v)) {
    checkList(v, node, path, errors);
    if (node.items?.deepLists) for (const [i, x] of v.entries()) checkLists(x, node.items, `${path}[${i}]`, errors);
  } else if (isObject(v))
    for (const k of Object.keys(v)) {
      const child = node.properties?.get(k);
      if (child?.deepLists) checkLists(v[k]!, child, dot(path, k), errors);
      else if (!child && node.values?.deepLists) checkLists(v[k]!, node.values, `${path}[${k}]`, errors);
    }
};
