import { kindOf } from '../auth/kinds.ts';
import type { Answers } from './schema/answers-schema.ts';

/** The oldest Envoy Gateway that answers are accepted for: the newest that one of their methods needs. */
export const oldestVersion = ({ auth }: Pick<Answers, 'auth'>): 'v1.9.0' | 'v1.9.1' =>
  Object.values(auth?.methods ?? {}).some((m) => kindOf(m).since === 'v1.9.1') ? 'v1.9.1' : 'v1.9.0';
