// Services for examples: whatever their routes name, answered by the lab's own small servers.
import { readdirSync, readFileSync } from 'node:fs';
import { FOREIGN } from './cluster.mjs';

const IMAGE_FILES = new URL('../images/', import.meta.url);

const namespaceOf = (name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const IMAGES = {
  http: { image: 'lab/echo:1', containerPort: 3000, probe: { httpGet: { path: '/healthz', port: 3000 } } },
  udp: {
    image: 'lab/echo:1',
    containerPort: 3000,
    probe: { httpGet: { path: '/healthz', port: 3000 } },
    protocol: 'UDP',
  },
  // No HTTP/1.1 at all.
  h2c: {
    image: 'lab/echo:1',
    containerPort: 3000,
    probe: { tcpSocket: { port: 3000 } },
    env: [{ name: 'H2C', value: '1' }],
  },
  grpc: {
    image: 'lab/grpc:1',
    containerPort: 9000,
    probe: { tcpSocket: { port: 9000 } },
    appProtocol: 'kubernetes.io/h2c',
  },
  extauth: {
    image: 'lab/extauth:1',
    containerPort: 9001,
    probe: { tcpSocket: { port: 9001 } },
    appProtocol: 'kubernetes.io/h2c',
  },
  'extauth-http': { image: 'lab/extauth:1', containerPort: 9000, probe: { tcpSocket: { port: 9000 } } },
  extproc: {
    image: 'lab/extproc:1',
    containerPort: 9002,
    probe: { tcpSocket: { port: 9002 } },
    appProtocol: 'kubernetes.io/h2c',
  },
  otlp: {
    image: 'lab/otlp:1',
    containerPort: 4317,
    probe: { tcpSocket: { port: 4317 } },
    appProtocol: 'kubernetes.io/h2c',
  },
};

/** A cluster that knows no image of the lab runs the same programs in an image of Node, from a ConfigMap. */
const NODE_IMAGE = 'docker.io/library/node:22-alpine';
const programs = (namespace) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'lab-programs', namespace },
  data: Object.fromEntries(
    readdirSync(IMAGE_FILES)
      .filter((f) => f.endsWith('.mjs'))
      .map((f) => [f, readFileSync(new URL(f, IMAGE_FILES), 'utf8')]),
  ),
});
const inNodeImage = (container) => ({
  containers: [
    {
      ...container,
      image: NODE_IMAGE,
      command: ['node', `/img/${/lab\/(\w+):/.exec(container.image)[1]}.mjs`],
      volumeMounts: [{ name: 'programs', mountPath: '/img' }],
    },
  ],
  volumes: [{ name: 'programs', configMap: { name: 'lab-programs' } }],
});

/** Deployment and Service of one backend; `kind` chooses what answers. */
export const backend = ({ namespace, name, port, kind = 'http', replicas = 1 }) => {
  const { image, containerPort, probe, appProtocol, protocol, env: more = [] } = IMAGES[kind];
  const labels = { app: name };
  const env = [
    { name: 'BACKEND', value: name },
    ...more,
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ];
  const container = {
    name: 'main',
    image,
    env,
    ports: [{ containerPort }],
    readinessProbe: { ...probe, periodSeconds: 2, failureThreshold: 30 },
  };
  return [
    namespaceOf(namespace),
    ...(FOREIGN ? [programs(namespace)] : []),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: FOREIGN ? inNodeImage(container) : { containers: [container] } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        selector: labels,
        ports: [
          { port, targetPort: containerPort, ...(appProtocol ? { appProtocol } : {}), ...(protocol && { protocol }) },
        ],
      },
    },
  ];
};

/** The identity provider, with a certificate for the public names that examples use. */
export const identityProvider = (hosts) => [
  namespaceOf('idp'),
  {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'idp', namespace: 'idp' },
    spec: { secretName: 'idp-tls', dnsNames: hosts, issuerRef: { name: 'lab' } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'idp', namespace: 'idp' },
    spec: {
      selector: { matchLabels: { app: 'idp' } },
      template: {
        metadata: { labels: { app: 'idp' } },
        spec: {
          containers: [
            {
              name: 'idp',
              image: 'lab/idp:1',
              env: [{ name: 'ISSUER', value: `https://${hosts[0]}/` }],
              ports: [{ containerPort: 8080 }, { containerPort: 443 }],
              readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
              volumeMounts: [{ name: 'tls', mountPath: '/tls', readOnly: true }],
            },
          ],
          volumes: [{ name: 'tls', secret: { secretName: 'idp-tls' } }],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'idp', namespace: 'idp' },
    spec: {
      selector: { app: 'idp' },
      ports: [
        { name: 'http', port: 8080, targetPort: 8080 },
        { name: 'https', port: 443, targetPort: 443 },
      ],
    },
  },
];

/** Every Service that routes and policies of a folder name, as a backend each; `replicas`: of those that have more than one. */
export const backendsOf = (objects, replicas = {}) => {
  const found = new Map();
  const add = (ref, namespace, kind) => {
    if (ref.kind && ref.kind !== 'Service') return;
    // The identity provider is there in every case.
    if (ref.namespace === 'idp') return;
    const b = { namespace: ref.namespace ?? namespace, name: ref.name, port: ref.port, kind };
    found.set(`${b.namespace}/${b.name}`, { ...b, replicas: replicas[ref.name] ?? 1 });
  };
  // What is spoken to over TLS is a server of its own, and not one of ours.
  const overTls = new Set(
    objects.filter((o) => o.kind === 'BackendTLSPolicy').flatMap((o) => o.spec.targetRefs.map((t) => t.name)),
  );
  const ofGrpc = new Set(
    objects
      .filter((o) => o.kind === 'GRPCRoute')
      .flatMap((o) => o.spec.rules.flatMap((r) => (r.backendRefs ?? []).map((b) => b.name))),
  );
  for (const o of objects) {
    const { namespace } = o.metadata;
    for (const rule of (/Route$/.test(o.kind) && o.spec.rules) || [])
      for (const ref of rule.backendRefs ?? [])
        add(ref, namespace, { GRPCRoute: 'grpc', UDPRoute: 'udp' }[o.kind] ?? 'http');
    for (const p of ['grpc', 'http'])
      for (const ref of o.spec?.extAuth?.[p]?.backendRefs ?? [])
        add(ref, namespace, p === 'grpc' ? 'extauth' : 'extauth-http');
    for (const e of o.spec?.extProc ?? []) for (const ref of e.backendRefs ?? []) add(ref, namespace, 'extproc');
    // A Service that stands in for another is named by its name in DNS.
    for (const { fqdn } of (o.kind === 'Backend' && !overTls.has(o.metadata.name) && o.spec.endpoints) || []) {
      const [, name, ns] =
        /^([^.]+)\.([^.]+)\.(?:svc\.cluster\.local|outside\.example\.org)$/.exec(fqdn?.hostname) ?? [];
      const without = o.spec.appProtocols ? 'h2c' : 'http';
      if (name)
        add({ name, namespace: ns, port: fqdn.port }, namespace, ofGrpc.has(o.metadata.name) ? 'grpc' : without);
    }
    for (const ref of o.spec?.telemetry?.tracing?.provider?.backendRefs ?? []) add(ref, namespace, 'otlp');
  }
  return [...found.values()];
};
