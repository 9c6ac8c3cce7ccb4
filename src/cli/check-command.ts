import { admissionFindings } from '../admission/findings.ts';
import { loadAdmission } from '../admission/load-admission.ts';
import { findingsOf } from '../analyze/check.ts';
import { CHECKS } from '../analyze/checks.ts';
import { annotated, suppressed } from '../analyze/suppressions.ts';
import { type Finding, formatFinding } from '../diagnostics/finding.ts';
import { sarif } from '../diagnostics/sarif.ts';
import { counted } from '../diagnostics/shown.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { Snapshot } from '../effective/snapshot.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { collectAnswers } from './answers.ts';
import { build } from './build-output.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { refuseAnswers } from './generate-command.ts';
import { type Located, readManifests } from './manifests.ts';
import { VERSION } from './version.ts';

const FORMATS = ['text', 'json', 'sarif'];

interface Checked {
  readonly findings: readonly Located[];
  readonly count: number;
}

/** All findings about objects, except those that annotations suppress. */
export const findingsIn = async (
  objects: readonly KubernetesObject[],
  more: readonly Finding[],
  today: string,
  /** Set if the objects come from files: the cluster may have others. */
  files?: { readonly config: unknown },
): Promise<Finding[]> => {
  const admission = await loadAdmission();
  // Admission validates manifests as they were written; later checks rely on typed objects.
  const known = files ? objects.map((o) => admission.typed(o)) : objects;
  const accepted = annotated(known);
  const found = [
    ...more,
    ...admissionFindings(objects, admission),
    ...findingsOf(new Snapshot(known, { complete: files === undefined, config: files?.config }), CHECKS),
    ...accepted.findings,
  ];
  return suppressed(found, accepted.list, today);
};

const findingsInFiles = async (environment: Environment, paths: readonly string[]): Promise<Checked> => {
  const { objects, findings, config, located } = readManifests(environment, paths);
  const all = await findingsIn(objects, findings, environment.today, { config });
  return { findings: located(all), count: objects.length };
};

/** `check`: validates admission, references and behavior of answers, or of manifests from any source. */
export const check = async (
  environment: Environment,
  voice: Voice,
  options: Options,
  paths: readonly string[],
): Promise<number> => {
  const format = options.json === true ? 'json' : ((options.format as string | undefined) ?? 'text');
  if (!FORMATS.includes(format))
    throw new UserError(`--format ${visibleLine(format)} is unknown. Use one of: ${FORMATS.join(', ')}.`);
  let checked: Checked;
  if (paths.length === 0 || options.file !== undefined) {
    const { source, result, teams } = await collectAnswers(environment, options);
    if ('problems' in result) return refuseAnswers(voice, result.problems, format === 'json');
    const { objects, findings, isOwn } = await build(
      result.answers,
      source.name,
      teams,
      options.team as string | undefined,
    );
    const unused = findings.filter((f) => f.code === 'SuppressionUnused');
    const all = await findingsIn(objects, unused, environment.today);
    // A suppression for nothing names nothing that is there.
    checked = { findings: all.filter((f) => unused.includes(f) || isOwn(f)), count: 0 };
  } else checked = await findingsInFiles(environment, paths);
  const { findings, count } = checked;
  const errors = findings.filter((f) => f.severity === 'error').length;
  if (format === 'json')
    voice.result(
      `${JSON.stringify({ ok: errors === 0, findings: findings.map(({ place, ...f }) => ({ ...f, ...place })) }, null, 2)}\n`,
    );
  else if (format === 'sarif') voice.result(`${JSON.stringify(sarif(findings, VERSION), null, 2)}\n`);
  else
    for (const f of findings)
      voice.report(
        `${f.place ? `${visibleLine(f.place.file)}:${f.place.line}:${f.place.column}: ` : ''}${formatFinding(f, true)}\n`,
      );
  voice.talk(
    `${count > 0 ? `${counted(count, 'object')}, ` : ''}${counted(errors, 'error')}, ${counted(findings.length - errors, 'other finding')}${findings.length > 0 ? `\nTo learn more, run: eg-api-gateway explain ${findings[0]!.code}` : ''}`,
  );
  return errors > 0 ? EXIT.findings : EXIT.fine;
};
