import { KINDS, kindOfIntent } from '../auth/kinds.ts';
import type { EnvoyProxy } from '../crds/types/index.ts';
import { SPREAD_OVER } from '../model/fixed-names.ts';
import { proxyLabels } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, meta, note, resource, some } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { serviceRef } from '../objects/server-ref.ts';
import { orderOfExtensions } from './extension-policy.ts';
import { sdsNotes, sdsOfProxy } from './mesh/sds-patches.ts';
import { EXTENSIONS } from './notes/extensions-notes.ts';
import { PROXIES } from './notes/proxies-notes.ts';
import { placement, pullSecrets, someOf, spreadOver } from './pod-placement.ts';
import { envoyService, serviceNotes } from './proxy-service.ts';
import { workload, workloadNotes } from './proxy-workload.ts';

type Telemetry = NonNullable<EnvoyProxy['spec']['telemetry']>;

const telemetry = ({ observability: o, gateway }: Intent): Telemetry => ({
  accessLog: o.accessLog
    ? {
        settings: [
          {
            format: { type: 'JSON', json: Object.fromEntries(o.accessLogFields) },
            sinks: [{ type: 'File', file: { path: '/dev/stdout' } }],
          },
        ],
      }
    : { disable: true },
  metrics: { prometheus: { disable: false } },
  ...(o.tracing && {
    tracing: {
      samplingRate: Math.round(o.tracing.sampling),
      provider: {
        type: 'OpenTelemetry' as const,
        backendRefs: [serviceRef(o.tracing.collector, gateway.namespace)],
      },
    },
  }),
});

const ENROLMENT = {
  ambient: { labels: { 'istio.io/dataplane-mode': 'ambient' } },
  // Outbound only: clients connect directly to Envoy, which terminates their TLS.
  sidecar: {
    labels: { 'sidecar.istio.io/inject': 'true' },
    annotations: { 'traffic.sidecar.istio.io/includeInboundPorts': '' },
  },
  // Not in the mesh, even if the namespace is.
  sds: { labels: { 'istio.io/dataplane-mode': 'none', 'sidecar.istio.io/inject': 'false' } },
  permissive: {},
} as const;

/** Labels and annotations that put the proxy pods into the mesh. */
const enrolment = ({ mesh }: Intent): { labels?: Record<string, string>; annotations?: Record<string, string> } =>
  mesh ? ENROLMENT[mesh.mode] : {};

/** Envoy Gateway 1.9 has no field for it: Envoy reads it from its runtime, unless a listener has its own (HttpConnectionManager). */
const headersLimit = (kib: number): NonNullable<EnvoyProxy['spec']['bootstrap']> => ({
  type: 'JSONPatch',
  jsonPatches: [
    {
      op: 'add',
      path: '/layered_runtime/layers/0/static_layer/envoy.reloadable_features.max_request_headers_size_kb',
      value: kib,
    },
  ],
});

/** Labels and annotations of the pods: those of the answers, and of the mesh. */
const podMetadata = (intent: Intent): ReturnType<typeof enrolment> => {
  const mesh = enrolment(intent);
  const { proxyPods: own } = intent;
  return defined<ReturnType<typeof enrolment>>({
    labels: someOf({ ...own.labels, ...mesh.labels }),
    annotations: someOf({ ...own.annotations, ...mesh.annotations }),
  });
};

/** By default Envoy connects to pods; a waypoint in front of a Service receives only connections to the address of the Service. */
const byServiceAddress = ({ mesh }: Intent): boolean => mesh?.waypoint !== undefined || mesh?.mode === 'sidecar';

/**
 * By default an authorizer is called first, with credentials that nobody verified. If a policy requires another method, too, the
 * authorizer is called for requests that passed it.
 */
const authorizerLast = ({ security }: Intent): NonNullable<EnvoyProxy['spec']['filterOrder']> => {
  const before = security
    .filter((s) => s.auth.some((a) => a.type === 'extAuth'))
    .flatMap((s) => s.auth.filter((a) => a.type !== 'extAuth').map((a) => kindOfIntent(a).filter));
  const last = before.sort((a, b) => b.order - a.order)[0];
  return last ? [{ name: KINDS.extAuth.filter.name, after: last.name }] : [];
};

/** How the proxies of this Gateway run: replicas, sizes, drain, logs, metrics, traces. */
export const envoyProxy = (intent: Intent): Resource[] => {
  const { sizing } = intent;
  const k8s = ['spec', 'provider', 'kubernetes'] as const;
  const sds = sdsOfProxy(intent);
  const object: EnvoyProxy = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'EnvoyProxy',
    metadata: meta(intent, intent.gateway.proxy),
    spec: {
      ...(byServiceAddress(intent) && { routingType: 'Service' }),
      ...sds.spec,
      ...defined({ filterOrder: some([...authorizerLast(intent), ...orderOfExtensions(intent)]) }),
      ...(intent.gateway.merged && { mergeGateways: true }),
      ...(intent.gateway.ipFamily && { ipFamily: intent.gateway.ipFamily }),
      ...(intent.client.maxHeadersKib !== undefined && { bootstrap: headersLimit(intent.client.maxHeadersKib) }),
      concurrency: Math.max(1, Math.round(sizing.cpuMillis.value / 1000)),
      shutdown: { drainTimeout: '60s', minDrainDuration: '15s' },
      provider: {
        type: 'Kubernetes',
        kubernetes: workload(intent, {
          envoyDeployment: {
            ...(sizing.cpuUtilization === undefined && { replicas: sizing.minReplicas.value }),
            strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
            pod: {
              ...podMetadata(intent),
              ...defined({
                topologySpreadConstraints: spreadOver(intent.proxyPods, SPREAD_OVER, proxyLabels(intent.gateway)),
                priorityClassName: intent.proxyPods.priorityClassName,
                imagePullSecrets: pullSecrets(intent.proxyPods),
              }),
              ...placement(intent.proxyPods),
              ...sds.pod,
            },
            container: {
              ...(intent.proxyPods.image !== undefined && { image: intent.proxyPods.image }),
              resources: {
                requests: { cpu: `${sizing.cpuMillis.value}m`, memory: `${sizing.memoryMiB.value}Mi` },
                limits: {
                  ...(sizing.cpuLimitMillis !== undefined && { cpu: `${sizing.cpuLimitMillis}m` }),
                  memory: `${sizing.memoryMiB.value}Mi`,
                },
              },
              ...sds.container,
            },
          },
          ...(sizing.cpuUtilization !== undefined && {
            envoyHpa: {
              minReplicas: sizing.minReplicas.value,
              maxReplicas: sizing.maxReplicas.value,
              metrics: [
                {
                  type: 'Resource',
                  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: sizing.cpuUtilization } },
                },
              ],
            },
          }),
          ...(sizing.minAvailable > 0 && { envoyPDB: { minAvailable: sizing.minAvailable } }),
          envoyService: envoyService(intent.gateway.service),
        }),
      },
      telemetry: telemetry(intent),
    },
  };
  const notes: Note[] = [
    note('sizing', PROXIES.threads(sizing.cpuMillis.calculation), 'spec', 'concurrency'),
    ...(intent.client.maxHeadersKib === undefined ? [] : [note('why', PROXIES.headersLimit, 'spec', 'bootstrap')]),
    note('why', PROXIES.drain, 'spec', 'shutdown'),
    note(
      'sizing',
      sizing.cpuMillis.calculation,
      ...k8s,
      'envoyDeployment',
      'container',
      'resources',
      'requests',
      'cpu',
    ),
    note(
      'sizing',
      sizing.memoryMiB.calculation,
      ...k8s,
      'envoyDeployment',
      'container',
      'resources',
      'limits',
      'memory',
    ),
    ...(sizing.cpuUtilization === undefined
      ? [note('sizing', sizing.minReplicas.calculation, ...k8s, 'envoyDeployment', 'replicas')]
      : [
          note('sizing', sizing.minReplicas.calculation, ...k8s, 'envoyHpa', 'minReplicas'),
          note('sizing', sizing.maxReplicas.calculation, ...k8s, 'envoyHpa', 'maxReplicas'),
        ]),
    ...(intent.proxyPods.image === undefined
      ? []
      : [note('why', PROXIES.image(intent.install.version), ...k8s, 'envoyDeployment', 'container', 'image')]),
    ...serviceNotes(intent, ...k8s, 'envoyService'),
    ...(byServiceAddress(intent) ? [note('why', PROXIES.serviceAddress, 'spec', 'routingType')] : []),
    ...(authorizerLast(intent).length > 0 ? [note('why', PROXIES.authorizerLast, 'spec', 'filterOrder')] : []),
    ...(intent.extensions.length > 0 ? [note('why', EXTENSIONS.order, 'spec', 'filterOrder')] : []),
    ...sdsNotes(intent),
    ...(intent.mesh && (intent.mesh.mode === 'ambient' || intent.mesh.mode === 'sidecar')
      ? [
          note(
            'why',
            PROXIES.inMesh(intent.mesh.mode, intent.mesh.principal),
            ...k8s,
            'envoyDeployment',
            'pod',
            'labels',
          ),
        ]
      : []),
    ...(sizing.assumed
      ? [
          note(
            'todo',
            PROXIES.peakNotSet(sizing.peakRequestsPerSecond),
            ...k8s,
            sizing.cpuUtilization === undefined ? 'envoyDeployment' : 'envoyHpa',
          ),
        ]
      : []),
    ...(intent.observability.accessLog ? [note('why', PROXIES.accessLog, 'spec', 'telemetry', 'accessLog')] : []),
  ];
  return [resource('gatewayClass', 'envoyproxy', object, workloadNotes(intent, notes))];
};
