import { loadAdmission } from '../../src/admission/load-admission.ts';

const { admit } = await loadAdmission();

/** What admission says of an object, a line for each fault: `unknown FIELD`, `Required FIELD`. */
export const seen = (object: unknown): string[] => {
  const verdict = admit(object);
  if ('notChecked' in verdict) throw new Error(verdict.notChecked);
  const errors = verdict.errors.map((e) => `${e.type.replace('FieldValue', '')} ${e.field}`);
  return [...verdict.unknown.map((u) => `unknown ${u}`), ...errors];
};
