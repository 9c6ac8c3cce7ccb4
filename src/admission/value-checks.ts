// Value validation with the same errors as k8s.io/kube-openapi/pkg/validation: type and field of the errors decide whether the
// API server runs CEL, so they must be equal, not only the verdict.

import type { Schema } from '../crds/crd-schema.ts';
import { shown as show } from '../diagnostics/shown.ts';
import { containsUnknown, isUnknown } from '../objects/unknown-value.ts';
import { goRegex } from '../values/go-regex.ts';
import { canonical, dot, type Fault, isObject, type Json } from './admission-schema.ts';
import { FORMATS } from './formats.ts';
import { withoutQuotes } from './without-quotes.ts';

type Errors = Fault[];
/** Validates a value at a path; errors are added to the list. */
export type ValueCheck = (value: Json, path: string, errors: Errors) => void;

const TYPE_INVALID = 'FieldValueTypeInvalid';
const INVALID = 'FieldValueInvalid';

const typeOf = (v: Json): string =>
  v === null
    ? 'null'
    : Array.isArray(v)
      ? 'array'
      : typeof v === 'number'
        ? Number.isInteger(v)
          ? 'integer'
          : 'number'
        : typeof v;

/** Length in code points, as Go counts runes. */
const runes = (s: string): number => {
  let n = s.length;
  for (let i = 0; i < s.length; i++) if ((s.charCodeAt(i) & 0xfc00) === 0xd800) n--;
  return n;
};

const stringCheck = (s: Schema): ValueCheck => {
  const format = s.format === undefined ? undefined : FORMATS[s.format];
  return (value, path, errors) => {
    const v = value as string;
    // Asked only where the text is refused: most texts pass.
    const bad = (type: string, message: string): void => {
      if (!isUnknown(v)) errors.push({ type, field: path || '<nil>', message });
    };
    if (s.maxLength !== undefined && v.length > s.maxLength && runes(v) > s.maxLength)
      bad('FieldValueTooLong', `the text is longer than ${s.maxLength} characters`);
    if (s.minLength !== undefined && runes(v) < s.minLength)
      bad(INVALID, `${show(v)} is shorter than ${s.minLength} characters`);
    if (s.pattern !== undefined && !goRegex(s.pattern)(v)) bad(INVALID, `${show(v)} does not match ${s.pattern}`);
    if (format && !format(v)) bad(TYPE_INVALID, `${show(v)} does not have the format ${s.format}`);
  };
};

const numberCheck = (s: Schema): ValueCheck => {
  const int32 = s.type === 'integer' && !s['x-kubernetes-int-or-string'] && s.format === 'int32';
  return (value, path, errors) => {
    const v = value as number;
    const bad = (message: string, field = path): void =>
      void errors.push({ type: INVALID, field: field || '<nil>', message });
    if (int32 && (v < -2147483648 || v > 2147483647)) bad(`${v} at ${path} does not fit into int32`, '');
    if (s.maximum !== undefined && (s.exclusiveMaximum ? v >= s.maximum : v > s.maximum))
      bad(`${v} is above ${s.maximum}`);
    if (s.minimum !== undefined && (s.exclusiveMinimum ? v <= s.minimum : v < s.minimum))
      bad(`${v} is below ${s.minimum}`);
    if (s.multipleOf !== undefined && !Number.isInteger(v / s.multipleOf))
      bad(`${v} is not a multiple of ${s.multipleOf}`);
  };
};

const arrayCheck =
  (s: Schema): ValueCheck =>
  (value, path, errors) => {
    const v = value as Json[];
    const bad = (type: string, message: string): void => void errors.push({ type, field: path || '<nil>', message });
    if (s.maxItems !== undefined && v.length > s.maxItems)
      bad('FieldValueTooMany', `there are ${v.length} items, at most ${s.maxItems} are allowed`);
    if (s.minItems !== undefined && v.length < s.minItems)
      bad(INVALID, `there are ${v.length} items, at least ${s.minItems} are required`);
    if (s.uniqueItems && new Set(v.map(canonical)).size !== v.length && !containsUnknown(v))
      bad(INVALID, 'the items are not unique');
  };

const objectCheck =
  (s: Schema): ValueCheck =>
  (value, path, errors) => {
    const v = value as Record<string, Json>;
    const bad = (type: string, message: string, field = path): void =>
      void errors.push({ type, field: field || '<nil>', message });
    if (s.maxProperties !== undefined || s.minProperties !== undefined) {
      const n = Object.keys(v).length;
      if (s.maxProperties !== undefined && n > s.maxProperties)
        bad('FieldValueTooMany', `there are ${n} entries, at most ${s.maxProperties} are allowed`);
      if (s.minProperties !== undefined && n < s.minProperties)
        bad(INVALID, `there are ${n} entries, at least ${s.minProperties} are required`);
    }
    if (s.required)
      for (const r of s.required)
        if (!Object.hasOwn(v, r) && !Object.keys(v).some(isUnknown))
          bad('FieldValueRequired', 'the field is required', dot(path, r));
  };

/** A loop, because the arguments of a call are limited in number. */
const append = (errors: Errors, more: Errors): void => {
  for (const e of more) errors.push(e);
};

/** allOf, anyOf, oneOf, not: a failure is reported at the root, as kube-openapi does, with the branch's own errors. */
const combinators = (s: Schema): ValueCheck | undefined => {
  const trees = (list: Schema[] | undefined): ValueCheck[] => (list ?? []).map(treeCheck);
  const [allOf, anyOf, oneOf] = [trees(s.allOf), trees(s.anyOf), trees(s.oneOf)];
  const not = s.not && treeCheck(s.not);
  if (allOf.length + anyOf.length + oneOf.length === 0 && !not) return undefined;
  const errorsOf = (check: ValueCheck, v: Json, path: string): Errors => {
    const found: Errors = [];
    check(v, path, found);
    return found;
  };
  return (v, path, errors) => {
    const bad = (message: string): void => {
      if (containsUnknown(v)) return;
      errors.push({ type: INVALID, field: '<nil>', message: `${path || 'the object'} ${message}` });
    };
    const failed = allOf.map((c) => errorsOf(c, v, path)).filter((e) => e.length > 0);
    for (const e of failed) append(errors, e);
    if (failed.length > 0) bad('must satisfy all alternatives (allOf)');
    if (anyOf.length > 0 && !anyOf.some((c) => errorsOf(c, v, path).length === 0)) {
      bad('must satisfy one of the alternatives (anyOf)');
      append(errors, errorsOf(anyOf[0]!, v, path));
    }
    if (oneOf.length > 0) {
      const passed = oneOf.filter((c) => errorsOf(c, v, path).length === 0).length;
      if (passed !== 1) bad('must satisfy exactly one alternative (oneOf)');
      if (passed === 0) append(errors, errorsOf(oneOf[0]!, v, path));
    }
    if (not && errorsOf(not, v, path).length === 0) bad('must not match the schema in not');
  };
};

/** The checks of one schema for the value itself, not for what is below it. */
export const valueCheck = (s: Schema): ValueCheck => {
  const types = s['x-kubernetes-int-or-string'] ? ['integer', 'string'] : s.type ? [s.type] : undefined;
  const allowed = s.enum && new Set(s.enum.map((e) => canonical(e as Json)));
  // A format of a value that may be a number too is not enforced.
  const byType: Record<string, ValueCheck> = {
    string: stringCheck(
      types && !(types.length === 1 && types[0] === 'string') ? { ...s, format: undefined as never } : s,
    ),
    integer: numberCheck(s),
    number: numberCheck(s),
    array: arrayCheck(s),
    object: objectCheck(s),
  };
  const combined = combinators(s);
  return (v, path, errors) => {
    const bad = (type: string, message: string): void => {
      if (!isUnknown(v)) errors.push({ type, field: path || '<nil>', message });
    };
    if (v === null) {
      if (s.nullable) return;
      if (types) bad(TYPE_INVALID, `null is not ${types.join(' or ')}`);
      if (allowed && !allowed.has('null')) bad('FieldValueNotSupported', 'null is not one of the allowed values');
      return;
    }
    const t = typeOf(v);
    if (types && !types.includes(t) && !(t === 'integer' && types.includes('number'))) {
      const words = s.type === 'string' ? withoutQuotes(v) : undefined;
      if (words === undefined) bad(TYPE_INVALID, `the value is of type ${t} instead of ${types.join(' or ')}`);
      else errors.push({ type: TYPE_INVALID, field: path || '<nil>', message: words, lacksQuotes: true });
    }
    if (allowed && !allowed.has(canonical(v)))
      bad('FieldValueNotSupported', `${show(v)} is not one of ${s.enum!.map((e) => show(e as Json)).join(', ')}`);
    byType[t]?.(v, path, errors);
    combined?.(v, path, errors);
  };
};

/** A schema inside a combinator also validates what is below it. */
const treeCheck = (s: Schema): ValueCheck => {
  const own = valueCheck(s);
  const props = new Map(Object.entries(s.properties ?? {}).map(([k, c]) => [k, treeCheck(c)]));
  const items = s.items && treeCheck(s.items);
  const rest = isObject(s.additionalProperties) ? treeCheck(s.additionalProperties as Schema) : undefined;
  return (v, path, errors) => {
    own(v, path, errors);
    if (Array.isArray(v)) {
      if (items) for (const [i, x] of v.entries()) items(x, `${path}[${i}]`, errors);
    } else if (isObject(v)) for (const [k, x] of Object.entries(v)) (props.get(k) ?? rest)?.(x, dot(path, k), errors);
  };
};
