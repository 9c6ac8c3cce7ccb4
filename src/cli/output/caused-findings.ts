// Findings that patches and own manifests cause. Apart from change-problems.ts, which loads all checks.
import { type Finding, formatFinding } from '../../diagnostics/finding.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { Problem } from '../../diagnostics/refusal.ts';

/** Problems of changes; `caused`: findings that do not stop a run. */
export interface ChangeProblems {
  readonly problems: readonly Problem[];
  readonly caused: readonly { readonly finding: Finding; readonly key: string; readonly place: Place }[];
}

/** What makes two findings equal. */
export const idOf = ({ code, resource, field, message }: Finding): string =>
  JSON.stringify([code, resource, field, message]);

/** A finding that a change causes, with the change and its place. */
export const causedText = ({ finding, key, place }: ChangeProblems['caused'][number]): string =>
  `${place.line > 0 ? `${place.file}:${place.line}: ` : ''}${key}: ${formatFinding(finding, true)}`;
