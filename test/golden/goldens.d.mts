/** An answers file with committed output. */
export interface Golden {
  /** Its folder from the repository's root: `examples/jwt-api`, `test/golden/cases/mesh-sds`. */
  readonly name: string;
  readonly dir: string;
  /** The answers file, the first one of an environment. */
  readonly answers: string;
  /** The flags for its answers files: several for an environment. */
  readonly files: readonly string[];
  /** The folder of the committed output. */
  readonly output: string;
  /** Selects the committed part of a generated folder (path -> text). */
  readonly choose: (files: Texts) => Texts;
  readonly committed: () => Texts;
}
export interface Case extends Golden {
  readonly about: string;
}
type Texts = Map<string, string>;

export const ROOT: string;
export const examples: readonly Golden[];
export const cases: readonly Case[];
/** The parts of files that patterns select; a pattern that selects nothing is an error. */
export const partsOf: (files: Texts, patterns: readonly string[]) => Texts;
export const readFolder: (dir: string) => Texts;
