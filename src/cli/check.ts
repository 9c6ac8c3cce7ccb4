import { visibleLine } from '../answers/visible.ts';
import { admissionFindings } from '../checks/admission/findings.ts';
import { loadAdmission } from '../checks/admission/load.ts';
import { checkBehaviour } from '../checks/behaviour.ts';
import { type Finding, formatFinding } from '../checks/finding.ts';
import { checkReferences } from '../checks/references.ts';
import { sarif } from '../checks/sarif.ts';
import { annotated, suppressed } from '../checks/suppress.ts';
import type { KubernetesObject } from '../resources/resource.ts';
import { collectAnswers } from './answers.ts';
import { build } from './build.ts';
import { refuseAnswers } from './generate.ts';
import { type Located, readManifests } from './manifests.ts';
import { VERSION } from './version.ts';
import { EXIT, type Options, UserError, type Voice, type World } from './world.ts';

const FORMATS = ['text', 'json', 'sarif'];

interface Judged {
  readonly findings: readonly Located[];
  readonly count: number;
}

/** All that is found in objects, but for what their annotations accept. */
const judge = async (
  objects: readonly KubernetesObject[],
  more: readonly Finding[],
  today: string,
  /** Where the objects are of files: there may be others in the cluster. */
  files?: { readonly config: unknown },
): Promise<Finding[]> => {
  const admission = await loadAdmission();
  // Only admission sees what others wrote as it is; later checks rely on the types.
  const known = files ? objects.map((o) => admission.typed(o)) : objects;
  const accepted = annotated(known);
  const found = [
    ...more,
    ...admissionFindings(objects, admission),
    ...checkReferences(known, files === undefined),
    ...checkBehaviour(known, files?.config),
    ...accepted.findings,
  ];
  return suppressed(found, accepted.list, today);
};

const judgeFiles = async (world: World, paths: readonly string[]): Promise<Judged> => {
  const { objects, findings, config, located } = readManifests(world, paths);
  const all = await judge(objects, findings, world.today, { config });
  return { findings: located(all), count: objects.length };
};

/** `check`: admission, references and behaviour over answers, or over manifests of any origin. */
export const check = async (
  world: World,
  voice: Voice,
  options: Options,
  paths: readonly string[],
): Promise<number> => {
  const format = options.json === true ? 'json' : ((options.format as string | undefined) ?? 'text');
  if (!FORMATS.includes(format)) throw new UserError(`--format ${visibleLine(format)}: write ${FORMATS.join(', ')}.`);
  let judged: Judged;
  if (paths.length === 0 || options.file !== undefined) {
    const { source, result, teams } = await collectAnswers(world, options);
    if ('problems' in result) return refuseAnswers(voice, result.problems, format === 'json');
    const { objects, findings, isOwn } = await build(
      result.answers,
      source.name,
      teams,
      options.team as string | undefined,
    );
    const unused = findings.filter((f) => f.code === 'SuppressionUnused');
    const all = await judge(objects, unused, world.today);
    // A suppression for nothing names nothing that is there.
    judged = { findings: all.filter((f) => unused.includes(f) || isOwn(f)), count: 0 };
  } else judged = await judgeFiles(world, paths);
  const { findings, count } = judged;
  const errors = findings.filter((f) => f.severity === 'error').length;
  if (format === 'json')
    voice.result(
      `${JSON.stringify({ ok: errors === 0, findings: findings.map(({ place, ...f }) => ({ ...f, ...place })) }, null, 2)}\n`,
    );
  else if (format === 'sarif') voice.result(`${JSON.stringify(sarif(findings, VERSION), null, 2)}\n`);
  else
    for (const f of findings)
      voice.result(
        `${f.place ? `${visibleLine(f.place.file)}:${f.place.line}:${f.place.column}: ` : ''}${formatFinding(f, true)}\n`,
      );
  voice.talk(
    `${count > 0 ? `${count} objects, ` : ''}${errors} error(s), ${findings.length - errors} other finding(s)${findings.length > 0 ? `; eg-api-gateway explain ${findings[0]!.code} says more` : ''}`,
  );
  return errors > 0 ? EXIT.findings : EXIT.fine;
};
