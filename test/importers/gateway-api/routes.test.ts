// What must hold for access when manifests of others become answers.
import { describe, expect, test } from 'vitest';
import { importText } from '../import-text.ts';

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: apps }
spec:
  gatewayClassName: eg
  listeners:
    - { name: https, protocol: HTTPS, port: 443, hostname: api.example.org, tls: { certificateRefs: [{ name: tls }] } }
`;

const route = (name: string, rules: string, gateway = 'edge'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: apps }
spec:
  parentRefs: [{ name: ${gateway} }]
  rules: ${rules}
`;

/** Everybody is allowed, where the Gateway denies: the opt-out of manifests. */
const PUBLIC = (name: string): string => `---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: ${name}, namespace: apps }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${name} }]
  authorization: { defaultAction: Allow }
`;

const DENIED = `---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: closed, namespace: apps }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]
  authorization: { defaultAction: Deny }
`;

interface Service {
  readonly name: string;
  readonly auth: unknown;
  readonly path?: string;
}

const servicesOf = async (text: string, gateway?: string): Promise<Service[]> => {
  const { answers } = await importText('gateway-api', text, { group: 'fewest', ...(gateway && { gateway }) });
  return (answers.services ?? []) as Service[];
};

const authOf = async (text: string): Promise<Record<string, unknown>> =>
  Object.fromEntries((await servicesOf(text)).map((s) => [s.name, s.auth]));

const TO_A = '[{ backendRefs: [{ name: a, port: 80 }] }]';

describe('a route', () => {
  test('without a policy is undecided', async () => {
    expect(await authOf(GATEWAY + route('a', TO_A))).toEqual({ a: 'undecided' });
  });

  test('that a policy allows explicitly, where the Gateway denies, is public', async () => {
    expect(await authOf(GATEWAY + DENIED + route('a', TO_A) + PUBLIC('a'))).toEqual({ a: 'none' });
  });

  test('is not public only because the Gateway allows everybody', async () => {
    const open = DENIED.replace('Deny', 'Allow');
    expect(await authOf(GATEWAY + open + route('a', TO_A))).toEqual({ a: 'undecided' });
  });

  test('with our labels is not public by them', async () => {
    const labelled = route('a', TO_A).replace(
      'namespace: apps }',
      'namespace: apps, labels: { app.kubernetes.io/managed-by: eg-api-gateway, eg-api-gateway/security: public } }',
    );
    expect(await authOf(GATEWAY + labelled)).toEqual({ a: 'undecided' });
  });
});

describe('requests that no answer matches', () => {
  const rules = (header: string): string =>
    `[{ matches: [{ path: { value: /a/admin }, headers: [{ name: x-role, ${header} }] }], backendRefs: [{ name: admin, port: 80 }] }]`;
  const wide =
    route('a', '[{ matches: [{ path: { value: /a } }], backendRefs: [{ name: a, port: 80 }] }]') + PUBLIC('a');

  test('do not become public through a wider route', async () => {
    const found = await authOf(
      GATEWAY + DENIED + wide + route('admin', rules('type: RegularExpression, value: "a.*"')),
    );
    expect(found).toEqual({ a: 'undecided' });
  });

  test('leave the wider route public if they have a service', async () => {
    const found = await authOf(GATEWAY + DENIED + wide + route('admin', rules('value: boss')));
    expect(found).toEqual({ a: 'none', admin: 'undecided' });
  });
});

describe('of several Gateways', () => {
  const inside = GATEWAY.replace('name: edge', 'name: inside').replace(/^/, '---\n');
  const both = GATEWAY + inside + route('a', TO_A) + route('b', TO_A) + route('secret', TO_A, 'inside');

  test('the one with most routes is imported, and routes of others do not move to it', async () => {
    expect((await servicesOf(both)).map((s) => s.name)).toEqual(['a']);
  });

  test('a person can choose another one', async () => {
    expect((await servicesOf(both, 'inside')).map((s) => s.name)).toEqual(['secret']);
    expect((await servicesOf(both, 'apps/inside')).map((s) => s.name)).toEqual(['secret']);
  });
});

test('a Secret that the files do not have, or have encrypted, loses no route', async () => {
  const secret =
    '---\napiVersion: v1\nkind: Secret\nmetadata: { name: tls, namespace: apps }\nstringData: { tls.crt: x }\n';
  expect((await servicesOf(GATEWAY + secret + route('a', TO_A))).map((s) => s.name)).toEqual(['a']);
});

test('TLS to a backend is kept although the CA is not in the source', async () => {
  const policy = `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: a, namespace: apps }
spec:
  targetRefs: [{ group: "", kind: Service, name: a }]
  validation: { hostname: a.example.org, caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] }
`;
  expect((await servicesOf(GATEWAY + route('a', TO_A) + policy))[0]).toMatchObject({
    backend: { url: 'https://a.apps.svc.cluster.local:80', serverName: 'a.example.org' },
    ca: { configMap: 'ca' },
  });
});

describe('client certificates that the Gateway requires', () => {
  const frontend = (refs: string): string =>
    GATEWAY.replace(
      '  listeners:',
      `  tls: { frontend: { default: { validation: { caCertificateRefs: ${refs} } } } }\n  listeners:`,
    );
  const ref = (name: string): string => `{ group: "", kind: ConfigMap, name: ${name} }`;

  test('of one CA are an answer', async () => {
    const { answers } = await importText('gateway-api', frontend(`[${ref('clients')}]`) + route('a', TO_A));
    expect(answers.tls).toEqual({ clientAuth: { ca: 'clients' } });
  });

  test('of several leave every service undecided, also a public one', async () => {
    const text = frontend(`[${ref('clients')}, ${ref('partners')}]`) + DENIED + route('a', TO_A) + PUBLIC('a');
    expect(await authOf(text)).toEqual({ a: 'undecided' });
  });
});
