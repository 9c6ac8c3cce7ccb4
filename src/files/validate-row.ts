/** A line of the table of validate.sh. */
export interface Row {
  /** A list stays on one line. */
  readonly words: readonly (string | readonly string[])[];
  /** White space in front: lines are below their group, fields below their objects. */
  readonly indent: string;
}

export const row = (...words: Row['words']): Row => ({ words, indent: '    ' });

/** The name in front of what an ID says is checked: the service, or the policy and its services. */
const PREFIX = /^[^.]+(?:\.public)?(?=\.)/;
export const prefixOf = (id: string): string => PREFIX.exec(id)?.[0] ?? '';
