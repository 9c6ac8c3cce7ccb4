// Servers whose name no public authority signs: checked by a CA of one's own, or refused.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { generated, refusedFor } from './generated.ts';

const JWT = { type: 'jwt', issuer: 'https://kc.example.com/', audiences: ['api'] };
const KEYCLOAK = 'https://keycloak.auth.svc.cluster.local:8443';
const jwks = `${KEYCLOAK}/realms/a/certs`;
const answers = (service: object, method: object = { ...JWT, jwks: 'https://kc.example.com/certs' }) => ({
  services: [{ name: 'users', path: '/users', backend: 'users:80', ...service }],
  auth: { default: 'm', methods: { m: method } },
});
const BACKEND = { group: 'gateway.envoyproxy.io', kind: 'Backend' };
const trust = (name: string, kind = 'ConfigMap') => [{ group: '', kind, name }];

test.each([
  [
    'https://users.shop.svc.cluster.local:8443',
    'users-shop-svc-cluster-local-8443',
    'users.shop.svc.cluster.local',
    'users.shop.svc.cluster.local',
  ],
  ['https://users.shop.svc', 'users-shop-svc', 'users.shop.svc.cluster.local', 'users.shop.svc'],
  ['https://users', 'users', 'users.default.svc.cluster.local', 'users'],
  ['https://erp.example.org', 'erp-example-org', 'erp.example.org', 'erp.example.org'],
])('a backend %s is checked by the CA that was answered', (backend, name, host, serverName) => {
  const { spec } = generated(answers({ backend, ca: { configMap: 'shop-ca' } }));
  expect(spec('Backend', name).endpoints[0].fqdn.hostname).toBe(host);
  expect(spec('BackendTLSPolicy', name).validation).toEqual({
    caCertificateRefs: trust('shop-ca'),
    hostname: serverName,
  });
});

test('a public server without a CA is checked as ever', () => {
  const { spec } = generated(answers({ backend: 'https://erp.example.org' }));
  expect(spec('BackendTLSPolicy', 'erp-example-org').validation).toEqual({
    wellKnownCACertificates: 'System',
    hostname: 'erp.example.org',
  });
});

test('keys of tokens come by way of a Backend that the CA vouches for', () => {
  const { spec, intent } = generated(answers({}, { ...JWT, jwks, ca: { secret: 'kc-ca' } }));
  const name = 'keycloak-auth-svc-cluster-local-8443';
  expect(spec('SecurityPolicy', 'm').jwt.providers[0].remoteJWKS).toEqual({
    uri: jwks,
    backendRefs: [{ ...BACKEND, name, port: 8443 }],
  });
  expect(spec('BackendTLSPolicy', name).validation.caCertificateRefs).toEqual(trust('kc-ca', 'Secret'));
  expect(intent.secrets.map((s) => [s.name, s.keys.map(([k]) => k)])).toContainEqual(['kc-ca', ['ca.crt']]);
  expect(intent.install.enableBackend).toBe(true);
  expect(generated(answers({})).spec('SecurityPolicy', 'm').jwt.providers[0].remoteJWKS).toEqual({
    uri: 'https://kc.example.com/certs',
  });
});

test('a login and an authorizer too; what they need is there before any route', () => {
  const oidc = { type: 'oidc', issuer: `${KEYCLOAK}/realms/a`, clientID: 'c', clientSecret: 's', ca: 'kc-ca' };
  const login = generated(answers({}, oidc));
  const name = 'keycloak-auth-svc-cluster-local-8443';
  expect(login.spec('SecurityPolicy', 'm').oidc.provider.backendRefs).toEqual([{ ...BACKEND, name, port: 8443 }]);
  const stages = (made: typeof login) =>
    made.resources.filter((r) => /^Backend(TLSPolicy)?$/.test(r.object.kind)).map((r) => r.stage);
  expect(stages(login)).toEqual(['gateway', 'gateway']);
  for (const [method, way] of [
    [{ http: 'https://authz.auth:8443/check' }, 'http'],
    [{ grpc: 'authz.auth:8443' }, 'grpc'],
  ] as const) {
    const made = generated(answers({}, { type: 'extAuth', ca: 'authz-ca', ...method }));
    const authorizer = 'authz-auth-svc-cluster-local-8443';
    expect(made.spec('SecurityPolicy', 'm').extAuth[way].backendRefs).toEqual([
      { ...BACKEND, name: authorizer, port: 8443 },
    ]);
    expect(made.spec('BackendTLSPolicy', authorizer).validation.hostname).toBe('authz.auth.svc.cluster.local');
    expect(stages(made)).toEqual(['gateway', 'gateway']);
    // A grant is for Services of another namespace; the Backend stands beside the policy.
    expect(made.objects.some((o) => o.kind === 'ReferenceGrant')).toBe(false);
  }
});

test.each([
  [{ backend: 'https://users.shop.svc.cluster.local:8443' }, undefined, ['PrivateNameWithoutCa services[0].backend']],
  [{ backend: 'https://users.shop.svc' }, undefined, ['PrivateNameWithoutCa services[0].backend']],
  [{ backend: 'https://users' }, undefined, ['PrivateNameWithoutCa services[0].backend']],
  [
    { failover: 'https://erp.corp.internal', healthCheck: 'tcp' },
    undefined,
    ['PrivateNameWithoutCa services[0].failover'],
  ],
  [{}, { ...JWT, jwks }, ['PrivateNameWithoutCa auth.methods.m.jwks']],
  [{}, { ...JWT, jwks: 'https://kc.auth.svc.cluster.local./certs' }, ['InvalidURL auth.methods.m.jwks']],
  [{}, { ...JWT, jwks: 'https://kc.auth.svc.cluster.local./certs', ca: 'kc-ca' }, ['InvalidURL auth.methods.m.jwks']],
  [{}, { ...JWT, jwks: 'https://[::1]/certs' }, ['InvalidURL auth.methods.m.jwks']],
  [{}, { ...JWT, jwks: 'https://203.0.113.7/certs', ca: 'kc-ca' }, ['ServerNameMissing auth.methods.m.jwks']],
  [{}, { ...JWT, jwks: 'https://a_b.auth.svc/certs', ca: 'kc-ca' }, ['ServerNameMissing auth.methods.m.jwks']],
  [{}, { ...JWT, jwks: 'https://10.1.2.3/certs' }, ['ServerNameMissing auth.methods.m.jwks']],
  [
    {},
    { type: 'oidc', issuer: KEYCLOAK, clientID: 'c', clientSecret: 's' },
    ['PrivateNameWithoutCa auth.methods.m.issuer'],
  ],
  [{}, { type: 'extAuth', http: 'https://authz.auth:8443/check' }, ['PrivateNameWithoutCa auth.methods.m.http']],
  [{}, { type: 'extAuth', http: 'http://authz.auth:8443/check', ca: 'x' }, ['CaUnused auth.methods.m.ca']],
  [
    { ca: { configMap: 'a', secret: 'b' }, backend: 'https://erp.example.org' },
    undefined,
    ['CaAmbiguous services[0].ca'],
  ],
  [{ backend: 'https://users.svc.example.com' }, undefined, []],
  [{}, { ...JWT, jwks: 'https://10.example.com/certs' }, []],
])('%j %j', (service, method, problems) => {
  expect(refusedFor(answers(service, method))).toEqual(problems);
});

test('one server has one CA, whoever speaks to it', () => {
  const both = (ca: string | undefined) =>
    refusedFor(answers({ backend: KEYCLOAK, ca: 'a' }, { ...JWT, jwks, ...(ca && { ca }) }));
  expect(both('b')).toEqual(['CaConflict auth.methods.m.jwks']);
  expect(both('a')).toEqual([]);
});

test('a ConfigMap that has to exist is said, with the line that makes it', () => {
  const { intent } = generated(answers({ backend: 'https://users.shop.svc', ca: 'shop-ca' }));
  expect(intent.notices.find((n) => n.code === 'PrivateAuthority')?.text).toContain(
    'kubectl create configmap shop-ca -n default --from-file=ca.crt',
  );
});

test('a server in a namespace that network policies isolate needs a policy of its own, which is reported', () => {
  const { services, ...root } = answers({ backend: 'https://users.shop.svc:8443', ca: 'c' });
  const more = { ...services[0], name: 'more', path: '/more', backend: 'shop/more:80', ca: undefined };
  const codes = (network: object) =>
    generated({ ...root, services: [...services, more], ...network }).intent.notices.map((n) => n.code);
  expect(codes({ network: 'kubernetes' })).toContain('PrivateServerIsolated');
  expect(codes({})).not.toContain('PrivateServerIsolated');
});

test('with network policies the proxies may reach the namespace of such a server', () => {
  const { objects } = generated({
    ...answers({ backend: 'https://users.shop.svc:8443', ca: 'c' }),
    network: { policy: 'kubernetes' },
  });
  const text = JSON.stringify(objects.filter((o) => o.kind === 'NetworkPolicy'));
  expect(text).toContain('"kubernetes.io/metadata.name":"shop"');
  expect(text).not.toContain('"port":8443');
});

test('a team fetches keys from the Backend of the platform, and from no other', () => {
  const team = { paths: ['/o'], services: [{ name: 'o', path: '/o', backend: 'o:80' }] };
  const { spec, objects } = generated({
    ...answers({}, { ...JWT, jwks, ca: 'kc-ca' }),
    layout: 'app-of-apps',
    teams: { orders: team },
  });
  const name = 'keycloak-auth-svc-cluster-local-8443';
  const grant = objects.find((o) => o.kind === 'ReferenceGrant') as unknown as { spec: unknown };
  expect(grant.spec).toEqual({
    from: [{ group: 'gateway.envoyproxy.io', kind: 'SecurityPolicy', namespace: 'orders' }],
    to: [{ ...BACKEND, name }],
  });
  const rail =
    spec('ValidatingAdmissionPolicy', 'default-eg-authentication') ??
    spec('ValidatingAdmissionPolicy', 'eg-authentication');
  expect(JSON.stringify(rail)).toContain(`b.name == \\"${name}\\"`);
});

test("a team's own policy names it, and the team's unit does not hold it", () => {
  const validated = validateAnswers(
    { version: 1, hostname: 'api.example.com', tls: { secret: 't' }, ...answers({}, { ...JWT, jwks, ca: 'kc-ca' }) },
    'test',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const team = { paths: ['/users'], answers: 'teams/orders.yaml' };
  const objects = buildResources(buildIntent(validated.answers, { name: 'orders', team })).map((r) => r.object);
  expect(objects.filter((o) => /^(Backend|BackendTLSPolicy|ReferenceGrant)$/.test(o.kind))).toEqual([]);
  expect(JSON.stringify(objects.find((o) => o.kind === 'SecurityPolicy'))).toContain(
    '"backendRefs":[{"group":"gateway.envoyproxy.io","kind":"Backend","name":"keycloak-auth-svc-cluster-local-8443","namespace":"default","port":8443}]',
  );
});
