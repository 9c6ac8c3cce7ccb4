// The values of options of `check`. The command line loads this file in every run, so it imports nothing.
import type { Severity } from '../../diagnostics/definition.ts';

/** The values of `--format`. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;

/** The values of `--severity`, most severe first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** The values of `--fail-on`. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;

/** Whether a severity is as severe as `least`, or more. */
export const reaches = (severity: Severity, least: (typeof FAIL_ON)[number]): boolean =>
  least !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
