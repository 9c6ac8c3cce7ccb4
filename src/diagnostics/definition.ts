/** `error` stops the run (exit code 1 for a finding, 2 for an answer); the others are printed only. */
export type Severity = 'error' | 'warning' | 'info';

/** Full sentences. A notice may have no `why` or no `fix`: then the text is empty. */
export interface Words {
  /** What is wrong, with the user's own value unless it could be a secret. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
}

/** YAML with the fault, and the same without it. */
export interface Example {
  readonly before: string;
  readonly after: string;
}

/** Everything about one code. */
export interface Definition<A = never> {
  readonly severity: Severity;
  /** The text for the values at hand. */
  readonly words: (values: A) => Words;
  /** Values with which `explain` and docs/codes.md show the text. */
  readonly sample: A;
  readonly example?: Example;
}

/** A definition with the type of its values. The code is the key in its group. */
export const define = <A>(definition: Definition<A>): Definition<A> => definition;

/** A definition whose text holds no values. */
export const constant = (severity: Severity, words: Words, example?: Example): Definition<undefined> => ({
  severity,
  words: () => words,
  sample: undefined,
  ...(example && { example }),
});

/** A group of the catalogue: codes and their definitions. */
// biome-ignore lint/suspicious/noExplicitAny: each definition has values of its own type, which the group keeps.
export type Group = Readonly<Record<string, Definition<any>>>;
