/** An answers file whose output is committed, whole or in parts. */
export interface Golden {
  /** Its folder as one calls it: `examples/jwt-api`, `test/golden/cases/mesh-sds`. */
  readonly name: string;
  readonly dir: string;
  /** The answers file. */
  readonly answers: string;
  /** The folder of what is committed. */
  readonly output: string;
  /** What of a generated folder is committed; the maps lead from paths to texts. */
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
/** The parts of files that patterns choose; one that chooses nothing is an error. */
export const partsOf: (files: Texts, patterns: readonly string[]) => Texts;
export const readFolder: (dir: string) => Texts;
