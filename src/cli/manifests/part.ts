/** A part of a file that is parsed separately, so that a syntax error does not affect other parts. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** For an item of a list: the column of its `-`, which is not part of the value. */
  readonly dash?: number;
  /** Its placeholders are masked before it is parsed. */
  readonly isMasked?: boolean;
  /** Texts in quotes that continue too far to the left are read as one line. */
  readonly isJoined?: boolean;
}
