import type { CelRule } from '../../crds/crd-schema.ts';
import { short } from '../../diagnostics/shown.ts';
import { dot, type Fault, isObject, type Json } from '../admission-schema.ts';
import type { SchemaNode } from '../node.ts';
import { CelError } from './functions.ts';
import { readsUnknown } from './reads-unknown.ts';

/** The compiled function of a rule: true if `self` satisfies it; it throws if the rule cannot be evaluated. */
export type Rules = (rule: string) => (self: Json) => unknown;

type Compiled = (readonly [CelRule, (self: Json) => unknown])[];
const compiled = new WeakMap<SchemaNode, Compiled>();

/** Rules about a change (`oldSelf`) do not apply when an object is created. */
const rulesOf = (node: SchemaNode, rules: Rules): Compiled => {
  const known = compiled.get(node);
  if (known) return known;
  const made = node.rules.filter((r) => !/\boldSelf\b/.test(r.rule)).map((r) => [r, rules(r.rule.trim())] as const);
  compiled.set(node, made);
  return made;
};

const REASONS: Record<string, string> = {
  FieldValueForbidden: 'Forbidden',
  FieldValueRequired: 'Required',
  FieldValueDuplicate: 'Duplicate',
};

const runRules = (self: Json, node: SchemaNode, path: string, errors: Fault[], rules: Rules): void => {
  for (const [rule, run] of rulesOf(node, rules)) {
    let why = '';
    try {
      if (run(self) === true) continue;
      if (readsUnknown(self, run)) continue;
    } catch (error) {
      if (readsUnknown(self, run)) continue;
      // The API server rejects an object if a rule cannot be evaluated.
      why = ` (${error instanceof CelError ? short(error.message) : 'it cannot be evaluated on this value'})`;
    }
    const field = `${path}${rule.fieldPath ?? ''}` || '<nil>';
    const type = `FieldValue${(rule.reason && REASONS[rule.reason]) ?? 'Invalid'}`;
    errors.push({ type, field, message: `${rule.message ?? `failed rule: ${rule.rule.trim()}`}${why}` });
  }
};

/** Runs the CEL rules of a node and of all below it. */
export const checkRules = (v: Json, node: SchemaNode, path: string, errors: Fault[], rules: Rules): void => {
  if (v === null || v === undefined || !node.deepRules) return;
  if (node.rules.length > 0) runRules(v, node, path, errors, rules);
  if (Array.isArray(v)) {
    if (node.items?.deepRules)
      for (const [i, x] of v.entries()) checkRules(x, node.items, `${path}[${i}]`, errors, rules);
  } else if (isObject(v))
    for (const k of Object.keys(v)) {
      const child = node.properties?.get(k) ?? node.values;
      if (child?.deepRules) checkRules(v[k]!, child, node.values ? `${path}[${k}]` : dot(path, k), errors, rules);
    }
};
