import { joined } from '../../diagnostics/catalogue.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import type { Located } from '../../diagnostics/place.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { collectAnswers } from '../answers/answers.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { buildRun } from '../output/build-run.ts';
import { idOf } from '../output/caused-findings.ts';
import type { Checked } from '../result/result.ts';
import { NoAnswersFile } from '../usage/missing-file.ts';
import { findingsIn } from './findings-in.ts';
import { withoutRepetitions } from './without-repetitions.ts';

/** Without an answers file, manifests may have been meant. */
const collected: typeof collectAnswers = async (environment, options) => {
  try {
    return await collectAnswers(environment, options);
  } catch (error) {
    if (error instanceof NoAnswersFile)
      throw new UserError(`${error.message} To validate manifests, run: eg-api-gateway check FOLDER`);
    throw error;
  }
};

/** Checks what answers generate; returns the problems of answers that are refused. */
export const checkAnswers = async (
  environment: Environment,
  options: Options,
): Promise<Checked | { readonly problems: readonly Problem[] }> => {
  const { source, result, teams, locate, file } = await collected(environment, options);
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
