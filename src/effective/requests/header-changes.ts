// Changes of headers by filters of a rule or a backend, as Envoy applies them.
import { entries, type Fields, fields, text } from '../objects/loose-objects.ts';

/** `add` appends a value, `set` replaces all values, `remove` deletes the header before values are added. */
export interface HeaderChange {
  readonly op: 'add' | 'addIfAbsent' | 'remove' | 'set';
  readonly name: string;
  /** Absent for `remove`. */
  readonly value?: string;
}

const change = (op: HeaderChange['op'], { name, value }: Fields): HeaderChange =>
  Object.freeze({ op, name: text(name) ?? '', value: text(value) ?? '' });

/** The changes of a list of modifiers. Each header is added or set once: the first one counts (filters.go). */
export const headerChanges = (modifiers: readonly unknown[]): readonly HeaderChange[] => {
  const added = new Map<string, HeaderChange>();
  const removed = new Map<string, HeaderChange>();
  for (const modifier of modifiers) {
    const { add, set, remove } = fields(modifier);
    for (const [op, list] of [
      ['add', add],
      ['set', set],
    ] as const)
      for (const header of entries(list)) {
        const one = change(op, header);
        if (!added.has(one.name.toLowerCase())) added.set(one.name.toLowerCase(), one);
      }
    for (const name of Array.isArray(remove) ? remove : [])
      if (typeof name === 'string' && !removed.has(name.toLowerCase()))
        removed.set(name.toLowerCase(), Object.freeze({ op: 'remove', name }));
  }
  return [...removed.values(), ...added.values()];
};

/** All values of a modifier, also several for one header (the header of a direct response; early headers of a listener). */
export const allChanges = (modifier: unknown): readonly HeaderChange[] => {
  const { add, addIfAbsent, set, remove } = fields(modifier);
  return [
    ...(Array.isArray(remove) ? remove : []).map((name) =>
      Object.freeze({ op: 'remove' as const, name: String(name) }),
    ),
    ...entries(add).map((h) => change('add', h)),
    ...entries(set).map((h) => change('set', h)),
    ...entries(addIfAbsent).map((h) => change('addIfAbsent', h)),
  ];
};
