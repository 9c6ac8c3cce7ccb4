/** What a code means; `explain` prints it and docs/codes.md is made from it. */
export interface Code {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
  /** YAML that has the fault, and the same without it. */
  readonly before: string;
  readonly after: string;
}
export type Codes = Readonly<Record<string, Code>>;
