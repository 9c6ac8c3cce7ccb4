import { coreSchema } from '../../crds/core.ts';
import { readSchema } from '../../crds/read.ts';
import { type Admission, createAdmission } from './admit.ts';

/** Admission over the schemas of this package. The CEL engine is imported here and nowhere earlier. */
export const loadAdmission = async (): Promise<Admission> => {
  const engine = await import('./cel-engine.ts');
  return createAdmission((apiVersion, kind) => coreSchema(apiVersion, kind) ?? readSchema(apiVersion, kind), engine);
};
