import type { KindSchema } from '../../crds/schema.ts';
import type { Rules } from './cel/check.ts';
import { Kind } from './kind.ts';
import { judgeMetadata } from './metadata.ts';
import { type AdmissionError, isObject, type Json, type JsonObject } from './schema.ts';

/** What the API server would say to `kubectl create --validate=strict`. `notChecked`: we have no schema, so we cannot say. */
export type Verdict =
  | { readonly notChecked: string }
  | { readonly valid: boolean; readonly unknown: readonly string[]; readonly errors: readonly AdmissionError[] };

/** A deep copy of plain data, quicker than structuredClone for small objects. Absent fields stay absent. */
const copy = (v: unknown): Json => {
  if (Array.isArray(v)) return v.map(copy);
  if (!isObject(v)) return v as Json;
  const out: JsonObject = {};
  for (const k of Object.keys(v)) if (v[k] !== undefined) out[k] = copy(v[k]);
  return out;
};

/** Where schemas come from, and their rules. */
export interface AdmissionParts {
  readonly readSchema: (apiVersion: string, kind: string) => KindSchema | undefined;
  readonly rules: Rules;
}

/** Judges objects of every kind that `readSchema` gives a schema for; each is read once, when it is first needed. */
export const createAdmission = ({ readSchema, rules }: AdmissionParts) => {
  const kinds = new Map<string, Kind | undefined>();
  return {
    /** The verdict on one object; the object itself is not changed. */
    admit(object: unknown): Verdict {
      const { apiVersion, kind } = (isObject(object) ? object : {}) as { apiVersion?: Json; kind?: Json };
      if (typeof apiVersion !== 'string' || typeof kind !== 'string')
        return { notChecked: 'it has no apiVersion and kind' };
      const id = `${apiVersion} ${kind}`;
      if (!kinds.has(id)) {
        const found = readSchema(apiVersion, kind);
        kinds.set(id, found && new Kind(found, rules));
      }
      const judge = kinds.get(id);
      if (!judge) return { notChecked: `no schema of ${apiVersion} ${kind} is known here` };
      const mine = copy(object) as JsonObject;
      const body = judge.judge(mine);
      const meta = judgeMetadata(mine.metadata, judge.of);
      const unknown = [...body.unknown, ...meta.unknown];
      const errors = [...body.errors, ...meta.errors];
      return { valid: errors.length === 0 && unknown.length === 0, unknown, errors };
    },
  };
};
export type Admission = ReturnType<typeof createAdmission>;
