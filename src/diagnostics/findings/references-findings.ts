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

/** That something is missing: from the files only, where it may be in the cluster. */
const absent = (subject: string, mayExist: boolean): string =>
  mayExist ? `These files contain no ${subject}.` : `There is no ${subject}.`;

/** The consequence, which is certain only where the object cannot be in the cluster. */
const unlessItExists = (why: string, mayExist: boolean): string =>
  mayExist ? `Unless the cluster has one, ${why[0]!.toLowerCase()}${why.slice(1)}` : why;

const NOT_ATTACHED = 'The policy attaches to nothing, so it protects nothing.';
const NOT_SERVED = 'The route attaches to nothing and receives no requests.';

const targetNotFound = {
  named: ({ kind, name, group, namespace, mayExist }: Missing & { readonly group: string }) => ({
    what: absent(`${kind} ${name} (${group})${inNamespace(namespace)}`, mayExist),
    why: unlessItExists(NOT_ATTACHED, mayExist),
    fix: `Correct the name; a policy can target only objects in its own namespace.`,
  }),
  selected: ({ kind, mayExist }: { readonly kind: string; readonly mayExist: boolean }) => ({
    what: `No ${kind}${mayExist ? ' in these files' : ''} has the labels of this selector.`,
    why: unlessItExists(NOT_ATTACHED, mayExist),
    fix: `Correct the labels here or on the target.`,
  }),
  section: ({
    target,
    part,
    section,
  }: {
    readonly target: string;
    readonly part: 'rule' | 'listener';
    readonly section: string;
  }) => ({ what: `${target} has no ${part} named ${section}.`, why: NOT_ATTACHED, fix: 'Correct sectionName.' }),
};

const noMatchingParent = {
  parent: ({ kind, name, namespace, mayExist }: Missing) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, mayExist),
    why: unlessItExists(NOT_SERVED, mayExist),
    fix: `Correct the name or the namespace.`,
  }),
  listener: ({
    parent,
    at,
    value,
  }: {
    readonly parent: string;
    readonly at: 'sectionName' | 'port';
    readonly value: string | number | undefined;
  }) => ({ what: `${parent} has no listener with ${at} ${value}.`, why: NOT_SERVED, fix: `Correct ${at}.` }),
};

const NOT_ACCEPTED = 'The route is not accepted and receives no requests.';
const notAllowed = {
  selectorMissing: (listener: string) => ({
    what: `Listener ${listener} has from: Selector without a selector.`,
    why: 'The listener is not programmed and accepts no routes.',
    fix: 'Write the selector.',
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
    what: `Listener ${listener} accepts routes only from namespaces with ${requirement}, and namespace ${namespace} does not match.`,
    why: NOT_ACCEPTED,
    fix: isName
      ? 'Kubernetes sets this label to the name of the namespace: add the namespace to the selector, or move the route.'
      : 'Add the label to the Namespace, or move the route.',
  }),
  same: (namespace: string | undefined) => ({
    what: `The listener accepts routes only from namespace ${namespace}.`,
    why: NOT_ACCEPTED,
    fix: 'Allow the namespace in allowedRoutes.namespaces of the listener, or move the route.',
  }),
};

const invalidKind = {
  kind: ({ kind, group }: { readonly kind: string; readonly group: string }) => ({
    what: `Envoy Gateway cannot route to kind ${kind}${group ? ` (${group})` : ''}.`,
    why: 'Requests to this backend get 500.',
    fix: 'Use a Service or a Backend.',
  }),
  /** `right`: the group of the kind; '' is the core group. */
  group: ({ kind, right }: { readonly kind: string; readonly right: string }) => ({
    what: `A ${kind} belongs to ${right === '' ? 'the core group' : `group ${right}`}, and another group is set.`,
    why: 'The backend is not found, and requests to it get 500.',
    fix: right === '' ? 'Write group: "", or remove group.' : `Write group: ${right}.`,
  }),
};

const invalidCertificate = {
  kind: ({ kind, group }: { readonly kind: string; readonly group: string }) => ({
    what: `A certificate must be a Secret, not a ${kind}${group ? ` (${group})` : ''}.`,
    why: 'The listener is not programmed, so no client can connect.',
    fix: 'Name a Secret of type kubernetes.io/tls.',
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
    what: `No Certificate in namespace ${namespace} creates the Secret ${name}; they create ${issued}.`,
    why: 'The listener is not programmed, so no client can connect.',
    fix: 'Name the secretName of the Certificate.',
  }),
};

const overlap = {
  route: ({ rule, other }: { readonly rule: string; readonly other: string }) => ({
    what: `Rule ${other} of this route has the same match as rule ${rule}.`,
    why: `Rule ${rule} never receives a request.`,
    fix: 'Remove one of the rules, or distinguish them by path, method or header.',
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
    what: `Rule ${other} of ${route} has the same match on the same hostname.`,
    why: 'The older route receives all requests.',
    fix: namespaces
      ? `Agree which of the namespaces ${namespaces[0]} and ${namespaces[1]} owns the path, and give the other one a path of its own.`
      : 'Merge the rules into one with weights, or distinguish them by path, method or header.',
  }),
};

export const referencesFindings = {
  BackendNotFound: define<Omit<Missing, 'kind'>>({
    severity: either('error', 'info', (v) => v.mayExist),
    sample: { name: 'biling', namespace: 'shop', mayExist: false },
    words: ({ name, namespace, mayExist }) => ({
      what: absent(`Backend ${name}${inNamespace(namespace)}`, mayExist),
      why: unlessItExists('Requests to it get 500.', mayExist),
      fix: `Add the Backend, or correct the name.`,
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
      what: `${other} also attaches to ${target}${section === undefined ? '' : ` (section ${section})`}.`,
      why: 'Only the older of the two policies takes effect.',
      fix: 'Merge them into one policy.',
    }),
    example: {
      before: '{ kind: SecurityPolicy, name: a, targetRefs: [users] } and { name: b, targetRefs: [users] }',
      after: '{ kind: SecurityPolicy, name: users, targetRefs: [users] }',
    },
  }),
  DuplicateObject: constant(
    'error',
    {
      what: 'Another object has the same kind, namespace and name.',
      why: 'The one that is applied last overwrites the other.',
      fix: 'Rename or remove one of them.',
    },
    { before: 'two HTTPRoutes shop/users', after: 'HTTPRoute shop/users and HTTPRoute shop/users-v2' },
  ),
  FilterNotFound: define<Omit<Missing, 'namespace'>>({
    severity: either('error', 'info', (v) => v.mayExist),
    sample: { kind: 'HTTPRouteFilter', name: 'not-fuond', mayExist: false },
    words: ({ kind, name, mayExist }) => ({
      what: absent(`${kind} ${name} in the namespace of the route`, mayExist),
      why: unlessItExists('Requests that match the rule get 500.', mayExist),
      fix: `Add the ${kind} to that namespace, or correct the name.`,
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
      what: absent(`${kind} ${name}${inNamespace(namespace)}`, mayExist),
      why: unlessItExists(`The ${of} is not accepted, so no proxies run for it.`, mayExist),
      fix: `Add the ${kind}, or correct the name.`,
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
      what: `No hostname of the route matches a listener of ${parent}, which serves ${hostnames}.`,
      why: NOT_ACCEPTED,
      fix: 'Use the hostname of a listener, or one that its wildcard covers.',
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
      what: 'This parentRef has no sectionName, so the route attaches to every listener of the Gateway.',
      why: `Listener ${listener} (port ${port}) serves the route without TLS, so credentials travel unencrypted.`,
      fix: 'Write the sectionName of the HTTPS listener.',
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
      what: `${kind} ${name} is in namespace ${namespace}, and no ReferenceGrant there allows a ${from} in namespace ${own} to refer to it.`,
      why: 'Envoy Gateway rejects the reference: requests get 500, or the policy is invalid.',
      fix: `Add a ReferenceGrant to namespace ${namespace}.`,
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
      what: `The policy has no jwt provider named ${provider}.`,
      why: 'The policy is accepted, but the rule matches no request.',
      fix: 'Name one of jwt.providers.',
    }),
    example: {
      before: 'principal: { jwt: { provider: auth0 } } with providers: [{ name: customers }]',
      after: 'principal: { jwt: { provider: customers } }',
    },
  }),
} as const satisfies Group;
