// What TestTranslate (internal/gatewayapi/translator_test.go) adds to each case: fixtures, Namespaces, and the configuration.

const port = (name, number, protocol = 'TCP', more = {}) => ({
  name,
  port: number,
  targetPort: number,
  protocol,
  ...more,
});
const PORTS = [port('http', 8080), port('https', 8443), port('tcp', 8163), port('udp', 8162, 'UDP')];

const service = (namespace, name, clusterIP, ports, labels) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name, ...(labels && { labels }) },
  spec: { clusterIP, ports },
});

const slice = ({ metadata: { namespace, name }, spec }, address, as) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { namespace, name: as, labels: { 'kubernetes.io/service-name': name } },
  addressType: 'IPv4',
  ports: spec.ports.map((p) => ({ name: p.name, port: p.targetPort, protocol: p.protocol })),
  endpoints: [{ addresses: [address], conditions: { ready: true } }],
});

const namespace = (name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** The Services, EndpointSlices and Namespaces of every case. */
export const fixtures = (extensions) => {
  const services = [1, 2, 3, ...(extensions ? [] : [4])].map((i) =>
    service('default', `service-${i}`, '1.1.1.1', PORTS),
  );
  const mirror = service('default', 'mirror-service', '2.2.2.2', [port('http', 8080)]);
  const collector = service('monitoring', 'otel-collector', '3.3.3.3', [
    port('grpc', 4317, 'TCP', { appProtocol: 'grpc' }),
    port('zipkin', 9411),
  ]);
  return [
    ...services,
    ...services.map((s, i) => slice(s, '7.7.7.7', `endpointslice-${i + 1}`)),
    mirror,
    slice(mirror, '7.6.5.4', 'mirror-service-endpointslice'),
    ...(extensions ? [] : [collector, slice(collector, '8.7.6.5', 'otel-collector-endpointslice')]),
    namespace('envoy-gateway'),
    namespace('default'),
  ];
};

/** Cases that `testCasesConfig` translates with another configuration; what it does not name is false there. */
const CONFIGURED = {
  'envoypatchpolicy-invalid-feature-disabled': {},
  'backend-invalid-feature-disabled': {},
  'gateway-namespace-mode-infra-httproute': { namespaceMode: true },
  'backend-with-localhost-host-infra': { backend: true, host: true },
  'httproute-attaching-to-listener-with-backend-backendref-host-infra': { backend: true, host: true },
  'envoyextensionpolicy-lua-feature-disabled': { noLua: true },
  sds: { backend: true, sds: true },
  'sds-invalid': { backend: true, sds: true },
  'envoyextensionpolicy-with-extproc-with-backendtlspolicy-shared-secret': {},
  'envoyproxy-otel-backend-tls-per-resource-secret': { backend: true },
  'envoyextensionpolicy-with-extproc-with-backendtlspolicy-per-resource-secret': {},
  'backend-system-truststore-shared-secret': { backend: true },
  'backend-system-truststore-per-resource-secret': { backend: true },
  'backend-system-truststore-btlsp-override-shared-secret': { backend: true },
  'backend-system-truststore-btlsp-override-per-resource-secret': { backend: true },
  'sds-listener': { backend: true, sds: true },
  'sds-listener-invalid': { backend: true, sds: true },
};

/** Their names. */
export const CONFIGURED_CASES = Object.keys(CONFIGURED);

/** The kinds that TestTranslateWithExtensionKinds registers with the extension server. */
const EXTENSIONS = {
  extensionManager: {
    resources: [
      { group: 'foo.example.io', version: 'v1alpha1', kind: 'Foo' },
      { group: 'bar.example.io', version: 'v1alpha1', kind: 'Bar' },
    ],
    policyResources: [
      { group: 'foo.example.io', version: 'v1alpha1', kind: 'Foo' },
      { group: 'bar.example.io', version: 'v1alpha1', kind: 'Bar' },
    ],
    backendResources: [
      { group: 'storage.example.io', version: 'v1alpha1', kind: 'S3Backend' },
      { group: 'compute.example.io', version: 'v1alpha1', kind: 'LambdaBackend' },
    ],
  },
};

/** The configuration of Envoy Gateway in which a case is translated, as an EnvoyGateway object. */
export const configOf = (name, extensions) => {
  const set = extensions ? {} : (CONFIGURED[name] ?? { backend: true, patch: true });
  return {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyGateway',
    gateway: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    provider: set.host
      ? { type: 'Custom', custom: { resource: { type: 'File' }, infrastructure: { type: 'Host' } } }
      : { type: 'Kubernetes', ...(set.namespaceMode && { kubernetes: { deploy: { type: 'GatewayNamespace' } } }) },
    extensionApis: {
      enableBackend: set.backend === true,
      enableEnvoyPatchPolicy: set.patch === true,
      enableSDSSecretRef: set.sds === true,
      disableLua: set.noLua === true,
    },
    rateLimit: { backend: { type: 'Redis', redis: { url: 'redis.redis-system.svc.cluster.local:6379' } } },
    ...(extensions && EXTENSIONS),
  };
};

/** The GatewayClass that the translator is made for. */
export const GATEWAY_CLASS = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'envoy-gateway-class' },
  spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
};
