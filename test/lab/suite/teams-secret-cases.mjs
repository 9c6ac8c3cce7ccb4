// What a team may fetch from a manager of secrets, and what its network policies may name, by the golden case teams-argocd.
const secret = (spec = {}, { name = 'token', namespace = 'orders' } = {}) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name, namespace },
  spec: {
    refreshInterval: '1h',
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
    target: { name, creationPolicy: 'Owner', template: { type: 'Opaque' } },
    data: [{ secretKey: 'credential', remoteRef: { key: `gateway/${namespace}/${name}`, property: 'credential' } }],
    ...spec,
  },
});
const fetching = (remoteRef, more = {}) =>
  secret({ data: [{ secretKey: 'credential', remoteRef: { key: 'gateway/orders/token', ...remoteRef }, ...more }] });
const target = (more) => secret({ target: { name: 'token', creationPolicy: 'Owner', ...more } });
const network = (toPort, spec = {}) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'rail', namespace: 'orders' },
  spec: {
    endpointSelector: {},
    egress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], ...toPort }] }],
    ...spec,
  },
});
const injected = {
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'HTTPRouteFilter',
  metadata: { name: 'loot', namespace: 'orders' },
  spec: { credentialInjection: { header: 'x-loot', overwrite: true, credential: { valueRef: { name: 'loot' } } } },
};

export const SECRETS_ADMITTED = [
  { name: 'a secret of the team', object: secret() },
  { name: 'a certificate of the team', object: target({ template: { type: 'kubernetes.io/tls' } }) },
  { name: 'more rarely, and written otherwise', object: secret({ refreshInterval: '120m0s' }) },
  { name: 'pods of another namespace', object: network({}, { ingress: [{ fromEndpoints: [{ matchLabels: { a: 'b' } }] }] }) },
  { name: 'requests by method and path', object: network({ rules: { http: [{ method: 'GET', path: '/a' }] } }) },
]; // biome-ignore format: a table

const KEY = 'every remoteRef.key must be';
const TARGET = 'the Secret must have the name of the ExternalSecret';
const ONLY = 'may contain only';
const NAMES = 'must not use Secrets';

export const SECRETS_REFUSED = [
  { name: "the platform's certificate", object: fetching({ key: 'gateway/edge-tls', property: 'tls.key' }), says: KEY },
  { name: "another team's secret", object: fetching({ key: 'gateway/reports/reports-token' }), says: KEY },
  { name: 'a key that leads upwards', object: fetching({ key: 'gateway/orders/../edge-tls' }), says: KEY },
  { name: 'a key that only begins alike', object: fetching({ key: 'gateway/orders-eu/token' }), says: KEY },
  { name: 'a key below its own', object: fetching({ key: 'gateway/orders/token/more' }), says: KEY },
  { name: 'one right key beside a wrong one', object: secret({ data: [...secret().spec.data, { secretKey: 'b', remoteRef: { key: 'gateway/edge-tls' } }] }), says: KEY },
  { name: 'a property that is a query', object: fetching({ property: '..|@keys' }), says: KEY },
  { name: 'nothing at all', object: secret({ data: undefined }), says: KEY },
  { name: 'whatever is found', object: secret({ dataFrom: [{ find: { name: { regexp: '.*' } } }] }), says: 'must not contain spec.dataFrom' },
  { name: 'a whole entry', object: secret({ dataFrom: [{ extract: { key: 'gateway/edge-tls' } }] }), says: 'must not contain spec.dataFrom' },
  { name: 'a generator', object: secret({ dataFrom: [{ sourceRef: { generatorRef: { kind: 'ClusterGenerator', name: 'x' } } }] }), says: 'must not contain spec.dataFrom' },
  { name: 'another store for one key', object: fetching({}, { sourceRef: { storeRef: { kind: 'ClusterSecretStore', name: 'other' } } }), says: ONLY },
  { name: 'another store', object: secret({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'other' } }), says: 'must use ClusterSecretStore vault' },
  { name: 'a store of another kind', object: secret({ secretStoreRef: { kind: 'SecretStore', name: 'vault' } }), says: 'must use ClusterSecretStore vault' },
  { name: 'another version', object: fetching({ version: '1' }), says: ONLY },
  { name: 'what is written beside the value', object: fetching({ metadataPolicy: 'Fetch' }), says: 'must not transform the value' },
  { name: 'a Secret of another name', object: target({ name: 'partner-keys' }), says: TARGET },
  { name: 'a Secret that is there', object: target({ creationPolicy: 'Merge' }), says: TARGET },
  { name: 'a token of a ServiceAccount', object: target({ template: { type: 'kubernetes.io/service-account-token' } }), says: TARGET },
  { name: 'annotations of the Secret', object: target({ template: { type: 'Opaque', metadata: { annotations: { 'kubernetes.io/service-account.name': 'default' } } } }), says: ONLY },
  { name: 'other Secrets by a template', object: target({ template: { type: 'Opaque', templateFrom: [{ secret: { name: 'other', items: [{ key: 'a' }] } }] } }), says: ONLY },
  { name: 'a template', object: target({ template: { type: 'Opaque', data: { a: '{{ .credential }}' } } }), says: ONLY },
  { name: 'an object of another kind', object: target({ manifest: { apiVersion: 'v1', kind: 'ConfigMap' } }), says: ONLY },
  { name: 'a manager that is asked all the time', object: secret({ refreshInterval: '1s' }), says: 'at least 1h' },
  { name: 'a credential of a team without servers outside', object: injected, says: 'a credential may go only to external servers' },
  { name: "another namespace's Secret in a header", object: network({ rules: { http: [{ headerMatches: [{ name: 'x', mismatch: 'ADD', secret: { namespace: 'edge', name: 'partner-keys' } }] }] } }), says: NAMES },
  { name: 'TLS that ends at the agent', object: network({ terminatingTLS: { secret: { namespace: 'edge', name: 'edge-tls' } } }), says: NAMES },
  { name: 'TLS that the agent begins', object: network({ originatingTLS: { secret: { namespace: 'edge', name: 'edge-tls' } } }), says: NAMES },
  { name: 'another Envoy', object: network({ listener: { envoyConfig: { kind: 'CiliumClusterwideEnvoyConfig', name: 'x' }, name: 'x' } }), says: NAMES },
  { name: 'policies in a list', object: { ...network({}), specs: [network({}).spec] }, says: NAMES },
]; // biome-ignore format: a table
