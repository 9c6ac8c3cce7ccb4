// References whose target does not exist or may not be used, and objects that conflict.
import { constant, define, either, type Group, type Variant, variants } from '../definition.ts';

/** A reference to an object that is not among those at hand. `mayExist`: it may be in the cluster. */
interface Missing {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly mayExist: boolean;
}

/** ` in namespace NAME`, where the namespace is known. */
const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? '' : ` in namespace ${namespace}`;

const oldElsewhere = (mayExist: boolean): string =>
  mayExist ? ' It is not among these files; where it is in the cluster, all is well.' : '';
/** The end of a fix of a reference to an object that may be in the cluster. */
const orIgnore = (mayExist: boolean): string => (mayExist ? ' If it exists in the cluster, ignore this finding.' : '');

const NOT_ATTACHED = 'The policy attaches to nothing, so it protects nothing.';
const NOT_SERVED = 'The route attaches to nothing and receives no requests.';

const targetNotFound = {
  named: ({ kind, name, group, namespace, mayExist }: Missing & { readonly group: string }) => ({
    what: `There is no ${kind} ${name} of ${group}${inNamespace(namespace)}, so the policy would protect nothing. A policy reaches its own namespace only.${oldElsewhere(mayExist)}`,
    why: '',
    fix: '',
  }),
  selected: ({ kind, mayExist }: { readonly kind: string; readonly mayExist: boolean }) => ({
    what: `No ${kind} has the labels that are selected, so the policy would protect nothing.${oldElsewhere(mayExist)}`,
    why: '',
    fix: '',
  }),
  section: ({
    target,
    part,
    section,
  }: {
    readonly target: string;
    readonly part: 'rule' | 'listener';
    readonly section: string;
  }) => ({
    what: `${target} has no ${part} called ${section}, so the policy would protect nothing.`,
    why: '',
    fix: '',
  }),
};

const noMatchingParent = {
  parent: ({ kind, name, namespace, mayExist }: Missing) => ({
    what: `There is no ${kind} ${name}${inNamespace(namespace)}, so the route would be served nowhere.${oldElsewhere(mayExist)}`,
    why: '',
    fix: '',
  }),
  listener: ({
    parent,
    at,
    value,
  }: {
    readonly parent: string;
    readonly at: 'sectionName' | 'port';
    readonly value: string | number | undefined;
  }) => ({
    what: `${parent} has no listener with ${at} ${value}, so the route would be served nowhere.`,
    why: '',
    fix: '',
  }),
};

const NOT_ACCEPTED = 'The route is not accepted and receives no requests.';
const notAllowed = {
  selectorMissing: (listener: string) => ({
    what: `Listener ${listener} has from: Selector and no selector, so it is not programmed and takes no routes. Write the selector.`,
    why: '',
    fix: '',
  }),
  selector: ({
    listener,
    requirement,
    namespace,
    isName,
  }: {
    readonly listener: string;
    readonly requirement: string;
    readonly namespace: string;
    readonly isName: boolean;
  }) => ({
    what: `Listener ${listener} takes routes of namespaces with ${requirement} only, and Namespace ${namespace} is none of them. ${
      isName
        ? 'That label is the name itself: add the namespace to the selector, or move the route.'
        : 'Label the Namespace so, or move the route.'
    }`,
    why: '',
    fix: '',
  }),
  same: (namespace: string | undefined) => ({
    what: `The listener takes routes of namespace ${namespace} only. Widen its allowedRoutes.namespaces, or move the route.`,
    why: '',
    fix: '',
  }),
};

const invalidKind = {
  kind: ({ kind, group }: { readonly kind: string; readonly group: string }) => ({
    what: `Envoy Gateway knows no backend of kind ${kind}${group ? ` of ${group}` : ''}; a Service or a Backend is one.`,
    why: '',
    fix: '',
  }),
  /** `right`: the group of the kind; '' is the core group. */
  group: ({ kind, right }: { readonly kind: string; readonly right: string }) => ({
    what: `A ${kind} is of ${right === '' ? 'the core group, which is written ""' : `group ${right}`}, so this backend would not be found.`,
    why: '',
    fix: '',
  }),
};

const invalidCertificate = {
  kind: ({ kind, group }: { readonly kind: string; readonly group: string }) => ({
    what: `A certificate is a Secret, not a ${kind}${group ? ` of ${group}` : ''}.`,
    why: '',
    fix: '',
  }),
  notIssued: ({
    namespace,
    name,
    issued,
  }: {
    readonly namespace: string;
    readonly name: string;
    readonly issued: string;
  }) => ({
    what: `No Certificate in namespace ${namespace} makes the Secret ${name}; they make ${issued}. The listener would not come up.`,
    why: '',
    fix: '',
  }),
};

const overlap = {
  route: ({ rule, other }: { readonly rule: string; readonly other: string }) => ({
    what: `Rule ${other} of this route has the same match, so rule ${rule} would never get a request.`,
    why: '',
    fix: '',
  }),
  /** `namespaces`: both, where the routes are in two. */
  routes: ({
    other,
    route,
    namespaces,
  }: {
    readonly other: string;
    readonly route: string;
    readonly namespaces: readonly [string | undefined, string | undefined] | undefined;
  }) => ({
    what: `Rule ${other} of ${route} has the same match on the same hostname. The older route would get all requests.${namespaces ? ` Namespaces ${namespaces[0]} and ${namespaces[1]} do not see each other's routes: agree whose path it is.` : ''}`,
    why: '',
    fix: '',
  }),
};

export const referencesFindings = {
  BackendNotFound: define<Omit<Missing, 'kind'>>({
    severity: either('error', 'info', (v) => v.mayExist),
    sample: { name: 'biling', namespace: 'shop', mayExist: false },
    words: ({ name, namespace, mayExist }) => ({
      what: `There is no Backend ${name}${inNamespace(namespace)}, so requests would be answered with 500.${oldElsewhere(mayExist)}`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: biling }]',
      after: 'backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: billing }]',
    },
  }),
  Conflicted: define<{ other: string; target: string; section: string | undefined }>({
    severity: 'error',
    sample: { other: 'SecurityPolicy shop/a', target: 'HTTPRoute users', section: undefined },
    words: ({ other, target, section }) => ({
      what: `${other} attaches to ${target}${section === undefined ? '' : `, section ${section},`} as well. Only the older of the two would count; make them one policy.`,
      why: '',
      fix: '',
    }),
    example: {
      before: '{ kind: SecurityPolicy, name: a, targetRefs: [users] } and { name: b, targetRefs: [users] }',
      after: '{ kind: SecurityPolicy, name: users, targetRefs: [users] }',
    },
  }),
  DuplicateObject: constant(
    'error',
    {
      what: 'An object of this kind, namespace and name is there twice, so the later one would overwrite the earlier.',
      why: '',
      fix: '',
    },
    { before: 'two HTTPRoutes shop/users', after: 'HTTPRoute shop/users and HTTPRoute shop/users-v2' },
  ),
  FilterNotFound: define<Omit<Missing, 'namespace'>>({
    severity: either('error', 'info', (v) => v.mayExist),
    sample: { kind: 'HTTPRouteFilter', name: 'not-fuond', mayExist: false },
    words: ({ kind, name, mayExist }) => ({
      what: `There is no ${kind} ${name} in the route's namespace, so the rule would answer 500.${oldElsewhere(mayExist)}`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-fuond }',
      after: 'extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-found }',
    },
  }),
  InvalidCertificateRef: define<Variant<typeof invalidCertificate>>({
    severity: 'error',
    sample: { case: 'notIssued', of: { namespace: 'shop', name: 'api-cert', issued: 'api-tls' } },
    words: variants(invalidCertificate),
    example: { before: 'certificateRefs: [{ name: api-cert }]', after: 'certificateRefs: [{ name: api-tls }]' },
  }),
  InvalidKind: define<Variant<typeof invalidKind>>({
    severity: 'error',
    sample: { case: 'group', of: { kind: 'Service', right: '' } },
    words: variants(invalidKind),
    example: {
      before: 'backendRefs: [{ group: v1, kind: Service, name: users, port: 80 }]',
      after: 'backendRefs: [{ name: users, port: 80 }]',
    },
  }),
  InvalidParameters: define<Missing & { readonly of: string }>({
    severity: either('error', 'info', (v) => v.mayExist),
    sample: { kind: 'EnvoyProxy', name: 'absent', namespace: 'shop', of: 'Gateway', mayExist: false },
    words: ({ kind, name, namespace, of, mayExist }) => ({
      what: `There is no ${kind} ${name}${inNamespace(namespace)}, so the ${of} would not be accepted.${oldElsewhere(mayExist)}`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: absent }',
      after: 'parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: edge-proxy }',
    },
  }),
  NoMatchingListenerHostname: define<{ parent: string; hostnames: string }>({
    severity: 'error',
    sample: { parent: 'Gateway shop/edge', hostnames: '*.example.com' },
    words: ({ parent, hostnames }) => ({
      what: `No hostname of the route is one of ${parent}, which has ${hostnames}.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'hostnames: [api.example.org] at a listener of *.example.com',
      after: 'hostnames: [api.example.com]',
    },
  }),
  NoMatchingParent: define<Variant<typeof noMatchingParent>>({
    severity: either('error', 'info', (v) => v.case === 'parent' && v.of.mayExist),
    sample: { case: 'listener', of: { parent: 'Gateway shop/edge', at: 'sectionName', value: 'htpps' } },
    words: variants(noMatchingParent),
    example: {
      before: 'parentRefs: [{ name: edge, sectionName: htpps }]',
      after: 'parentRefs: [{ name: edge, sectionName: https }]',
    },
  }),
  NoSectionName: define<{ listener: string; port: number | undefined; complete: boolean }>({
    severity: either('error', 'warning', (v) => !v.complete),
    sample: { listener: 'http', port: 80, complete: true },
    words: ({ listener, port }) => ({
      what: `The route names no listener, so it would be served in clear text too, by listener ${listener} on port ${port}. Add a sectionName.`,
      why: '',
      fix: '',
    }),
    example: { before: 'parentRefs: [{ name: edge }]', after: 'parentRefs: [{ name: edge, sectionName: https }]' },
  }),
  NotAllowedByListeners: define<Variant<typeof notAllowed>>({
    severity: 'error',
    sample: {
      case: 'selector',
      of: { listener: 'https', requirement: 'gateway-access=true', namespace: 'orders', isName: false },
    },
    words: variants(notAllowed),
    example: {
      before:
        'selector: { matchLabels: { gateway-access: "true" } } and { kind: Namespace, metadata: { name: orders, labels: {} } }',
      after: 'the same, and { kind: Namespace, metadata: { name: orders, labels: { gateway-access: "true" } } }',
    },
  }),
  /** `mayExist`: the namespace that is referred to is not among the files, and its grant may come with it. */
  RefNotPermitted: define<{
    kind: string;
    name: string;
    namespace: string;
    from: string;
    own: string;
    mayExist: boolean;
  }>({
    severity: either('error', 'warning', (v) => v.mayExist),
    sample: { kind: 'Service', name: 'users', namespace: 'shop', from: 'HTTPRoute', own: 'edge', mayExist: false },
    words: ({ kind, name, namespace, from, own }) => ({
      what: `${kind} ${name} is in namespace ${namespace}, and no ReferenceGrant there lets a ${from} of ${own} refer to it.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'backendRefs: [{ name: users, namespace: shop, port: 80 }]',
      after:
        '{ kind: ReferenceGrant, namespace: shop, from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }], to: [{ group: "", kind: Service }] }',
    },
  }),
  RouteRulesOverlap: define<Variant<typeof overlap>>({
    severity: 'error',
    sample: { case: 'routes', of: { other: 'number 1', route: 'HTTPRoute shop/a', namespaces: undefined } },
    words: variants(overlap),
    example: {
      before: 'route a: /users, route b: /users',
      after: 'route a: /users, route b: /users with header x-version: "2"',
    },
  }),
  TargetNotFound: define<Variant<typeof targetNotFound>>({
    severity: either('error', 'info', (v) => v.case !== 'section' && v.of.mayExist),
    sample: {
      case: 'named',
      of: { kind: 'HTTPRoute', name: 'usres', group: 'gateway.networking.k8s.io', namespace: 'shop', mayExist: false },
    },
    words: variants(targetNotFound),
    example: {
      before: 'targetRefs: [{ kind: HTTPRoute, name: usres }]',
      after: 'targetRefs: [{ kind: HTTPRoute, name: users }]',
    },
  }),
  UnknownProvider: define<{ provider: string }>({
    severity: 'error',
    sample: { provider: 'auth0' },
    words: ({ provider }) => ({
      what: `The policy has no jwt provider ${provider}, so the rule would match nobody.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'principal: { jwt: { provider: auth0 } } with providers: [{ name: customers }]',
      after: 'principal: { jwt: { provider: customers } }',
    },
  }),
} as const satisfies Group;
