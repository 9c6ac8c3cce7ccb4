/** A part of a file that is read by itself; one that cannot be read does not spoil the others. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** An item of a list: the column of the `-` that it begins with, which is no part of the value. */
  readonly dash?: number;
}
