import { type FindingCode, joined, relatedOf, riskOf, severityOf, type ValuesArgument, wordsOf } from './catalogue.ts';
import type { Risk, Severity, Words } from './definition.ts';
import { visibleLine } from './visible.ts';

/** Something that a check found: data, collected, never thrown. Its text is made from the catalogue. */
export interface Finding {
  /** Permanent PascalCase code; a Gateway API condition reason where one exists. */
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What it means for the people who run the gateway. */
  readonly risk: Risk;
  /** The object as `Kind namespace/name`, or a file. */
  readonly resource: string;
  /** The field, as Kubernetes writes it: `spec.rules[0].matches`. */
  readonly field: string;
  /** What is wrong, why it matters, what to do: full sentences. */
  readonly message: string;
  /** The parts of the message. */
  readonly words: Words;
  /** The other object that it is about, as `resource` writes it. */
  readonly related?: string;
}

/** A finding from the catalogue. */
export const finding = <C extends FindingCode>(
  code: C,
  resource: string,
  field: string,
  ...values: ValuesArgument<C>
): Finding => {
  const severity = severityOf(code, ...values);
  const words = wordsOf(code, ...values);
  const related = relatedOf(code, ...values);
  const risk = riskOf(code, severity);
  return { code, severity, risk, resource, field, message: joined(words), words, ...(related && { related }) };
};

/** A finding on one line: what it says is partly what a foreign manifest says, which must not look like a finding of its own. */
export const formatFinding = (f: Finding, severity = false): string =>
  visibleLine(
    `${severity ? `${f.severity}: ` : ''}${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message} [${f.code}]`,
  );
