// ValidatingAdmissionPolicies as the API server would validate by them, as far as ours go: bindings by namespace, match
// conditions, variables, validations.
import { Environment } from '@marcbachmann/cel-js';
import type { Schema } from '../../src/crds/crd-schema.ts';
import { readSchema } from '../../src/crds/load-crds.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

interface Policy extends KubernetesObject {
  spec: {
    matchConstraints: { resourceRules: { apiGroups: string[]; resources: string[] }[] };
    matchConditions?: { expression: string }[];
    variables?: { name: string; expression: string }[];
    validations: { expression: string; message?: string; messageExpression?: string }[];
  };
}
interface Binding extends KubernetesObject {
  spec: {
    policyName: string;
    matchResources: { namespaceSelector: { matchExpressions: { values: string[] }[] } };
  };
}

const env = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable('object', 'dyn')
  .registerVariable('namespaceObject', 'dyn')
  .registerVariable('variables', 'dyn');

/** CEL's integers are no JavaScript numbers. */
const integers = (v: unknown): unknown =>
  typeof v === 'number'
    ? BigInt(v)
    : Array.isArray(v)
      ? v.map(integers)
      : typeof v === 'object' && v !== null
        ? Object.fromEntries(
            Object.entries(v).flatMap(([k, x]) => (x === undefined ? [] : [[k, integers(x)] as const])),
          )
        : v;

/** Fills in what the schema says, as the API server does before it asks a policy. */
const withDefaults = (schema: Schema, value: unknown): unknown => {
  if (Array.isArray(value)) return schema.items ? value.map((v) => withDefaults(schema.items!, v)) : value;
  if (typeof value !== 'object' || value === null || !schema.properties) return value;
  const out: Record<string, unknown> = { ...value };
  for (const [name, s] of Object.entries(schema.properties)) {
    if (out[name] === undefined && s.default !== undefined) out[name] = structuredClone(s.default);
    if (out[name] !== undefined) out[name] = withDefaults(s, out[name]);
  }
  return out;
};
const admitted = (object: KubernetesObject): unknown => {
  const schema = readSchema(object.apiVersion, object.kind)?.schema;
  // By way of JSON, which drops what is undefined.
  return withDefaults(schema ?? {}, JSON.parse(JSON.stringify(object)));
};

const pluralOf = (kind: string): string => `${kind.toLowerCase().replace(/y$/, 'ie')}s`;

/** The error of each admission policy among `objects` for an object; empty: it is admitted. */
export const errorsOn = (objects: readonly KubernetesObject[], object: KubernetesObject): string[] => {
  const { namespace } = object.metadata;
  const namespaceObject = integers(
    objects.find((o) => o.kind === 'Namespace' && o.metadata.name === namespace) ?? { metadata: { name: namespace } },
  );
  const bound = (objects as Binding[]).filter(
    (o) =>
      o.kind === 'ValidatingAdmissionPolicyBinding' &&
      o.spec.matchResources.namespaceSelector.matchExpressions[0]!.values.includes(namespace!),
  );
  return bound.flatMap(({ spec: { policyName } }) => {
    const { spec } = (objects as Policy[]).find(
      (o) => o.kind === 'ValidatingAdmissionPolicy' && o.metadata.name === policyName,
    )!;
    const [rule] = spec.matchConstraints.resourceRules;
    const group = object.apiVersion.split('/')[0]!;
    if (!rule!.apiGroups.includes(group) || !rule!.resources.includes(pluralOf(object.kind))) return [];
    const scope: Record<string, unknown> = { object: integers(admitted(object)), namespaceObject, variables: {} };
    const ask = (expression: string): unknown => env.evaluate(expression, scope);
    if (!(spec.matchConditions ?? []).every((c) => ask(c.expression))) return [];
    const variables = (spec.variables ?? []).map((v) => [v.name, ask(v.expression)] as const);
    scope.variables = Object.fromEntries(variables);
    // The API server names the first that fails.
    const first = spec.validations.find((v) => ask(v.expression) !== true);
    if (!first) return [];
    return [first.messageExpression === undefined ? first.message! : String(ask(first.messageExpression))];
  });
};
