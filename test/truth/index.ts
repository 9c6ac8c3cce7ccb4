// What the lab takes from here, as one bundle: random answers, random requests, and what the model says about them.
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent } from '../../src/model/intent.ts';

export { default as fc } from 'fast-check';
export { asks, gateway, SECRETS, TOKENS } from './gateways.ts';
export { predict, written } from './predict.ts';

/** The model of answers, or undefined where a rule refuses them. */
export const intentOf = (answers: object): Intent | undefined => {
  const validated = validateAnswers(answers, 'random');
  return 'problems' in validated ? undefined : buildIntent(validated.answers);
};
