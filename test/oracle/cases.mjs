// The translator's test cases as manifests: what a user would have applied, and what Envoy Gateway said.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { decode, schemaOf } from './decode.mjs';
import { CONFIGURED_CASES, configOf, fixtures, GATEWAY_CLASS } from './harness.mjs';

const GATEWAY = 'gateway.networking.k8s.io/v1';
const ENVOY = 'gateway.envoyproxy.io/v1alpha1';
/** The kind of each key of resource.Resources (internal/gatewayapi/resource/resource.go); its decoder ignores case. */
const KINDS = Object.fromEntries(
  Object.entries({
    envoyProxyForGatewayClass: [ENVOY, 'EnvoyProxy'],
    envoyProxiesForGateways: [ENVOY, 'EnvoyProxy'],
    gatewayClass: [GATEWAY, 'GatewayClass'],
    gateways: [GATEWAY, 'Gateway'],
    listenerSets: [GATEWAY, 'ListenerSet'],
    httpRoutes: [GATEWAY, 'HTTPRoute'],
    grpcRoutes: [GATEWAY, 'GRPCRoute'],
    tlsRoutes: [GATEWAY, 'TLSRoute'],
    tcpRoutes: ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute'],
    udpRoutes: ['gateway.networking.k8s.io/v1alpha2', 'UDPRoute'],
    referenceGrants: ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant'],
    namespaces: ['v1', 'Namespace'],
    services: ['v1', 'Service'],
    serviceImports: ['multicluster.x-k8s.io/v1alpha1', 'ServiceImport'],
    endpointSlices: ['discovery.k8s.io/v1', 'EndpointSlice'],
    secrets: ['v1', 'Secret'],
    configMaps: ['v1', 'ConfigMap'],
    extensionRefFilters: [undefined, undefined],
    envoyPatchPolicies: [ENVOY, 'EnvoyPatchPolicy'],
    clientTrafficPolicies: [ENVOY, 'ClientTrafficPolicy'],
    backendTrafficPolicies: [ENVOY, 'BackendTrafficPolicy'],
    securityPolicies: [ENVOY, 'SecurityPolicy'],
    backendTLSPolicies: [GATEWAY, 'BackendTLSPolicy'],
    envoyExtensionPolicies: [ENVOY, 'EnvoyExtensionPolicy'],
    extensionServerPolicies: [undefined, undefined],
    backends: [ENVOY, 'Backend'],
    httpFilters: [ENVOY, 'HTTPRouteFilter'],
    clusterTrustBundles: ['certificates.k8s.io/v1beta1', 'ClusterTrustBundle'],
  }).map(([key, kind]) => [key.toLowerCase(), kind]),
);
const CLUSTER = new Set(['GatewayClass', 'Namespace', 'ClusterTrustBundle']);

/** Go's reader takes lines of a text in quotes that are indented less than YAML allows; it joins them with spaces. */
const joined = (text) => text.replaceAll(/^ +inline: "[^"\\]*"/gm, (found) => found.replaceAll(/\n */g, ' '));
const read = (text) =>
  parse(joined(text), { logLevel: 'silent', uniqueKeys: false, merge: true, maxAliasCount: -1 }) ?? {};
const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);
/** The name of an object in findings. */
export const show = ({ kind, metadata: { namespace, name } }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

/** An object as a user writes it: kind, version and namespace filled in, nothing that a controller wrote. */
const manifest = (value, [version, wanted]) => {
  const { status, ...object } = value;
  const metadata = { ...value.metadata };
  if (metadata.creationTimestamp === null) delete metadata.creationTimestamp;
  const kind = value.kind ?? wanted;
  // The decoder of the tests ignores the version, also one that no cluster serves any more.
  const apiVersion =
    value.apiVersion && (schemaOf(value.apiVersion, kind) || !schemaOf(version ?? '', kind))
      ? value.apiVersion
      : version;
  if (!CLUSTER.has(kind)) metadata.namespace ??= 'default';
  return decode({ ...object, apiVersion, kind, metadata });
};

/** The provider sorts each list by age (Resources.Sort), and the translator takes it as it comes; so the first is the oldest. */
const aged = (objects) =>
  objects.some((o) => o.metadata.creationTimestamp !== undefined)
    ? objects
    : objects.map((o, i) => ({
        ...o,
        metadata: { ...o.metadata, creationTimestamp: new Date(i * 1000).toISOString() },
      }));

const objectsOf = (resources) =>
  Object.entries(resources).flatMap(([key, value]) => {
    if (key.toLowerCase() === 'envoyproxydefaultspec') return [];
    const kind = KINDS[key.toLowerCase()];
    if (!kind) throw new Error(`${key} is not among the kinds of cases.mjs`);
    return aged(list(value).map((v) => manifest(v, kind)));
  });

/** A GatewayClass with the EnvoyProxy of the case, from which the translator takes the parameters whatever the class names. */
const withProxy = (object, proxy) =>
  proxy && object.kind === 'GatewayClass'
    ? { ...object, spec: { ...object.spec, parametersRef: refTo(proxy) } }
    : object;
const refTo = ({ kind, metadata: { namespace, name } }) => ({ group: 'gateway.envoyproxy.io', kind, namespace, name });

// The translations to xDS and infrastructure are most of a file, and are not asked for.
const withoutTranslations = (text) =>
  text
    .split(/^(?=\S)/m)
    .filter((section) => !/^(xdsIR|infraIR):/.test(section))
    .join('');

const caseOf = (folder, name, base, extensions) => {
  const entries = Object.entries(read(readFileSync(join(folder, `${name}.in.yaml`), 'utf8')));
  const under = (key) => entries.find(([k]) => k.toLowerCase() === key.toLowerCase())?.[1];
  const [proxy] = objectsOf({ envoyProxyForGatewayClass: under('envoyProxyForGatewayClass') });
  const own = objectsOf(Object.fromEntries(entries)).map((o) => withProxy(o, proxy));
  const ids = new Set(own.map(show));
  const added = [withProxy(GATEWAY_CLASS, proxy), ...fixtures(extensions), ...(extensions ? [] : base)];
  return {
    name: extensions ? `extensions/${name}` : name,
    own,
    objects: [...own, ...added.filter((o) => !ids.has(show(o)))],
    config: { ...configOf(name, extensions), envoyProxy: under('envoyProxyDefaultSpec') },
    output: () => read(withoutTranslations(readFileSync(join(folder, `${name}.out.yaml`), 'utf8'))),
  };
};

/** All cases of a folder `testdata`, and those of its folder `extensions`. */
export const casesIn = (testdata) => {
  const base = objectsOf(read(readFileSync(join(testdata, 'base/base.yaml'), 'utf8')));
  const named = (folder) =>
    readdirSync(folder)
      .filter((f) => f.endsWith('.in.yaml'))
      .map((f) => f.slice(0, -'.in.yaml'.length))
      .sort();
  const extensions = join(testdata, 'extensions');
  const names = named(testdata);
  const gone = CONFIGURED_CASES.filter((n) => !names.includes(n));
  if (gone.length > 0) throw new Error(`harness.mjs configures cases that are not there: ${gone.join(', ')}`);
  return [
    ...names.map((n) => caseOf(testdata, n, base, false)),
    ...named(extensions).map((n) => caseOf(extensions, n, base, true)),
  ];
};
