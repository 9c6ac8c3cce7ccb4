// Each finding about backends: manifests that have the fault, and the same without it. Then the shares of backends.
import { expect, test } from 'vitest';
import type { Severity } from '../../src/diagnostics/definition.ts';
import type { backendFindings } from '../../src/diagnostics/findings/backend-findings.ts';
import { conditionsOf } from '../../src/effective/conditions/all-conditions.ts';
import { backendsOf } from '../../src/effective/routes/rule-backends.ts';
import { rulesOf } from '../../src/effective/routes/rule-matches.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkBehaviour, checkReferences } from './found.ts';
import { backend, type Fields, gateway, gatewayApi, httpRoute, l4Route, service } from './route-objects.ts';

interface Case {
  readonly name: string;
  readonly before: readonly KubernetesObject[];
  readonly after: readonly KubernetesObject[];
  /** `Kind field` of each. */
  readonly fields: readonly string[];
  readonly severity?: Severity;
  /** The objects are part of a cluster. */
  readonly files?: true;
}

const HERE = 'HTTPRoute spec.rules[0].backendRefs[0]';
const group = 'gateway.envoyproxy.io';
const toBackend = { group, kind: 'Backend', name: 'pay' };
const withBackend = (spec: Fields, ref: Fields = toBackend, ...more: KubernetesObject[]) => [
  gateway(),
  backend('pay', spec),
  httpRoute({ backendRefs: [ref] }),
  ...more,
];
const fqdn = (hostname: string, port = 443) => ({ fqdn: { hostname, port } });
const ip = (address: string) => ({ ip: { address, port: 80 } });
const withService = (spec: Fields, ...more: KubernetesObject[]) => [
  gateway(),
  service('users', spec),
  httpRoute({ backendRefs: [{ name: 'users', port: 80 }] }),
  ...more,
];
const core = (kind: string, name: string, data: Fields, more: Fields = {}): KubernetesObject =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, data, ...more }) as KubernetesObject;
const policy = (validation: Fields, target: Fields = { group, kind: 'Backend', name: 'pay' }) =>
  gatewayApi('BackendTLSPolicy', 'pay', {
    targetRefs: [target],
    validation: { hostname: 'pay.example.com', ...validation },
  });
const caRefs = (kind: string, name: string) => ({ caCertificateRefs: [{ group: '', kind, name }] });
const PASSTHROUGH = { name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } };
const SERVICE = { group: '', kind: 'Service', name: 'x' };
const PEM = '-----BEGIN CERTIFICATE-----';
const PAY = { endpoints: [fqdn('pay.example.com')] };
const slice = (name: string, port: string, addressType = 'IPv4', service = 'users'): KubernetesObject =>
  ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name, namespace: 'shop', labels: { 'kubernetes.io/service-name': service } },
    addressType,
    ports: [{ name: port, port: 8080, protocol: 'TCP' }],
    endpoints: [{ addresses: ['10.0.0.1'] }],
  }) as KubernetesObject;
const own = { selector: undefined, ports: [{ name: 'http', port: 80 }] };
const refused = (field: string) => [`Backend ${field}`, HERE];

const CONFIG = { provider: { type: 'Kubernetes' }, extensionApis: { enableBackend: true } };

/** Every code has a case, or this does not compile. */
const CASES: Record<keyof typeof backendFindings, readonly Case[]> = {
  InvalidBackendAddress: [
    {
      name: 'one label',
      before: withBackend({ endpoints: [fqdn('pay')] }),
      after: withBackend(PAY),
      fields: refused('spec.endpoints[0].fqdn.hostname'),
    },
    {
      name: 'an address as name',
      before: withBackend({ endpoints: [fqdn('10.0.0.1')] }),
      after: withBackend({ endpoints: [ip('10.0.0.1')] }),
      fields: refused('spec.endpoints[0].fqdn.hostname'),
    },
    {
      name: 'loopback',
      before: withBackend({ endpoints: [ip('127.0.0.1')] }),
      after: withBackend({ endpoints: [ip('128.0.0.1')] }),
      fields: refused('spec.endpoints[0].ip.address'),
    },
    {
      name: 'loopback of IPv6',
      before: withBackend({ endpoints: [ip('::1')] }),
      after: withBackend({ endpoints: [ip('fd00::1')] }),
      fields: refused('spec.endpoints[0].ip.address'),
    },
  ],
  InvalidBackendRef: [
    {
      name: 'tls without a CA',
      before: withBackend({ ...PAY, tls: { sni: 'pay.example.com' } }),
      after: withBackend({ ...PAY, tls: { sni: 'pay.example.com', wellKnownCACertificates: 'System' } }),
      fields: refused('spec.tls'),
    },
    {
      name: 'tls without a CA, and a policy for another port',
      before: withBackend(
        { ...PAY, tls: {} },
        toBackend,
        policy({ wellKnownCACertificates: 'System' }, { ...toBackend, sectionName: '8443' }),
      ),
      after: withBackend(
        { ...PAY, tls: {} },
        { ...toBackend, port: 443 },
        policy({ wellKnownCACertificates: 'System' }, { ...toBackend, sectionName: '443' }),
      ),
      fields: refused('spec.tls'),
    },
    {
      name: 'a client certificate elsewhere',
      before: withBackend({
        ...PAY,
        tls: { insecureSkipVerify: true, clientCertificateRef: { name: 'c', namespace: 'stock' } },
      }),
      after: withBackend({
        ...PAY,
        tls: { insecureSkipVerify: true, clientCertificateRef: { name: 'c', namespace: 'shop' } },
      }),
      fields: refused('spec.tls.clientCertificateRef.namespace'),
    },
    {
      name: 'a dynamic resolver among others',
      before: [...withBackend({ type: 'DynamicResolver' }), backend('b', PAY)].map((o) =>
        o.kind === 'HTTPRoute' ? httpRoute({ backendRefs: [toBackend, { ...toBackend, name: 'b' }] }) : o,
      ),
      after: [...withBackend({ type: 'DynamicResolver' }), backend('b', PAY)],
      fields: ['HTTPRoute spec.rules[0].backendRefs'],
    },
    {
      name: 'a dynamic resolver among others in a TLSRoute',
      before: [
        gateway(PASSTHROUGH),
        backend('pay', { type: 'DynamicResolver' }),
        service('users'),
        l4Route('TLSRoute', 'tls', { backendRefs: [toBackend, { name: 'users', port: 80 }] }),
      ],
      after: [
        gateway(PASSTHROUGH),
        backend('pay', { type: 'DynamicResolver' }),
        service('users'),
        l4Route('TLSRoute', 'tls', { backendRefs: [toBackend, { name: 'users', port: 80, weight: 0 }] }),
      ],
      fields: ['TLSRoute spec.rules[0].backendRefs[0]'],
    },
  ],
  InvalidBackendTLS: [
    {
      name: 'a policy for a port, and a reference without it',
      before: withBackend(
        { ...PAY, tls: {} },
        toBackend,
        policy({ wellKnownCACertificates: 'System' }, { ...toBackend, sectionName: '443' }),
      ),
      after: withBackend({ ...PAY, tls: {} }, toBackend, policy({ wellKnownCACertificates: 'System' })),
      fields: [HERE],
    },
    {
      name: 'a CA of the Backend without the key',
      before: withBackend(
        { ...PAY, tls: caRefs('ConfigMap', 'ca') },
        toBackend,
        core('ConfigMap', 'ca', { a: PEM, b: PEM }),
      ),
      after: withBackend({ ...PAY, tls: caRefs('ConfigMap', 'ca') }, toBackend, core('ConfigMap', 'ca', { a: PEM })),
      fields: [HERE],
    },
    {
      name: 'a client certificate that is missing among others',
      before: withBackend(
        { ...PAY, tls: { insecureSkipVerify: true, clientCertificateRef: { name: 'c' } } },
        toBackend,
        core('Secret', 'd', {}),
      ),
      after: withBackend(
        { ...PAY, tls: { insecureSkipVerify: true, clientCertificateRef: { name: 'c' } } },
        toBackend,
        core('Secret', 'c', {}),
      ),
      fields: [HERE],
      severity: 'warning',
      files: true,
    },
  ],
  CaNotPem: [
    {
      name: 'a CA in base64 without its frame',
      before: [policy(caRefs('ConfigMap', 'ca'), SERVICE), core('ConfigMap', 'ca', { 'ca.crt': 'MIIB' })],
      after: [policy(caRefs('ConfigMap', 'ca'), SERVICE), core('ConfigMap', 'ca', { 'ca.crt': PEM })],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs[0]'],
      severity: 'warning',
    },
    {
      name: 'a Secret that contains base64 of base64',
      before: [policy(caRefs('Secret', 'ca'), SERVICE), core('Secret', 'ca', { 'ca.crt': btoa(btoa(PEM)) })],
      after: [policy(caRefs('Secret', 'ca'), SERVICE), core('Secret', 'ca', { 'ca.crt': btoa(PEM) })],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs[0]'],
      severity: 'warning',
    },
  ],
  NoValidCACertificate: [
    {
      name: 'no ConfigMap, and no other',
      before: [policy(caRefs('ConfigMap', 'ca'), SERVICE)],
      after: [policy(caRefs('ConfigMap', 'ca'), SERVICE), core('ConfigMap', 'ca', { 'ca.crt': PEM })],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs[0]'],
      severity: 'info',
      files: true,
    },
    {
      name: 'another ConfigMap only',
      before: [policy(caRefs('ConfigMap', 'ca'), SERVICE), core('ConfigMap', 'b', {})],
      after: [
        policy(caRefs('ConfigMap', 'ca'), SERVICE),
        core('ConfigMap', 'b', {}),
        { apiVersion: 'trust.cert-manager.io/v1alpha1', kind: 'Bundle', metadata: { name: 'ca' } } as KubernetesObject,
      ],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs[0]'],
      severity: 'warning',
      files: true,
    },
    {
      name: 'a CA in a Service',
      before: [policy(caRefs('Service', 'ca'), SERVICE)],
      after: [policy({ wellKnownCACertificates: 'System' }, SERVICE)],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs'],
    },
    {
      name: 'a ConfigMap that may be filled in the cluster',
      before: [policy(caRefs('ConfigMap', 'ca'), SERVICE), core('ConfigMap', 'ca', {})],
      after: [policy(caRefs('ConfigMap', 'ca'), SERVICE), core('ConfigMap', 'ca', { 'ca.crt': PEM })],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs[0]'],
      severity: 'warning',
    },
    {
      name: 'an empty CA',
      before: [policy(caRefs('Secret', 'ca'), SERVICE), core('Secret', 'ca', { 'ca.crt': '' })],
      after: [policy(caRefs('Secret', 'ca'), SERVICE), core('Secret', 'ca', {}, { stringData: { 'ca.crt': PEM } })],
      fields: ['BackendTLSPolicy spec.validation.caCertificateRefs[0]'],
    },
  ],
  PortNotFound: [
    {
      name: 'the port of the pods',
      before: withService({ ports: [{ port: 8080, targetPort: 80 }] }),
      after: withService({ ports: [{ port: 80, targetPort: 8080 }] }),
      fields: [`${HERE}.port`],
    },
    {
      name: 'a TCP port for a UDPRoute',
      before: [
        gateway({ name: 'udp', port: 53, protocol: 'UDP' }),
        service('users'),
        l4Route('UDPRoute', 'udp', { backendRefs: [{ name: 'users', port: 80 }] }),
      ],
      after: [
        gateway({ name: 'udp', port: 53, protocol: 'UDP' }),
        service('users', { ports: [{ port: 80, protocol: 'UDP' }] }),
        l4Route('UDPRoute', 'udp', { backendRefs: [{ name: 'users', port: 80 }] }),
      ],
      fields: ['UDPRoute spec.rules[0].backendRefs[0].port'],
    },
    {
      name: 'no environment of the Service has the port',
      before: withService({ ports: [{ port: 81 }] }, service('users', { ports: [{ port: 82 }] })),
      after: withService({ ports: [{ port: 81 }] }, service('users')),
      fields: [`${HERE}.port`],
    },
  ],
  PortNotSpecified: [
    {
      name: 'a ServiceImport without a port',
      before: [
        gateway(),
        httpRoute({ backendRefs: [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'users' }] }),
      ],
      after: [
        gateway(),
        httpRoute({
          backendRefs: [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'users', port: 80 }],
        }),
      ],
      fields: [HERE],
    },
  ],
  EndpointsNotFound: [
    {
      name: 'an EndpointSlice for another port',
      before: withService(own, slice('a', 'web')),
      after: withService(own, slice('a', 'http')),
      fields: [HERE],
      severity: 'warning',
    },
    {
      name: 'EndpointSlices of other Services only',
      before: withService(own, slice('a', 'http', 'IPv4', 'orders')),
      after: withService({ ...own, selector: { app: 'users' } }, slice('a', 'http', 'IPv4', 'orders')),
      fields: [HERE],
      severity: 'warning',
    },
  ],
  UnsupportedAddressType: [
    {
      name: 'a socket',
      before: withBackend({ endpoints: [{ unix: { path: '/run/pay.sock' } }] }),
      after: withBackend(PAY),
      fields: [HERE],
    },
    {
      name: 'names and addresses',
      before: withBackend({ endpoints: [fqdn('pay.example.com'), ip('10.0.0.1')] }),
      after: withBackend({ endpoints: [fqdn('pay.example.com'), fqdn('pay.example.org')] }),
      fields: [HERE],
    },
    {
      name: 'EndpointSlices of two types',
      before: withService(own, slice('a', 'http'), slice('b', 'http', 'FQDN')),
      after: withService(own, slice('a', 'http'), slice('b', 'http', 'IPv6')),
      fields: [HERE],
    },
  ],
};

const all = Object.entries(CASES).flatMap(([code, list]) => list.map((c) => [`${code}: ${c.name}`, code, c] as const));

test.each(all)('%s', (_, code, { before, after, fields, severity = 'error', files }) => {
  const found = (objects: readonly KubernetesObject[]) =>
    [...checkReferences(objects, !files, CONFIG), ...checkBehaviour(objects).filter((f) => f.code === code)]
      .filter((f) => f.code !== 'BackendNotFound' && f.code !== 'DuplicateObject')
      .map((f) => `${f.code} ${f.severity} ${f.resource.split(' ')[0]} ${f.field}`);
  expect(found(before)).toEqual(fields.map((field) => `${code} ${severity} ${field}`));
  expect(found(after)).toEqual([]);
});

test('a Service that is missing is reported as far as the files show that', () => {
  const missing = [gateway(), httpRoute({ backendRefs: [{ name: 'users', port: 80 }] })];
  const found = (objects: readonly KubernetesObject[], complete = false) =>
    checkReferences(objects, complete).map((f) => `${f.severity} ${f.code}`);
  expect(found(missing)).toEqual(['info BackendNotFound']);
  expect(found([...missing, service('orders')])).toEqual(['warning BackendNotFound']);
  expect(found([...missing, service('users')])).toEqual([]);
  // The output of the tool contains no Services of others.
  expect(found(missing, true)).toEqual([]);
});

test('kinds that an extension server may register are refused only where the configuration is known', () => {
  const pool = [
    gateway(),
    httpRoute({ backendRefs: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'm' }] }),
  ];
  const bucket = [gateway(), httpRoute({ backendRefs: [{ group: 'storage.example.com', kind: 'Bucket', name: 'm' }] })];
  const found = (objects: readonly KubernetesObject[]) =>
    checkReferences(objects, false).map((f) => `${f.severity} ${f.code}`);
  expect(found(pool)).toEqual(['info InvalidKind']);
  expect(found(bucket)).toEqual(['warning InvalidKind']);
  // Nothing shows that Envoy Gateway serves the route: the kind is probably one of the controller that does.
  const [, route] = bucket as [KubernetesObject, KubernetesObject];
  const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];
  const other = { ...gateway(), spec: { gatewayClassName: 'edge-proxies', listeners } };
  expect(found([other, route])).toEqual(['info InvalidKind']);
  const plugin = { type: 'ExtensionRef', extensionRef: { group: 'x.example.com', kind: 'Plugin', name: 'p' } };
  const filtered = httpRoute({ filters: [plugin], backendRefs: [{ name: 'users', port: 80 }] });
  expect(found([other, service('users'), filtered])).toEqual(['info UnsupportedValue']);
  expect(found([gateway(), service('users'), filtered])).toEqual(['warning UnsupportedValue']);
});

const shares = (objects: readonly KubernetesObject[], config?: unknown) => {
  const snapshot = new Snapshot(objects, { complete: false, config });
  const route = snapshot.of('HTTPRoute')[0]!;
  const { backends, response } = backendsOf(snapshot, route, rulesOf(route)[0]!);
  return { backends: backends.map((b) => `${b.ref.name} ${b.state} ${b.share}`), response };
};

test('each backend has a share of the requests; that of an invalid one gets 500', () => {
  const refs = [
    { name: 'users', port: 80, weight: 3 },
    { ...toBackend, weight: 1 },
    { name: 'gone', port: 80, weight: 0 },
  ];
  const objects = [gateway(), service('users'), httpRoute({ backendRefs: refs })];
  expect(shares([...objects, backend('pay', { endpoints: [fqdn('10.0.0.1')] })])).toEqual({
    backends: ['users valid 0.75', 'pay invalid 0.25', 'gone unknown 0'],
    response: undefined,
  });
  expect(
    shares([gateway(), backend('pay', { endpoints: [fqdn('10.0.0.1')] }), httpRoute({ backendRefs: [toBackend] })])
      .response,
  ).toBe(500);
  expect(shares(withService(own, slice('a', 'web')))).toEqual({ backends: ['users empty 1'], response: 503 });
  expect(shares([gateway(), httpRoute({ backendRefs: [] })]).response).toBe(500);
});

test('a Backend is refused where the configuration does not enable it', () => {
  const config = (enableBackend: boolean) => ({ extensionApis: { enableBackend } });
  expect(shares(withBackend(PAY), config(false)).backends).toEqual(['pay invalid 1']);
  expect(shares(withBackend(PAY), config(true)).backends).toEqual(['pay valid 1']);
  expect(shares(withBackend(PAY)).backends).toEqual(['pay valid 1']);
});

test('two routes that share a rule by an anchor have backends of their own', () => {
  const rule = { backendRefs: [{ name: 'users', port: 80 }] };
  const first = httpRoute(rule);
  const other = { ...httpRoute(rule), metadata: { name: 'app', namespace: 'stock' } };
  const snapshot = new Snapshot([gateway(), service('users'), first, other], { complete: false });
  const stateOf = (route: KubernetesObject) => backendsOf(snapshot, route, rulesOf(route)[0]!).backends[0]!.state;
  expect([stateOf(first), stateOf(other)]).toEqual(['valid', 'unknown']);
});

test('a policy without a CA gives none to the Backend, and of two policies the first applies', () => {
  const codes = (...objects: KubernetesObject[]) => checkReferences(objects).map((f) => `${f.code} ${f.resource}`);
  const empty = policy({}, toBackend);
  expect(codes(...withBackend({ ...PAY, tls: {} }, toBackend, empty))).toContain('InvalidBackendRef Backend shop/pay');
  const second = {
    ...policy({ wellKnownCACertificates: 'System' }, toBackend),
    metadata: { name: 'z', namespace: 'shop' },
  };
  const wrong = policy(caRefs('Service', 'ca'), toBackend);
  expect(codes(...withBackend(PAY, toBackend, wrong, second))).toContain('InvalidBackendTLS HTTPRoute shop/app');
  expect(codes(...withBackend(PAY, toBackend, second, wrong))).not.toContain('InvalidBackendTLS HTTPRoute shop/app');
});

test('of a backend without traffic only the reference is validated', () => {
  const wrong = policy(caRefs('Service', 'ca'), toBackend);
  const at = (weight: number, more: Fields = {}) =>
    checkReferences(withBackend(PAY, { ...toBackend, weight, ...more }, wrong))
      .filter((f) => f.resource.startsWith('HTTPRoute'))
      .map((f) => f.code);
  expect(at(1)).toEqual(['InvalidBackendTLS']);
  expect(at(0)).toEqual([]);
  expect(at(0, { kind: 'Pod' })).toEqual(['InvalidKind']);
});

test('a name without a domain is an error only where proxies are known not to run on the host', () => {
  const host = { type: 'Custom', custom: { infrastructure: { type: 'Host' } } };
  const found = (config?: unknown) =>
    checkReferences(withBackend({ endpoints: [fqdn('localhost')] }), true, config).map(
      (f) => `${f.severity} ${f.code}`,
    );
  expect(found(CONFIG)).toEqual(Array(2).fill('error InvalidBackendAddress'));
  expect(found()).toEqual(Array(2).fill('warning InvalidBackendAddress'));
  expect(found({ ...CONFIG, provider: host })).toEqual([]);
});

test('a CA that may be in the cluster is reported once, at the policy', () => {
  const objects = withBackend(PAY, toBackend, policy(caRefs('ConfigMap', 'ca'), toBackend));
  expect(checkReferences(objects, false, CONFIG).map((f) => `${f.severity} ${f.code}`)).toEqual([
    'info NoValidCACertificate',
  ]);
  expect(conditionsOf(new Snapshot(objects, { complete: false })).map((c) => `${c.object.kind} ${c.reason}`)).toEqual([
    'HTTPRoute InvalidBackendTLS',
    'BackendTLSPolicy NoValidCACertificate',
    'BackendTLSPolicy InvalidCACertificateRef',
  ]);
});
