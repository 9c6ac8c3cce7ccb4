import { type FindingCode, severityOf, textOf, type ValuesArgument } from './catalogue.ts';
import type { Severity } from './definition.ts';
import { visibleLine } from './visible.ts';

/** Something that a check found: data, collected, never thrown. Its text is made from the catalogue. */
export interface Finding {
  /** Permanent PascalCase code; a Gateway API condition reason where one exists. */
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The object as `Kind namespace/name`, or a file. */
  readonly resource: string;
  /** The field, as Kubernetes writes it: `spec.rules[0].matches`. */
  readonly field: string;
  /** What is wrong, why it matters, what to do: full sentences. */
  readonly message: string;
}

/** A finding from the catalogue. */
export const finding = <C extends FindingCode>(
  code: C,
  resource: string,
  field: string,
  ...values: ValuesArgument<C>
): Finding => ({
  code,
  severity: severityOf(code, ...values),
  resource,
  field,
  message: textOf(code, ...values),
});

/** A finding on one line: what it says is partly what a foreign manifest says, which must not look like a finding of its own. */
export const formatFinding = (f: Finding, severity = false): string =>
  visibleLine(
    `${severity ? `${f.severity}: ` : ''}${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message} [${f.code}]`,
  );
