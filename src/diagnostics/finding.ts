import type { Step } from '../objects/resource.ts';
import { visibleLine } from './visible.ts';

/** `error` stops the writing and the exit code is 1; the others are printed only. */
export type Severity = 'error' | 'warning' | 'info';

/** Something a check saw: data, collected, never thrown. Texts are made from it in one place (findings.ts). */
export interface Finding {
  /** Permanent PascalCase code; a Gateway API condition reason where one exists. */
  readonly code: string;
  readonly severity: Severity;
  /** The object as `Kind namespace/name`. */
  readonly resource: string;
  /** The field, as Kubernetes writes it: `spec.rules[0].matches`. */
  readonly field: string;
  /** What is wrong, why it matters, what to do: full sentences. */
  readonly message: string;
  /** The file it came from, where there is one. */
  readonly file?: string;
}

/** The path of a field as Kubernetes writes it: `spec.rules[0].name`. */
export const fieldPath = (steps: readonly Step[]): string =>
  steps.reduce<string>((p, s) => (typeof s === 'number' ? `${p}[${s}]` : p ? `${p}.${s}` : s), '');

/** A finding on one line: what it says is partly what a foreign manifest says, which must not look like a finding of its own. */
export const formatFinding = (f: Finding, severity = false): string =>
  visibleLine(
    `${severity ? `${f.severity}: ` : ''}${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message} [${f.code}]`,
  );
