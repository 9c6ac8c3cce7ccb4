import type { z } from 'zod';
import { answersSchema } from './schema/schema.ts';

/** A zod schema's inside, as far as walking it needs (zod 4: `_zod.def`). */
interface Def {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: z.ZodType[];
  in?: z.ZodType;
}

const defOf = (s: z.ZodType): Def => (s as unknown as { _zod: { def: Def } })._zod.def;

/** The schemas that a value at one step below may have; a union is all of its alternatives. */
export const below = (s: z.ZodType, step: PropertyKey): z.ZodType[] => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return below(def.innerType, step);
  if (def.type === 'pipe' && def.in) return below(def.in, step);
  if (def.type === 'union') return (def.options ?? []).flatMap((o) => below(o, step));
  if (def.type === 'array' && def.element && typeof step === 'number') return [def.element];
  if (def.type === 'record' && def.valueType) return [def.valueType];
  const child = def.shape?.[String(step)];
  return child ? [child] : [];
};

/** Keys of an object schema; of a union, those of all its objects. */
export const keysOf = (s: z.ZodType): string[] => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return keysOf(def.innerType);
  if (def.type === 'pipe' && def.in) return keysOf(def.in);
  if (def.type === 'union') return [...new Set((def.options ?? []).flatMap(keysOf))];
  return Object.keys(def.shape ?? {});
};

/** Whether an answer can also be written without keys: as a word, a number or a list. */
export const hasShortForm = (s: z.ZodType): boolean => {
  const def = defOf(s);
  if (def.type === 'optional' && def.innerType) return hasShortForm(def.innerType);
  if (def.type === 'pipe' && def.in) return hasShortForm(def.in);
  if (def.type === 'union') return (def.options ?? []).some(hasShortForm);
  return def.type !== 'object' && def.type !== 'record';
};

/** The keys that the answers know at a path. */
export const knownKeys = (path: readonly PropertyKey[]): string[] => {
  let at: z.ZodType[] = [answersSchema];
  for (const step of path) at = at.flatMap((s) => below(s, step));
  return [...new Set(at.flatMap(keysOf))];
};
