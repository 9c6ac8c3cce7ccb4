/** A value and its path, as findings write it. */
export interface FieldValue {
  readonly field: string;
  readonly value: unknown;
}

const childOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** The values at a path, of which `[]` is each item of a list: `spec.rules[].retry`. */
export const valuesAt = (object: unknown, path: string): FieldValue[] => {
  let found: FieldValue[] = [{ field: '', value: object }];
  for (const step of path.split('.')) {
    const key = step.replace(/\[\]$/, '');
    found = found.flatMap(({ field, value }) => {
      const child = childOf(value, key);
      const at = field === '' ? key : `${field}.${key}`;
      if (child === undefined || child === null) return [];
      if (key === step) return [{ field: at, value: child }];
      return Array.isArray(child) ? child.map((item, i) => ({ field: `${at}[${i}]`, value: item })) : [];
    });
    if (found.length === 0) return found;
  }
  return found;
};
