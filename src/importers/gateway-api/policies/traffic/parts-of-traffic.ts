// How parts of a BackendTrafficPolicy become keys of a service. A value that generate writes anyway needs no answer.
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';

/** One value of an answer. */
export interface Value {
  /** Below the key of the answer. */
  readonly key: string;
  readonly value: unknown;
  /** What generate writes without an answer. */
  readonly usual: unknown;
  /** Below `spec`. */
  readonly field: string;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The values that differ from the usual ones, as parts `KEY.NAME`; the others are carried as they are. */
export const differing = (room: PolicyRoom, key: string, values: readonly Value[]): Part[] =>
  values.flatMap(({ key: name, value, usual, field }) => {
    const from = room.from(field);
    if (value !== undefined && !same(value, usual)) return [{ key: `${key}.${name}`, value, from }];
    for (const node of from) room.view.ledger.carried(node);
    return [];
  });

/** All leaves of fields are those that generate writes. */
export const carriedFields = (room: PolicyRoom, ...names: readonly string[]): Part[] => {
  for (const node of room.from(...names)) room.view.ledger.carried(node);
  return [];
};
