// Placeholders that another program replaces: they are judged as far as they go, and nothing follows from an unknown value.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

interface Shown {
  readonly code: string;
  readonly severity: string;
  readonly field: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}
const findingsIn = async (...texts: string[]): Promise<Shown[]> => {
  const cwd = mkdtempSync(join(tmpdir(), 'unknown-'));
  texts.forEach((text, i) => {
    writeFileSync(join(cwd, `${i}.yaml`), text);
  });
  const { stdout } = await runCli(['check', '--json', '.'], { cwd });
  return JSON.parse(stdout).findings as Shown[];
};
/** Errors and warnings; a route without a policy is public whatever its values are. */
const serious = async (...texts: string[]): Promise<string[]> =>
  (await findingsIn(...texts))
    .filter((f) => f.severity !== 'info' && f.code !== 'AnonymousRoute')
    .map((f) => `${f.code} ${f.field}`);

const route = (spec: string, metadata = '{ name: app, namespace: edge }'): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: ${metadata}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
const gateway = (listener: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: edge }\nspec:\n  gatewayClassName: eg\n  listeners:\n    - ${listener}\n`;
const proxy = (replicas: string): string =>
  `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: { name: p, namespace: edge }\nspec:\n  provider:\n    type: Kubernetes\n    kubernetes:\n      envoyDeployment:\n        replicas: ${replicas}\n`;
const HTTP = '{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: All } } }';
const policy = (name: string, target: string): string =>
  `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata: { name: ${name}, namespace: edge }\nspec:\n  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${target} }]\n  basicAuth: { users: { name: users } }\n`;
const all = (...documents: string[]): string => documents.join('---\n');

describe('nothing but one information', () => {
  const ROUTE = 'parentRefs: [{ name: edge }]\n';
  test.each<readonly [string, string]>([
    [
      'the variables of Flux',
      all(
        gateway(
          '{ name: https, protocol: HTTPS, port: 443, hostname: "*.${DOMAIN}", tls: { certificateRefs: [{ name: "${DOMAIN/./-}" }] } }',
        ),
        route(
          'parentRefs: [{ name: edge, sectionName: https }]\nhostnames: ["${APP}.${DOMAIN}"]\nrules: [{ backendRefs: [{ name: "${APP}", port: 80 }] }]',
          '{ name: "${APP}", namespace: edge }',
        ),
        proxy('${REPLICAS}'),
      ),
    ],
    ['a number in quotes', proxy('"${REPLICAS}"')],
    ['a port', gateway('{ name: http, protocol: HTTP, port: "${PORT}" }')],
    [
      'the protocol, on which CEL rules depend',
      gateway('{ name: https, protocol: "${PROTOCOL}", port: 443, hostname: a.example.com }'),
    ],
    [
      'a path whose type is unknown',
      all(gateway(HTTP), route(`${ROUTE}rules: [{ matches: [{ path: { type: "\${TYPE}", value: a } }] }]`)),
    ],
    [
      'templates without quotes',
      all(
        gateway(HTTP),
        route(
          `${ROUTE}hostnames:\n  - {{ .Values.host }}\n  - app.{{ .Values.domain }}\nrules:\n  - backendRefs:\n      - name: {{ .Values.service }}\n        port: {{ .Values.port }}`,
          '{ name: app, namespace: edge }',
        ),
      ),
    ],
    [
      'a template as a name',
      all(
        gateway(HTTP),
        route(
          `${ROUTE}rules: [{ backendRefs: [{ name: a, port: 80 }] }]`,
          '\n  name: {{ .Release.Name }}-app\n  namespace: edge',
        ),
      ),
    ],
    ['brackets', proxy('[[ replicas ]]')],
    [
      'a variable without quotes in a list',
      all(gateway(HTTP), route('parentRefs: [{ name: edge }]\nhostnames: [${APP}.example.com]')),
    ],
    [
      'a namespace',
      all(gateway(HTTP), route('parentRefs: [{ name: edge, namespace: edge }]', '{ name: app, namespace: "${NS}" }')),
    ],
    [
      'labels and annotations',
      route(
        '{}',
        '{ name: app, namespace: edge, labels: { "${TEAM}": "${TEAM}" }, annotations: { a: "<YOUR NOTE>" } }',
      ),
    ],
    ['a key that no schema has', route('"${KEY}": 1')],
    ['a kind', 'apiVersion: gateway.networking.k8s.io/v1\nkind: "${KIND}"\nmetadata: { name: a, namespace: edge }\n'],
    [
      'the target of a policy',
      all(gateway(HTTP), route(`${ROUTE}rules: [{ backendRefs: [{ name: a, port: 80 }] }]`), policy('p', '"${APP}"')),
    ],
    ['a listener', all(gateway(HTTP), route('parentRefs: [{ name: edge, sectionName: "${LISTENER}" }]'))],
    [
      'a parent whose name is unknown',
      all(gateway(HTTP).replace('name: edge,', 'name: "${GATEWAY}",'), route('parentRefs: [{ name: edge }]')),
    ],
    [
      'the hostname of a listener',
      all(
        gateway('{ name: http, protocol: HTTP, port: 80, hostname: "*.${DOMAIN}" }'),
        route(`${ROUTE}hostnames: [a.example.com]`),
      ),
    ],
    ['two policies for the same variable', all(policy('a', '"${APP}"'), policy('b', '"${APP}"'))],
    [
      'a selector of namespaces',
      all(
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n',
        gateway(
          '{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: "${TEAM}" } } } } }',
        ),
        route('parentRefs: [{ name: edge, namespace: edge }]', '{ name: app, namespace: shop }'),
      ),
    ],
    [
      'a grant',
      all(
        gateway(
          '{ name: https, protocol: HTTPS, port: 443, tls: { certificateRefs: [{ name: t, namespace: certs }] } }',
        ),
        'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: g, namespace: certs }\nspec:\n  from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: "${NS}" }]\n  to: [{ group: "", kind: Secret }]\n',
      ),
    ],
    [
      'the Secret of a Certificate',
      all(
        gateway('{ name: https, protocol: HTTPS, port: 443, tls: { certificateRefs: [{ name: app-tls }] } }'),
        'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: c, namespace: edge }\nspec: { secretName: "${APP}-tls", dnsNames: ["${DOMAIN}"], issuerRef: { name: le } }\n',
      ),
    ],
  ])('%s', async (_, text) => {
    const found = await findingsIn(text);
    expect(found.filter((f) => f.severity !== 'info' && f.code !== 'AnonymousRoute')).toEqual([]);
    expect(found.filter((f) => f.code === 'PlaceholderValue')).toHaveLength(1);
  });

  test('two files with the same variable as a name are no duplicates', async () => {
    const one = route('parentRefs: [{ name: edge }]', '{ name: "${APP}", namespace: edge }');
    expect(await serious(one, one, gateway(HTTP))).toEqual([]);
  });
});

test('a value that SOPS encrypted is named without its content', async () => {
  const text = route('hostnames: ["ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]"]');
  const [found] = (await findingsIn(text)).filter((f) => f.code === 'PlaceholderValue');
  expect(found?.message).toContain('the placeholder ENC[...].');
});

test('a rule that reads an absent field, which an unknown key may be', async () => {
  const filter = (key: string): string =>
    route(`rules: [{ filters: [{ type: RequestRedirect, ${key}: { hostname: a.example.com } }] }]`);
  expect(await serious(filter('"${KEY}"'))).toEqual([]);
  expect(await serious(filter('requestMirror'))).not.toEqual([]);
});

describe('what is known is validated', () => {
  test('a default counts as the value', async () => {
    expect(await serious(proxy('${REPLICAS:=1}'))).toEqual([]);
    expect(await serious(proxy('${REPLICAS:=many}'))).toEqual([
      'SchemaRejected spec.provider.kubernetes.envoyDeployment.replicas',
    ]);
    expect(await findingsIn(proxy('${REPLICAS:=1}'))).toEqual([]);
  });

  test('the other fields of the object', async () => {
    expect(await serious(route('hostnames: ["${DOMAIN}", UPPER]\nrulez: []'))).toEqual([
      'UnknownField spec.rulez',
      'SchemaRejected spec.hostnames[1]',
    ]);
  });

  test('a rule that reads no unknown value', async () => {
    const text = route('hostnames: ["${DOMAIN}"]\nrules: [{ matches: [{ path: { value: a } }] }]');
    expect(await serious(text)).toEqual(['RuleRejected spec.rules[0].matches[0].path']);
  });

  test('a reference to a known name', async () => {
    const text = all(
      gateway(HTTP),
      route('parentRefs: [{ name: edge, sectionName: other }]\nhostnames: ["${DOMAIN}"]'),
    );
    expect(await serious(text)).toEqual(['NoMatchingParent spec.parentRefs[0].sectionName']);
  });

  test('a policy for a variable has the route of that variable as its target', async () => {
    const named = route(
      'rules: [{ backendRefs: [{ name: a, port: 80 }] }]\nparentRefs: [{ name: edge }]',
      '{ name: "${APP}", namespace: edge }',
    );
    const codes = async (...documents: string[]) => (await findingsIn(all(...documents))).map((f) => f.code);
    expect(await codes(gateway(HTTP), named, policy('p', '"${APP}"'))).not.toContain('AnonymousRoute');
    expect(await codes(gateway(HTTP), named)).toContain('AnonymousRoute');
    const other = named.replaceAll('${APP}', 'other');
    expect(await codes(gateway(HTTP), other)).toContain('AnonymousRoute');
    expect(await codes(gateway(HTTP), other, policy('p', '"${APP}"'))).not.toContain('AnonymousRoute');
  });
});

test('one information for all files, at the first value', async () => {
  const found = await findingsIn(proxy('${REPLICAS}'), route('hostnames: ["${A}", "${B}"]'));
  expect(found.filter((f) => f.code === 'PlaceholderValue')).toMatchObject([
    { severity: 'info', field: 'spec.provider.kubernetes.envoyDeployment.replicas', line: 9, column: 19 },
  ]);
  expect(found.map((f) => f.message).join()).toContain('2 other values');
});

test.each([
  [
    'a script in a ConfigMap',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: edge }\ndata: { run: "echo ${HOME}" }\n',
  ],
  [
    'the template of an ExternalSecret',
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: a, namespace: edge }\nspec: { target: { template: { data: { a: "{{ .A }}" } } } }\n',
  ],
  [
    'an argument of a container',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: edge }\nspec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: a, args: ["--ip=$(POD_IP)"] }] } } }\n',
  ],
])('%s has placeholders of its own', async (_, text) => {
  expect(await findingsIn(text)).toEqual([]);
});

test('a Namespace with the name _ gets its name from kustomize', async () => {
  const namespace = (name: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
  expect(await serious(namespace('_'), namespace('_'))).toEqual([]);
  expect(await serious(namespace('_a'))).toEqual(['MetadataRejected metadata.name']);
});

test('a place is right where the placeholders of a document are masked', async () => {
  const found = await findingsIn(route('hostnames: [${A}.example.com, UPPER]'));
  expect(found.find((f) => f.code === 'SchemaRejected')).toMatchObject({ line: 5, column: 33 });
});

test('a document that is not YAML without its placeholders either is reported as it is', async () => {
  const found = await findingsIn('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\na: ${X}\n  b: [\n');
  expect(found.map((f) => f.code)).toEqual(['FileUnreadable']);
});

describe('single braces', () => {
  const text = (name: string, host = '"{HOST}"', path = '/users'): string =>
    all(
      gateway('{ name: http, protocol: HTTP, port: 80, hostname: "*.example.com" }'),
      route(
        `parentRefs:\n  - name: ${name}\nhostnames: [${host}]\nrules: [{ matches: [{ path: { value: "${path}" } }], backendRefs: [{ name: a, port: 80 }] }]`,
      ),
    );

  test.each(['"{GATEWAY_NAME}"', '"{gateway-name}"', '{gateway-name}', '{ID}'])('%s as a name', async (name) => {
    const found = await findingsIn(text(name));
    expect(found.filter((f) => f.severity !== 'info' && f.code !== 'AnonymousRoute')).toEqual([]);
    expect(found.filter((f) => f.code === 'PlaceholderValue')).toMatchObject([{ field: 'spec.parentRefs[0].name' }]);
  });

  test('a hostname', async () => {
    expect(await serious(text('edge'))).toEqual([]);
    expect(await serious(text('edge', 'a.example.org'))).toEqual(['NoMatchingListenerHostname spec.hostnames']);
  });

  test('a part of a text, a template of a path and a map are no placeholders', async () => {
    expect(await serious(text('edge', '"{ID}x"'))).toContain('SchemaRejected spec.hostnames[0]');
    const path = await findingsIn(text('edge', 'a.example.com', '/users/{id}'));
    expect(path.filter((f) => f.severity === 'error').map((f) => `${f.code} ${f.field}`)).toEqual([
      'RuleRejected spec.rules[0].matches[0].path',
    ]);
    expect(path.map((f) => f.code)).not.toContain('PlaceholderValue');
    expect(await serious(text('{ a: b }'))).toContain('SchemaRejected spec.parentRefs[0].name');
  });
});
