// Gateways that several namespaces share.

import { either, type Variant, variants } from '../definition.ts';
import { listed } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

/** Names that a text shows of a list. */
const MOST = 3;

/** How the match of a route is narrower than the path `at` of another one. */
const NARROWER = {
  below: (at: string) => `which is below ${at}`,
  exact: (at: string) => `which is exactly ${at}`,
  condition: (at: string) => `with a condition that makes it narrower than ${at}`,
};

const inside = {
  /** A route of `namespace` gets `path` out of the path `at` of a route in namespace `other`. */
  taken: ({
    namespace,
    path,
    narrower,
    at,
    route,
    other,
    byPlatform,
  }: {
    readonly namespace: string;
    readonly path: string;
    readonly narrower: keyof typeof NARROWER;
    readonly at: string;
    readonly route: string;
    readonly other: string;
    /** The route is in the Gateway's namespace, whose owner may do so. */
    readonly byPlatform: boolean;
  }) => ({
    what: `This rule of namespace ${namespace} matches ${path}, ${NARROWER[narrower](at)} of ${route}.`,
    why: `The narrower match wins: these requests do not reach namespace ${other}, and no status condition reports it.`,
    fix: byPlatform
      ? `If this is intended, tell the owners of namespace ${other}.`
      : `Use a path outside of ${at}, or let namespace ${other} route it.`,
  }),
  /** A route has a path below which several namespaces serve others. `platform`: the Gateway's namespace. */
  common: ({
    namespace,
    at,
    namespaces,
    example,
    route,
    platform,
  }: {
    readonly namespace: string;
    readonly at: string;
    readonly namespaces: readonly string[];
    readonly example: string;
    readonly route: string;
    readonly platform: string | undefined;
  }) => ({
    what: `This rule of namespace ${namespace} matches everything below ${at}, and ${namespaces.length === 1 ? `namespace ${namespaces[0]} serves` : `${namespaces.length} other namespaces serve`} paths below it, such as ${example} (${route}).`,
    why: `This rule receives every request below ${at} that no other route matches.`,
    fix: `Leave ${at} to ${platform === undefined ? 'the namespace of the Gateway' : `namespace ${platform}, which owns the Gateway`}, and use a longer path.`,
  }),
};

export const sharingFindings = {
  PathInsideOtherNamespace: define<Variant<typeof inside>>({
    severity: either('warning', 'info', (v) => v.case === 'taken' && v.of.byPlatform),
    risk: 'failing',
    sample: {
      case: 'taken',
      of: {
        namespace: 'reports',
        path: '/v1/orders/export',
        narrower: 'below',
        at: '/v1/orders',
        route: 'HTTPRoute orders/api',
        other: 'orders',
        byPlatform: false,
      },
    },
    words: variants(inside),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\nkind: HTTPRoute\nmetadata: { name: export, namespace: reports }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders/export } }], backendRefs: [{ name: app, port: 8080 }] }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\nkind: HTTPRoute\nmetadata: { name: export, namespace: reports }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/reports/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }',
    },
  }),
  PathsUnrestricted: define<{ namespaces: readonly string[]; resources: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { namespaces: ['orders', 'reports'], resources: ['httproutes'] },
    words: ({ namespaces, resources }) => ({
      what: `Routes of ${namespaces.length === 1 ? 'another namespace' : `${namespaces.length} other namespaces`} (${listed(namespaces, MOST)}) attach to this Gateway, and no admission policy in these files restricts their paths.`,
      why: 'A route with a longer path takes requests from a route of another namespace.',
      fix: `Add a ValidatingAdmissionPolicy for ${resources.join(' and ')} and a binding with validationActions: [Deny]. If the cluster has one, ignore this finding.`,
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: reports }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/reports } }], backendRefs: [{ name: app, port: 8080 }] }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: reports }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/reports } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: paths }\nspec:\n  matchConstraints: { resourceRules: [{ apiGroups: [gateway.networking.k8s.io], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [httproutes] }] }\n  validations: [{ expression: "object.spec.rules.all(r, r.matches.all(m, m.path.value.startsWith(\'/v1/\' + object.metadata.namespace)))" }]\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: paths }\nspec: { policyName: paths, validationActions: [Deny] }',
    },
  }),
  PolicyReplacesAuthentication: define<{
    root: string;
    route: string;
    lost: readonly string[];
    own: readonly string[];
    merged: boolean;
  }>({
    severity: 'warning',
    risk: 'exposed',
    sample: {
      root: 'SecurityPolicy platform/gateway',
      route: 'HTTPRoute orders/api',
      lost: ['jwt'],
      own: ['basicAuth'],
      merged: false,
    },
    words: ({ root, route, lost, own, merged }) => ({
      what: `${root} requires ${lost.join(' and ')}, and this policy replaces it for ${route} with its own ${own.join(' and ')}.`,
      why: 'Clients that the Gateway rejects may get access to the route.',
      fix: merged
        ? `Remove ${lost.join(' and ')} here, which keeps the settings of the Gateway, or repeat those settings unchanged.`
        : `Write mergeType: StrategicMerge without ${lost.join(' and ')}, or repeat the ${lost.join(' and ')} settings of the Gateway unchanged.`,
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\nkind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }\n---\nkind: SecurityPolicy\nmetadata: { name: orders, namespace: orders }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: api }], basicAuth: { users: { name: passwords } } }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: api, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/orders } }], backendRefs: [{ name: app, port: 8080 }] }] }\n---\nkind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }\n---\nkind: SecurityPolicy\nmetadata: { name: orders, namespace: orders }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: api }], mergeType: StrategicMerge, cors: { allowOrigins: ["https://app.example.com"] } }',
    },
  }),
  /** `namespaces`: those whose routes attach; undefined: not known. */
  RoutesFromAllNamespaces: define<{ namespaces: readonly string[] | undefined }>({
    severity: 'info',
    risk: 'advice',
    sample: { namespaces: ['orders', 'reports'] },
    words: ({ namespaces }) => ({
      what: `This listener accepts routes from all namespaces${namespaces ? `; routes of these attach to it: ${listed(namespaces, MOST)}` : ''}.`,
      why: 'Anyone who can create a route in some namespace can attach it here and take the paths of other teams.',
      fix: namespaces
        ? 'Use from: Selector with a label that only the platform sets, or with kubernetes.io/metadata.name.'
        : 'Use from: Same or from: Selector.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: All } } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }',
    },
  }),
} as const satisfies FindingGroup;
