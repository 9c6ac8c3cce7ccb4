import { readSchema } from '../../crds/load.ts';
import { type Admission, createAdmission } from './admit.ts';

/** Admission over the schemas of this package. The CEL engine is imported here and nowhere earlier. */
export const loadAdmission = async (): Promise<Admission> =>
  createAdmission({ readSchema, engine: await import('./cel-engine.ts') });
