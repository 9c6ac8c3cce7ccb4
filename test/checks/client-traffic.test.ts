// ClientTrafficPolicies that Envoy Gateway does not accept, settings of clients, and the routes of ACME challenges.
import { expect, test } from 'vitest';
import { challenges } from '../../src/analyze/behaviour/acme-checks.ts';
import { trustedHops } from '../../src/analyze/behaviour/clients-checks.ts';
import { findingsOf } from '../../src/analyze/check.ts';
import { references } from '../../src/analyze/references/all-references.ts';
import type { clientTrafficFindings } from '../../src/diagnostics/findings/client-traffic-findings.ts';
import { Snapshot, type SnapshotOptions } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { core, envoyGateway, gatewayApi } from '../admission/objects.ts';
import { API, WILDCARD } from './key-pairs.ts';
import { REVOKED } from './revocations.ts';

type Fields = Record<string, unknown>;
type Objects = readonly KubernetesObject[];

const GATEWAY = 'gateway.networking.k8s.io';
const http = (name: string, more: Fields = {}): Fields => ({ name, port: 80, protocol: 'HTTP', ...more });
const https = { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'api' }] } };
const gateway = (listeners: Fields[], more: Fields = {}, name = 'eg') =>
  gatewayApi('Gateway', name, { gatewayClassName: 'eg', listeners, ...more });
const at = (sectionName?: string, kind = 'Gateway', name = 'eg'): Fields => ({
  group: GATEWAY,
  kind,
  name,
  ...(sectionName && { sectionName }),
});
const policy = (spec: Fields, target = at(), name = 'p') =>
  envoyGateway('ClientTrafficPolicy', name, { targetRefs: [target], ...spec });
const a = http('a', { hostname: 'a.example.com' });
const b = http('b', { hostname: 'b.example.com' });
const set = (name: string, ...listeners: Fields[]) =>
  gatewayApi('ListenerSet', name, { parentRef: { name: 'eg' }, listeners });
const ALL = { allowedListeners: { namespaces: { from: 'All' } } };
const headers = (earlyRequestHeaders: Fields): Fields => ({ headers: { earlyRequestHeaders } });
const route = (name: string, more: Fields) =>
  gatewayApi('HTTPRoute', name, {
    parentRefs: [{ name: 'eg' }],
    rules: [{ matches: [{ path: { value: `/${name}` } }], backendRefs: [{ name: 'a', port: 80 }] }],
    ...more,
  });
const DEFAULT_HOST = { http1: { http10: { useDefaultHost: true } } };
const validation = (more: Fields): Fields => ({ tls: { clientValidation: more } });
const object = (kind: string, name: string, data: Fields) => ({ ...core('v1', kind, name), data }) as KubernetesObject;
const ca = (certificate: string) => object('ConfigMap', 'ca', { 'ca.crt': certificate });
const CA = { caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }] };
const revoked = (text: string): Objects => [ca(API.certificate), object('ConfigMap', 'revoked', { 'ca.crl': text })];
const CRL = { ...CA, crl: { refs: [{ kind: 'ConfigMap', name: 'revoked' }] } };
const secure = gateway([https]);
const merging = [
  envoyGateway('EnvoyProxy', 'p', { mergeGateways: true }),
  gatewayApi(
    'GatewayClass',
    'eg',
    {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: 'p', namespace: 'shop' },
    },
    { namespace: undefined },
  ),
];
const hops = (clientIPDetection: Fields) => policy({ clientIPDetection });
const other = gateway([b], {}, 'other');

interface Case {
  readonly fires: readonly [Objects, string];
  readonly nearMiss: Objects;
  readonly options?: SnapshotOptions;
}

const CASES: Record<keyof typeof clientTrafficFindings, readonly Case[]> = {
  ForwardedForTrusted: [
    {
      fires: [
        [gateway([a]), hops({ xForwardedFor: { numTrustedHops: 0 } })],
        'p spec.clientIPDetection.xForwardedFor.numTrustedHops',
      ],
      nearMiss: [gateway([a]), hops({ xForwardedFor: { numTrustedHops: 1 } })],
    },
  ],
  PolicyOnSharedPort: [
    {
      fires: [[gateway([a, b]), policy({}, at('a'))], 'p spec.targetRefs[0]'],
      nearMiss: [gateway([a, b]), policy({})],
    },
    {
      fires: [[gateway([a, http('c')]), policy({}, at('a'))], 'p spec.targetRefs[0]'],
      nearMiss: [gateway([a, https]), policy({}, at('https')), policy({}, at('a'), 'q')],
    },
    {
      // A policy of a whole ListenerSet would also change the Gateway's listener.
      fires: [[gateway([a], ALL), set('s', b), policy({}, at(undefined, 'ListenerSet', 's'))], 'p spec.targetRefs[0]'],
      nearMiss: [
        gateway([a], ALL),
        set('s', http('b', { port: 81 }), http('c', { port: 81, hostname: 'c.example.com' })),
        policy({}, at(undefined, 'ListenerSet', 's')),
      ],
    },
    {
      fires: [[...merging, gateway([a]), other, policy({})], 'p spec.targetRefs[0]'],
      nearMiss: [gateway([a]), other, policy({})],
    },
  ],
  InvalidClientSetting: [
    {
      fires: [[secure, policy({ tls: { ciphers: ['RC4-SHA'] } })], 'p spec.tls.ciphers[0]'],
      nearMiss: [secure, policy({ tls: { ciphers: ['ECDHE-RSA-AES128-GCM-SHA256'] } })],
    },
    {
      fires: [[gateway([a, https]), policy({ tls: { ciphers: ['RC4-SHA'] } })], 'p spec.tls.ciphers[0]'],
      // Without a listener with TLS the settings are not read.
      nearMiss: [gateway([a]), policy({ tls: { ciphers: ['RC4-SHA'] } })],
    },
    {
      fires: [[gateway([a]), policy(headers({}))], 'p spec.headers.earlyRequestHeaders'],
      nearMiss: [gateway([a]), policy(headers({ remove: ['x-user'] }))],
    },
    {
      fires: [
        [gateway([a]), policy(headers({ remove: ['x'], set: [{ name: 'x', value: 'a  b' }] }))],
        'p spec.headers.earlyRequestHeaders.set[0].value',
      ],
      nearMiss: [gateway([a]), policy(headers({ set: [{ name: 'x', value: 'a b' }] }))],
    },
    {
      fires: [[gateway([http('a')]), policy(DEFAULT_HOST)], 'p spec.http1.http10.useDefaultHost'],
      nearMiss: [gateway([a]), policy(DEFAULT_HOST)],
    },
    {
      fires: [
        [
          gateway([http('a')]),
          policy(DEFAULT_HOST),
          route('x', { hostnames: ['x.example.com'] }),
          route('y', { hostnames: ['x.example.com'] }),
        ],
        'p spec.http1.http10.useDefaultHost',
      ],
      nearMiss: [
        gateway([http('a')]),
        policy(DEFAULT_HOST),
        route('x', { hostnames: ['x.example.com'] }),
        route('y', {}),
      ],
    },
    {
      fires: [[secure, policy(validation({}))], 'p spec.tls.clientValidation'],
      nearMiss: [secure, policy(validation({ mode: 'Request' }))],
    },
    {
      fires: [
        [secure, ca('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'), policy(validation(CA))],
        'p spec.tls.clientValidation.caCertificateRefs[0]',
      ],
      nearMiss: [secure, ca(`${API.certificate}${WILDCARD.certificate}`), policy(validation(CA))],
    },
    {
      fires: [
        [secure, ca(API.certificate), policy(validation(CA))],
        'p spec.tls.clientValidation.caCertificateRefs[0]',
      ],
      nearMiss: [secure, ca('${CA}'), policy(validation(CA))],
      options: { now: Date.UTC(2200, 0) },
    },
    {
      fires: [
        [secure, ...revoked(API.certificate), policy(validation(CRL))],
        'p spec.tls.clientValidation.crl.refs[0]',
      ],
      nearMiss: [secure, ...revoked(REVOKED), policy(validation(CRL))],
    },
    {
      fires: [[secure, ...revoked(REVOKED), policy(validation(CRL))], 'p spec.tls.clientValidation.crl.refs[0]'],
      nearMiss: [secure, ca(API.certificate), policy(validation(CA))],
      options: { now: Date.UTC(2050, 0) },
    },
  ],
  UnsupportedHTTP3ClientValidation: [
    {
      fires: [[secure, ca(API.certificate), policy({ http3: {}, ...validation(CA) })], 'p spec.http3'],
      nearMiss: [secure, ca(API.certificate), policy(validation(CA))],
    },
  ],
};

const seen = (objects: Objects, options: SnapshotOptions = {}): string[] =>
  findingsOf(new Snapshot(objects, options), [references, trustedHops, challenges]).map(
    (f) => `${f.code} ${f.resource.replace(/ (.*\/)?/, '/')} ${f.field}`,
  );

const rows = Object.entries(CASES).flatMap(([code, cases]) => cases.map((c, i) => ({ code, i, ...c })));

test.each(rows)('$code $i', ({ code, fires: [objects, place], nearMiss, options }) => {
  expect(seen(objects, options)).toEqual([`${code} ClientTrafficPolicy/${place}`]);
  expect(seen(nearMiss, options)).toEqual([]);
});

test('the sizes of windows and of the buffer must fit', () => {
  const sized = (bufferLimit: string, initialStreamWindowSize: string) =>
    policy({ connection: { bufferLimit }, http2: { initialStreamWindowSize } });
  expect(seen([gateway([a]), sized('100G', '1Ki')])).toEqual([
    'InvalidSetting ClientTrafficPolicy/p spec.connection.bufferLimit',
    'InvalidSetting ClientTrafficPolicy/p spec.http2.initialStreamWindowSize',
  ]);
  expect(seen([gateway([a]), sized('32Ki', '64Ki')])).toEqual([]);
});

test('a policy of a listener takes it from the policy of the Gateway', () => {
  const wrong = policy({ tls: { ciphers: ['RC4-SHA'] } });
  expect(seen([gateway([a, https]), wrong, policy({}, at('https'), 'q')])).toEqual([]);
  expect(seen([gateway([a, https]), wrong, policy({}, at('a'), 'q')])).toHaveLength(1);
});

test('a CA of another namespace requires a ReferenceGrant', () => {
  const far = { caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca', namespace: 'stock' }] };
  const there = {
    ...core('v1', 'ConfigMap', 'ca', undefined, { namespace: 'stock' }),
    data: { 'ca.crt': API.certificate },
  };
  const grant = gatewayApi(
    'ReferenceGrant',
    'g',
    {
      from: [{ group: 'gateway.envoyproxy.io', kind: 'ClientTrafficPolicy', namespace: 'shop' }],
      to: [{ group: '', kind: 'ConfigMap' }],
    },
    { namespace: 'stock' },
  );
  expect(seen([secure, there, policy(validation(far))])).toEqual([
    'RefNotPermitted ClientTrafficPolicy/p spec.tls.clientValidation.caCertificateRefs[0]',
  ]);
  expect(seen([secure, there, grant, policy(validation(far))])).toEqual([]);
});

test('a listener without a host name needs one from a route, which may be in the cluster', () => {
  const severity = (complete: boolean) =>
    findingsOf(new Snapshot([gateway([http('a')]), policy(DEFAULT_HOST)], { complete }), [references]).map(
      (f) => f.severity,
    );
  expect(severity(true)).toEqual(['error']);
  expect(severity(false)).toEqual(['warning']);
});

const acme = (parentRefs: Fields[], more: Fields[] = []) =>
  core(
    'cert-manager.io/v1',
    'ClusterIssuer',
    'le',
    { acme: { solvers: [{ http01: { gatewayHTTPRoute: { parentRefs } } }, ...more] } },
    { namespace: undefined },
  );
const certificate = (namespace: string) =>
  core(
    'cert-manager.io/v1',
    'Certificate',
    'c',
    { secretName: 'api', issuerRef: { kind: 'ClusterIssuer', name: 'le' } },
    { namespace },
  );
const PLACE = 'ClusterIssuer/le spec.acme.solvers[0].http01.gatewayHTTPRoute.parentRefs[0]';
const edge = { name: 'eg', namespace: 'shop' };

test('the routes of ACME challenges', () => {
  const both = gateway([a, https]);
  expect(seen([both, acme([edge])])).toEqual([`NoSectionName ${PLACE}`]);
  expect(seen([both, acme([{ ...edge, sectionName: 'a' }]), certificate('shop')])).toEqual([]);
  expect(seen([both, acme([{ ...edge, sectionName: 'a' }]), certificate('stock')])).toEqual([
    `NotAllowedByListeners ${PLACE}`,
  ]);
  // Another solver may be the one for that Certificate.
  expect(seen([both, acme([{ ...edge, sectionName: 'a' }], [{ dns01: {} }]), certificate('stock')])).toEqual([]);
  expect(seen([both, acme([{ ...edge, sectionName: 'z' }])])).toEqual([`NoMatchingParent ${PLACE}.sectionName`]);
  expect(seen([both, acme([{ ...edge, name: 'egde' }])])).toEqual([`NoMatchingParent ${PLACE}`]);
});

test('a Gateway that occurs twice, for two environments, shares no port with itself', () => {
  const twice = [gateway([a]), gateway([a, http('c', { port: 81 })]), policy({})];
  expect(seen(twice).filter((f) => !f.startsWith('DuplicateObject'))).toEqual([]);
});
