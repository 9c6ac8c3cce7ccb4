// Refusals of answers, by topic.
import type { Group } from '../definition.ts';
import { authRefusals } from './auth-refusals.ts';

export const ANSWERS = { ...authRefusals } as const satisfies Group;
