// What the lab takes from here to hold admission against a running API server.
import { loadAdmission } from '../../src/admission/load-admission.ts';

export { default as fc } from 'fast-check';

const { admit } = await loadAdmission();

/** Offline: whether the API server would take the object, and why not; undefined where no schema is known. */
export const validate = (object: unknown): { valid: boolean; why: string[] } | undefined => {
  const verdict = admit(object);
  if ('notChecked' in verdict) return undefined;
  return {
    valid: verdict.valid,
    why: [
      ...verdict.unknown.map((u) => `unknown ${u}`),
      ...verdict.errors.map((e) => `${e.type} ${e.field}: ${e.message}`),
    ],
  };
};
