// Each finding about the rules of routes: manifests that have the fault, and the same without it.
import { expect, test } from 'vitest';
import type { Severity } from '../../src/diagnostics/definition.ts';
import type { routeFindings } from '../../src/diagnostics/findings/route-findings.ts';
import { conditionsOf } from '../../src/effective/conditions/all-conditions.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkBehaviour, checkReferences } from './found.ts';
import {
  backend,
  type Fields,
  filterObject,
  gateway,
  gatewayApi,
  grpcRoute,
  httpRoute,
  l4Route,
  service,
} from './route-objects.ts';

interface Case {
  readonly name: string;
  readonly before: readonly KubernetesObject[];
  readonly after: readonly KubernetesObject[];
  readonly field: string;
  readonly severity?: Severity;
  /** The objects are part of a cluster. */
  readonly files?: true;
}

const base = [gateway(), service('users')];
const refs = [{ name: 'users', port: 80 }];
const http = (rule: Fields) => [...base, httpRoute({ backendRefs: refs, ...rule })];
const grpc = (rule: Fields) => [...base, grpcRoute({ backendRefs: refs, ...rule })];
const match = (m: Fields) => ({ matches: [m] });
const filters = (...list: Fields[]) => http({ filters: list });
const FIRST = 'spec.rules[0].filters[0]';
const [SECOND, LIST] = ['spec.rules[0].filters[1]', 'spec.rules[0].filters'];
const requestHeaders = (change: Fields) => ({ type: 'RequestHeaderModifier', requestHeaderModifier: change });
const responseHeaders = (change: Fields) => ({ type: 'ResponseHeaderModifier', responseHeaderModifier: change });
const rewrite = (urlRewrite: Fields) => ({ type: 'URLRewrite', urlRewrite });
const redirect = (requestRedirect: Fields = {}) => ({ type: 'RequestRedirect', requestRedirect });
const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'users', port: 80 } } };
const extension = (name: string, group = 'gateway.envoyproxy.io', kind = 'HTTPRouteFilter') => ({
  type: 'ExtensionRef',
  extensionRef: { group, kind, name },
});
const withFilter = (spec: Fields, ...more: Fields[]) => [...filters(...more, extension('f')), filterObject('f', spec)];
const regexRewrite = (pattern: string) => ({
  urlRewrite: { path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern, substitution: '/' } } },
});
const fromBody = {
  directResponse: { body: { type: 'ValueRef', valueRef: { group: '', kind: 'ConfigMap', name: 'b' } } },
};
const injects = { credentialInjection: { credential: { valueRef: { name: 'token' } } } };
const secret = (data: Fields): KubernetesObject =>
  ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token', namespace: 'shop' }, data }) as KubernetesObject;
const configMap = (data: Fields): KubernetesObject =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', namespace: 'shop' }, data }) as KubernetesObject;
const dynamic = backend('any', { type: 'DynamicResolver' });
const toDynamic = { backendRefs: [{ group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'any' }] };
const byPath = {
  urlRewrite: {
    hostname: { type: 'PathRegex', pathRegex: { pattern: '^/([a-z]+)/', substitution: '\\1.example.com' } },
  },
};
const byHeader = { urlRewrite: { hostname: { type: 'Header', header: 'x-host' } } };
const tls = (mode: string) =>
  gateway({
    name: 'tls',
    port: 443,
    protocol: 'TLS',
    tls: { mode, ...(mode === 'Terminate' && { certificateRefs: [{ name: 'cert' }] }) },
  });

const UNSUPPORTED: readonly Case[] = [
  {
    name: 'a path that is no expression of RE2',
    before: http(match({ path: { type: 'RegularExpression', value: '/v[0-9+/x' } })),
    after: http(match({ path: { type: 'RegularExpression', value: '/v[0-9]+/x' } })),
    field: 'spec.rules[0].matches[0].path.value',
  },
  {
    name: 'a header with a lookahead',
    before: http(match({ headers: [{ name: 'x', type: 'RegularExpression', value: '(?=a)' }] })),
    after: http(match({ headers: [{ name: 'x', type: 'Exact', value: '(?=a)' }] })),
    field: 'spec.rules[0].matches[0].headers[0].value',
  },
  {
    name: 'a query parameter with a back reference',
    before: http(match({ queryParams: [{ name: 'x', type: 'RegularExpression', value: '(a)\\1' }] })),
    after: http(match({ queryParams: [{ name: 'x', type: 'RegularExpression', value: '(a)a' }] })),
    field: 'spec.rules[0].matches[0].queryParams[0].value',
  },
  {
    name: 'a gRPC method that is no expression',
    before: grpc(match({ method: { type: 'RegularExpression', method: '*' } })),
    after: grpc(match({ method: { type: 'RegularExpression', method: '.*' } })),
    field: 'spec.rules[0].matches[0].method.method',
  },
  {
    name: 'the Host header in a request filter',
    before: filters(requestHeaders({ set: [{ name: 'Host', value: 'a.example.com' }] })),
    after: filters(rewrite({ hostname: 'a.example.com' })),
    field: `${FIRST}.requestHeaderModifier.set[0].name`,
  },
  {
    name: 'a header with a slash in a response filter',
    before: filters(responseHeaders({ remove: ['a/b'] })),
    after: filters(responseHeaders({ remove: ['a-b'] })),
    field: `${FIRST}.responseHeaderModifier.remove[0]`,
  },
  {
    name: 'a header value with two spaces',
    before: filters(requestHeaders({ add: [{ name: 'x', value: 'a  b' }] })),
    after: filters(requestHeaders({ add: [{ name: 'x', value: 'a b' }] })),
    field: `${FIRST}.requestHeaderModifier.add[0].value`,
  },
  {
    name: 'two rewrites of Gateway API',
    before: filters(
      rewrite({ hostname: 'a.example.com' }),
      rewrite({ path: { type: 'ReplaceFullPath', replaceFullPath: '/' } }),
    ),
    after: filters(rewrite({ hostname: 'a.example.com', path: { type: 'ReplaceFullPath', replaceFullPath: '/' } })),
    field: `${SECOND}.urlRewrite`,
  },
  {
    name: 'the path rewritten twice',
    before: withFilter(regexRewrite('^/a'), rewrite({ path: { type: 'ReplaceFullPath', replaceFullPath: '/' } })),
    after: withFilter(regexRewrite('^/a'), rewrite({ hostname: 'a.example.com' })),
    field: `${SECOND}.extensionRef`,
  },
  {
    name: 'two redirects',
    before: filters(redirect(), redirect()),
    after: filters(redirect()),
    field: `${SECOND}.requestRedirect`,
  },
  {
    name: 'a redirect to an address',
    before: filters(redirect({ hostname: '10.0.0.1' })),
    after: filters(redirect({ hostname: 'a.example.com' })),
    field: `${FIRST}.requestRedirect.hostname`,
  },
  {
    name: 'a rewrite with a label of 64 characters',
    before: filters(rewrite({ hostname: `${'a'.repeat(64)}.example.com` })),
    after: filters(rewrite({ hostname: `${'a'.repeat(63)}.example.com` })),
    field: `${FIRST}.urlRewrite.hostname`,
  },
  {
    name: 'a filter of an unknown kind, where the configuration is not known',
    before: filters(extension('x', 'example.com', 'Foo')),
    after: withFilter({}),
    field: `${FIRST}.extensionRef`,
    severity: 'warning',
  },
  {
    name: 'two filters with matches',
    before: [
      ...withFilter({ matches: [{ cookies: [{ name: 'a', value: 'b' }] }] }, extension('g')),
      filterObject('g', { matches: [{ cookies: [{ name: 'c', value: 'd' }] }] }),
    ],
    after: [
      ...withFilter({ matches: [{ cookies: [{ name: 'a', value: 'b' }] }] }, extension('g')),
      filterObject('g', {}),
    ],
    field: `${SECOND}.extensionRef`,
  },
  {
    name: 'a cookie that is no expression',
    before: withFilter({ matches: [{ cookies: [{ name: 'a', type: 'RegularExpression', value: '*' }] }] }),
    after: withFilter({ matches: [{ cookies: [{ name: 'a', type: 'RegularExpression', value: '.*' }] }] }),
    field: `${FIRST}.extensionRef`,
  },
  {
    name: 'a rewrite that is no expression',
    before: withFilter(regexRewrite('^/(?<=a)')),
    after: withFilter(regexRewrite('^/a')),
    field: `${FIRST}.extensionRef`,
  },
  {
    name: 'a direct response with an empty ConfigMap',
    before: [...withFilter(fromBody), configMap({})],
    after: [...withFilter(fromBody), configMap({ 'response.body': 'no' })],
    field: `${FIRST}.extensionRef`,
    severity: 'warning',
  },
  {
    name: 'a credential in a Secret without the key',
    before: [...withFilter(injects), secret({ token: 'YQ==' })],
    after: [...withFilter(injects), secret({ credential: 'YQ==' })],
    field: `${FIRST}.extensionRef`,
  },
  {
    name: 'a credential in a Secret that is missing among others',
    before: [...withFilter(injects), { ...secret({}), metadata: { name: 'other', namespace: 'shop' } }],
    after: [...withFilter(injects), secret({ credential: 'YQ==' })],
    field: `${FIRST}.extensionRef`,
    severity: 'warning',
    files: true,
  },
  {
    name: 'a gRPC response of 200',
    before: [...grpc({ filters: [extension('f')] }), filterObject('f', { directResponse: { statusCode: 200 } })],
    after: [...grpc({ filters: [extension('f')] }), filterObject('f', { directResponse: { statusCode: 403 } })],
    field: LIST,
  },
  {
    name: 'an ExternalName Service',
    before: [
      gateway(),
      service('users', { type: 'ExternalName', externalName: 'a.example.com' }),
      httpRoute({ backendRefs: refs }),
    ],
    after: http({}),
    field: 'spec.rules[0].backendRefs[0]',
  },
  {
    name: 'a dynamic resolver with a host name from the path',
    before: [gateway(), dynamic, httpRoute({ ...toDynamic, filters: [extension('f')] }), filterObject('f', byPath)],
    after: [gateway(), dynamic, httpRoute({ ...toDynamic, filters: [extension('f')] }), filterObject('f', byHeader)],
    field: 'spec.rules[0].backendRefs',
  },
  {
    name: 'a dynamic resolver on a listener that terminates TLS',
    before: [tls('Terminate'), dynamic, l4Route('TLSRoute', 'tls', toDynamic)],
    after: [tls('Passthrough'), dynamic, l4Route('TLSRoute', 'tls', toDynamic)],
    field: 'spec.rules[0].backendRefs[0]',
  },
];

const tcp = gateway({ name: 'tcp', port: 9000, protocol: 'TCP' });

const other = { ...l4Route('TCPRoute', 'tcp', { backendRefs: refs }), metadata: { name: 'b', namespace: 'shop' } };

/** Every code has a case, or this does not compile. */
const CASES: Record<keyof typeof routeFindings, readonly Case[]> = {
  UnsupportedValue: UNSUPPORTED,
  IncompatibleFilters: [
    { name: 'a mirror and a redirect', before: filters(mirror, redirect()), after: filters(mirror), field: LIST },
    {
      name: 'a mirror and a direct response',
      before: withFilter({ directResponse: { statusCode: 404 } }, mirror),
      after: withFilter({ directResponse: { statusCode: 404 } }),
      field: LIST,
    },
  ],
  InvalidRule: [
    {
      name: 'a TCPRoute with two rules',
      before: [tcp, service('users'), l4Route('TCPRoute', 'tcp', { backendRefs: refs }, { backendRefs: refs })],
      after: [tcp, service('users'), l4Route('TCPRoute', 'tcp', { backendRefs: refs })],
      field: 'spec.rules',
    },
  ],
  ListenerTaken: [
    {
      name: 'two TCPRoutes on one listener',
      before: [tcp, service('users'), l4Route('TCPRoute', 'tcp', { backendRefs: refs }), other],
      after: [tcp, service('users'), other],
      field: 'spec.parentRefs',
      severity: 'warning',
    },
  ],
  UnsupportedRefValue: [
    {
      name: 'a mirror at a backend',
      before: http({ backendRefs: [{ ...refs[0], filters: [mirror] }] }),
      after: http({ backendRefs: [{ ...refs[0], filters: [requestHeaders({ remove: ['x'] })] }] }),
      field: 'spec.rules[0].backendRefs[0].filters[0].type',
    },
    {
      name: 'a path rewritten at a backend',
      before: http({
        backendRefs: [{ ...refs[0], filters: [rewrite({ path: { type: 'ReplaceFullPath', replaceFullPath: '/' } })] }],
      }),
      after: http({ backendRefs: [{ ...refs[0], filters: [rewrite({ hostname: 'a.example.com' })] }] }),
      field: 'spec.rules[0].backendRefs[0].filters[0].urlRewrite.path',
    },
  ],
  WildcardInPath: [
    {
      name: 'a prefix with an asterisk',
      before: http(match({ path: { type: 'PathPrefix', value: '/c/*' } })),
      after: http(match({ path: { type: 'RegularExpression', value: '/c/.*' } })),
      field: 'spec.rules[0].matches[0].path.value',
      severity: 'warning',
    },
  ],
};

const all = Object.entries(CASES).flatMap(([code, list]) => list.map((c) => [`${code}: ${c.name}`, code, c] as const));

test.each(all)('%s', (_, code, { before, after, field, severity = 'error', files }) => {
  const found = (objects: readonly KubernetesObject[]) =>
    [...checkReferences(objects, !files), ...checkBehaviour(objects)]
      .filter((f) => f.code === code)
      .map((f) => `${f.severity} ${f.field}`);
  expect(found(before)).toEqual([`${severity} ${field}`]);
  expect(found(after)).toEqual([]);
});

test('only what is wrong with the rule is found', () => {
  for (const [, code, { before, after, files }] of all) {
    if (files) continue;
    expect(new Set(checkReferences(before).map((f) => f.code))).toEqual(
      new Set(code === 'WildcardInPath' ? [] : [code]),
    );
    expect(checkReferences(after)).toEqual([]);
  }
});

test('a filter of a backend is reported as the fault of the backend', () => {
  const wrong = http({
    backendRefs: [{ ...refs[0], filters: [requestHeaders({ set: [{ name: 'host', value: 'a' }] })] }],
  });
  expect(checkReferences(wrong).map((f) => `${f.code} ${f.field}`)).toEqual([
    'UnsupportedValue spec.rules[0].backendRefs[0].filters[0].requestHeaderModifier.set[0].name',
  ]);
});

const conditions = (objects: readonly KubernetesObject[]) =>
  conditionsOf(new Snapshot(objects)).map(({ object, type, reason }) => `${object.kind} ${type} ${reason}`);

test('a route of which some rules are refused is partially invalid, one of which all are is not accepted', () => {
  const wrong = { backendRefs: refs, ...match({ path: { type: 'RegularExpression', value: '(' } }) };
  expect(conditions([...base, httpRoute(wrong)])).toEqual(['HTTPRoute Accepted UnsupportedValue']);
  expect(conditions([...base, httpRoute(wrong, { backendRefs: refs })])).toEqual([
    'HTTPRoute PartiallyInvalid UnsupportedValue',
  ]);
});

test('a Gateway without listeners has no number or name of a listener to correct', () => {
  const empty = { ...gateway(), spec: { gatewayClassName: 'eg', listeners: [] } };
  const route = gatewayApi('HTTPRoute', 'app', { parentRefs: [{ name: 'edge' }], rules: [] });
  const [found] = checkReferences([empty, route]).filter((f) => f.code === 'NoMatchingParent');
  expect(found!.field).toBe('spec.parentRefs[0]');
  expect(found!.message).toMatch(/^Gateway shop\/edge has no listeners\. /);
});

test('routes of other controllers, and of meshes, have no conditions of Envoy Gateway', () => {
  const wrong = { backendRefs: [{ group: 'apps', kind: 'Deployment', name: 'users' }] };
  const istio = {
    ...gateway(),
    spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  };
  const mesh = gatewayApi('HTTPRoute', 'app', {
    parentRefs: [{ group: '', kind: 'Service', name: 'users' }],
    rules: [wrong],
  });
  expect(conditions([gateway(), httpRoute(wrong)])).toEqual(['HTTPRoute ResolvedRefs InvalidKind']);
  expect(conditions([istio, httpRoute(wrong)])).toEqual([]);
  expect(conditions([gateway(), mesh])).toEqual([]);
  // Other controllers delegate from a route to another.
  const child = gatewayApi('HTTPRoute', 'child', { parentRefs: [{ kind: 'HTTPRoute', name: 'app' }], rules: [wrong] });
  expect(conditions([gateway(), httpRoute({}), child])).toEqual([]);
});

test('both routes with one match get the condition, and one finding reports it', () => {
  const twice = [
    ...base,
    httpRoute({ backendRefs: refs }),
    { ...httpRoute({ backendRefs: refs }), metadata: { name: 'b', namespace: 'shop' } },
  ];
  expect(conditions(twice)).toEqual(Array(2).fill('HTTPRoute RouteRulesOverlap RouteRulesOverlap'));
  expect(checkReferences(twice).map((f) => f.code)).toEqual(['RouteRulesOverlap']);
});
