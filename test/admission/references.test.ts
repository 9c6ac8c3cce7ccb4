import { expect, test } from 'vitest';
import type { attachmentFindings } from '../../src/diagnostics/findings/attachment-findings.ts';
import type { referencesFindings } from '../../src/diagnostics/findings/references-findings.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkReferences } from '../checks/found.ts';
import { core, envoyGateway, gatewayApi } from './objects.ts';

type Fields = Record<string, unknown>;
interface Case {
  readonly name: string;
  /** What is seen, as `Kind/name field`. */
  readonly fires: readonly [readonly KubernetesObject[], ...string[]];
  /** The same in all but the point; no finding at all. */
  readonly nearMiss: readonly KubernetesObject[];
}

const GATEWAY = 'gateway.networking.k8s.io';
const ENVOY = 'gateway.envoyproxy.io';
const tls = { certificateRefs: [{ name: 'tls' }] };
const listener = (more: Fields = {}): Fields => ({ name: 'https', port: 443, protocol: 'HTTPS', tls, ...more });
const gateway = (...listeners: Fields[]) => gatewayApi('Gateway', 'eg', { gatewayClassName: 'eg', listeners });
const eg = gateway(listener());
const parent = { name: 'eg', sectionName: 'https' };
const route = (name: string, spec: Fields = {}, metadata?: Fields) =>
  gatewayApi('HTTPRoute', name, { parentRefs: [parent], rules: [rule(`/${name}`)], ...spec }, metadata);
const rule = (path: string, more: Fields = {}): Fields => ({
  name: 'main',
  matches: [{ path: { value: path } }],
  ...more,
});
const to = (kind: string, name: string, more: Fields = {}): Fields => ({ group: GATEWAY, kind, name, ...more });
const security = (name: string, spec: Fields, metadata?: Fields) =>
  envoyGateway('SecurityPolicy', name, spec, metadata);
const attached = (name: string, ...targetRefs: Fields[]) => security(name, { targetRefs });
const selecting = (name: string, ...targetSelectors: Fields[]) => security(name, { targetSelectors });
const labelled = (name: string, labels: Fields, metadata: Fields = {}) => route(name, {}, { labels, ...metadata });
const grant = (from: Fields, ...to: Fields[]) =>
  gatewayApi('ReferenceGrant', 'allow', { from: [from], to }, { namespace: 'stock' });
const backend = (name: string, metadata?: Fields) => envoyGateway('Backend', name, { endpoints: [] }, metadata);
const calls = (name: string, ...backendRefs: Fields[]) => route(name, { rules: [rule('/', { backendRefs })] });
const fromRoutes = { group: GATEWAY, kind: 'HTTPRoute', namespace: 'shop' };
const admitting = (selector: unknown) =>
  gateway(listener({ allowedRoutes: { namespaces: { from: 'Selector', selector } } }));
const ns = (name: string, labels: Fields) => core('v1', 'Namespace', name, undefined, { labels, namespace: undefined });
const guest = route('a', { parentRefs: [{ ...parent, namespace: 'shop' }] }, { namespace: 'stock' });
const openTo = (from: string) => gateway(listener({ allowedRoutes: { namespaces: { from } } }));
const team = (name: string, path: string) =>
  route(name, { parentRefs: [{ ...parent, namespace: 'shop' }], rules: [rule(path)] }, { namespace: 'stock' });
const ACCESS = { 'gateway-access': 'true' };
const NAME = 'kubernetes.io/metadata.name';
const asks = (key: string, operator: string, ...values: string[]) =>
  admitting({ matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] });
/** The name of a namespace is a label that nobody has to write, and that nobody can write otherwise. */
const NAMED: readonly [name: string, shut: KubernetesObject, open: KubernetesObject][] = [
  ['matchLabels', admitting({ matchLabels: { [NAME]: 'shop' } }), admitting({ matchLabels: { [NAME]: 'stock' } })],
  ['In', asks(NAME, 'In', 'shop', 'users'), asks(NAME, 'In', 'stock', 'users')],
  ['NotIn', asks(NAME, 'NotIn', 'stock'), asks(NAME, 'NotIn', 'shop')],
  ['Exists', asks(NAME, 'DoesNotExist'), asks(NAME, 'Exists')],
];
/** CONNECT requests of a route reach its backends. */
const tunnel = (name: string) =>
  envoyGateway('BackendTrafficPolicy', name, {
    targetRefs: [to('HTTPRoute', name)],
    httpUpgrade: [{ type: 'CONNECT', connect: { terminate: true } }],
  });
const remote = { name: 'stock', namespace: 'stock', port: 80 };

/** Every code has a case that fires and a near miss, or this does not compile. */
const CASES: Record<keyof typeof referencesFindings | keyof typeof attachmentFindings, readonly Case[]> = {
  TargetNotFound: [
    {
      name: 'a target that is not there',
      fires: [[eg, route('a'), attached('p', to('HTTPRoute', 'b'))], 'SecurityPolicy/p spec.targetRefs[0]'],
      nearMiss: [eg, route('a'), attached('p', to('HTTPRoute', 'a'))],
    },
    {
      name: 'the right name of another kind',
      fires: [[eg, route('a'), attached('p', to('GRPCRoute', 'a'))], 'SecurityPolicy/p spec.targetRefs[0]'],
      nearMiss: [eg, attached('p', to('Gateway', 'eg'))],
    },
    {
      name: 'the right name of another group',
      fires: [
        [eg, route('a'), attached('p', to('HTTPRoute', 'a', { group: ENVOY }))],
        'SecurityPolicy/p spec.targetRefs[0]',
      ],
      // A Service is not ours to know.
      nearMiss: [
        gatewayApi('BackendTLSPolicy', 'p', {
          targetRefs: [to('Service', 'a', { group: '', sectionName: 'tls' })],
          validation: { hostname: 'a.example.com', wellKnownCACertificates: 'System' },
        }),
      ],
    },
    {
      name: 'a target in another namespace',
      fires: [
        [eg, route('a'), security('p', { targetRefs: [to('HTTPRoute', 'a')] }, { namespace: 'stock' })],
        'SecurityPolicy/p spec.targetRefs[0]',
      ],
      nearMiss: [eg, route('a'), security('p', { targetRef: to('HTTPRoute', 'a') })],
    },
    {
      name: 'a rule that the route does not have',
      fires: [
        [eg, route('a'), attached('p', to('HTTPRoute', 'a', { sectionName: 'https' }))],
        'SecurityPolicy/p spec.targetRefs[0].sectionName',
      ],
      nearMiss: [eg, route('a'), attached('p', to('HTTPRoute', 'a', { sectionName: 'main' }))],
    },
    {
      name: 'a listener that the Gateway does not have',
      fires: [
        [eg, attached('p', to('Gateway', 'eg', { sectionName: 'main' }))],
        'SecurityPolicy/p spec.targetRefs[0].sectionName',
      ],
      nearMiss: [eg, attached('p', to('Gateway', 'eg', { sectionName: 'https' }))],
    },
    {
      name: 'labels that exist, but on no object together',
      fires: [
        [
          eg,
          labelled('a', { auth: 'jwt', team: 'one' }),
          labelled('b', { auth: 'key', team: 'two' }),
          selecting('p', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt', team: 'two' } }),
        ],
        'SecurityPolicy/p spec.targetSelectors[0]',
      ],
      nearMiss: [
        eg,
        labelled('a', { auth: 'jwt', team: 'one' }),
        selecting('p', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt', team: 'one' } }),
      ],
    },
    {
      name: 'an expression that nothing satisfies',
      fires: [
        [
          eg,
          labelled('a', { auth: 'jwt' }),
          selecting('p', {
            kind: 'HTTPRoute',
            matchExpressions: [{ key: 'auth', operator: 'NotIn', values: ['jwt'] }],
          }),
        ],
        'SecurityPolicy/p spec.targetSelectors[0]',
      ],
      nearMiss: [
        eg,
        labelled('a', { auth: 'jwt' }),
        selecting('p', { kind: 'HTTPRoute', matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }),
      ],
    },
    {
      name: 'a selector that stays in its namespace',
      fires: [
        [
          gateway(listener({ allowedRoutes: { namespaces: { from: 'All' } } })),
          route(
            'a',
            { parentRefs: [{ ...parent, namespace: 'shop' }] },
            { namespace: 'stock', labels: { auth: 'jwt' } },
          ),
          selecting('p', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' } }),
        ],
        'SecurityPolicy/p spec.targetSelectors[0]',
      ],
      nearMiss: [
        gateway(listener({ allowedRoutes: { namespaces: { from: 'All' } } })),
        route('a', { parentRefs: [{ ...parent, namespace: 'shop' }] }, { namespace: 'stock', labels: { auth: 'jwt' } }),
        selecting('p', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' }, namespaces: { from: 'All' } }),
        grant({ group: ENVOY, kind: 'SecurityPolicy', namespace: 'shop' }, { group: GATEWAY, kind: 'HTTPRoute' }),
      ],
    },
  ],
  Conflicted: [
    {
      name: 'two policies of a kind on one route',
      fires: [
        [eg, route('a'), attached('p', to('HTTPRoute', 'a')), attached('q', to('HTTPRoute', 'a'))],
        'SecurityPolicy/q spec.targetRefs[0]',
      ],
      nearMiss: [
        eg,
        route('a'),
        attached('p', to('HTTPRoute', 'a')),
        envoyGateway('BackendTrafficPolicy', 'q', { targetRefs: [to('HTTPRoute', 'a')] }),
      ],
    },
    {
      name: 'by name and by selector',
      fires: [
        [
          eg,
          labelled('a', { auth: 'jwt' }),
          attached('p', to('HTTPRoute', 'a')),
          selecting('q', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' } }),
        ],
        'SecurityPolicy/q spec.targetSelectors[0]',
      ],
      // A whole route and one of its rules are two targets.
      nearMiss: [
        eg,
        labelled('a', { auth: 'jwt' }),
        attached('p', to('HTTPRoute', 'a', { sectionName: 'main' })),
        selecting('q', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' } }),
      ],
    },
    {
      name: 'a selector that picks two taken routes, told once',
      fires: [
        [
          eg,
          labelled('a', { auth: 'jwt' }),
          labelled('b', { auth: 'jwt' }),
          selecting('p', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' } }),
          selecting('q', { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' } }),
        ],
        'SecurityPolicy/q spec.targetSelectors[0]',
      ],
      nearMiss: [
        eg,
        labelled('a', { auth: 'jwt', team: 'one' }),
        selecting(
          'p',
          { kind: 'HTTPRoute', matchLabels: { auth: 'jwt' } },
          { kind: 'HTTPRoute', matchLabels: { team: 'one' } },
        ),
      ],
    },
  ],
  DuplicateObject: [
    {
      name: 'one name twice, in two versions',
      fires: [[eg, { ...eg, apiVersion: `${GATEWAY}/v1beta1` }], 'Gateway/eg metadata.name'],
      nearMiss: [eg, gatewayApi('Gateway', 'eg', { listeners: [listener()] }, { namespace: 'stock' })],
    },
  ],
  NoMatchingParent: [
    {
      name: 'a Gateway that is not there',
      fires: [[eg, route('a', { parentRefs: [{ ...parent, namespace: 'stock' }] })], 'HTTPRoute/a spec.parentRefs[0]'],
      nearMiss: [eg, route('a', { parentRefs: [{ ...parent, namespace: 'shop' }] })],
    },
    {
      name: 'a listener that is not there',
      fires: [
        [eg, route('a', { parentRefs: [{ name: 'eg', sectionName: 'http' }] })],
        'HTTPRoute/a spec.parentRefs[0].sectionName',
      ],
      // A route of a mesh hangs on a Service.
      nearMiss: [route('a', { parentRefs: [{ group: '', kind: 'Service', name: 'b' }] })],
    },
    {
      name: 'a port that no listener has',
      fires: [[eg, route('a', { parentRefs: [{ ...parent, port: 80 }] })], 'HTTPRoute/a spec.parentRefs[0].port'],
      nearMiss: [eg, route('a', { parentRefs: [{ ...parent, port: 443 }] })],
    },
  ],
  NoSectionName: [
    {
      name: 'a route that is served in clear text too',
      fires: [
        [
          gateway(listener(), listener({ name: 'http', port: 80, protocol: 'HTTP' })),
          route('a', { parentRefs: [{ name: 'eg' }] }),
        ],
        'HTTPRoute/a spec.parentRefs[0]',
      ],
      nearMiss: [eg, route('a', { parentRefs: [{ name: 'eg' }] })],
    },
    {
      name: 'a Gateway with both protocols, and one that has nothing but clear text',
      fires: [
        [
          gateway(listener(), listener({ name: 'http', port: 80, protocol: 'HTTP' })),
          route('a', { parentRefs: [{ name: 'eg' }] }),
        ],
        'HTTPRoute/a spec.parentRefs[0]',
      ],
      nearMiss: [
        gateway(listener({ name: 'http', port: 80, protocol: 'HTTP' })),
        route('a', { parentRefs: [{ name: 'eg' }] }),
      ],
    },
  ],
  NotAllowedByListeners: [
    {
      name: 'a route of another namespace',
      fires: [
        [eg, route('a', { parentRefs: [{ ...parent, namespace: 'shop' }] }, { namespace: 'stock' })],
        'HTTPRoute/a spec.parentRefs[0]',
      ],
      nearMiss: [admitting({ matchLabels: ACCESS }), guest],
    },
    {
      name: 'a Namespace without the label',
      fires: [[admitting({ matchLabels: ACCESS }), ns('stock', {}), guest], 'HTTPRoute/a spec.parentRefs[0]'],
      nearMiss: [admitting({ matchLabels: ACCESS }), ns('stock', ACCESS), guest],
    },
    {
      name: "the Gateway's own namespace, which has to be selected like any other",
      fires: [[admitting({ matchLabels: ACCESS }), ns('shop', {}), route('a')], 'HTTPRoute/a spec.parentRefs[0]'],
      nearMiss: [admitting({ matchLabels: ACCESS }), ns('shop', ACCESS), route('a')],
    },
    ...NAMED.flatMap(([name, shut, open]) =>
      [[], [ns('stock', { [NAME]: 'shop' })]].map((namespaces, i) => ({
        name: `the name of the namespace by ${name}, ${['not here', 'here'][i]}`,
        fires: [[shut, ...namespaces, guest], 'HTTPRoute/a spec.parentRefs[0]'] as const,
        nearMiss: [open, ...namespaces, guest],
      })),
    ),
    ...(['In', 'NotIn', 'Exists', 'DoesNotExist'] as const).map((operator) => {
      const wants = asks('tier', operator, ...(operator.endsWith('In') ? ['gold'] : []));
      const [gold, none] = [ns('stock', { tier: 'gold' }), ns('stock', {})];
      const positive = operator === 'In' || operator === 'Exists';
      return {
        name: `a label by ${operator}`,
        fires: [[wants, positive ? none : gold, guest], 'HTTPRoute/a spec.parentRefs[0]'] as const,
        nearMiss: [wants, positive ? gold : none, guest],
      };
    }),
  ],
  NoMatchingListenerHostname: [
    {
      name: 'a hostname that the listener does not have',
      fires: [
        [gateway(listener({ hostname: '*.example.com' })), route('a', { hostnames: ['example.com'] })],
        'HTTPRoute/a spec.hostnames',
      ],
      nearMiss: [
        gateway(listener({ hostname: '*.example.com' })),
        route('a', { hostnames: ['api.example.com', 'other.org'] }),
      ],
    },
  ],
  RouteRulesOverlap: [
    {
      name: 'one match in two routes, the default written out in one of them',
      fires: [
        [
          eg,
          route('a', { rules: [rule('/x')] }),
          route('b', { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/x' } }] }] }),
        ],
        'HTTPRoute/b spec.rules[0].matches[0]',
      ],
      nearMiss: [
        eg,
        route('a', { rules: [rule('/x')] }),
        route('b', { rules: [{ matches: [{ path: { type: 'Exact', value: '/x' } }] }] }),
      ],
    },
    {
      name: 'a prefix with a slash at its end',
      fires: [
        [eg, route('a', { rules: [rule('/x/')] }), route('b', { rules: [rule('/x')] })],
        'HTTPRoute/b spec.rules[0].matches[0]',
      ],
      nearMiss: [
        eg,
        ...['/x', '/x/'].map((value, i) =>
          route(`r${i}`, { rules: [{ matches: [{ path: { type: 'Exact', value } }] }] }),
        ),
      ],
    },
    {
      name: 'a policy that makes both match CONNECT requests, whatever their paths',
      fires: [
        [eg, route('a', { rules: [rule('/x')] }), route('b', { rules: [rule('/y')] }), tunnel('a'), tunnel('b')],
        'HTTPRoute/b spec.rules[0].matches[0]',
      ],
      nearMiss: [eg, route('a', { rules: [rule('/x')] }), route('b', { rules: [rule('/x')] }), tunnel('a')],
    },
    {
      name: 'two namespaces',
      fires: [
        [openTo('All'), route('a', { rules: [rule('/x')] }), team('b', '/x')],
        'HTTPRoute/b spec.rules[0].matches[0]',
      ],
      nearMiss: [openTo('All'), route('a', { rules: [rule('/x')] }), team('b', '/y')],
    },
    {
      name: 'no match, which is the prefix /',
      fires: [[eg, route('a', { rules: [rule('/')] }), route('b', { rules: [{}] })], 'HTTPRoute/b spec.rules[0]'],
      nearMiss: [eg, route('a', { rules: [rule('/')] }), route('b', { rules: [{}], hostnames: ['api.example.com'] })],
    },
    {
      name: 'one of several hostnames',
      fires: [
        [
          gateway(listener({ hostname: 'a.example.com' })),
          route('a', { hostnames: ['b.example.com', '*.example.com'], rules: [rule('/x')] }),
          route('b', { rules: [rule('/x')] }),
        ],
        'HTTPRoute/b spec.rules[0].matches[0]',
      ],
      nearMiss: [
        eg,
        route('a', { hostnames: ['a.example.com'], rules: [rule('/x')] }),
        route('b', { hostnames: ['b.example.com'], rules: [rule('/x')] }),
      ],
    },
    {
      name: 'headers in another order and case',
      fires: [
        [
          eg,
          route('a', {
            rules: [
              {
                matches: [
                  {
                    headers: [
                      { name: 'X-A', value: '1' },
                      { name: 'x-b', value: '2' },
                    ],
                  },
                ],
              },
            ],
          }),
          route('b', {
            rules: [
              {
                matches: [
                  {
                    headers: [
                      { name: 'x-b', value: '2' },
                      { name: 'x-a', value: '1', type: 'Exact' },
                    ],
                  },
                ],
              },
            ],
          }),
        ],
        'HTTPRoute/b spec.rules[0].matches[0]',
      ],
      nearMiss: [
        eg,
        route('a', { rules: [{ matches: [{ method: 'GET' }] }] }),
        route('b', { rules: [{ matches: [{ method: 'POST' }] }] }),
      ],
    },
    {
      name: 'two rules of one route',
      fires: [[eg, route('a', { rules: [rule('/x'), rule('/x')] })], 'HTTPRoute/a spec.rules[1].matches[0]'],
      // A cookie is matched by a filter.
      nearMiss: [
        eg,
        envoyGateway('HTTPRouteFilter', 'beta', { matches: [{ cookies: [{ name: 'beta', value: '1' }] }] }),
        route('a', {
          rules: [
            rule('/x', {
              filters: [
                { type: 'ExtensionRef', extensionRef: { group: ENVOY, kind: 'HTTPRouteFilter', name: 'beta' } },
              ],
            }),
            rule('/x'),
          ],
        }),
      ],
    },
    {
      name: 'a filter that matches nothing of its own',
      fires: [
        [
          eg,
          envoyGateway('HTTPRouteFilter', 'teapot', { directResponse: { statusCode: 418 } }),
          route('a', {
            rules: [
              rule('/x', {
                filters: [
                  { type: 'ExtensionRef', extensionRef: { group: ENVOY, kind: 'HTTPRouteFilter', name: 'teapot' } },
                ],
              }),
              rule('/x'),
            ],
          }),
        ],
        'HTTPRoute/a spec.rules[1].matches[0]',
      ],
      nearMiss: [
        gateway(listener(), listener({ name: 'admin', port: 8443 })),
        route('a', { rules: [rule('/x')] }),
        route('b', { rules: [rule('/x')], parentRefs: [{ name: 'eg', sectionName: 'admin' }] }),
      ],
    },
  ],
  RefNotPermitted: [
    {
      name: 'a backend elsewhere',
      fires: [[eg, calls('a', remote)], 'HTTPRoute/a spec.rules[0].backendRefs[0]'],
      nearMiss: [eg, calls('a', remote), grant(fromRoutes, { group: '', kind: 'Service' })],
    },
    {
      name: 'a grant for another name',
      fires: [
        [eg, calls('a', remote), grant(fromRoutes, { group: '', kind: 'Service', name: 'other' })],
        'HTTPRoute/a spec.rules[0].backendRefs[0]',
      ],
      nearMiss: [eg, calls('a', remote), grant(fromRoutes, { group: '', kind: 'Service', name: 'stock' })],
    },
    {
      name: 'a grant for another kind of route',
      fires: [
        [eg, calls('a', remote), grant({ ...fromRoutes, kind: 'GRPCRoute' }, { group: '', kind: 'Service' })],
        'HTTPRoute/a spec.rules[0].backendRefs[0]',
      ],
      nearMiss: [
        eg,
        gatewayApi('GRPCRoute', 'g', { parentRefs: [parent], rules: [{ backendRefs: [remote] }] }),
        grant({ ...fromRoutes, kind: 'GRPCRoute' }, { group: '', kind: 'Service' }),
      ],
    },
    {
      name: 'an authorization service elsewhere',
      fires: [
        [eg, security('p', { targetRefs: [to('Gateway', 'eg')], extAuth: { grpc: { backendRefs: [remote] } } })],
        'SecurityPolicy/p spec.extAuth.grpc.backendRefs[0]',
      ],
      nearMiss: [
        eg,
        security('p', { targetRefs: [to('Gateway', 'eg')], extAuth: { grpc: { backendRefs: [remote] } } }),
        grant({ group: ENVOY, kind: 'SecurityPolicy', namespace: 'shop' }, { group: '', kind: 'Service' }),
      ],
    },
    {
      name: 'a Secret elsewhere',
      fires: [
        [
          eg,
          security('p', {
            targetRefs: [to('Gateway', 'eg')],
            apiKeyAuth: { credentialRefs: [{ name: 'keys', namespace: 'stock' }] },
          }),
        ],
        'SecurityPolicy/p spec.apiKeyAuth.credentialRefs[0]',
      ],
      nearMiss: [
        eg,
        security('p', {
          targetRefs: [to('Gateway', 'eg')],
          apiKeyAuth: { credentialRefs: [{ name: 'keys', namespace: 'stock' }] },
        }),
        grant({ group: ENVOY, kind: 'SecurityPolicy', namespace: 'shop' }, { group: '', kind: 'Secret' }),
      ],
    },
  ],
  BackendNotFound: [
    {
      name: 'a Backend that is not there',
      fires: [
        [eg, calls('a', { group: ENVOY, kind: 'Backend', name: 'b' })],
        'HTTPRoute/a spec.rules[0].backendRefs[0]',
      ],
      nearMiss: [eg, backend('b'), calls('a', { group: ENVOY, kind: 'Backend', name: 'b' }, { name: 'any', port: 80 })],
    },
  ],
  InvalidKind: [
    {
      name: 'a Service of a group that has none',
      fires: [
        [eg, calls('a', { group: 'v1', kind: 'Service', name: 'b', port: 80 })],
        'HTTPRoute/a spec.rules[0].backendRefs[0].group',
      ],
      // Envoy Gateway decides by the kind, so a Backend needs no group.
      nearMiss: [eg, backend('b'), calls('a', { kind: 'Backend', name: 'b' })],
    },
    {
      name: 'a Deployment',
      fires: [
        [eg, calls('a', { group: 'apps', kind: 'Deployment', name: 'b', port: 80 })],
        'HTTPRoute/a spec.rules[0].backendRefs[0].kind',
      ],
      nearMiss: [eg, calls('a', { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'b', port: 80 })],
    },
  ],
  FilterNotFound: [
    {
      name: 'a filter that is not there',
      fires: [
        [
          eg,
          route('a', {
            rules: [
              rule('/', {
                filters: [{ type: 'ExtensionRef', extensionRef: { group: ENVOY, kind: 'HTTPRouteFilter', name: 'f' } }],
              }),
            ],
          }),
        ],
        'HTTPRoute/a spec.rules[0].filters[0].extensionRef',
      ],
      nearMiss: [
        eg,
        envoyGateway('HTTPRouteFilter', 'f', {}),
        route('a', {
          rules: [
            rule('/', {
              filters: [{ type: 'ExtensionRef', extensionRef: { group: ENVOY, kind: 'HTTPRouteFilter', name: 'f' } }],
            }),
          ],
        }),
      ],
    },
  ],
  UnknownProvider: [
    {
      name: 'a provider that the policy does not have',
      fires: [
        [eg, jwtPolicy('customers', 'partners')],
        'SecurityPolicy/p spec.authorization.rules[0].principal.jwt.provider',
      ],
      nearMiss: [eg, jwtPolicy('customers', 'customers')],
    },
  ],
};

function jwtPolicy(provider: string, asked: string): KubernetesObject {
  return security('p', {
    targetRefs: [to('Gateway', 'eg')],
    jwt: { providers: [{ name: provider }] },
    authorization: { rules: [{ action: 'Allow', principal: { jwt: { provider: asked, scopes: ['read'] } } }] },
  });
}

const seen = (objects: readonly KubernetesObject[]): string[] =>
  checkReferences(objects).map((f) => `${f.code} ${f.resource.replace(/ (.*\/)?/, '/')} ${f.field}`);

const rows = Object.entries(CASES).flatMap(([code, cases]) => cases.map((c) => ({ code, ...c })));

test.each(rows)('$code: $name', ({ code, fires: [objects, ...expected], nearMiss }) => {
  expect(seen(objects)).toEqual(expected.map((e) => `${code} ${e}`));
  expect(seen(nearMiss)).toEqual([]);
});

test('messages are full sentences', () => {
  for (const { fires } of rows)
    for (const { message } of checkReferences(fires[0])) expect(message).toMatch(/^[A-Z].*[^.]\.$/s);
});

test('an object of any shape is validated without an exception', () => {
  const odd = [null, 'text', 7, [null, 'a', [1]], { a: null }];
  const kinds = ['HTTPRoute', 'Gateway', 'ReferenceGrant', 'GatewayClass', 'BackendTLSPolicy'];
  const keys = [
    'parentRefs',
    'rules',
    'hostnames',
    'listeners',
    'from',
    'to',
    'targetRefs',
    'targetSelectors',
    'backendRefs',
    'jwt',
  ];
  for (const value of odd)
    for (const kind of [...kinds, 'SecurityPolicy', 'Certificate'])
      for (const key of keys) {
        const make = kind === 'SecurityPolicy' ? envoyGateway : gatewayApi;
        expect(() =>
          checkReferences([make(kind, 'a', { [key]: value } as never), make(kind, 'b', value as never)]),
        ).not.toThrow();
      }
});
