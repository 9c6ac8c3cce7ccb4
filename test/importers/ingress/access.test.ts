// Nothing that an Ingress protects becomes public or less protected.
import { describe, expect, test } from 'vitest';
import { importText } from '../import-text.ts';

const ingress = (annotations: Readonly<Record<string, string>>, extra = ''): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
${Object.entries(annotations)
  .map(([name, value]) => `    nginx.ingress.kubernetes.io/${name}: ${JSON.stringify(value)}`)
  .join('\n')}
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: shop, port: { number: 80 } } } }
${extra}`;

interface Imported {
  readonly services: readonly Record<string, unknown>[];
  readonly auth?: { readonly methods: Record<string, Record<string, unknown>> };
}

const answersOf = async (text: string): Promise<Imported> =>
  (await importText('ingress-nginx', text)).answers as unknown as Imported;
const authOf = async (annotations: Readonly<Record<string, string>>, extra?: string): Promise<unknown> =>
  (await answersOf(ingress(annotations, extra))).services[0]?.auth;

const AUTHORIZER = 'http://authz.security.svc.cluster.local:8080/check';
const CONTROLLER = (data: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
data: ${data}
`;

describe('authentication stays', () => {
  test.each([
    ['without annotations', {}, 'undecided'],
    ['basic', { 'auth-type': 'basic', 'auth-secret': 'users' }, 'users'],
    ['digest', { 'auth-type': 'digest', 'auth-secret': 'users' }, 'undecided'],
    ['basic without a Secret', { 'auth-type': 'basic' }, 'undecided'],
    ['an authorizer of the cluster', { 'auth-url': AUTHORIZER }, 'authz'],
    ['an external authorizer', { 'auth-url': 'https://auth.example.com/check' }, 'undecided'],
    ['a host that could be external', { 'auth-url': 'http://httpbin.org/check' }, 'undecided'],
    ['a variable', { 'auth-url': 'http://$service.security.svc/check' }, 'undecided'],
    ['a query', { 'auth-url': `${AUTHORIZER}?allowed_groups=admin` }, 'undecided'],
    ['oauth2-proxy, which answers 202', { 'auth-url': 'http://o.auth.svc/oauth2/auth' }, 'undecided'],
    ['a snippet of the authorizer', { 'auth-url': AUTHORIZER, 'auth-snippet': 'proxy_set_header X-A 1;' }, 'undecided'],
    ['basic and an authorizer', { 'auth-type': 'basic', 'auth-secret': 'users', 'auth-url': AUTHORIZER }, { all: ['users', 'authz'] }],
    ['any of both', { 'auth-type': 'basic', 'auth-secret': 'users', satisfy: 'any' }, 'undecided'],
    ['all of both', { 'auth-type': 'basic', 'auth-secret': 'users', satisfy: 'all' }, 'users'],
    ['a list that is none of networks', { 'auth-type': 'basic', 'auth-secret': 'users', 'whitelist-source-range': 'office' }, 'undecided'],
    ['access rules in a snippet', { 'auth-type': 'basic', 'auth-secret': 'users', 'configuration-snippet': 'if ($x) { return 403; }' }, 'undecided'],
    ['a comment about access in a snippet', { 'auth-type': 'basic', 'auth-secret': 'users', 'configuration-snippet': '# deny all;\ngzip on;' }, 'users'],
    [
      'a header with a word of an access rule',
      {
        'auth-type': 'basic',
        'auth-secret': 'users',
        'configuration-snippet': 'more_set_headers "X-Frame-Options: DENY";\nadd_header X-Frame-Options deny;',
      },
      'users',
    ],
    ['access rules of the host', { 'auth-type': 'basic', 'auth-secret': 'users', 'server-snippet': 'deny all;' }, 'undecided'],
    ['no global authentication, without a ConfigMap', { 'enable-global-auth': 'false' }, 'undecided'],
  ] as const)('%s', async (_, annotations, expected) => expect(await authOf(annotations)).toEqual(expected)); // biome-ignore format: a table

  test('global-auth-url holds for an Ingress without an authorizer, unless the Ingress states otherwise', async () => {
    const global = CONTROLLER(`{ global-auth-url: "${AUTHORIZER}" }`);
    expect(await authOf({}, global)).toBe('authz');
    expect(await authOf({ 'enable-global-auth': 'false' }, global)).toBe('none');
    expect(await authOf({ 'enable-global-auth': 'false', 'server-snippet': 'deny all;' }, global)).toBe('undecided');
    expect(await authOf({ 'enable-global-auth': 'true' }, global)).toBe('authz');
  });

  test('access rules in snippets of the controller leave all services undecided', async () => {
    const basic = { 'auth-type': 'basic', 'auth-secret': 'users' };
    expect(await authOf(basic, CONTROLLER('{ http-snippet: "deny 10.0.0.1;" }'))).toBe('undecided');
    expect(await authOf(basic, CONTROLLER('{ http-snippet: "gzip on;" }'))).toBe('users');
  });

  test('a public path becomes undecided if a protected path of its host could not be imported exactly', async () => {
    const other = (path: string): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: admin, namespace: shop, annotations: { nginx.ingress.kubernetes.io/use-regex: "true" } }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http: { paths: [{ path: "${path}", pathType: ImplementationSpecific, backend: { service: { name: admin, port: { number: 80 } } } }] }
${CONTROLLER(`{ global-auth-url: "${AUTHORIZER}" }`)}`;
    const authOfShop = async (path: string): Promise<unknown> =>
      (await answersOf(ingress({ 'enable-global-auth': 'false' }, other(path)))).services.find((s) => s.name === 'shop')
        ?.auth;
    expect(await authOfShop('/admin(?!x)')).toBe('undecided');
    expect(await authOfShop('/Admin')).toBe('undecided');
  });
});

describe('annotations of other controllers', () => {
  const withForeign = (name: string, annotations: Readonly<Record<string, string>> = {}): string =>
    ingress(annotations).replace('  annotations:', `  annotations:\n    ${name}: value`);
  const codesOf = async (text: string): Promise<string[]> =>
    (await importText('ingress-nginx', text)).entries.map(({ code }) => code).filter((code) => code.startsWith('Auth'));

  test.each([
    'ingress.kubernetes.io/auth-url',
    'alb.ingress.kubernetes.io/auth-type',
    'alb.ingress.kubernetes.io/inbound-cidrs',
    'traefik.ingress.kubernetes.io/router.middlewares',
    'konghq.com/plugins',
    'nginx.org/jwt-key',
  ])('%s may restrict access, so nobody is told that the source has no authentication', async (name) => {
    expect(await codesOf(withForeign(name))).toEqual(['AuthUndecided']);
    // The Ingress is one of ingress-nginx, which authenticates.
    expect(
      (await answersOf(withForeign(name, { 'auth-type': 'basic', 'auth-secret': 'users' }))).services[0]?.auth,
    ).toBe('users');
  });

  test.each([
    'alb.ingress.kubernetes.io/scheme',
    'kubernetes.io/ingress.allow-http',
    'ingress.kubernetes.io/ssl-redirect',
  ])('%s says nothing about access', async (name) =>
    expect(await codesOf(withForeign(name))).toEqual(['AuthUnstated']),
  );
});

describe('two Ingress objects with one path', () => {
  const twice = (name: string, annotations: string): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${name}, port: { number: 80 } } } }] }
`;
  const BASIC = 'nginx.ingress.kubernetes.io/auth-type: basic, nginx.ingress.kubernetes.io/auth-secret: users';

  test('the first one stays, undecided if the other one has other access rules', async () => {
    const both = await answersOf(twice('a', BASIC) + twice('b', ''));
    expect(both.services.map(({ name, auth }) => [name, auth])).toEqual([['a', 'undecided']]);
    const same = await answersOf(twice('a', BASIC) + twice('b', BASIC));
    expect(same.services.map(({ name, auth }) => [name, auth])).toEqual([['a', 'users']]);
  });
});

describe('the report', () => {
  test('has no password of a snippet or a URL', async () => {
    const { entries } = await importText(
      'ingress-nginx',
      ingress({
        'configuration-snippet': 'proxy_set_header Authorization "Basic c2VjcmV0OnNlY3JldA==";\nset $api_key s3cret;',
        'auth-url': 'https://user:s3cret@auth.example.com/',
      }),
    );
    const text = JSON.stringify(entries.map(({ what, why, fix }) => [what, why, fix]));
    expect(text).not.toMatch(/c2VjcmV0|s3cret/);
    expect(text).toContain('proxy_set_header ...');
  });
});
