// TypeScript of a CRD schema, nested as the schema is: optional where not required, enums as unions of literals.

const INT_OR_STRING = 'number | string';
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const enumsOf = (schema) => {
  const own = schema.enum ?? schema.allOf?.find((s) => s.enum)?.enum;
  return own?.map((v) => JSON.stringify(v)).join(' | ');
};

const typeOf = (schema, indent) => {
  if (schema['x-kubernetes-int-or-string']) return INT_OR_STRING;
  switch (schema.type) {
    case 'object':
      if (schema.properties) return objectOf(schema, indent);
      if (typeof schema.additionalProperties === 'object')
        return `Record<string, ${typeOf(schema.additionalProperties, indent)}>`;
      // The API server knows no field of such an object: `http3: {}` is all that can be said.
      return schema.additionalProperties || schema['x-kubernetes-preserve-unknown-fields']
        ? 'Record<string, unknown>'
        : 'Record<string, never>';
    case 'array': {
      const item = schema.items ? typeOf(schema.items, indent) : 'unknown';
      return /[|&]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
    }
    case 'string':
      return enumsOf(schema) ?? 'string';
    case 'integer':
    case 'number':
      return enumsOf(schema) ?? 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'unknown';
  }
};

const objectOf = (schema, indent) => {
  const required = new Set(schema.required ?? []);
  const inner = `${indent}  `;
  const fields = Object.entries(schema.properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, s]) => `${inner}${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(s, inner)};`);
  return `{\n${fields.join('\n')}\n${indent}}`;
};

/** `group/version/Kind`; a kind of the core group has no group in it. */
export const gvkOf = (group, version, kind) => [group, version, kind].filter(Boolean).join('/');

/** `HTTPRouteFilter` of `gateway.envoyproxy.io/v1alpha1` is in `gateway.envoyproxy.io/http-route-filter.ts`. */
export const typeFile = (apiVersion, kind) => {
  const words = kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
  return `${apiVersion.split('/')[0]}/${words}.ts`;
};

/** The module that declares one kind. Status is left out: we never write it. */
export const typesOf = ({ groupVersionKind, scope, source, version, schema }) => {
  const at = groupVersionKind.lastIndexOf('/');
  const apiVersion = groupVersionKind.slice(0, at);
  const kind = groupVersionKind.slice(at + 1);
  const { status: _, apiVersion: _a, kind: _k, metadata: _m, ...properties } = schema.properties;
  const required = (schema.required ?? []).filter((r) => r in properties);
  const body = objectOf({ properties, required }, '').slice(2);
  return `// Written by src/crds/vendor from ${source} ${version}; do not edit.

/** ${apiVersion} ${kind} */
export interface ${kind} {
  apiVersion: ${JSON.stringify(apiVersion)};
  kind: ${JSON.stringify(kind)};
  metadata: { name: string; ${scope === 'Namespaced' ? 'namespace: string' : 'namespace?: never'}; labels?: Record<string, string>; annotations?: Record<string, string> };
${body}
`;
};
