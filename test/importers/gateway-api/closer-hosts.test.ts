// Answers have one port and expand a service to closer hosts; the source does not, so a service may not get requests of others by it.
import { describe, expect, test } from 'vitest';
import { importText } from '../import-text.ts';

const listener = (name: string, hostname?: string, port = 443): string =>
  `    - { name: ${name}, protocol: HTTPS, port: ${port}, ${hostname ? `hostname: "${hostname}", ` : ''}tls: { certificateRefs: [{ name: tls }] } }\n`;

const gateway = (...listeners: string[]): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: apps }
spec:
  gatewayClassName: eg
  listeners:
${listeners.join('')}---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: users, namespace: apps }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]
  basicAuth: { users: { name: users } }
`;

const route = (name: string, hosts: string, rules: string, section = ''): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: apps }
spec:
  parentRefs: [{ name: edge${section && `, sectionName: ${section}`} }]
  hostnames: ${hosts}
  rules: ${rules}
`;

const opened = (name: string): string => `---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: ${name}, namespace: apps }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${name} }]
  authorization: { defaultAction: Allow }
`;

const to = (path: string, more = ''): string =>
  `{ matches: [{ path: { type: PathPrefix, value: ${path} } }], backendRefs: [{ name: s, port: 80 }]${more} }`;

const authOf = async (text: string): Promise<Record<string, unknown>> => {
  const { answers } = await importText('gateway-api', text);
  const services = (answers.services ?? []) as { name: string; auth: unknown }[];
  return Object.fromEntries(services.map((s) => [s.name, s.auth]));
};

const ONE = gateway(listener('https'));
const EXACT = '[a.example.com]';
const WILD = '["*.example.com"]';

describe('a public route for a wildcard', () => {
  test('does not get paths of a closer host', async () => {
    const text =
      ONE + route('wild', WILD, `[${to('/metrics')}]`) + opened('wild') + route('shop', EXACT, `[${to('/')}]`);
    expect(await authOf(text)).toEqual({ wild: 'undecided', shop: 'users' });
  });

  test('does not get paths that a closer host does not have', async () => {
    const text = ONE + route('wild', WILD, `[${to('/')}]`) + opened('wild') + route('shop', EXACT, `[${to('/v1')}]`);
    expect(await authOf(text)).toEqual({ wild: 'undecided', shop: 'users' });
  });

  test('stays public if the closer host has the same path', async () => {
    const text = ONE + route('wild', WILD, `[${to('/')}]`) + opened('wild') + route('shop', EXACT, `[${to('/')}]`);
    expect(await authOf(text)).toEqual({ wild: 'none', shop: 'users' });
  });

  test('stays public if it names the closer host, too', async () => {
    const both = '[a.example.com, "*.example.com"]';
    const text =
      ONE + route('wild', both, `[${to('/metrics')}]`) + opened('wild') + route('shop', EXACT, `[${to('/')}]`);
    expect(await authOf(text)).toEqual({ wild: 'none', shop: 'users' });
  });

  test('does not get requests of a closer listener', async () => {
    const two = gateway(listener('wild', '*.example.com'), listener('a', 'a.example.com'));
    const text = two + route('wild', WILD, `[${to('/')}]`, 'wild') + opened('wild');
    expect(await authOf(text + route('shop', EXACT, `[${to('/v1')}]`, 'a'))).toEqual({
      wild: 'undecided',
      shop: 'users',
    });
  });
});

test('a route of another port does not get paths of port 443; the other way around it keeps its own', async () => {
  const two = gateway(listener('https'), listener('alt', undefined, 8443));
  const inside = route('alt', EXACT, `[${to('/v1/admin')}]`, 'alt') + opened('alt');
  expect(await authOf(two + inside + route('shop', EXACT, `[${to('/v1')}]`, 'https'))).toMatchObject({
    alt: 'undecided',
  });
  expect(await authOf(two + inside + route('shop', EXACT, `[${to('/v2')}]`, 'https'))).toMatchObject({ alt: 'none' });
});

describe('below a public route', () => {
  const under = (rule: string, more = ''): Promise<Record<string, unknown>> =>
    authOf(`${ONE}${route('a', EXACT, `[${to('/')}, ${rule}]`)}${opened('a')}${more}`);
  const answer = (condition: string): string =>
    `{ matches: [{ path: { type: PathPrefix, value: /admin }${condition} }], filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: deny } }] }`;
  const filter =
    '---\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: HTTPRouteFilter\nmetadata: { name: deny, namespace: apps }\nspec: { directResponse: { statusCode: 403 } }\n';

  test('a denial that is left out opens nothing; one that is a response changes nothing', async () => {
    const header = ', headers: [{ name: x-a, value: b }]';
    expect(await under(answer(header), filter)).toEqual({ a: 'undecided' });
    expect(await under(answer(''), filter)).toEqual({ a: 'none' });
  });

  test('a redirect that is left out opens nothing, and services with a method stay', async () => {
    const moved = `{ matches: [{ path: { type: PathPrefix, value: /old }, method: GET }], filters: [{ type: RequestRedirect, requestRedirect: { hostname: new.example.com } }] }`;
    expect(await under(moved)).toEqual({ a: 'undecided' });
    const closed = ONE + route('b', EXACT, `[${to('/')}]`) + route('a', EXACT, `[${moved}]`) + opened('a');
    expect(await authOf(closed)).toEqual({ b: 'users' });
  });

  test('a filter that is not in the source may deny, so its rule is undecided', async () => {
    const forwarding = answer('').replace(/ \}$/, ', backendRefs: [{ name: s, port: 80 }] }');
    expect(Object.values(await under(forwarding))).toContain('undecided');
    const header = filter.replace('directResponse: { statusCode: 403 }', 'urlRewrite: { hostname: { type: Backend } }');
    expect(Object.values(await under(forwarding, header))).not.toContain('undecided');
  });

  test('a backend that no ReferenceGrant allows is undecided', async () => {
    const text =
      ONE + route('a', EXACT, `[${to('/').replace('name: s,', 'name: s, namespace: hidden,')}]`) + opened('a');
    const grant =
      '---\napiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: g, namespace: hidden }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: apps }], to: [{ group: "", kind: Service }] }\n';
    expect(await authOf(text)).toEqual({ a: 'undecided' });
    expect(await authOf(text + grant)).toEqual({ a: 'none' });
  });
});
