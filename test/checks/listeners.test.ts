// What Envoy Gateway concludes about listeners: objects with each fault, and the same without it.
import { expect, test } from 'vitest';
import { listenerNames } from '../../src/analyze/behaviour/listener-checks.ts';
import { findingsOf } from '../../src/analyze/check.ts';
import { references } from '../../src/analyze/references/all-references.ts';
import type { certificateFindings } from '../../src/diagnostics/findings/certificate-findings.ts';
import type { listenerStatusFindings } from '../../src/diagnostics/findings/listener-status-findings.ts';
import { Snapshot, type SnapshotOptions } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { core, gatewayApi } from '../admission/objects.ts';
import { API, WILDCARD } from './key-pairs.ts';

type Fields = Record<string, unknown>;
type Objects = readonly KubernetesObject[];

/** `fires`: with `code` and place of each finding; `nearMiss`: the same in all but the point, without any finding. */
interface Case {
  readonly fires: readonly [Objects, ...string[]];
  readonly nearMiss: Objects;
  readonly options?: SnapshotOptions;
}

const tls = (...names: string[]): Fields => ({ certificateRefs: names.map((name) => ({ name })) });
const https = (more: Fields = {}): Fields => ({
  name: 'https',
  port: 443,
  protocol: 'HTTPS',
  tls: tls('api'),
  ...more,
});
const http = (more: Fields = {}): Fields => ({ name: 'http', port: 80, protocol: 'HTTP', ...more });
const gateway = (...listeners: Fields[]) => gatewayApi('Gateway', 'eg', { gatewayClassName: 'eg', listeners });
const secret = (name: string, { certificate, key } = API, more: Fields = {}): KubernetesObject =>
  ({
    ...core('v1', 'Secret', name),
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate), 'tls.key': base64(key) },
    ...more,
  }) as KubernetesObject;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const certificate = (secretName: string, more: Fields = {}, metadata?: Fields) =>
  core('cert-manager.io/v1', 'Certificate', secretName, { secretName, ...more }, metadata);
const selector = (value?: Fields): Fields => ({
  allowedRoutes: { namespaces: { from: 'Selector', ...(value && { selector: value }) } },
});
const shop = core('v1', 'Namespace', 'shop', undefined, { namespace: undefined, labels: { team: 'a' } });
const AT = 'Gateway/eg spec.listeners';
const REF = `${AT}[0].tls.certificateRefs`;
const FILES: SnapshotOptions = { complete: false };
const api = (...refs: string[]) => gateway(https({ tls: tls(...refs) }));
const named = (name: string, port: number, protocol: string, more: Fields = {}) => ({ name, port, protocol, ...more });
const gatewaySpec = { gatewayClassName: 'eg', listeners: [https({ tls: tls('tls') })] };
/** A Secret that names a socket in place of a certificate. */
const socket = (url: string): Fields => ({
  type: 'gateway.envoyproxy.io/sds',
  data: { secretName: base64('spiffe://example.com/a'), url: base64(url) },
});
const PASSTHROUGH = { tls: { mode: 'Passthrough' } };
const host = (hostname: string): Fields => ({ hostname });

const CASES: Record<keyof typeof listenerStatusFindings | keyof typeof certificateFindings, readonly Case[]> = {
  ListenerNotProgrammed: [
    { fires: [[gateway(https({ tls: undefined }))], `${AT}[0]`], nearMiss: [gateway(https())] },
    {
      // The API server accepts options in place of certificates.
      fires: [[gateway(https({ tls: { mode: 'Terminate', options: { 'example.com/a': 'b' } } }))], `${AT}[0].tls`],
      nearMiss: [gateway(https({ tls: { mode: 'Terminate', ...tls('api'), options: { 'example.com/a': 'b' } } }))],
    },
    {
      fires: [[gateway(named('tls', 443, 'TLS', { tls: { mode: 'Passthrough', ...tls('api') } }))], REF],
      nearMiss: [gateway(named('tls', 443, 'TLS', PASSTHROUGH))],
    },
    {
      fires: [[gateway(http(selector()))], `${AT}[0].allowedRoutes.namespaces`],
      nearMiss: [gateway(http(selector({})))],
    },
    {
      fires: [
        [gateway(http(selector({ matchExpressions: [{ key: 'team', operator: 'Exists', values: ['a'] }] })))],
        `${AT}[0].allowedRoutes.namespaces`,
      ],
      nearMiss: [gateway(http(selector({ matchExpressions: [{ key: 'team', operator: 'Exists' }] })))],
    },
    {
      fires: [[gateway(http(selector({ matchLabels: { 'a team': 'a' } })))], `${AT}[0].allowedRoutes.namespaces`],
      nearMiss: [shop, gateway(http(selector({ matchLabels: { 'example.com/team': 'a' } })))],
    },
  ],
  UnsupportedProtocol: [
    { fires: [[gateway(http({ protocol: 'GRPC' }))], `${AT}[0].protocol`], nearMiss: [gateway(http())] },
  ],
  InvalidRouteKinds: [
    {
      fires: [[gateway(http({ allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } }))], `${AT}[0].allowedRoutes.kinds[0]`],
      nearMiss: [gateway(http({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } }))],
    },
    {
      fires: [
        [gateway(http({ allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }, { group: 'a', kind: 'HTTPRoute' }] } }))],
        `${AT}[0].allowedRoutes.kinds[1]`,
      ],
      nearMiss: [
        gateway(http({ allowedRoutes: { kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }] } })),
      ],
    },
    {
      // Passthrough has only TLSRoutes; a listener that terminates TLS has TCPRoutes too.
      fires: [
        [gateway(named('tls', 443, 'TLS', { ...PASSTHROUGH, allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } }))],
        `${AT}[0].allowedRoutes.kinds[0]`,
      ],
      nearMiss: [
        gateway(
          named('tls', 443, 'TLS', {
            tls: { mode: 'Terminate', ...tls('api') },
            allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] },
          }),
        ),
      ],
    },
  ],
  HostnameConflict: [
    {
      fires: [
        [gateway(https(host('a.example.com')), named('tls', 443, 'TLS', { ...PASSTHROUGH, ...host('a.example.com') }))],
        `${AT}[0]`,
        `${AT}[1]`,
      ],
      nearMiss: [
        gateway(https(host('a.example.com')), named('tls', 443, 'TLS', { ...PASSTHROUGH, ...host('b.example.com') })),
      ],
    },
  ],
  ProtocolConflict: [
    {
      fires: [[gateway(named('a', 8443, 'HTTP'), named('b', 8443, 'TLS', PASSTHROUGH))], `${AT}[0]`, `${AT}[1]`],
      nearMiss: [gateway(named('a', 8080, 'HTTP'), named('b', 8443, 'TLS', PASSTHROUGH))],
    },
    {
      fires: [[gateway(named('a', 53, 'UDP'), named('b', 53, 'UDP'))], `${AT}[1]`],
      nearMiss: [gateway(named('a', 53, 'UDP'), named('b', 53, 'TCP'))],
    },
    {
      // A listener that is invalid by itself takes part in no conflict.
      fires: [
        [gateway(named('a', 80, 'HTTP'), named('b', 80, 'TCP'), named('c', 81, 'HTTP', { allowedRoutes: {} }))],
        `${AT}[0]`,
        `${AT}[1]`,
      ],
      nearMiss: [gateway(named('a', 80, 'HTTP'), named('b', 81, 'TCP'))],
    },
  ],
  OverlappingCertificates: [
    {
      fires: [
        [gateway(https(host('a.example.com')), https({ name: 'b', ...host('b.example.com') }))],
        `${REF}`,
        `${AT}[1].tls.certificateRefs`,
      ],
      nearMiss: [gateway(https(host('a.example.com')), https({ name: 'b', port: 8443, ...host('b.example.com') }))],
    },
    {
      fires: [
        [
          secret('api'),
          secret('all', WILDCARD),
          gateway(https(host('api.example.com')), https({ name: 'b', ...host('b.example.com'), tls: tls('all') })),
        ],
        `${REF}`,
        `${AT}[1].tls.certificateRefs`,
      ],
      nearMiss: [
        secret('api'),
        certificate('other', { dnsNames: ['b.example.com'] }),
        gateway(https(host('api.example.com')), https({ name: 'b', ...host('b.example.com'), tls: tls('other') })),
      ],
    },
  ],
  OverlappingHostnames: [
    {
      fires: [
        [gateway(https(host('a.example.com')), https({ name: 'b', ...host('*.example.com'), tls: tls('b') }))],
        `${AT}[0].hostname`,
        `${AT}[1].hostname`,
      ],
      // A wildcard of a certificate covers one label.
      nearMiss: [
        gateway(https(host('a.b.example.com')), https({ name: 'b', ...host('*.example.com'), tls: tls('b') })),
      ],
    },
  ],
  SDSCertificateOpaque: [
    {
      fires: [
        [
          secret('api', API, socket('unix:///run/agent.sock')),
          gateway(https(host('a.example.com')), https({ name: 'b', ...host('b.example.com'), tls: tls('b') })),
        ],
        `${AT}[0].tls`,
      ],
      nearMiss: [secret('api', API, socket('unix:///run/agent.sock')), gateway(https(host('a.example.com')))],
    },
  ],
  InvalidCertificateRef: [
    {
      fires: [[api('api'), certificate('api-tls')], `${REF}[0]`],
      nearMiss: [api('api-tls', 'own'), certificate('api-tls'), core('v1', 'Secret', 'x'), secret('own')],
    },
    {
      // Without a Certificate in that namespace the Secret comes from elsewhere.
      fires: [[api('tls'), certificate('api-tls')], `${REF}[0]`],
      nearMiss: [api('tls'), certificate('api-tls', {}, { namespace: 'stock' })],
    },
    {
      fires: [[api('tls')], `${REF}[0]`],
      nearMiss: [
        gatewayApi('Gateway', 'eg', gatewaySpec, { annotations: { 'cert-manager.io/cluster-issuer': 'acme' } }),
      ],
      options: FILES,
    },
    {
      fires: [[api('tls')], `${REF}[0]`],
      nearMiss: [api('tls'), core('external-secrets.io/v1', 'ExternalSecret', 'tls', {})],
      options: FILES,
    },
    {
      fires: [
        [gateway(https({ tls: { certificateRefs: [{ kind: 'ConfigMap', name: 'api' }] } })), secret('api')],
        `${REF}[0]`,
      ],
      nearMiss: [gateway(https({ tls: { certificateRefs: [{ kind: 'Secret', name: 'api' }] } })), secret('api')],
    },
    { fires: [[api('a'), secret('a', API, { type: 'Opaque' })], `${REF}[0]`], nearMiss: [api('a'), secret('a')] },
    {
      fires: [[api('a'), secret('a', API, { data: { 'tls.crt': base64(API.certificate) } })], `${REF}[0]`],
      nearMiss: [
        api('a'),
        secret('a', API, { data: undefined, stringData: { 'tls.crt': '${CERT}', 'tls.key': '${KEY}' } }),
      ],
    },
    {
      fires: [[api('a'), secret('a', { ...API, certificate: 'MIIB' })], `${REF}[0]`],
      nearMiss: [api('a'), secret('a', { ...API, certificate: 'ENC[AES256_GCM,data:MIIB]' })],
    },
    {
      fires: [[api('a'), secret('a', { ...API, certificate: API.certificate + API.key })], `${REF}[0]`],
      nearMiss: [api('a'), secret('a', { ...API, certificate: API.certificate + WILDCARD.certificate })],
    },
    {
      fires: [[api('a'), secret('a', { ...API, key: API.certificate })], `${REF}[0]`],
      nearMiss: [api('a'), secret('a', { ...API, key: `${API.certificate}${API.key}` })],
    },
    { fires: [[api('a'), secret('a', { ...API, key: WILDCARD.key })], `${REF}[0]`], nearMiss: [api('a'), secret('a')] },
    {
      fires: [[api('a'), secret('a')], `${REF}[0]`],
      nearMiss: [api('a'), certificate('a')],
      options: { now: Date.UTC(2200, 0) },
    },
    {
      fires: [[api('a'), secret('a')], `${REF}[0]`],
      nearMiss: [api('a'), certificate('a')],
      options: { now: Date.UTC(2020, 0) },
    },
    {
      fires: [[api('a'), secret('a', API, socket('https://example.com'))], `${REF}[0]`],
      nearMiss: [api('a'), secret('a', API, socket('unix:///run/agent.sock'))],
    },
    {
      fires: [[api('a'), secret('a', API, socket('unix:///run/agent.sock'))], `${REF}[0]`],
      nearMiss: [api('a'), secret('a')],
      options: { config: { extensionApis: {} } },
    },
  ],
  PartiallyInvalidCertificateRef: [
    {
      fires: [[api('a', 'b'), secret('a'), secret('b', API, { type: 'Opaque' })], `${REF}[1]`],
      nearMiss: [api('a', 'b'), secret('a'), secret('b', WILDCARD)],
    },
    {
      // Two certificates for one name with the same kind of key.
      fires: [[api('a', 'b'), secret('a'), secret('b')], `${REF}[1]`],
      nearMiss: [api('a', 'b'), secret('a'), secret('b', WILDCARD)],
    },
  ],
  CertificateNameMismatch: [
    {
      fires: [[gateway(https(host('www.example.com'))), secret('api')], `${AT}[0].hostname`],
      nearMiss: [gateway(https(host('www.example.com'))), secret('api', WILDCARD)],
    },
    {
      // A wildcard covers one label.
      fires: [[gateway(https(host('a.b.example.com'))), secret('api', WILDCARD)], `${AT}[0].hostname`],
      nearMiss: [gateway(https(host('*.example.com'))), secret('api', WILDCARD)],
    },
    {
      fires: [
        [gateway(https(host('www.example.com'))), certificate('api', { dnsNames: ['example.com'] })],
        `${AT}[0].hostname`,
      ],
      nearMiss: [
        gateway(https(host('www.example.com'))),
        certificate('api', { dnsNames: ['example.com', 'www.example.com'] }),
      ],
    },
  ],
};

const seen = (objects: Objects, options: SnapshotOptions = {}): string[] =>
  findingsOf(new Snapshot(objects, options), [references, listenerNames]).map(
    (f) => `${f.code} ${f.resource.replace(/ (.*\/)?/, '/')} ${f.field}`,
  );

const rows = Object.entries(CASES).flatMap(([code, cases]) => cases.map((c, i) => ({ code, i, ...c })));

test.each(rows)('$code $i', ({ code, fires: [objects, ...places], nearMiss, options }) => {
  expect(seen(objects, options)).toEqual(places.map((place) => `${code} ${place}`));
  expect(seen(nearMiss, options)).toEqual([]);
});

const severity = (objects: Objects, options: SnapshotOptions = FILES): string[] =>
  findingsOf(new Snapshot(objects, options), [references]).map((f) => f.severity);

test('a Secret that may be in the cluster is no error', () => {
  expect(severity([api('tls')])).toEqual(['info']);
  expect(severity([api('tls'), core('v1', 'Secret', 'other')])).toEqual(['warning']);
  expect(severity([api('tls'), certificate('other')])).toEqual(['warning']);
  expect(severity([api('tls')], {})).toEqual([]);
});

test('a listener that is invalid by itself takes part in no conflict', () => {
  const invalid = named('a', 80, 'HTTP', { allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } });
  expect(seen([gateway(invalid, named('b', 80, 'TCP'))])).toEqual([
    `InvalidRouteKinds ${AT}[0].allowedRoutes.kinds[0]`,
  ]);
});

test('a wildcard overlaps with each hostname below it, whatever their order', () => {
  const all = https(host('*.example.com'));
  const one = (name: string) => https({ name, ...host(`${name}.example.com`), tls: tls(name) });
  expect(seen([gateway(all, one('a'), one('b'))])).toEqual(
    [0, 1, 2].map((i) => `OverlappingHostnames ${AT}[${i}].hostname`),
  );
  expect(seen([gateway(one('a'), one('b'), all)])).toEqual(
    [0, 2].map((i) => `OverlappingHostnames ${AT}[${i}].hostname`),
  );
});

test('a port that is not known is equal to no other', () => {
  expect(seen([gateway(http({ port: undefined }), https({ port: undefined }))])).toEqual([]);
  expect(seen([gateway(https({ port: undefined }), https({ port: undefined, name: 'b' }))])).toEqual([]);
});
