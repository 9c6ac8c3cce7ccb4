// How routes and policies attach: parents, listeners, conflicts.
import { byAbsence, either, type Variant, variants } from '../definition.ts';
import { define, type FindingGroup } from './finding-definition.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const NOT_SERVED = 'The route attaches to nothing and receives no requests.';

const noMatchingParent = {
  parent: ({ kind, name, namespace, absence }: Missing) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
    why: unlessItExists(NOT_SERVED, absence),
    fix: `Correct the name or the namespace.`,
  }),
  ofChallenge: ({ kind, name, namespace, absence }: Missing) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
    why: unlessItExists('The routes of ACME challenges attach to nothing, so no certificate is issued.', absence),
    fix: 'Correct the name or the namespace.',
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
    what: value === undefined ? `${parent} has no listeners.` : `${parent} has no listener with ${at} ${value}.`,
    why: NOT_SERVED,
    fix: value === undefined ? 'Add a listener.' : `Correct ${at}.`,
  }),
};

const NOT_ACCEPTED = 'The route is not accepted and receives no requests.';
const notAllowed = {
  challenge: ({
    listener,
    gateway,
    namespace,
  }: {
    readonly listener: string;
    readonly gateway: string;
    readonly namespace: string;
  }) => ({
    what: `Listener ${listener} of ${gateway} accepts no routes from namespace ${namespace}, which has Certificates of this issuer.`,
    why: 'cert-manager makes the route of an ACME challenge in the namespace of the Certificate, so no certificate is issued there.',
    fix: 'Allow the namespace in allowedRoutes.namespaces of the listener, or use a DNS challenge.',
  }),
  kind: ({
    listener,
    protocol,
    kind,
    kinds,
  }: {
    readonly listener: string;
    readonly protocol: string;
    readonly kind: string;
    readonly kinds: string;
  }) => ({
    what:
      kinds === ''
        ? `Listener ${listener} (${protocol}) accepts no routes.`
        : `Listener ${listener} (${protocol}) accepts only ${kinds}, not ${kind}.`,
    why: NOT_ACCEPTED,
    fix: `Set sectionName to a listener that accepts ${kind}, or change the protocol or allowedRoutes.kinds of the listener.`,
  }),
  selectorMissing: (listener: string) => ({
    what: `Listener ${listener} has from: Selector without a selector.`,
    why: 'The listener is not programmed and accepts no routes.',
    fix: 'Add the selector.',
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
      ? `Agree which of the namespaces ${namespaces[0]} and ${namespaces[1]} owns the path, and choose another path for the other one.`
      : 'Merge the rules into one with weights, or distinguish them by path, method or header.',
  }),
};

export const attachmentFindings = {
  Conflicted: define<{ other: string; target: string; section: string | undefined }>({
    severity: 'error',
    risk: 'rejected',
    sample: { other: 'SecurityPolicy shop/a', target: 'HTTPRoute users', section: undefined },
    related: ({ other }) => other,
    words: ({ other, target, section }) => ({
      what: `${other} also attaches to ${target}${section === undefined ? '' : ` (section ${section})`}.`,
      why: 'Only the older of the two policies takes effect.',
      fix: 'Merge them into one policy.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nmetadata: { name: cors }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], cors: { allowOrigins: ["https://app.example.com"] } }\n---\nkind: SecurityPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }] }',
      after:
        'kind: SecurityPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], cors: { allowOrigins: ["https://app.example.com"] } }',
    },
  }),
  NoMatchingListenerHostname: define<{ parent: string; hostnames: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { parent: 'Gateway shop/edge', hostnames: '*.example.com' },
    words: ({ parent, hostnames }) => ({
      what: `No hostname of the route matches a listener of ${parent}, which serves ${hostnames}.`,
      why: NOT_ACCEPTED,
      fix: 'Use the hostname of a listener, or one that its wildcard covers.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nspec: { hostnames: [api.example.org] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nspec: { hostnames: [api.example.com] }',
    },
  }),
  NoMatchingParent: define<Variant<typeof noMatchingParent>>({
    severity: byAbsence((v) => (v.case === 'listener' ? 'certain' : v.of.absence)),
    risk: 'rejected',
    sample: { case: 'listener', of: { parent: 'Gateway shop/edge', at: 'sectionName', value: 'htpps' } },
    words: variants(noMatchingParent),
    example: {
      before: 'kind: HTTPRoute\nspec: { parentRefs: [{ name: edge, sectionName: htpps }] }',
      after: 'kind: HTTPRoute\nspec: { parentRefs: [{ name: edge, sectionName: https }] }',
    },
  }),
  /** `ofChallenge`: the parentRef of a solver of cert-manager. */
  NoSectionName: define<{ listener: string; port: number | undefined; complete: boolean; ofChallenge?: boolean }>({
    severity: either('error', 'warning', (v) => !v.complete),
    risk: 'exposed',
    sample: { listener: 'http', port: 80, complete: true },
    words: ({ listener, port, ofChallenge }) => ({
      what: `This parentRef has no sectionName, so the ${ofChallenge ? 'routes of ACME challenges attach' : 'route attaches'} to every listener of the Gateway.`,
      why: ofChallenge
        ? `A challenge needs only listener ${listener} (port ${port}). On the other listeners its route can be refused, or in conflict with other routes.`
        : `Listener ${listener} (port ${port}) serves the route without TLS, so credentials travel unencrypted.`,
      fix: ofChallenge ? `Set sectionName to ${listener}.` : 'Set sectionName to the HTTPS listener.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nspec: { parentRefs: [{ name: edge }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nspec: { parentRefs: [{ name: edge, sectionName: https }] }',
    },
  }),
  NotAllowedByListeners: define<Variant<typeof notAllowed>>({
    severity: 'error',
    risk: 'rejected',
    sample: {
      case: 'selector',
      of: { listener: 'https', requirement: 'gateway-access=true', namespace: 'orders', isName: false },
    },
    words: variants(notAllowed),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: orders, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }] }\n---\nkind: Namespace\nmetadata: { name: orders, labels: {} }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } } }] }\n---\nkind: HTTPRoute\nmetadata: { name: orders, namespace: orders }\nspec: { parentRefs: [{ name: edge, namespace: shop, sectionName: https }] }\n---\nkind: Namespace\nmetadata: { name: orders, labels: { gateway-access: "true" } }',
    },
  }),
  RouteRulesOverlap: define<Variant<typeof overlap>>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { case: 'routes', of: { other: 'number 1', route: 'HTTPRoute shop/a', namespaces: undefined } },
    related: (v) => (v.case === 'routes' ? v.of.route : undefined),
    words: variants(overlap),
    example: {
      before:
        'kind: HTTPRoute\nmetadata: { name: users-v2 }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/users } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nmetadata: { name: users-v2 }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ matches: [{ path: { value: /v1/users }, headers: [{ name: x-version, value: "2" }] }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
} as const satisfies FindingGroup;
