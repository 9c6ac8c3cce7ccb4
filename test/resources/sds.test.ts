// Mesh mode sds: the proxies in no mesh, with certificates from a socket.
import { beforeAll, expect, test } from 'vitest';
import type { Admission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { helmValues } from '../../src/files/helm-values.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkBehaviour, checkReferences } from '../checks/found.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
});

const SDS = { type: 'istio', mode: 'sds' };
const TOKENS = { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/j', audiences: ['api'] };
const users = { service: 'users', port: 80, namespace: 'shop' };
const as = (serviceAccount: string) => ({ ...users, pods: { serviceAccount } });
const ANSWERS = {
  version: 1,
  hostname: 'api.example.com',
  gateway: { name: 'eg', namespace: 'edge' },
  tls: { secret: 't' },
  services: [{ name: 'users', path: '/v1/users', backend: as('people') }],
  auth: { default: 'customers', methods: { customers: TOKENS } },
};
const made = (mesh: unknown = SDS, more: object = {}) => {
  const validated = validateAnswers({ ...ANSWERS, mesh, ...more }, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  return { intent, objects: buildResources(intent).map((r) => r.object) };
};
type Any = KubernetesObject & { spec: Record<string, never>; data: Record<string, string>; type: string };
const of = (objects: readonly KubernetesObject[], kind: string) => objects.filter((o) => o.kind === kind) as Any[];
const served = (services: object[], more: object = {}) => ({
  services: services.map((s, i) => ({ name: `s${i}`, path: `/s${i}`, ...s })),
  ...more,
});
/** namespace/name, target and identity of each policy of the mesh. */
const peers = (objects: readonly KubernetesObject[]) =>
  of(objects, 'BackendTLSPolicy')
    .map((p) => ({ at: `${p.metadata.namespace}/${p.metadata.name}`, ...(p.spec as unknown as Tls) }))
    .filter((p) => p.validation.caCertificateRefs)
    .map((p) => [p.at, `${p.targetRefs[0]!.kind}/${p.targetRefs[0]!.name}`, p.validation.subjectAltNames?.[0]?.uri]);
interface Tls {
  targetRefs: { kind: string; name: string; sectionName?: string }[];
  validation: { hostname: string; caCertificateRefs?: object[]; subjectAltNames?: { uri: string }[] };
}

test('Secrets name the socket and what to ask for, and hold nothing else', () => {
  const { objects } = made();
  const text = (s: string | undefined) => Buffer.from(s ?? '', 'base64').toString();
  expect(
    of(objects, 'Secret').map(({ type, data, metadata: m }) => [
      `${m.namespace}/${m.name}`,
      type,
      Object.keys(data),
      text(data.url),
      text(data.secretName),
    ]),
  ).toEqual([
    [
      'edge/edge-eg-mesh-certificate',
      'gateway.envoyproxy.io/sds',
      ['url', 'secretName'],
      'unix:///var/run/secrets/workload-spiffe-uds/socket',
      'default',
    ],
    [
      'shop/edge-eg-mesh-roots',
      'gateway.envoyproxy.io/sds',
      ['url', 'secretName'],
      'unix:///var/run/secrets/workload-spiffe-uds/socket',
      'ROOTCA',
    ],
  ]);
});

test('the proxies show the certificate of the socket, which is mounted read-only, and are in no mesh', () => {
  const [proxy] = of(made().objects, 'EnvoyProxy');
  expect(proxy).toMatchObject({
    spec: {
      backendTLS: {
        clientCertificateRef: { group: '', kind: 'Secret', name: 'edge-eg-mesh-certificate' },
        alpnProtocols: ['istio'],
      },
      provider: {
        kubernetes: {
          envoyDeployment: {
            pod: {
              labels: { 'istio.io/dataplane-mode': 'none', 'sidecar.istio.io/inject': 'false' },
              volumes: [{ name: 'mesh-socket', csi: { driver: 'csi.spiffe.io', readOnly: true } }],
            },
            container: {
              volumeMounts: [
                { name: 'mesh-socket', mountPath: '/var/run/secrets/workload-spiffe-uds', readOnly: true },
              ],
            },
          },
        },
      },
    },
  });
  // Pods are called by their addresses, so hashing and health checks stay with Envoy.
  expect(proxy?.spec).not.toHaveProperty('routingType');
});

test('the socket as answered', () => {
  const { intent, objects } = made({ ...SDS, socket: { hostPath: '/opt/spire', path: '/run/spire/api.sock' } });
  expect(intent.mesh?.sds).toMatchObject({ socket: '/run/spire/api.sock', folder: '/run/spire' });
  const text = JSON.stringify(of(objects, 'EnvoyProxy'));
  expect(text).toContain('"hostPath":{"path":"/opt/spire","type":"Directory"}');
  expect(text).toContain('"mountPath":"/run/spire"');
});

test('behind each Service one identity is expected, for all of its ports', () => {
  const { objects } = made(SDS, served([{ backend: as('people') }, { backend: { ...users, port: 81 } }]));
  expect(of(objects, 'BackendTLSPolicy').map((p) => p.spec)).toEqual([
    {
      targetRefs: [{ group: '', kind: 'Service', name: 'users' }],
      validation: {
        caCertificateRefs: [{ group: '', kind: 'Secret', name: 'edge-eg-mesh-roots' }],
        hostname: 'users.shop.svc.cluster.local',
        subjectAltNames: [{ type: 'URI', uri: 'spiffe://cluster.local/ns/shop/sa/people' }],
      },
    },
  ]);
});

test('an identity that was not answered is a guess, and said to be one', () => {
  const { intent, objects } = made({ ...SDS, trustDomain: 'corp.example' }, served([{ backend: users }]));
  expect(peers(objects)).toEqual([
    ['shop/edge-eg-to-users', 'Service/users', 'spiffe://corp.example/ns/shop/sa/users'],
  ]);
  expect(intent.notices.map((n) => n.code)).toEqual(
    expect.arrayContaining(['MeshSocket', 'MeshNeedsSidecars', 'ServiceAccountsAssumed']),
  );
  const policy = buildResources(intent).find((r) => r.object.kind === 'BackendTLSPolicy');
  expect(policy?.notes.map((n) => n.kind)).toContain('todo');
  expect(made().intent.notices.map((n) => n.code)).not.toContain('ServiceAccountsAssumed');
});

test('Services that take turns are Backends, and each is somebody of the mesh', () => {
  const { objects } = made(
    SDS,
    served([{ backend: as('people'), failover: 'shop/spare:80', healthCheck: '/healthz' }]),
  );
  expect(peers(objects)).toEqual([
    ['edge/users-shop-80', 'Backend/users-shop-80', 'spiffe://cluster.local/ns/shop/sa/people'],
    ['edge/spare-shop-80-fallback', 'Backend/spare-shop-80-fallback', 'spiffe://cluster.local/ns/shop/sa/spare'],
  ]);
  // Each policy finds the roots in its own namespace.
  expect(of(objects, 'Secret').map((s) => s.metadata.namespace)).toEqual(['edge', 'edge']);
});

test('authorizers are asked over mTLS as well, collectors where only mTLS is taken', () => {
  const more = (collector: string) => ({
    auth: { default: 'own', methods: { own: { type: 'extAuth', grpc: 'auth/authz:9001' } } },
    observability: { tracing: { collector, sampling: 1 } },
  });
  const names = (collector: string) =>
    peers(made(SDS, { ...served([{ backend: users }]), ...more(collector) }).objects).map(([at]) => at);
  expect(names('shop/otel:4317')).toEqual(['shop/edge-eg-to-users', 'auth/edge-eg-to-authz', 'shop/edge-eg-to-otel']);
  expect(names('observability/otel:4317')).toEqual(['shop/edge-eg-to-users', 'auth/edge-eg-to-authz']);
});

test('servers outside keep their roots and protocols, and whose certificate they see is said', () => {
  const shown = { backend: 'https://b.example.org', identity: { mtls: { secret: 'ours' } } };
  const { intent, objects } = made(SDS, served([{ backend: 'https://a.example.org' }, shown]));
  expect(of(objects, 'Backend').map((b) => (b.spec as Any['spec']).tls)).toEqual([
    { alpnProtocols: ['h2', 'http/1.1'] },
    { clientCertificateRef: { group: '', kind: 'Secret', name: 'ours' }, alpnProtocols: ['h2', 'http/1.1'] },
  ]);
  expect(of(objects, 'BackendTLSPolicy').map((p) => JSON.stringify(p.spec.validation))).toEqual([
    '{"wellKnownCACertificates":"System","hostname":"a.example.org"}',
    '{"wellKnownCACertificates":"System","hostname":"b.example.org"}',
  ]);
  const notice = intent.notices.find((n) => n.code === 'MeshCertificateExternal');
  expect(notice?.text).toContain('a.example.org');
  expect(notice?.text).not.toContain('b.example.org');
});

test('the mesh hears the same as with sidecars on the proxies', () => {
  const said = (mode: string) =>
    made({ type: 'istio', mode }, served([{ backend: as('people'), allow: { scopes: ['a'] } }]))
      .objects.filter((o) => o.apiVersion.startsWith('security.istio.io'))
      .map((o) => JSON.stringify(o));
  expect(said('sds')).toEqual(said('sidecar'));
  expect(said('sds').join()).toContain('STRICT');
  expect(said('sds').join()).toMatch(/cluster\.local\/ns\/envoy-gateway-system\/sa\/envoy-edge-eg-[0-9a-f]{8}"/);
});

test('the extension is switched on for this mode and no other', () => {
  const apis = (mode: string) => JSON.stringify(helmValues(made({ type: 'istio', mode }).intent).values);
  expect(apis('sds')).toContain('"enableSDSSecretRef":true');
  for (const mode of ['ambient', 'sidecar', 'permissive']) expect(apis(mode)).not.toContain('SDS');
});

test('all together is admitted, and nothing is found', () => {
  const { intent, objects } = made(SDS, {
    ...served([
      { backend: as('people'), failover: 'https://spare.example.org', healthCheck: '/healthz' },
      { backend: 'shop/other:80', canary: { backend: 'shop/other-v2:80', weight: 5 } },
      { backend: 'calls:50051', protocol: 'grpc', path: undefined, paths: ['/shop.v1.Calls'] },
      { backend: 'https://a.example.org' },
    ]),
    network: 'kubernetes',
  });
  expect([...admissionFindings(objects, admission), ...checkReferences(objects)]).toEqual([]);
  const { config } = helmValues(intent).values as { config: { envoyGateway: unknown } };
  const found = checkBehaviour(objects, config.envoyGateway).map((f) => f.code);
  expect(found.filter((c) => /Mesh|Extension|Tls|ClearTextBackend/.test(c))).toEqual([]);
});
