import { beforeAll, expect, test } from 'vitest';
import type { Admission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { outsideRows } from '../../src/files/external-words.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { probesOf } from '../../src/probes/probe-list.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkReferences } from '../checks/found.ts';

let admission: Admission;
beforeAll(async () => {
  admission = await loadAdmission();
});

const made = (...services: object[]) => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 't' },
      services: services.map((s, i) => ({ name: `s${i}`, path: `/s${i}`, auth: 'none', ...s })),
    },
    'test',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  const objects = buildResources(intent).map((r) => r.object);
  expect([...admissionFindings(objects, admission), ...checkReferences(objects)]).toEqual([]);
  const specs = (kind: string): unknown[] =>
    objects.filter((o) => o.kind === kind).map((o) => (o as unknown as { spec: unknown }).spec);
  return { intent, specs };
};

test('a client certificate is on the Backend, and who the server is stays in the BackendTLSPolicy', () => {
  const { intent, specs } = made({ backend: 'https://pay.example.org', identity: { mtls: { secret: 'pay-client' } } });
  expect(specs('Backend')).toEqual([
    {
      endpoints: [{ fqdn: { hostname: 'pay.example.org', port: 443 } }],
      tls: { clientCertificateRef: { group: '', kind: 'Secret', name: 'pay-client' } },
    },
  ]);
  expect(specs('BackendTLSPolicy')).toMatchObject([
    { validation: { hostname: 'pay.example.org', wellKnownCACertificates: 'System' } },
  ]);
  expect(specs('HTTPRouteFilter')).not.toContainEqual(
    expect.objectContaining({ credentialInjection: expect.anything() }),
  );
  expect(intent.secrets.find((s) => s.name === 'pay-client')).toMatchObject({ type: 'kubernetes.io/tls' });
  expect(outsideRows(intent)[0]?.reaches).toContain('pay-client');
});

test('the runbook tells a server from one whose name only begins alike', () => {
  const mtls = { mtls: { secret: 'pay-client' } };
  const { intent } = made(
    { backend: 'https://pay.example.co', identity: mtls },
    { backend: 'https://pay.example.com' },
  );
  expect(outsideRows(intent).map((r) => r.reaches.includes('pay-client'))).toEqual([true, false]);
});

test('without an identity nothing is shown', () => {
  expect(made({ backend: 'https://pay.example.org' }).specs('Backend')).toEqual([
    { endpoints: [{ fqdn: { hostname: 'pay.example.org', port: 443 } }] },
  ]);
});

test('secrets from a manager: an ExternalSecret for each Secret that is needed, with its keys and its type, and no value', () => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 'api-tls' },
      services: [
        { name: 'a', path: '/a', backend: 'a:80' },
        {
          name: 'b',
          path: '/b',
          backend: 'https://b.example.org',
          auth: 'none',
          identity: { serviceToken: { secret: 'own' } },
        },
      ],
      auth: {
        default: 'keys',
        methods: { keys: { type: 'apiKey', secret: 'partner-keys', clients: ['acme', 'globex'] } },
      },
      secrets: { store: { kind: 'SecretStore', name: 'vault' }, prefix: 'gw/', refresh: '10m' },
    },
    'test',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const resources = buildResources(buildIntent(validated.answers));
  const objects = resources.map((r) => r.object);
  expect([...admissionFindings(objects, admission), ...checkReferences(objects)]).toEqual([]);
  const made = objects.filter((o) => o.kind === 'ExternalSecret') as unknown as {
    metadata: { name: string };
    spec: object;
  }[];
  expect(made.map((o) => o.metadata.name)).toEqual(['api-tls', 'partner-keys', 'own']);
  expect(made[1]!.spec).toEqual({
    refreshInterval: '10m',
    secretStoreRef: { kind: 'SecretStore', name: 'vault' },
    target: { name: 'partner-keys', creationPolicy: 'Owner', template: { type: 'Opaque' } },
    data: ['acme', 'globex'].map((secretKey) => ({
      secretKey,
      remoteRef: { key: 'gw/partner-keys', property: secretKey },
    })),
  });
  expect(made[0]!.spec).toMatchObject({ target: { template: { type: 'kubernetes.io/tls' } } });
  // They are there before anything names a Secret.
  expect(resources.findIndex((r) => r.object.kind === 'ExternalSecret')).toBe(0);
});

test.each([
  [undefined, 'RequireAndVerify'],
  [true, 'VerifyIfGiven'],
])(
  'client certificates (optional: %s) are asked for before any route is there, and services learn whose it is',
  (optional, mode) => {
    const validated = validateAnswers(
      {
        version: 1,
        hostname: 'api.example.com',
        tls: { secret: 't', clientAuth: { ca: 'clients-ca', ...(optional && { optional }) } },
        services: [{ name: 'a', path: '/a', backend: 'a:80', auth: 'none' }],
      },
      'test',
    );
    if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
    const intent = buildIntent(validated.answers);
    const resources = buildResources(intent);
    expect(
      admissionFindings(
        resources.map((r) => r.object),
        admission,
      ),
    ).toEqual([]);
    const kinds = resources.map((r) => r.object.kind);
    expect(kinds.indexOf('ClientTrafficPolicy')).toBeLessThan(kinds.lastIndexOf('HTTPRoute'));
    const policy = resources.find((r) => r.object.kind === 'ClientTrafficPolicy')!;
    expect(policy.stage).toBe('gateway');
    expect((policy.object as unknown as { spec: object }).spec).toMatchObject({
      tls: { clientValidation: { mode, caCertificateRefs: [{ kind: 'ConfigMap', name: 'clients-ca' }] } },
      headers: { xForwardedClientCert: { mode: 'SanitizeSet' } },
    });
    const needed = probesOf(
      intent,
      resources.map((r) => r.object),
    ).some((p) => p.check.kind === 'uncertified');
    expect(needed).toBe(!optional);
  },
);
