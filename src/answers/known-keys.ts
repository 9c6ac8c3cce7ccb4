import type { z } from 'zod';
import { answersSchema } from './schema/answers-schema.ts';

/** The internal fields of a zod schema that are used here (zod 4: `_zod.def`). */
interface Def {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  options?: z.ZodType[];
  values?: unknown[];
  entries?: Record<string, string | number>;
  in?: z.ZodType;
}

type Internals = { _zod: { def: Def; innerType: z.ZodType } };

/** The schema itself: of one that is built later (values/later.ts), what is built. */
const builtOf = (s: z.ZodType): z.ZodType => {
  const { def, innerType } = (s as unknown as Internals)._zod;
  return def.type === 'lazy' ? builtOf(innerType) : s;
};

const defOf = (s: z.ZodType): Def => (builtOf(s) as unknown as Internals)._zod.def;

/** The possible schemas of a value one step below; for a union, those of all alternatives. */
export const below = (s: z.ZodType, step: PropertyKey): z.ZodType[] => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return below(def.innerType, step);
  if (def.type === 'pipe' && def.in) return below(def.in, step);
  if (def.type === 'union') return (def.options ?? []).flatMap((o) => below(o, step));
  if (def.type === 'array' && def.element && typeof step === 'number') return [def.element];
  if (def.type === 'record' && def.valueType) return [def.valueType];
  // Own properties only: `constructor` exists on every object.
  const child = def.shape && Object.hasOwn(def.shape, step) ? def.shape[String(step)] : undefined;
  return child ? [child] : [];
};

/** The keys of an object schema; for a union, those of all its objects. */
export const keysOf = (s: z.ZodType): string[] => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return keysOf(def.innerType);
  if (def.type === 'pipe' && def.in) return keysOf(def.in);
  if (def.type === 'union') return [...new Set((def.options ?? []).flatMap(keysOf))];
  return Object.keys(def.shape ?? {});
};

/** The keys of a map whose keys are words of a list, such as HTTP methods. They have no flags. */
const wordKeysOf = (s: z.ZodType): string[] =>
  plainOf(s).flatMap((plain) => {
    const { type, keyType } = defOf(plain);
    return type === 'record' && keyType ? Object.keys(defOf(keyType).entries ?? {}) : [];
  });

/** Whether an answer can be written without keys: as a word, a number or a list. */
export const hasShortForm = (s: z.ZodType): boolean => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return hasShortForm(def.innerType);
  if (def.type === 'pipe' && def.in) return hasShortForm(def.in);
  if (def.type === 'union') return (def.options ?? []).some(hasShortForm);
  return def.type !== 'object' && def.type !== 'record';
};

/** The innermost schemas of an answer, without optional, transform and union. */
const plainOf = (s: z.ZodType): z.ZodType[] => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return plainOf(def.innerType);
  if (def.type === 'pipe' && def.in) return plainOf(def.in);
  return def.type === 'union' ? (def.options ?? []).flatMap(plainOf) : [s];
};

/** The description of an answer, which may be below an optional or a transform. */
export const descriptionOf = (s: z.ZodType): string | undefined => {
  const description = s.description ?? builtOf(s).description;
  if (description) return description;
  const { type, innerType, in: before } = defOf(s);
  const inner = type === 'optional' ? innerType : type === 'pipe' ? before : undefined;
  return inner && descriptionOf(inner);
};

/** How a flag gives an answer: true or false, several values, or one value. */
export const kindOf = (schemas: readonly z.ZodType[]): 'value' | 'list' | 'boolean' => {
  const defs = schemas.flatMap(plainOf).map(defOf);
  if (defs.some((d) => d.type === 'array')) return 'list';
  return defs.every((d) => d.type === 'boolean' || (d.type === 'literal' && d.values?.every((v) => v === true)))
    ? 'boolean'
    : 'value';
};

/** The words that an answer may be, of its enumerations and constants; empty if none, as other values may be possible, too. */
export const wordsOf = (schemas: readonly z.ZodType[]): string[] => {
  const words = schemas.flatMap(plainOf).flatMap((s) => {
    const { type, values = [], entries = {} } = defOf(s);
    return type === 'boolean' ? ['true', 'false'] : [...values, ...Object.values(entries)].map(String);
  });
  return [...new Set(words)];
};

/** The schemas of a value at a path of the answers. */
export const schemasAt = (path: readonly PropertyKey[]): z.ZodType[] =>
  path.reduce<z.ZodType[]>((at, step) => at.flatMap((s) => below(s, step)), [answersSchema]);

/** The words that an answer at a path may be. */
export const wordsAt = (path: readonly PropertyKey[]): string[] => wordsOf(schemasAt(path));

/** The known keys at a path of the answers. */
export const knownKeys = (path: readonly PropertyKey[]): string[] => {
  const at = schemasAt(path);
  return [...new Set(at.flatMap((s) => [...keysOf(s), ...wordKeysOf(s)]))];
};
