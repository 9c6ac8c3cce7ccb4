/** `error` stops the run (exit code 1 for a finding, 2 for an answer); the others are printed only. */
export type Severity = 'error' | 'warning' | 'info';

/** What a finding means for the people who run the gateway, most important first. */
export const RISKS = ['exposed', 'rejected', 'failing', 'ineffective', 'unchecked', 'advice'] as const;

/**
 * `exposed`: somebody can access, read or forge more than the files state or than is safe. `rejected`: the API server or
 * Envoy Gateway does not accept the object, or a part of it. `failing`: requests fail, are slow or reach another service.
 * `ineffective`: a setting has no effect, or another one than written. `unchecked`: the files do not contain what decides
 * it. `advice`: it works as written, and could be better.
 */
export type Risk = (typeof RISKS)[number];

/** Full sentences. A notice may have no `why` or no `fix`: then the text is empty. */
export interface Words {
  /** What is wrong, with the user's own value unless it could be a secret. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
}

/**
 * YAML with the fault, and the same without it: as much of the objects as the fault needs, one document for each.
 * test/checks/examples.test.ts merges the documents into manifests without findings, and checks them.
 */
export interface Example {
  readonly before: string;
  readonly after: string;
}

/** A severity that depends on the values. */
export interface VaryingSeverity<A> {
  /** All that are possible, the usual one first. */
  readonly levels: readonly Severity[];
  readonly of: (values: A) => Severity;
}

/** `usual`, but `other` where `when` holds of the values, such as of an object that may be in the cluster. */
export const either = <A>(usual: Severity, other: Severity, when: (values: A) => boolean): VaryingSeverity<A> => ({
  levels: [usual, other],
  of: (values) => (when(values) ? other : usual),
});

/**
 * How sure it is that an object that is not among those at hand does not exist. `certain`: nothing else is applied, or its name is
 * probably wrong. `likely`: the objects contain others of its kind and namespace. `unknown`: they contain none.
 */
export type Absence = 'certain' | 'likely' | 'unknown';

/** An error, a warning or information about something that is missing. */
export const byAbsence = <A>(of: (values: A) => Absence): VaryingSeverity<A> => ({
  levels: ['error', 'warning', 'info'],
  of: (values) => (({ certain: 'error', likely: 'warning', unknown: 'info' }) as const)[of(values)],
});

/** Everything about one code. */
export interface Definition<A = never> {
  readonly severity: Severity | VaryingSeverity<A>;
  /** The text for the values at hand. */
  readonly words: (values: A) => Words;
  /** Values with which `explain` and docs/codes.md show the text. */
  readonly sample: A;
  readonly example?: Example;
}

/** The text of a definition with its sample. */
export const sampleWords = ({ words, sample }: Definition<unknown>): Words => words(sample);

/** A definition with the type of its values. The code is the key in its group. */
export const define = <A>(definition: Definition<A>): Definition<A> => definition;

/** A definition whose text holds no values. */
export const constant = (severity: Severity, words: Words, example?: Example): Definition<undefined> => ({
  severity,
  words: () => words,
  sample: undefined,
  ...(example && { example }),
});

// biome-ignore lint/suspicious/noExplicitAny: each text takes values of its own type.
type Texts = Readonly<Record<string, (of: any) => Words>>;

/** One of several texts of a code, by its name, and the values that it holds. */
export type Variant<T extends Texts> = {
  [N in keyof T]: Parameters<T[N]> extends [infer A]
    ? { readonly case: N; readonly of: A }
    : { readonly case: N; readonly of?: undefined };
}[keyof T];

/** The words of a code that has several texts. */
export const variants =
  <T extends Texts>(texts: T) =>
  (values: Variant<T>): Words =>
    texts[values.case]!(values.of);

/** A group of the catalogue: codes and their definitions. */
// biome-ignore lint/suspicious/noExplicitAny: each definition has values of its own type, which the group keeps.
export type Group = Readonly<Record<string, Definition<any>>>;
