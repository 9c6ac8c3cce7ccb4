import { formatProblems } from '../../diagnostics/format.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { counted } from '../../diagnostics/shown.ts';
import { EXIT, type Voice } from '../environment.ts';
import { problemsJson } from '../result/json-problems.ts';

/** Prints problems as text or JSON; returns the exit code. */
export const refuseAnswers = (voice: Voice, problems: readonly Problem[], json: boolean): number => {
  if (json) voice.result(problemsJson(problems));
  else voice.complain(`${formatProblems(problems)}\n\n${counted(problems.length, 'problem')}. Nothing was written.`);
  return EXIT.usage;
};
