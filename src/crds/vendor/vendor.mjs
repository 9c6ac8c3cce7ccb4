// Makes src/crds/schemas and src/crds/types anew from folders of CustomResourceDefinition YAML:
//   npm run crds -- DIR=VERSION [DIR=VERSION ...]
// One command and a review take in a new version of Envoy Gateway. Everything written is a function of the input.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { typesOf } from './types.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
/** Groups that we can check; a folder may hold more. */
const GROUPS = /^(gateway\.networking\.(x-)?k8s\.io|gateway\.envoyproxy\.io|cert-manager\.io|monitoring\.coreos\.com)$/;
/** Of the groups that are not ours to know whole, the kinds that we write or read. */
const ONLY = { 'cert-manager.io': ['Certificate', 'Issuer', 'ClusterIssuer'], 'monitoring.coreos.com': ['PodMonitor'] };
/** Kinds that we build, so that a wrong field name does not compile. */
const TYPED = [
  [
    'gateway.networking.k8s.io',
    'v1',
    ['Gateway', 'GatewayClass', 'HTTPRoute', 'GRPCRoute', 'ReferenceGrant', 'BackendTLSPolicy'],
  ],
  [
    'gateway.envoyproxy.io',
    'v1alpha1',
    ['Backend', 'BackendTrafficPolicy', 'ClientTrafficPolicy', 'EnvoyProxy', 'HTTPRouteFilter', 'SecurityPolicy'],
  ],
  ['cert-manager.io', 'v1', ['Certificate', 'Issuer', 'ClusterIssuer']],
  ['monitoring.coreos.com', 'v1', ['PodMonitor']],
];
/** Words for people; the API server does not judge by them. */
const WORDS = new Set(['description', 'example', 'externalDocs', 'title']);

const yamlFiles = (dir) =>
  readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name);
      return statSync(path).isDirectory() ? yamlFiles(path) : /\.ya?ml$/.test(name) ? [path] : [];
    });

/** A schema without its words. A property may itself be called `description`, so maps of properties are kept whole. */
const slim = (node, isMap = false) => {
  if (Array.isArray(node)) return node.map((n) => slim(n));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => isMap || !WORDS.has(key) || typeof value === 'object')
      .map(([key, value]) => [
        key,
        !isMap && (key === 'default' || key === 'enum') ? value : slim(value, key === 'properties' && !isMap),
      ]),
  );
};

const crdsOf = (dir, version) =>
  yamlFiles(dir).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const digest = createHash('sha256').update(text).digest('hex');
    // Charts wrap CRDs in template conditions; those lines are not YAML.
    const plain = text.replace(/^\{\{.*\}\}\s*$/gm, '');
    return parseAllDocuments(plain, { logLevel: 'silent' })
      .map((d) => d.toJS())
      .filter((o) => o?.kind === 'CustomResourceDefinition' && GROUPS.test(o.spec.group))
      .filter((o) => ONLY[o.spec.group]?.includes(o.spec.names.kind) ?? true)
      .flatMap((o) =>
        o.spec.versions.map((v) => ({
          source: `${basename(path)} of ${version}`,
          digest,
          group: o.spec.group,
          version: v.name,
          kind: o.spec.names.kind,
          scope: o.spec.scope,
          served: v.served,
          deprecated: v.deprecated ?? false,
          statusSubresource: v.subresources?.status !== undefined,
          schema: slim(v.schema.openAPIV3Schema),
        })),
      );
  });

const args = process.argv.slice(2);
if (args.length === 0 || args.some((a) => !/^.+=.+$/.test(a))) {
  console.error('usage: npm run crds -- DIR=VERSION [DIR=VERSION ...]');
  process.exit(2);
}
const found = new Map();
for (const arg of args) {
  const at = arg.lastIndexOf('=');
  for (const crd of crdsOf(arg.slice(0, at), arg.slice(at + 1)))
    found.set(`${crd.group}_${crd.version}_${crd.kind}`, crd);
}
const all = [...found].sort(([a], [b]) => (a < b ? -1 : 1));

rmSync(join(HERE, 'schemas'), { recursive: true, force: true });
mkdirSync(join(HERE, 'schemas'), { recursive: true });
for (const [name, crd] of all) writeFileSync(join(HERE, 'schemas', `${name}.json`), `${JSON.stringify(crd)}\n`);
const index = all.map(([file, { schema: _, ...rest }]) => ({ file, ...rest }));
writeFileSync(join(HERE, 'schemas', 'index.json'), `${JSON.stringify(index, null, 1)}\n`);

rmSync(join(HERE, 'types'), { recursive: true, force: true });
mkdirSync(join(HERE, 'types'), { recursive: true });
const exports = [];
for (const [group, version, kinds] of TYPED)
  for (const kind of kinds) {
    const crd = found.get(`${group}_${version}_${kind}`);
    if (!crd) throw new Error(`${group}/${version} ${kind} is not in the given folders`);
    const file = kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
    writeFileSync(join(HERE, 'types', `${file}.ts`), typesOf(crd));
    exports.push(`export type { ${kind} } from './${file}.ts';`);
  }
writeFileSync(
  join(HERE, 'types', 'index.ts'),
  `// Written by src/crds/vendor; do not edit.\n${exports.sort().join('\n')}\n`,
);
console.log(`${all.length} schemas, ${exports.length} types`);
