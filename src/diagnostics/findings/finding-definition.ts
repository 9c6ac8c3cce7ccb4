// What a code of a finding has in addition to its text.
import {
  type Definition,
  type Example,
  type Risk,
  type Severity,
  constant as text,
  type Words,
} from '../definition.ts';

/** Everything about one code of a finding. */
export interface FindingDefinition<A = never> extends Definition<A> {
  /** For errors and warnings; see `riskOf` for information. */
  readonly risk: Risk;
  readonly example: Example;
  /** The other object that the finding is about, as `Kind namespace/name`; results show its place. */
  readonly related?: (values: A) => string | undefined;
}

/** A definition with the type of its values. The code is the key in its group. */
export const define = <A>(definition: FindingDefinition<A>): FindingDefinition<A> => definition;

/** A definition whose text holds no values. */
export const constant = (
  severity: Severity,
  words: Words,
  example: Example,
  risk: Risk,
): FindingDefinition<undefined> => ({ ...text(severity, words), risk, example });

/** A group of findings: codes and their definitions. */
// biome-ignore lint/suspicious/noExplicitAny: each definition has values of its own type, which the group keeps.
export type FindingGroup = Readonly<Record<string, FindingDefinition<any>>>;
