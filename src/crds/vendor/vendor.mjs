// Makes src/crds/schemas anew, and from them src/crds/types and the compiled rules of admission:
//   npm run crds -- DIR[=VERSION]... [--types-only] [--standard=DIR]
// A DIR holds CustomResourceDefinition YAML (searched to the bottom; charts too), or Kubernetes' own OpenAPI
// (api/openapi-spec/swagger.json). A DIR replaces the groups that are found in it and leaves the others as they are, so
// one command and a review take in a new version of one project. `--types-only` makes the types from the schemas that are
// there. `--standard=DIR` also writes which fields the standard channel of Gateway API lacks: DIR holds its CRDs, such as
// sigs.k8s.io/gateway-api@VERSION/config/crd/standard in the Go module cache. Everything written is a function of the input.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { experimentalModule } from './channels.mjs';
import { coreKindsOf } from './core-kinds.mjs';
import { crdsOf } from './crd-yaml.mjs';
import { rulesModule } from './rules.mjs';
import { marked } from './slim.mjs';
import { gvkOf, typeFile, typesOf } from './types.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const SCHEMAS = join(HERE, 'schemas');
const TYPES = join(HERE, 'types');
/** Kinds that we build, so that a wrong field name does not compile. Core kinds have theirs from kubernetes-types. */
const TYPED = {
  'gateway.networking.k8s.io/v1': [
    'Gateway',
    'GatewayClass',
    'HTTPRoute',
    'GRPCRoute',
    'ReferenceGrant',
    'BackendTLSPolicy',
    'TLSRoute',
    'TCPRoute',
    'UDPRoute',
  ],
  'gateway.envoyproxy.io/v1alpha1': [
    'Backend',
    'BackendTrafficPolicy',
    'ClientTrafficPolicy',
    'EnvoyExtensionPolicy',
    'EnvoyPatchPolicy',
    'EnvoyProxy',
    'HTTPRouteFilter',
    'SecurityPolicy',
  ],
  'cert-manager.io/v1': ['Certificate', 'Issuer', 'ClusterIssuer'],
  'monitoring.coreos.com/v1': ['PodMonitor'],
  'cilium.io/v2': ['CiliumNetworkPolicy'],
  'security.istio.io/v1': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  'telemetry.istio.io/v1': ['Telemetry'],
  'external-secrets.io/v1': ['ExternalSecret'],
  'argoproj.io/v1alpha1': ['Application', 'ApplicationSet', 'AppProject'],
  'source.toolkit.fluxcd.io/v1': ['GitRepository'],
  'kustomize.toolkit.fluxcd.io/v1': ['Kustomization'],
};

const fail = (text) => {
  console.error(text);
  process.exit(2);
};

/** What the folders hold, each kind and version once. */
const readFolders = (dirs) => {
  const found = new Map();
  for (const dir of dirs) {
    const at = dir.lastIndexOf('=');
    const [path, version] = at < 0 ? [dir, undefined] : [dir.slice(0, at), dir.slice(at + 1)];
    const entries = [...crdsOf(path, version), ...coreKindsOf(path, version)];
    if (entries.length === 0) fail(`${path} holds no kind that we know`);
    for (const entry of entries) {
      const other = found.get(entry.file);
      if (other && JSON.stringify(other.schema) !== JSON.stringify(entry.schema))
        fail(`${entry.groupVersionKind} is in ${other.source} and differs in ${entry.source}; give a narrower folder`);
      found.set(entry.file, entry);
    }
  }
  return [...found.values()];
};

const indexFile = join(SCHEMAS, 'index.json');
const readIndex = () => {
  try {
    return JSON.parse(readFileSync(indexFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
};

const writeSchemas = (entries) => {
  mkdirSync(SCHEMAS, { recursive: true });
  const groups = new Set(entries.map((e) => e.group));
  const kept = readIndex().filter((e) => !groups.has(e.group));
  const known = new Set(kept.map((e) => e.file));
  for (const name of readdirSync(SCHEMAS)) if (!known.has(name)) rmSync(join(SCHEMAS, name));
  const index = [...kept];
  for (const { file, group, kindVersion, kind, served, deprecated, ...schema } of entries) {
    marked(schema.schema);
    writeFileSync(join(SCHEMAS, file), `${JSON.stringify(schema)}\n`);
    index.push({ group, version: kindVersion, kind, scope: schema.scope, file, served, deprecated });
  }
  index.sort((a, b) => (a.file < b.file ? -1 : 1));
  writeFileSync(indexFile, `[\n${index.map((e) => `  ${JSON.stringify(e)}`).join(',\n')}\n]\n`);
  return index.length;
};

const writeTypes = () => {
  const byGvk = new Map(readIndex().map((e) => [gvkOf(e.group, e.version, e.kind), e.file]));
  const modules = Object.entries(TYPED).flatMap(([apiVersion, kinds]) =>
    kinds.map((kind) => {
      const file = byGvk.get(`${apiVersion}/${kind}`);
      if (!file) fail(`${apiVersion} ${kind} has no schema yet; give the folder of its CRD, too`);
      return { kind, path: typeFile(apiVersion, kind), schema: JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) };
    }),
  );
  rmSync(TYPES, { recursive: true, force: true });
  for (const { path, schema } of modules) {
    mkdirSync(join(TYPES, dirname(path)), { recursive: true });
    writeFileSync(join(TYPES, path), typesOf(schema));
  }
  const lines = modules.map(({ kind, path }) => `export type { ${kind} } from './${path}';`).sort();
  writeFileSync(join(TYPES, 'index.ts'), `// Written by src/crds/vendor; do not edit.\n${lines.join('\n')}\n`);
  return lines.length;
};

/** Rules are compiled from all schemas that are there, so that none is ever met at run time that was not. */
const writeRules = () => {
  const schemas = readIndex().map((e) => JSON.parse(readFileSync(join(SCHEMAS, e.file), 'utf8')));
  writeFileSync(join(HERE, '../admission/cel/rules.ts'), rulesModule(schemas));
};

const writeExperimental = (dir) => {
  const schemas = readIndex().map((e) => JSON.parse(readFileSync(join(SCHEMAS, e.file), 'utf8')));
  writeFileSync(join(HERE, 'experimental-fields.ts'), experimentalModule(schemas, crdsOf(dir)));
};

const STANDARD = '--standard=';
const args = process.argv.slice(2);
const dirs = args.filter((a) => !a.startsWith('-'));
const typesOnly = args.includes('--types-only');
const standard = args.find((a) => a.startsWith(STANDARD))?.slice(STANDARD.length);
const isKnown = (a) => !a.startsWith('-') || a === '--types-only' || a.startsWith(STANDARD);
if (!args.every(isKnown) || (dirs.length === 0 && !typesOnly))
  fail('usage: npm run crds -- DIR[=VERSION]... [--types-only] [--standard=DIR]');
const schemas = typesOnly ? readIndex().length : writeSchemas(readFolders(dirs));
writeRules();
if (standard !== undefined) writeExperimental(standard);
console.log(`${schemas} schemas, ${writeTypes()} types`);
