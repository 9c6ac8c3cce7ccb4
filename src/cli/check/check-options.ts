import { resolve } from 'node:path';
import type { Severity } from '../../diagnostics/definition.ts';
import { FINDINGS } from '../../diagnostics/findings/all-findings.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { readText } from '../read-bounded.ts';
import type { Earlier } from '../result/baseline.ts';
import { systemReason } from '../system-reason.ts';
import type { FAIL_ON, FORMATS } from './check-choices.ts';

/** The maximum size of a baseline in bytes. */
const MOST_BASELINE = 128 * 1024 * 1024;

/** The options of `check`, complete and valid. */
export interface CheckOptions {
  readonly format: (typeof FORMATS)[number];
  /** The lowest severity that is shown. */
  readonly severity: Severity;
  /** The lowest severity that gives exit code 1. */
  readonly failOn: (typeof FAIL_ON)[number];
  /** The codes that are checked; undefined: all. */
  readonly only: ReadonlySet<string> | undefined;
  readonly baseline: { readonly file: string; readonly findings: readonly Earlier[] } | undefined;
  /** Show every finding of a repetition. */
  readonly all: boolean;
}

const codesOf = (lists: readonly string[]): ReadonlySet<string> => {
  const known = Object.keys(FINDINGS);
  // In any case of letters, as `explain` takes them.
  const byLower = new Map(known.map((code) => [code.toLowerCase(), code]));
  const codes = lists
    .flatMap((list) => list.split(','))
    .flatMap((code) => byLower.get(code.trim().toLowerCase()) ?? (code.trim() || []));
  const unknown = codes.filter((code) => !Object.hasOwn(FINDINGS, code));
  if (codes.length === 0) throw new UserError('--only needs the code of a finding, such as --only TargetNotFound.');
  if (unknown.length === 0) return new Set(codes);
  const lines = unknown.map((code) => {
    const near = nearest(code, known);
    return `--only ${visibleLine(code)}: there is no finding with this code. ${near ? `Did you mean ${near}?` : 'To list all codes, run: eg-api-gateway explain'}`;
  });
  throw new UserError(lines.join('\n'));
};

const isEarlier = (value: unknown): value is Earlier => {
  const of = value as Partial<Record<string, unknown>> | null;
  const isText = (key: string): boolean => typeof of?.[key] === 'string';
  return isText('code') && isText('severity') && isText('resource') && isText('field') && isText('message');
};

/** The findings that an earlier `check --format json` wrote. */
const baselineOf = (environment: Environment, file: string): readonly Earlier[] => {
  const wrong = (why: string): UserError =>
    new UserError(
      `The baseline ${visibleLine(file)} ${why}. Write it with: eg-api-gateway check ... --format json > FILE`,
    );
  let text: string;
  try {
    text = readText(resolve(environment.cwd, file), MOST_BASELINE);
  } catch (error) {
    throw wrong(`cannot be read: ${systemReason(error)}`);
  }
  let value: { findings?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    throw wrong('is not JSON');
  }
  const findings = value?.findings;
  if (!Array.isArray(findings) || !findings.every(isEarlier)) throw wrong('contains no list of findings');
  return findings;
};

/** Reads the options; refuses unknown codes and files that are no baseline. */
export const checkOptions = (environment: Environment, options: Options): CheckOptions => {
  if (options.json === true && (options.format ?? 'json') !== 'json')
    throw new UserError(`--json and --format ${options.format as string} name different formats. Remove one of them.`);
  const only = options.only === undefined ? undefined : codesOf(options.only as string[]);
  const file = options.baseline as string | undefined;
  const earlier = file === undefined ? [] : baselineOf(environment, file);
  return {
    format: options.json === true ? 'json' : ((options.format ?? 'text') as CheckOptions['format']),
    severity: (options.severity ?? 'info') as Severity,
    failOn: (options.failOn ?? 'error') as CheckOptions['failOn'],
    only,
    baseline:
      file === undefined ? undefined : { file, findings: only ? earlier.filter((f) => only.has(f.code)) : earlier },
    all: options.all === true,
  };
};
