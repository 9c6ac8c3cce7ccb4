// What the API server takes although it looks wrong: encrypted fields, namespaces of cluster-scoped kinds, nulls, and what kubectl
// makes of words without quotes.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

interface Shown {
  readonly code: string;
  readonly severity: string;
  readonly resource: string;
  readonly field: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}
const findingsIn = async (text: string): Promise<Shown[]> => {
  const cwd = mkdtempSync(join(tmpdir(), 'as-sent-'));
  writeFileSync(join(cwd, 'a.yaml'), text);
  const { stdout } = await runCli(['check', '--json', '.'], { cwd });
  return JSON.parse(stdout).findings as Shown[];
};
const serious = async (text: string): Promise<string[]> =>
  (await findingsIn(text)).filter((f) => f.severity !== 'info').map((f) => `${f.code} ${f.field}`);

describe('SOPS', () => {
  const secret = (values: string, more = ''): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: keys, namespace: n }\nstringData:\n${values}${more}`;
  const ENCRYPTED =
    '  one: ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]\n  two: ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]\n';
  const POLICY =
    '---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata: { name: p, namespace: SPACE }\nspec:\n  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]\n  apiKeyAuth: { extractFrom: [{ headers: [x-api-key] }], credentialRefs: [{ name: keys }], sanitize: true }\n';
  const SOPS =
    'sops:\n  age: [{ recipient: age1x, enc: x }]\n  lastmodified: "2026-01-01T00:00:00Z"\n  mac: ENC[AES256_GCM,data:x,type:str]\n  version: 3.9.0\n';

  test('its fields and encrypted values are no findings', async () => {
    expect(await findingsIn(secret(ENCRYPTED, SOPS))).toEqual([]);
    expect(await serious(secret(ENCRYPTED, `${SOPS}${POLICY.replace('SPACE', '"n"')}`))).toEqual([]);
  });
  test('a field of that name that SOPS did not write is unknown', async () => {
    expect(await serious(secret('  one: a\n', 'sops: { a: 1 }\n').replace(': n }', ': shop }'))).toEqual([
      'UnknownField sops',
    ]);
  });
  test('equal values that can be read are one key of two clients', async () => {
    expect(
      await serious(secret('  one: abc\n  two: abc\n', POLICY.replace('SPACE', 'shop')).replace(': n }', ': shop }')),
    ).toEqual(['DuplicateKeyValue spec.apiKeyAuth.credentialRefs[0]']);
  });
});

describe('a namespace on a cluster-scoped kind is cleared', () => {
  const gatewayClass = (namespace: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: eg${namespace} }\nspec:\n  controllerName: gateway.envoyproxy.io/gatewayclass-controller\n  parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: missing, namespace: edge }\n---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: { name: p, namespace: edge }\nspec: {}\n`;

  test('it is no finding, and the object is the one without a namespace', async () => {
    const found = await findingsIn(gatewayClass(', namespace: envoy-gateway-system'));
    expect(found.map((f) => f.code)).toEqual(['InvalidParameters']);
    expect(found).toMatchObject([{ resource: 'GatewayClass eg', line: 6 }]);
    expect(await findingsIn(gatewayClass(''))).toEqual(found);
  });
  test('a namespaced kind keeps it', async () => {
    expect(
      await serious(
        'apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: a.b }\nspec: { ports: [{ port: 80 }] }\n',
      ),
    ).toEqual(['MetadataRejected metadata.namespace']);
  });
});

describe('a null of a field with a default is the default', () => {
  const manifests = (certificate: string, backend: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec:
  gatewayClassName: eg
  listeners: [{ name: https, protocol: HTTPS, port: 443, hostname: app.example.com, tls: { certificateRefs: [{ ${certificate}, name: app-tls }] } }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: app, namespace: edge }
spec:
  parentRefs: [{ group: null, kind: null, name: edge, sectionName: https }]
  hostnames: [app.example.com]
  rules: [{ backendRefs: [{ ${backend}, name: app, port: 8080, weight: null }] }]
`;
  test('in references', async () => {
    expect(await serious(manifests('group: null, kind: null', 'group: null, kind: ~'))).toEqual([]);
  });
  test('another kind is not', async () => {
    expect(await serious(manifests('kind: ConfigMap', 'kind: ConfigMap'))).toEqual(
      expect.arrayContaining([
        'InvalidCertificateRef spec.listeners[0].tls.certificateRefs[0]',
        'InvalidKind spec.rules[0].backendRefs[0].kind',
      ]),
    );
  });
  test('a field without a default is missing', async () => {
    expect(
      await serious(manifests('group: null', 'group: null').replace('gatewayClassName: eg', 'gatewayClassName: null')),
    ).toEqual(expect.arrayContaining(['SchemaRejected spec.gatewayClassName']));
  });
});

describe('words of YAML 1.1', () => {
  const policy = (name: string): string =>
    `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata: { name: ${name}, namespace: edge }\nspec:\n  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: app }]\n  authorization: { defaultAction: Allow }\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: app, namespace: edge }\nspec: { parentRefs: [{ name: edge }] }\n`;
  const header = (value: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: app, namespace: edge }\nspec:\n  parentRefs: [{ name: edge }]\n  rules:\n    - matches: [{ headers: [{ name: x-beta, value: ${value} }] }]\n`;

  test.each(['y', 'Yes', 'on', 'NO', 'off', '1_000', '0o17', '0x1F', '010', '1e3', '.5'])(
    '%s in a string',
    async (word) => {
      const found = (await findingsIn(header(word))).filter((f) => f.severity === 'error');
      expect(found).toMatchObject([{ code: 'SchemaRejected', line: 7, column: 52 }]);
      expect(found[0]!.message).toContain('write quotes');
    },
  );
  test.each(['"y"', "'on'", 'yep', '1:30', '!!str on', 'nO', '2001-01-01', '1.2.3'])('%s is a string', async (word) => {
    expect((await serious(header(word))).filter((f) => f !== 'AnonymousRoute metadata.name')).toEqual([]);
  });
  test('a name, which kubectl sends as a boolean', async () => {
    const found = (await findingsIn(policy('y'))).filter((f) => f.severity === 'error');
    expect(found).toMatchObject([{ code: 'SchemaRejected', line: 3, column: 19 }]);
    expect(found[0]!.message).toContain('write quotes');
    expect(await serious(policy('"y"'))).toEqual([]);
  });
  test('a label and an annotation', async () => {
    const labels = (value: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: edge, labels: { canary: ${value} }, annotations: { a: ${value} } }\n`;
    expect(await serious(labels('on'))).toEqual([
      'MetadataRejected metadata.labels.canary',
      'MetadataRejected metadata.annotations.a',
    ]);
    expect(await serious(labels('"on"'))).toEqual([]);
  });
  test('a key is the text of the boolean', async () => {
    const map = (key: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: edge }\ndata: { ${key}: 1, "true": "2" }\n`;
    expect(await serious(map('on'))).toEqual(['DuplicateField ']);
    expect(await serious(map('"on"'))).toEqual(['SchemaRejected data.on']);
  });
  test('a number in octal', async () => {
    const port = (text: string): string =>
      `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: edge }\nspec: { gatewayClassName: eg, listeners: [{ name: a, protocol: HTTP, port: ${text} }, { name: b, protocol: HTTP, port: 15 }] }\n`;
    expect(await serious(port('017'))).toContain('RuleRejected spec.listeners');
    expect(await serious(port('17'))).toEqual([]);
  });
});
