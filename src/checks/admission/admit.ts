import { type CelEngine, checkRules } from './cel-rules.ts';
import { metadataErrors } from './metadata.ts';
import { SchemaNode } from './node.ts';
import { applyDefaults, prune, pruneNulls } from './prepare.ts';
import { type AdmissionError, isObject, type Json, type JsonObject, type Schema } from './schema.ts';
import { checkLists, checkValues } from './walk.ts';

/** A kind's schema with what the API server knows about it; the files in src/crds/schemas have this shape. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly statusSubresource: boolean;
  readonly schema: Schema;
}

/** What the API server would say to `kubectl create --validate=strict`. `notChecked`: we have no schema, so we cannot say. */
export type Verdict =
  | { readonly notChecked: string }
  | { readonly valid: boolean; readonly unknown: readonly string[]; readonly errors: readonly AdmissionError[] };

/** With one of these the API server does not run CEL: the rules could not rely on the shape. */
const STOPS_CEL = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);
const NOT_RUN: AdmissionError = {
  type: 'FieldValueInvalid',
  field: '<nil>',
  message: 'the rules (CEL) were not checked, because of the errors above; correct them first',
};

/** Judges objects of one kind. */
export class Kind {
  private readonly node: SchemaNode;
  constructor(
    readonly of: KindSchema,
    private readonly engine: CelEngine,
  ) {
    this.node = new SchemaNode(of.schema, true);
  }

  /** The verdict of schema and rules alone; `object` is changed by pruning and defaulting. */
  judge(object: JsonObject): { unknown: string[]; errors: AdmissionError[] } {
    const unknown: string[] = [];
    prune(object, this.node, '', unknown);
    pruneNulls(object, this.node);
    applyDefaults(object, this.node);
    if (this.of.statusSubresource) delete object.status;
    const errors: AdmissionError[] = [];
    checkValues(object, this.node, '', errors);
    if (this.node.deepLists) checkLists(object, this.node, '', errors);
    if (errors.some((e) => STOPS_CEL.has(e.type))) errors.push(NOT_RUN);
    else checkRules(object, this.node, '', errors, this.engine);
    return { unknown, errors };
  }
}

/** A deep copy of plain data, quicker than structuredClone for small objects. Absent fields stay absent. */
const copy = (v: unknown): Json => {
  if (Array.isArray(v)) return v.map(copy);
  if (!isObject(v)) return v as Json;
  const out: JsonObject = {};
  for (const k of Object.keys(v)) if (v[k] !== undefined) out[k] = copy(v[k]);
  return out;
};

/** Judges objects of every kind that `find` has a schema for. */
export const createAdmission = (
  find: (apiVersion: string, kind: string) => KindSchema | undefined,
  engine: CelEngine,
) => {
  const kinds = new Map<string, Kind | undefined>();
  return {
    /** The verdict on one object; the object itself is not changed. */
    admit(object: unknown): Verdict {
      const { apiVersion, kind } = (isObject(object) ? object : {}) as { apiVersion?: Json; kind?: Json };
      if (typeof apiVersion !== 'string' || typeof kind !== 'string')
        return { notChecked: 'it has no apiVersion and kind' };
      const id = `${apiVersion} ${kind}`;
      if (!kinds.has(id)) {
        const found = find(apiVersion, kind);
        kinds.set(id, found && new Kind(found, engine));
      }
      const judge = kinds.get(id);
      if (!judge) return { notChecked: `no schema of ${apiVersion} ${kind} is known here` };
      const mine = copy(object) as JsonObject;
      const { unknown, errors } = judge.judge(mine);
      const all = [...errors, ...metadataErrors(mine, judge.of.scope)];
      return { valid: all.length === 0 && unknown.length === 0, unknown, errors: all };
    },
  };
};
export type Admission = ReturnType<typeof createAdmission>;
