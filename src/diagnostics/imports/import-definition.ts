import type { Definition } from '../definition.ts';

/**
 * What became of a value of an imported file, from nothing lost to most. `carried`: an answer means the same. `noEffect`: it changes
 * nothing at a gateway, such as a description. `approximated`: an answer does the same with a difference, which the text states. `asked`: a person has to answer.
 * `dropped`: no answer was made from it. `impossible`: Envoy Gateway has no way to do it.
 */
export const VERDICTS = ['carried', 'noEffect', 'approximated', 'asked', 'dropped', 'impossible'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a loss is about: access, what happens to requests, or how the gateway is operated. */
export type Subject = 'access' | 'traffic' | 'operation';

/** A code of the report of `import`. */
export interface ImportDefinition<A = never> extends Definition<A> {
  readonly verdict: Verdict;
  readonly subject: Subject;
}

/** Verdicts with which an import is incomplete (exit code 1). */
export const LOSES: ReadonlySet<Verdict> = new Set(['approximated', 'asked', 'dropped', 'impossible']);

/** The severity of an entry in formats that have one. */
export const SEVERITY_OF = {
  carried: 'info',
  noEffect: 'info',
  approximated: 'info',
  asked: 'warning',
  dropped: 'warning',
  impossible: 'error',
} as const;

/** A definition with the type of its values. The code is the key in its group. */
export const imported = <A>(definition: Omit<ImportDefinition<A>, 'severity'>): ImportDefinition<A> => ({
  severity: SEVERITY_OF[definition.verdict],
  ...definition,
});
