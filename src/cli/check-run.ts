// What `check` looks at: the objects that answers generate, or manifests from any source.
import { loadAdmission } from '../admission/load-admission.ts';
import { joined } from '../diagnostics/catalogue.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Located } from '../diagnostics/place.ts';
import type { Problem } from '../diagnostics/refusal.ts';
import { groupBy } from '../values/group-by.ts';
import { collectAnswers } from './answers.ts';
import { buildRun } from './build-run.ts';
import { idOf } from './caused-findings.ts';
import { ViewChecks } from './check-views.ts';
import type { Environment, Options } from './environment.ts';
import { findingsIn } from './findings-in.ts';
import { readManifests } from './manifests.ts';
import type { Checked } from './result/result.ts';

/** Without findings that are equal: a check may find one fault in several ways. */
const withoutRepetitions = (findings: readonly Located[]): Located[] => {
  const keyOf = ({ code, resource, field, message, place }: Located): string =>
    JSON.stringify([code, resource, field, message, place?.file]);
  const groups = groupBy(findings, keyOf);
  const repeated = new Set<Located>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    // Two objects of one file may have the same name, so only here the lines are compared.
    const lines = new Map(group.toReversed().map((f) => [`${f.place?.line}:${f.place?.column}`, f]));
    for (const f of group) if (lines.get(`${f.place?.line}:${f.place?.column}`) !== f) repeated.add(f);
  }
  return findings.filter((f) => !repeated.has(f));
};

/** Checks files and folders with manifests. */
export const checkFiles = async (environment: Environment, paths: readonly string[]): Promise<Checked> => {
  const manifests = await readManifests(environment, paths);
  const checks = new ViewChecks(manifests, await loadAdmission(), environment.today);
  const findings = checks.findings();
  return {
    findings: withoutRepetitions([...manifests.findings, ...findings]),
    files: manifests.read,
    objects: checks.count,
  };
};

/** Checks what answers generate; returns the problems of answers that are refused. */
export const checkAnswers = async (
  environment: Environment,
  options: Options,
): Promise<Checked | { readonly problems: readonly Problem[] }> => {
  const { source, result, teams, locate, file } = await collectAnswers(environment, options);
  if ('problems' in result) return { problems: result.problems };
  const { answers } = result;
  const { name, path } = source;
  const only = options.team as string | undefined;
  const { built, problems, caused } = await buildRun(environment, { answers, name, path, teams, only, locate, file });
  if (problems.length > 0) return { problems };
  const unused = built.findings.filter((f) => f.code === 'SuppressionUnused');
  const byPatch = new Map(caused.map((c) => [idOf(c.finding), c]));
  const ofPatch = (f: Finding): Located => {
    const cause = byPatch.get(idOf(f));
    if (!cause) return f;
    const why = `${f.words.why} ${cause.key} of the answers causes it.`.trim();
    return { ...f, message: joined({ ...f.words, why }), words: { ...f.words, why }, place: cause.place };
  };
  const all = await findingsIn(built.objects, unused, environment.today);
  // A suppression for nothing names nothing that is there.
  const findings = all.filter((f) => unused.includes(f) || built.isOwn(f)).map(ofPatch);
  return { findings: withoutRepetitions(findings), files: [], objects: built.objects.length };
};
