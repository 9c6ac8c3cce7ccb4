import type { Rules } from '../../src/admission/cel/evaluate.ts';
import * as functions from '../../src/admission/cel/functions.ts';
import { compileRule } from '../../src/crds/vendor/rules.mjs';

/** Compiles a rule that no schema of ours has. */
export const compile: Rules = (rule) => {
  const names = Object.keys(functions);
  return new Function(...names, `return ${compileRule(rule)}`)(...Object.values(functions));
};
