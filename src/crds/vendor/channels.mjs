// Which fields of Gateway API only the experimental channel of its CRDs has: the schemas that are vendored (Envoy Gateway's chart
// installs the experimental channel) compared with the CRDs of the standard channel.

const childrenOf = (schema) => [
  ...Object.entries(schema.properties ?? {}).map(([key, s]) => [`.${key}`, s, (o) => o.properties?.[key]]),
  ...(schema.items ? [['[]', schema.items, (o) => o.items]] : []),
  ...(typeof schema.additionalProperties === 'object'
    ? [['.*', schema.additionalProperties, (o) => o.additionalProperties]]
    : []),
];

/** The paths of fields that `standard` lacks, the topmost only; `path=value` for a value of an enum. */
const onlyIn = (schema, standard, path) => {
  const values = (schema.enum ?? []).filter((v) => standard.enum && !standard.enum.includes(v));
  return [
    ...values.map((v) => `${path}=${v}`),
    ...childrenOf(schema).flatMap(([step, child, other]) => {
      const at = `${path}${step}`;
      const there = other(standard);
      return there === undefined ? [at] : onlyIn(child, there, at);
    }),
  ];
};

/** The module with the fields, by kind. `schemas`: as they are vendored; `standard`: entries of the standard channel's CRDs. */
export const experimentalModule = (schemas, standard) => {
  const byKind = new Map(standard.filter((e) => e.served).map((e) => [e.groupVersionKind, e]));
  const groups = new Set(standard.map((e) => e.group));
  const rows = schemas
    .filter(({ groupVersionKind }) => groups.has(groupVersionKind.split('/')[0].replace('.x-k8s.io', '.k8s.io')))
    .flatMap(({ groupVersionKind, schema }) => {
      const other = byKind.get(groupVersionKind);
      const { status: _, ...properties } = schema.properties;
      // An empty path is the whole kind.
      const paths = other ? onlyIn({ ...schema, properties }, other.schema, '').map((p) => p.slice(1)) : [''];
      return paths.length === 0 ? [] : [[groupVersionKind, paths.sort()]];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const [{ version }] = standard;
  return `// Written by src/crds/vendor from the CRDs of Gateway API ${version}; do not edit.
/** Fields that only the experimental channel has, by kind: \`[]\` is any item, \`=value\` a value, '' the whole kind. */
export const EXPERIMENTAL: Readonly<Record<string, readonly string[]>> = {
${rows.map(([kind, paths]) => `  '${kind}': [\n${paths.map((p) => `    '${p}',\n`).join('')}  ],`).join('\n')}
};
`;
};
