// One catalogue: every code that the tool prints, with its severity and its text. A code is the key of its definition.
import { ANSWERS } from './answers/all-refusals.ts';
import type { Definition, Group, Risk, Severity, Words } from './definition.ts';
import { FINDINGS } from './findings/all-findings.ts';
import type { FindingDefinition } from './findings/finding-definition.ts';
import { IMPORTS } from './imports/all-imports.ts';
import { NOTICES } from './notices/all-notices.ts';

export type Catalogue = typeof ANSWERS & typeof FINDINGS & typeof NOTICES & typeof IMPORTS;

/** Codes of refusals of answers, of findings about manifests, of notices about a generated gateway, of the report of an import. */
export type RefusalCode = keyof typeof ANSWERS;
export type FindingCode = keyof typeof FINDINGS;
export type NoticeCode = keyof typeof NOTICES;
export type ImportCode = keyof typeof IMPORTS;
export type Code = RefusalCode | FindingCode | NoticeCode | ImportCode;

/** The values that the text of a code holds. */
export type ValuesOf<C extends Code> = Catalogue[C] extends Definition<infer A> ? A : never;

/** No argument for a code whose text holds no values, one for any other. */
export type ValuesArgument<C extends Code> = ValuesOf<C> extends undefined ? [] : [values: ValuesOf<C>];

/**
 * The definition of a code. The groups are a quarter of all code, and few runs print a text of them: the build loads a group when
 * it is first read (commonjs-plugin.mjs), so nothing may read one while modules are loaded.
 */
export const definitionOf = (code: Code): Definition<unknown> =>
  (NOTICES as Group)[code] ?? (FINDINGS as Group)[code] ?? (ANSWERS as Group)[code] ?? (IMPORTS as Group)[code]!;

/** The text of a code for the values at hand. */
export const wordsOf = <C extends Code>(code: C, ...values: ValuesArgument<C>): Words =>
  definitionOf(code).words(values[0]);

/** The severity of a code for the values at hand. */
export const severityOf = <C extends Code>(code: C, ...values: ValuesArgument<C>): Severity => {
  const { severity } = definitionOf(code);
  if (typeof severity === 'string') return severity;
  return severity.of(values[0]);
};

/** The other object that a finding with this code and these values is about. */
export const relatedOf = <C extends FindingCode>(code: C, ...values: ValuesArgument<C>): string | undefined =>
  (FINDINGS[code] as FindingDefinition<unknown>).related?.(values[0]);

/**
 * The risk of a finding at a severity. Information is advice, or `unchecked`: a code that is information only for some values is
 * so because the files do not contain what decides it.
 */
export const riskOf = (code: FindingCode, at: Severity): Risk => {
  const { risk, severity } = FINDINGS[code] as FindingDefinition<unknown>;
  if (at !== 'info') return risk;
  return typeof severity !== 'string' || risk === 'unchecked' ? 'unchecked' : 'advice';
};

/** Whether a code reports that an object is missing, with a severity that depends on how sure that is (`byAbsence`). */
export const isAboutAbsence = (code: Code): boolean => {
  const { severity } = definitionOf(code);
  return typeof severity !== 'string' && severity.levels.length === 3;
};

/** What, why and fix as one text. */
export const textOf = <C extends Code>(code: C, ...values: ValuesArgument<C>): string =>
  joined(wordsOf(code, ...values));

/** The parts of a text that has all or some of them, in one line. */
export const joined = ({ what, why, fix }: Words): string => [what, why, fix].filter((part) => part !== '').join(' ');
