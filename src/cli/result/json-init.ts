import type { WritePlan } from '../../files/plan.ts';
import type { Intent } from '../../model/intent.ts';
import { nextSteps } from '../output/next-steps.ts';
import { jsonText } from './json-text.ts';
import { writtenJson } from './json-written.ts';

/** What `init` wrote, for programs: the answers file, the output folder, and the commands that come next. */
export const initJson = ({
  answersFile,
  output,
  plan,
  intents,
}: {
  readonly answersFile: string;
  readonly output: string;
  readonly plan: WritePlan;
  readonly intents: readonly Intent[];
}): string =>
  jsonText({
    ok: true,
    file: answersFile,
    ...writtenJson(output, plan, { intents }),
    next: nextSteps(output, intents[0]!, intents.slice(1)),
  });
