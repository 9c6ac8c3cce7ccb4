import type { KindSchema } from '../crds/crd-schema.ts';
import type { AdmissionError, Fault, JsonObject } from './admission-schema.ts';
import { checkRules, type Rules } from './cel/evaluate.ts';
import { SchemaNode } from './node.ts';
import { applyDefaults, prune, pruneNulls } from './prepare.ts';
import { checkLists, checkValues } from './walk.ts';

/** After one of these errors the API server does not run CEL, because the rules rely on the types. */
const STOPS_CEL = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** Reported in place of the errors of CEL rules if they were not run; the same text as the API server's. */
export const RULES_NOT_RUN: AdmissionError = {
  type: 'FieldValueInvalid',
  field: '<nil>',
  message: 'the rules (CEL) were not checked, because of the other errors; correct those first',
  by: 'rule',
};

/** Validates objects of one kind; its schema is prepared once. */
export class Kind {
  readonly node: SchemaNode;
  constructor(
    readonly of: KindSchema,
    private readonly rules: Rules,
  ) {
    this.node = new SchemaNode(of.schema, true);
  }

  /**
   * The verdict of schema and rules, in the API server's order (apiextensions-apiserver v0.36.3, create); metadata is
   * validated separately. `object` is changed by pruning and defaulting.
   */
  validate(object: JsonObject): { unknown: string[]; errors: AdmissionError[] } {
    const unknown: string[] = [];
    prune(object, this.node, '', unknown);
    pruneNulls(object, this.node);
    applyDefaults(object, this.node);
    if (this.of.statusSubresource) delete object.status;
    const faults: Fault[] = [];
    checkValues(object, this.node, '', faults);
    if (this.node.deepLists) checkLists(object, this.node, '', faults);
    const errors = faults.map((f): AdmissionError => ({ ...f, by: 'schema' }));
    if (faults.some((f) => STOPS_CEL.has(f.type))) return { unknown, errors: [...errors, RULES_NOT_RUN] };
    const broken: Fault[] = [];
    checkRules(object, this.node, '', broken, this.rules);
    return { unknown, errors: [...errors, ...broken.map((f): AdmissionError => ({ ...f, by: 'rule' }))] };
  }
}
