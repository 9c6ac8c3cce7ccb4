import { readSchema } from '../crds/load-crds.ts';
import { type Admission, createAdmission } from './admit.ts';

/** Admission with the schemas of this package. Their rules are imported only here, when they are needed. */
export const loadAdmission = async (): Promise<Admission> => {
  const { RULES } = await import('./cel/rules.ts');
  return createAdmission({ readSchema, rules: (text) => RULES[text]! });
};
