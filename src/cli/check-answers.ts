import { joined } from '../diagnostics/catalogue.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Located } from '../diagnostics/place.ts';
import type { Problem } from '../diagnostics/refusal.ts';
import { collectAnswers } from './answers.ts';
import { buildRun } from './build-run.ts';
import { idOf } from './caused-findings.ts';
import type { Environment, Options } from './environment.ts';
import { findingsIn } from './findings-in.ts';
import type { Checked } from './result/result.ts';
import { withoutRepetitions } from './without-repetitions.ts';

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
