import type { CelRule } from '../../crds/schema.ts';
import type { compileRule as Compile, celDuration as MakeDuration } from './cel-engine.ts';
import { parseDuration } from './go-net.ts';
import type { SchemaNode } from './node.ts';
import { dot, type Fault, isObject, type Json } from './schema.ts';

/** The engine, once it is loaded. */
export interface CelEngine {
  readonly compileRule: typeof Compile;
  readonly celDuration: typeof MakeDuration;
}

type Run = (self: unknown) => unknown;
type Compiled = (readonly [CelRule, Run])[];

/** `!has(self.x) || ...`, `has(self.x) ? ... : true`, `!(has(self.x) && ...)`: true of everything that has no x. */
const GUARDS = [
  /^!has\(self\.(\w+)\) \|\| [^?]*$/,
  /^has\(self\.(\w+)\) ?\? [^?]* : true$/,
  /^!\(has\(self\.(\w+)\) && (?:[^()|]|\((?:[^()]|\([^()]*\))*\))*\)$/,
];

/** The field without which a rule is true; undefined where the rule has another form. */
export const guardOf = (rule: string): string | undefined =>
  GUARDS.map((g) => g.exec(rule)?.[1]).find((name) => name !== undefined);

/** A rule that is compiled when an object has what it is about, which most have not. */
const lazily = (rule: string, engine: CelEngine): Run => {
  let run: Run | undefined;
  const guard = guardOf(rule);
  return (self) => {
    if (guard !== undefined && isObject(self) && !Object.hasOwn(self, guard)) return true;
    run ??= engine.compileRule(rule);
    return run(self);
  };
};

const compiled = new WeakMap<SchemaNode, Compiled>();

/** Rules about a change (`oldSelf`) are not asked when an object is made. */
const rulesOf = (node: SchemaNode, engine: CelEngine): Compiled => {
  const known = compiled.get(node);
  if (known) return known;
  const made = node.rules
    .filter((r) => r.optionalOldSelf || !/\boldSelf\b/.test(r.rule))
    .map((r) => [r, lazily(r.rule.trim(), engine)] as const);
  compiled.set(node, made);
  return made;
};

const formatted = (v: string, format: string | undefined, engine: CelEngine): unknown => {
  if (format === 'byte') return new Uint8Array(Buffer.from(v, 'base64'));
  if (format === 'date-time' || format === 'date') return new Date(v);
  if (format === 'duration') return engine.celDuration(parseDuration(v) ?? 0n);
  return v;
};

/** A value as CEL sees it: integers of the schema are int, other numbers double, unknown fields are not there. */
const toCel = (v: Json | undefined, node: SchemaNode, engine: CelEngine): unknown => {
  if (v === null || v === undefined) return null;
  const { schema } = node;
  if (schema['x-kubernetes-int-or-string']) return typeof v === 'number' ? BigInt(v) : v;
  if (Array.isArray(v)) return v.map((x) => (node.items ? toCel(x, node.items, engine) : x));
  if (isObject(v)) {
    const { values } = node;
    if (values) return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, toCel(x, values, engine)]));
    const out: Record<string, unknown> = {};
    for (const k of Object.keys(v)) {
      const field = node.celField(k);
      if (field) out[field[0]] = toCel(v[k], field[1], engine);
    }
    return out;
  }
  if (typeof v === 'number') return schema.type === 'integer' ? BigInt(v) : v;
  return typeof v === 'string' ? formatted(v, schema.format, engine) : v;
};

const REASONS: Record<string, string> = {
  FieldValueForbidden: 'Forbidden',
  FieldValueRequired: 'Required',
  FieldValueDuplicate: 'Duplicate',
};

const runRules = (self: unknown, node: SchemaNode, path: string, errors: Fault[], engine: CelEngine): void => {
  for (const [rule, run] of rulesOf(node, engine)) {
    let why = '';
    try {
      if (run(self) === true) continue;
    } catch (error) {
      // A rule that cannot be evaluated refuses the object, as in the API server.
      why = ` (${String((error as Error).message).split('\n')[0]})`;
    }
    const field = `${path}${rule.fieldPath ?? ''}` || '<nil>';
    const type = `FieldValue${(rule.reason && REASONS[rule.reason]) ?? 'Invalid'}`;
    errors.push({ type, field, message: `${rule.message ?? `failed rule: ${rule.rule.trim()}`}${why}` });
  }
};

const MOST_REMEMBERED = 500;
const NOTHING: ReadonlySet<string> = new Set();
/** What passed at each node; `NOTHING` where values turned out to differ each time, as remembering costs, too. */
const passed = new WeakMap<SchemaNode, Set<string> | typeof NOTHING>();

const remember = (node: SchemaNode, known: Set<string>, key: string): void => {
  known.add(key);
  if (known.size > MOST_REMEMBERED) passed.set(node, NOTHING);
};

const checkBelow = (
  v: Json,
  node: SchemaNode,
  path: string,
  errors: Fault[],
  engine: CelEngine,
  self: unknown,
): void => {
  if (Array.isArray(v)) {
    if (node.items?.deepRules)
      for (const [i, x] of v.entries())
        checkRules(x, node.items, `${path}[${i}]`, errors, engine, (self as unknown[])[i]);
  } else if (isObject(v))
    for (const k of Object.keys(v)) {
      const child = node.properties?.get(k) ?? node.values;
      if (!child?.deepRules) continue;
      const name = node.values ? k : node.celField(k)?.[0];
      const below = name === undefined ? undefined : (self as Record<string, unknown>)[name];
      checkRules(v[k]!, child, node.values ? `${path}[${k}]` : dot(path, k), errors, engine, below);
    }
};

/**
 * Runs the CEL rules of a node and of all below it; `self` is made once and walked beside the value. What passed before
 * passes again, since a rule sees nothing but its `self`: ten thousand routes repeat their parentRefs and filters.
 */
export const checkRules = (
  v: Json,
  node: SchemaNode,
  path: string,
  errors: Fault[],
  engine: CelEngine,
  self: unknown = toCel(v, node, engine),
): void => {
  if (v === null || v === undefined || !node.deepRules) return;
  const known = passed.get(node) ?? new Set<string>();
  if (known.size === 0 && known !== NOTHING) passed.set(node, known);
  const key = known === NOTHING ? '' : JSON.stringify(v);
  if (known.has(key)) return;
  const before = errors.length;
  if (node.rules.length > 0) runRules(self, node, path, errors, engine);
  checkBelow(v, node, path, errors, engine, self);
  if (known !== NOTHING && errors.length === before) remember(node, known as Set<string>, key);
};
