/** A value and its path, as findings write it. */
export interface FieldValue {
  readonly field: string;
  readonly value: unknown;
}

interface Step {
  readonly key: string;
  readonly isList: boolean;
}

/** Each path is divided once: there are a few, for thousands of objects. */
const steps = new Map<string, readonly Step[]>();
const stepsOf = (path: string): readonly Step[] => {
  const known = steps.get(path);
  if (known) return known;
  const made = path.split('.').map((s) => ({ key: s.replace(/\[\]$/, ''), isList: s.endsWith('[]') }));
  steps.set(path, made);
  return made;
};

const collect = (value: unknown, path: readonly Step[], at: number, field: string, found: FieldValue[]): void => {
  const step = path[at];
  if (!step) {
    found.push({ field, value });
    return;
  }
  const { key, isList } = step;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return;
  const child = (value as Record<string, unknown>)[key];
  if (child === undefined || child === null) return;
  const below = field === '' ? key : `${field}.${key}`;
  if (!isList) collect(child, path, at + 1, below, found);
  else if (Array.isArray(child))
    for (let i = 0; i < child.length; i++) collect(child[i], path, at + 1, `${below}[${i}]`, found);
};

const NONE: readonly FieldValue[] = [];

/** The values at a path, of which `[]` is each item of a list: `spec.rules[].retry`. */
export const valuesAt = (object: unknown, path: string): readonly FieldValue[] => {
  const found: FieldValue[] = [];
  collect(object, stepsOf(path), 0, '', found);
  return found.length === 0 ? NONE : found;
};
