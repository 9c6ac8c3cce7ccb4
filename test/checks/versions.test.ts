// Versions of kinds, deprecated fields, and fields of the experimental channel: each with a near miss.
import { expect, test } from 'vitest';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { findingsOf } from '../../src/analyze/check.ts';
import { channelFindings } from '../../src/analyze/versions/channels.ts';
import { deprecatedFields } from '../../src/analyze/versions/deprecated-fields.ts';
import { EXPERIMENTAL } from '../../src/crds/experimental-fields.ts';
import { readSchema } from '../../src/crds/load-crds.ts';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import { core, envoyGateway, gatewayApi } from '../admission/objects.ts';

type Objects = ConstructorParameters<typeof Snapshot>[0];
const admission = await loadAdmission();
const shown = (f: Finding): string => `${f.severity} ${f.code} ${f.resource} ${f.field}`;
const deprecated = (objects: Objects): string[] =>
  findingsOf(new Snapshot(objects, { complete: false }), [deprecatedFields]).map(shown);
const experimental = (objects: Objects): string[] => channelFindings(objects).map(shown);
const admitted = (...objects: Parameters<typeof admissionFindings>[0]): string[] =>
  admissionFindings(objects, admission).map((f) => `${f.severity} ${f.code} ${f.field}`.trim());
const ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'a' };

test.each([
  ['v1alpha2', 'HTTPRoute', 'gateway.networking.k8s.io/v1'],
  ['v1beta1', 'GRPCRoute', 'gateway.networking.k8s.io/v1'],
  ['v1alpha2', 'ReferenceGrant', 'gateway.networking.k8s.io/v1'],
])('VersionNotServed: %s %s', (version, kind, right) => {
  const object = core(`gateway.networking.k8s.io/${version}`, kind, 'a', {});
  expect(admitted(object)).toEqual(['error VersionNotServed apiVersion']);
  expect(admissionFindings([object], admission)[0]?.message).toContain(`apiVersion: ${right}.`);
});

test.each([
  ['a version that is served', core('gateway.networking.k8s.io/v1beta1', 'HTTPRoute', 'a', {}), []],
  [
    'a kind of the group that no version has',
    core('gateway.networking.k8s.io/v1', 'Thing', 'a', {}),
    ['info NotChecked'],
  ],
  [
    'a group of which not all versions are known',
    core('cert-manager.io/v1alpha2', 'Certificate', 'a', {}),
    ['info NotChecked'],
  ],
])('VersionNotServed: not %s', (_, object, expected) => {
  expect(admitted(object)).toEqual(expected);
});

const DEPRECATED: readonly (readonly [kind: string, spec: object, field: string, instead: object])[] = [
  ['SecurityPolicy', { targetRef: ROUTE }, 'spec.targetRef', { targetRefs: [ROUTE] }],
  [
    'SecurityPolicy',
    { extAuth: { grpc: { backendRef: { name: 'a' } } } },
    'spec.extAuth.grpc.backendRef',
    { extAuth: { grpc: { backendRefs: [{ name: 'a' }] } } },
  ],
  [
    'SecurityPolicy',
    { extAuth: { http: { backendRef: { name: 'a' } } } },
    'spec.extAuth.http.backendRef',
    { extAuth: { http: { backendRefs: [{ name: 'a' }] } } },
  ],
  ['EnvoyExtensionPolicy', { targetRef: ROUTE }, 'spec.targetRef', { targetRefs: [ROUTE] }],
  ['BackendTrafficPolicy', { targetRef: ROUTE }, 'spec.targetRef', { targetRefs: [ROUTE] }],
  [
    'BackendTrafficPolicy',
    { compression: [{ type: 'Gzip' }] },
    'spec.compression',
    { compression: [], compressor: [{ type: 'Gzip' }] },
  ],
  [
    'BackendTrafficPolicy',
    { loadBalancer: { consistentHash: { type: 'Header', header: { name: 'a' } } } },
    'spec.loadBalancer.consistentHash.header',
    { loadBalancer: { consistentHash: { type: 'Headers', headers: [{ name: 'a' }] } } },
  ],
  ['ClientTrafficPolicy', { enableProxyProtocol: false }, 'spec.enableProxyProtocol', { proxyProtocol: {} }],
  [
    'ClientTrafficPolicy',
    { headers: { preserveXRequestID: true } },
    'spec.headers.preserveXRequestID',
    { headers: { requestID: 'Preserve' } },
  ],
  [
    'ClientTrafficPolicy',
    { tls: { clientValidation: { optional: true } } },
    'spec.tls.clientValidation.optional',
    { tls: { clientValidation: { optional: false } } },
  ],
  [
    'EnvoyProxy',
    { telemetry: { tracing: { provider: { host: 'a', port: 4317 } } } },
    'spec.telemetry.tracing.provider.host',
    { telemetry: { tracing: { provider: { backendRefs: [{ name: 'a' }] } } } },
  ],
  [
    'EnvoyProxy',
    { telemetry: { accessLog: { settings: [{ sinks: [{ type: 'File' }, { openTelemetry: { host: 'a' } }] }] } } },
    'spec.telemetry.accessLog.settings[0].sinks[1].openTelemetry.host',
    { telemetry: { accessLog: { settings: [{ sinks: [{ openTelemetry: { backendRefs: [] } }] }] } } },
  ],
];
test.each(DEPRECATED)('DeprecatedField: %s %j', (kind, spec, field, instead) => {
  expect(deprecated([envoyGateway(kind, 'a', spec as never)])).toEqual([
    `info DeprecatedField ${kind} shop/a ${field}`,
  ]);
  expect(deprecated([envoyGateway(kind, 'a', instead as never)])).toEqual([]);
});

test('DeprecatedField: each field is one that the schema has', () => {
  for (const [kind, , field] of DEPRECATED) {
    let schema = readSchema('gateway.envoyproxy.io/v1alpha1', kind)?.schema;
    for (const step of field.split('.')) {
      schema = schema?.properties?.[step.replace(/\[\d+\]$/, '')];
      if (step.endsWith(']')) schema = schema?.items;
    }
    expect(schema, `${kind} ${field}`).toBeDefined();
  }
});

const route = (rule: object) => gatewayApi('HTTPRoute', 'a', { rules: [{}, rule] });
const external = { type: 'ExternalAuth', externalAuth: { protocol: 'GRPC', backendRef: { name: 'a', port: 80 } } };

test.each([
  ['a field', route({ retry: { attempts: 1 } }), ['HTTPRoute shop/a spec.rules[1].retry']],
  [
    'a value with its field',
    route({ filters: [external] }),
    ['HTTPRoute shop/a spec.rules[1].filters[0].externalAuth'],
  ],
  ['a version', core('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', 'a', {}), ['TCPRoute shop/a apiVersion']],
  ['a kind', core('gateway.networking.x-k8s.io/v1alpha1', 'XBackend', 'a', {}), ['XBackend shop/a apiVersion']],
  [
    'a field of the standard channel',
    route({ timeouts: { request: '1s' }, filters: [{ type: 'CORS', cors: {} }] }),
    [],
  ],
  ['a version of the standard channel', core('gateway.networking.k8s.io/v1', 'TCPRoute', 'a', {}), []],
])('ExperimentalChannel: %s', (_, object, expected) => {
  expect(experimental([object])).toEqual(expected.map((e) => `info ExperimentalChannel ${e}`));
});

test('ExperimentalChannel: once, with the number of objects; not where the cluster has the CRDs', () => {
  const objects = ['a', 'b', 'c'].map((name) => gatewayApi('HTTPRoute', name, { rules: [{ retry: {} }] }));
  const [one, ...more] = channelFindings(objects);
  expect(more).toEqual([]);
  expect(one?.message).toContain('2 other objects');
  const crd = (channel: string) =>
    core(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'httproutes',
      { group: 'gateway.networking.k8s.io' },
      {
        namespace: undefined,
        annotations: { 'gateway.networking.k8s.io/channel': channel },
      },
    );
  expect(experimental([...objects, crd('experimental')])).toEqual([]);
  expect(experimental([...objects, crd('standard')])).toHaveLength(1);
});

test('the list of experimental fields names kinds and fields that the schemas have', () => {
  for (const [id, paths] of Object.entries(EXPERIMENTAL)) {
    const at = id.lastIndexOf('/');
    const schema = readSchema(id.slice(0, at), id.slice(at + 1))?.schema;
    expect(schema, id).toBeDefined();
    for (const path of paths.filter((p) => p !== '')) {
      let node = schema;
      for (const step of path.split('=')[0]!.split('.')) {
        node = node?.properties?.[step.replace('[]', '')];
        if (step.endsWith('[]')) node = node?.items;
      }
      expect(node, `${id} ${path}`).toBeDefined();
    }
  }
});
