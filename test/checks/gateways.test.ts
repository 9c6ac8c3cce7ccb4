// What Envoy Gateway concludes about Gateways, GatewayClasses, EnvoyProxies and ListenerSets, and which Gateways are its own.
import { expect, test } from 'vitest';
import { findingsOf } from '../../src/analyze/check.ts';
import { references } from '../../src/analyze/references/all-references.ts';
import type { gatewayFindings } from '../../src/diagnostics/findings/gateway-findings.ts';
import { verdictsOf } from '../../src/effective/listeners/verdicts.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { core, envoyGateway, gatewayApi } from '../admission/objects.ts';

type Fields = Record<string, unknown>;
type Objects = readonly KubernetesObject[];

const ENVOY = 'gateway.envoyproxy.io';
const http = { name: 'http', port: 80, protocol: 'HTTP' };
const https = { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'api' }] } };
const gateway = (spec: Fields = {}, name = 'eg') =>
  gatewayApi('Gateway', name, { gatewayClassName: 'eg', listeners: [http], ...spec });
const proxy = (spec: Fields = {}, namespace = 'shop') => envoyGateway('EnvoyProxy', 'p', spec, { namespace });
const parameters = (more: Fields = {}): Fields => ({ group: ENVOY, kind: 'EnvoyProxy', name: 'p', ...more });
const with_ = (parametersRef: Fields): Fields => ({ infrastructure: { parametersRef } });
const cluster = { namespace: undefined };
const classOf = (controllerName: string, spec: Fields = {}) =>
  gatewayApi('GatewayClass', 'eg', { controllerName, ...spec }, cluster);
const ofClass = (parametersRef: Fields = parameters({ namespace: 'shop' })) =>
  classOf(`${ENVOY}/gatewayclass-controller`, { parametersRef });
const set = (more: Fields = {}, name = 'more', namespace = 'shop', listeners: Fields[] = [{ ...http, port: 8080 }]) =>
  gatewayApi('ListenerSet', name, { parentRef: { name: 'eg', namespace: 'shop' }, listeners, ...more }, { namespace });
const allowing = (namespaces: Fields, more: Fields = {}) => gateway({ allowedListeners: { namespaces }, ...more });
const log = (sink: Fields, more: Fields = {}): Fields => ({
  telemetry: { accessLog: { settings: [{ sinks: [sink], ...more }] } },
});
const otel = (...backendRefs: Fields[]): Fields => ({ type: 'OpenTelemetry', openTelemetry: { backendRefs } });
const service = (name: string, ports: Fields[], more: Fields = {}) => core('v1', 'Service', name, { ports, ...more });
const frontend = (...caCertificateRefs: Fields[]): Fields => ({
  listeners: [https],
  tls: { frontend: { default: { validation: { caCertificateRefs } } } },
});
const ca = (data: Fields) => ({ ...core('v1', 'ConfigMap', 'ca'), data }) as KubernetesObject;
const client = (ref: Fields): Fields => ({ listeners: [https], tls: { backend: { clientCertificateRef: ref } } });
const secret = (name: string, data: Fields) => ({ ...core('v1', 'Secret', name), data }) as KubernetesObject;
const before = (name: string, other: string): Fields => ({ name, before: other });

const CASES: Record<keyof typeof gatewayFindings, readonly { fires: readonly [Objects, string]; nearMiss: Objects }[]> =
  {
    InvalidParameters: [
      {
        fires: [[gateway(with_(parameters()))], 'Gateway/eg spec.infrastructure.parametersRef'],
        nearMiss: [proxy(), gateway(with_(parameters()))],
      },
      {
        fires: [
          [gateway(with_({ group: '', kind: 'ConfigMap', name: 'p' }))],
          'Gateway/eg spec.infrastructure.parametersRef',
        ],
        nearMiss: [proxy(), gateway(with_(parameters()))],
      },
      {
        fires: [[proxy(), ofClass(parameters({ namespace: 'stock' }))], 'GatewayClass/eg spec.parametersRef'],
        nearMiss: [proxy(), ofClass()],
      },
      {
        // The default of the namespace.
        fires: [[proxy(), ofClass(parameters())], 'GatewayClass/eg spec.parametersRef'],
        nearMiss: [proxy({}, 'default'), ofClass(parameters())],
      },
      {
        fires: [
          [proxy({ mergeGateways: true }), ofClass(), gateway(with_(parameters()))],
          'Gateway/eg spec.infrastructure.parametersRef',
        ],
        nearMiss: [proxy({ mergeGateways: false }), ofClass(), gateway(with_(parameters()))],
      },
      {
        fires: [
          [proxy({ mergeGateways: true, mergeBackends: {} }), ofClass(), gateway()],
          'Gateway/eg spec.gatewayClassName',
        ],
        nearMiss: [proxy({ mergeBackends: {} }), ofClass(), gateway()],
      },
      {
        fires: [[proxy({ provider: { type: 'Host' } })], 'EnvoyProxy/p spec.provider'],
        nearMiss: [proxy({ provider: { type: 'Host', host: {} } })],
      },
      {
        fires: [
          [proxy({ filterOrder: [before('a', 'b'), before('b', 'c'), before('c', 'a')] })],
          'EnvoyProxy/p spec.filterOrder[2]',
        ],
        nearMiss: [proxy({ filterOrder: [before('a', 'b'), before('b', 'c'), { name: 'c', after: 'a' }] })],
      },
      {
        fires: [
          [proxy({ telemetry: { metrics: { clusterStatName: '%ROUTE%' } } })],
          'EnvoyProxy/p spec.telemetry.metrics.clusterStatName',
        ],
        nearMiss: [proxy({ telemetry: { metrics: { clusterStatName: '%ROUTE_NAME%/%BACKEND_REFS%' } } })],
      },
      {
        fires: [
          [
            proxy({
              provider: {
                type: 'Kubernetes',
                kubernetes: { envoyService: { loadBalancerSourceRanges: ['10.0.0.1'] } },
              },
            }),
          ],
          'EnvoyProxy/p spec.provider.kubernetes.envoyService.loadBalancerSourceRanges[0]',
        ],
        nearMiss: [
          proxy({
            provider: {
              type: 'Kubernetes',
              kubernetes: { envoyService: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
            },
          }),
        ],
      },
      {
        fires: [
          [proxy(log({}, { matches: ['response.code >= 400', ')++'] }))],
          'EnvoyProxy/p spec.telemetry.accessLog.settings[0].matches[1]',
        ],
        nearMiss: [proxy(log({}, { matches: ['response.code >= 400', "'x-debug' in request.headers"] }))],
      },
      {
        fires: [
          [
            service('otel', [{ port: 4318 }, { port: 4317, protocol: 'UDP' }]),
            proxy(log(otel({ name: 'otel', port: 4317 }))),
          ],
          'EnvoyProxy/p spec.telemetry.accessLog.settings[0].sinks[0].openTelemetry.backendRefs[0]',
        ],
        // A reference to another namespace needs no ReferenceGrant here.
        nearMiss: [
          core('v1', 'Service', 'otel', { ports: [{ port: 4317 }] }, { namespace: 'monitoring' }),
          proxy(log(otel({ name: 'otel', namespace: 'monitoring', port: 4317 }))),
        ],
      },
      {
        fires: [
          [proxy(log(otel({ group: ENVOY, kind: 'Backend', name: 'otel' })))],
          'EnvoyProxy/p spec.telemetry.accessLog.settings[0].sinks[0].openTelemetry.backendRefs[0]',
        ],
        nearMiss: [
          proxy({
            telemetry: {
              accessLog: {
                disable: true,
                ...(log(otel({ group: ENVOY, kind: 'Backend', name: 'otel' })).telemetry as { accessLog: Fields })
                  .accessLog,
              },
            },
          }),
        ],
      },
      {
        fires: [
          [
            service('otel', [{ port: 4317 }], { type: 'ExternalName' }),
            proxy({ telemetry: { tracing: { provider: { backendRefs: [{ name: 'otel', port: 4317 }] } } } }),
          ],
          'EnvoyProxy/p spec.telemetry.tracing.provider.backendRefs[0]',
        ],
        nearMiss: [
          service('otel', [{ port: 4317 }]),
          proxy({ telemetry: { tracing: { provider: { backendRefs: [{ name: 'otel', port: 4317 }] } } } }),
        ],
      },
      {
        fires: [
          [proxy(log({ type: 'File', file: { path: '/dev/stdout' } }, { matches: [')++++'] }))],
          'EnvoyProxy/p spec.telemetry.accessLog.settings[0].matches[0]',
        ],
        nearMiss: [proxy(log({ type: 'File', file: { path: '/dev/stdout' } }, { matches: ['response.code >= 400'] }))],
      },
    ],
    UnsupportedAddress: [
      {
        fires: [
          [proxy(), gateway({ addresses: [{ type: 'NamedAddress', value: 'a' }] })],
          'Gateway/eg spec.addresses[0].type',
        ],
        nearMiss: [
          proxy(),
          gateway({ addresses: [{ value: '10.0.0.1' }, { type: 'Hostname', value: 'a.example.com' }] }),
        ],
      },
    ],
    InvalidCACertificateRef: [
      {
        fires: [
          [ca({ a: 'x', b: 'y' }), gateway(frontend({ kind: 'ConfigMap', name: 'ca' }))],
          'Gateway/eg spec.tls.frontend.default.validation.caCertificateRefs[0]',
        ],
        nearMiss: [ca({ 'ca.crt': 'x', b: 'y' }), gateway(frontend({ kind: 'ConfigMap', name: 'ca' }))],
      },
      {
        fires: [
          [gateway(frontend({ kind: 'Service', name: 'ca' }))],
          'Gateway/eg spec.tls.frontend.default.validation.caCertificateRefs',
        ],
        nearMiss: [
          ca({ b: 'y' }),
          gateway(frontend({ kind: 'Service', name: 'ca' }, { kind: 'ConfigMap', name: 'ca' })),
        ],
      },
    ],
    InvalidClientCertificateRef: [
      {
        fires: [
          [gateway(client({ kind: 'ConfigMap', name: 'a' }))],
          'Gateway/eg spec.tls.backend.clientCertificateRef',
        ],
        nearMiss: [gateway(client({ name: 'a' }))],
      },
      {
        fires: [
          [secret('a', { 'tls.crt': 'eA==' }), gateway(client({ name: 'a' }))],
          'Gateway/eg spec.tls.backend.clientCertificateRef',
        ],
        nearMiss: [secret('a', { 'tls.crt': 'eA==', 'tls.key': 'eA==' }), gateway(client({ name: 'a' }))],
      },
    ],
    NotAllowed: [
      { fires: [[gateway(), set()], 'ListenerSet/more spec.parentRef'], nearMiss: [allowing({ from: 'Same' }), set()] },
      {
        fires: [[allowing({ from: 'Same' }), set({}, 'more', 'stock')], 'ListenerSet/more spec.parentRef'],
        nearMiss: [allowing({ from: 'All' }), set({}, 'more', 'stock')],
      },
      {
        fires: [
          [
            allowing({ from: 'Selector', selector: { matchLabels: { a: 'b' } } }),
            core('v1', 'Namespace', 'stock', {}, cluster),
            set({}, 'more', 'stock'),
          ],
          'ListenerSet/more spec.parentRef',
        ],
        // The labels of a Namespace that is not among the files are not known.
        nearMiss: [allowing({ from: 'Selector', selector: { matchLabels: { a: 'b' } } }), set({}, 'more', 'stock')],
      },
    ],
    ListenerSetWithoutGateway: [
      { fires: [[set()], 'ListenerSet/more spec.parentRef'], nearMiss: [allowing({ from: 'Same' }), set()] },
    ],
  };

const seen = (objects: Objects, complete = true): string[] =>
  findingsOf(new Snapshot(objects, { complete }), [references]).map(
    (f) => `${f.code} ${f.resource.replace(/ (.*\/)?/, '/')} ${f.field}`,
  );

const rows = Object.entries(CASES).flatMap(([code, cases]) => cases.map((c, i) => ({ code, i, ...c })));

test.each(rows)('$code $i', ({ code, fires: [objects, place], nearMiss }) => {
  expect(seen(objects)).toEqual([`${code} ${place}`]);
  expect(seen(nearMiss)).toEqual([]);
});

test('a Gateway of another controller, its listeners and its routes are not judged', () => {
  const route = gatewayApi('HTTPRoute', 'a', { parentRefs: [{ name: 'eg', sectionName: 'absent' }], rules: [{}] });
  const odd = gateway({
    listeners: [
      { ...http, protocol: 'HBONE' },
      { ...https, tls: undefined },
    ],
  });
  expect(seen([classOf('istio.io/gateway-controller'), odd, route])).toEqual([]);
  expect(
    seen([gatewayApi('Gateway', 'eg', { ...(odd.spec as Fields), gatewayClassName: 'istio-waypoint' }), route]),
  ).toEqual([]);
  expect(seen([classOf(`${ENVOY}/second`), odd, route])).toEqual([
    'UnsupportedProtocol Gateway/eg spec.listeners[0].protocol',
    'ListenerNotProgrammed Gateway/eg spec.listeners[1]',
    'NoMatchingParent HTTPRoute/a spec.parentRefs[0].sectionName',
  ]);
});

test('a class that is not among the files may have protocols of its own', () => {
  const odd = gatewayApi('Gateway', 'a', { gatewayClassName: 'internal', listeners: [{ ...http, protocol: 'HBONE' }] });
  expect(seen([odd])).toEqual([]);
  expect(seen([odd, envoyGateway('Backend', 'b', {})])).toEqual([
    'UnsupportedProtocol Gateway/a spec.listeners[0].protocol',
  ]);
});

test("a class that is not among the files is judged as Envoy Gateway's only where nothing speaks against it", () => {
  const broken = { listeners: [{ ...https, tls: undefined }] };
  const of = (name: string, more: Fields = {}) =>
    gatewayApi('Gateway', 'a', { gatewayClassName: name, ...broken, ...more });
  const found = ['ListenerNotProgrammed Gateway/a spec.listeners[0]'];
  const backend = envoyGateway('Backend', 'b', {});
  expect(seen([of('envoy-public')])).toEqual(found);
  expect(seen([of('public'), backend])).toEqual(found);
  // Other controllers find a certificate by the hostname.
  expect(seen([of('public')])).toEqual([]);
  expect(seen([of('public'), backend, classOf(`${ENVOY}/gatewayclass-controller`)])).toEqual([]);
  const config = { infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'c' } } };
  expect(seen([of('public', config), backend])).toEqual([]);
  expect(seen([of('gke-l7-global'), backend])).toEqual([]);
});

const ALL = { from: 'All' };
const named = (name: string, more: Fields = {}): Fields => ({ ...http, name, port: 8080, ...more });

test('between ListenerSets the first one wins, and a Gateway wins over both', () => {
  const [a, b] = [set({}, 'a', 'shop', [named('x')]), set({}, 'b', 'shop', [named('x')])];
  expect(seen([allowing(ALL), a, b])).toEqual(['HostnameConflict ListenerSet/b spec.listeners[0]']);
  expect(seen([allowing(ALL, { listeners: [named('x')] }), a, b])).toEqual([
    'HostnameConflict ListenerSet/a spec.listeners[0]',
    'HostnameConflict ListenerSet/b spec.listeners[0]',
  ]);
  expect(seen([allowing(ALL), a, set({}, 'b', 'shop', [named('x', { port: 8081 })])])).toEqual([]);
});

test('a protocol of the Gateway wins; a ListenerSet that disagrees with itself loses', () => {
  const tcp = named('t', { protocol: 'TCP' });
  expect(seen([allowing(ALL, { listeners: [named('x')] }), set({}, 'a', 'shop', [tcp])])).toEqual([
    'ProtocolConflict ListenerSet/a spec.listeners[0]',
  ]);
  expect(seen([allowing(ALL), set({}, 'a', 'shop', [named('x'), tcp]), set({}, 'b', 'shop', [named('y')])])).toEqual([
    'ProtocolConflict ListenerSet/a spec.listeners[0]',
    'ProtocolConflict ListenerSet/a spec.listeners[1]',
  ]);
});

test('Gateways of a class conflict only if they are merged', () => {
  const merged = [proxy({ mergeGateways: true }), ofClass()];
  const two = [gateway(), gateway({}, 'b')];
  expect(seen([...merged, ...two])).toEqual(['HostnameConflict Gateway/b spec.listeners[0]']);
  expect(seen([proxy(), ofClass(), ...two])).toEqual([]);
  expect(seen([...merged, gateway(), gateway({ listeners: [{ ...http, protocol: 'TCP' }] }, 'b')])).toEqual([
    'ProtocolConflict Gateway/eg spec.listeners[0]',
    'ProtocolConflict Gateway/b spec.listeners[0]',
  ]);
});

test('routes attach to listeners of a ListenerSet through it only', () => {
  const route = (parent: Fields) =>
    gatewayApi('HTTPRoute', 'r', { parentRefs: [parent], rules: [{ matches: [{ path: { value: '/a' } }] }] });
  const group = 'gateway.networking.k8s.io';
  const more = set({}, 'more', 'shop', [named('x')]);
  expect(seen([allowing(ALL), more, route({ group, kind: 'ListenerSet', name: 'more', sectionName: 'x' })])).toEqual(
    [],
  );
  expect(seen([allowing(ALL), more, route({ name: 'eg', sectionName: 'x' })])).toEqual([
    'NoMatchingParent HTTPRoute/r spec.parentRefs[0].sectionName',
  ]);
});

test('the kind of a route must fit the protocol and allowedRoutes.kinds of a listener', () => {
  const to = (kind: string, sectionName?: string) =>
    gatewayApi(kind, 'r', {
      parentRefs: [{ name: 'eg', sectionName }],
      rules: [{ backendRefs: [{ name: 'a', port: 80 }] }],
    });
  const limited = gateway({ listeners: [{ ...http, allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } }, https] });
  const place = 'spec.parentRefs[0]';
  expect(seen([gateway(), to('TCPRoute')])).toEqual([`NotAllowedByListeners TCPRoute/r ${place}`]);
  expect(seen([limited, to('HTTPRoute', 'http')])).toEqual([`NotAllowedByListeners HTTPRoute/r ${place}`]);
  expect(seen([limited, to('GRPCRoute', 'http')])).toEqual([]);
  // One listener that accepts it is enough.
  expect(seen([limited, to('HTTPRoute')])).toEqual([]);
  const passthrough = gateway({ listeners: [{ name: 't', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }] });
  expect(seen([passthrough, to('TCPRoute')])).toEqual([`NotAllowedByListeners TCPRoute/r ${place}`]);
  expect(seen([passthrough, to('TLSRoute')])).toEqual([]);
});

const servedOf = (objects: Objects, complete = false): string[] => {
  const snapshot = new Snapshot(objects, { complete });
  return [...verdictsOf(snapshot).values()].map((v) => `${v.listener.name} ${v.served}`);
};

test('whether a listener is served depends on its Gateway, too', () => {
  const certificate = core('cert-manager.io/v1', 'Certificate', 'c', { secretName: 'api' });
  const both = { listeners: [http, https] };
  expect(servedOf([gateway(both), certificate])).toEqual(['http yes', 'https yes']);
  expect(servedOf([gateway(both)])).toEqual(['http yes', 'https unknown']);
  expect(servedOf([gateway({ ...both, addresses: [{ type: 'Other' }] }), certificate])).toEqual([
    'http no',
    'https no',
  ]);
  expect(servedOf([gateway({ ...both, ...with_(parameters()) }), certificate])).toEqual([
    'http unknown',
    'https unknown',
  ]);
  const verifying = { ...both, tls: frontend({ kind: 'ConfigMap', name: 'ca' }).tls };
  expect(servedOf([gateway(verifying), certificate, ca({ a: '', b: '' })])).toEqual(['http yes', 'https no']);
  expect(servedOf([gateway(verifying), certificate])).toEqual(['http yes', 'https unknown']);
  const perPort = { perPort: [{ port: 443, tls: { validation: null } }] };
  const disabled = { ...both, tls: { frontend: { ...(verifying.tls as { frontend: Fields }).frontend, ...perPort } } };
  expect(servedOf([gateway(disabled), certificate, ca({ a: '', b: '' })])).toEqual(['http yes', 'https yes']);
  const tcp = { name: 'tcp', port: 80, protocol: 'TCP' };
  expect(servedOf([gateway({ listeners: [http, tcp] })])).toEqual(['http no', 'tcp no']);
});

test('objects of several environments with one name are in no conflict with each other', () => {
  const twice = (o: KubernetesObject): KubernetesObject => ({ ...o });
  const merged = [proxy({ mergeGateways: true }), ofClass(), gateway()];
  const own = set({}, 'a', 'shop', [named('x', { protocol: 'TCP' })]);
  const conflicts = (objects: Objects): string[] => seen(objects).filter((f) => !f.startsWith('DuplicateObject'));
  expect(conflicts([...merged, twice(gateway())])).toEqual([]);
  expect(conflicts([allowing(ALL), own, twice(own)])).toEqual([]);
  const broken = set({}, 'a', 'shop', [named('x', { protocol: 'GRPC' })]);
  expect(conflicts([allowing(ALL), own, broken])).toEqual([
    'UnsupportedProtocol ListenerSet/a spec.listeners[0].protocol',
  ]);
});
