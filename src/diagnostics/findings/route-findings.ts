// What Envoy Gateway refuses in the rules of routes, and what it accepts with another meaning than written.
import { type Absence, byAbsence, type Variant, variants } from '../definition.ts';
import { define, type FindingGroup } from './finding-definition.ts';
import { unsupportedValue } from './unsupported-texts.ts';

/** How sure it is that a value is refused: some depend on objects, or on the configuration of Envoy Gateway. */
const certainty = (v: Variant<typeof unsupportedValue>): Absence => {
  if (v.case === 'filterObject' || v.case === 'filterKind') return v.of.absence;
  return v.case === 'filterKey' && v.of.empty ? 'likely' : 'certain';
};

const incompatible = {
  mirrorAndRedirect: () => ({
    what: 'The rule has a RequestMirror filter and a RequestRedirect filter.',
    why: 'Envoy Gateway does not accept the rule, and its requests fail.',
    fix: 'Remove one of the filters.',
  }),
  mirrorAndResponse: () => ({
    what: 'The rule has a RequestMirror filter, and an HTTPRouteFilter that answers directly.',
    why: 'Envoy Gateway does not accept the rule, and its requests fail.',
    fix: 'Remove one of the filters.',
  }),
};

const unsupportedRef = {
  kind: ({ type, allowed }: { readonly type: string; readonly allowed: string }) => ({
    what: `A backendRef cannot have a filter of type ${type}.`,
    why: 'Requests to this backend get 500.',
    fix: `Move the filter to the rule, or use one of ${allowed}.`,
  }),
  path: () => ({
    what: 'The URLRewrite filter of a backendRef rewrites the path.',
    why: 'Only the host name can be rewritten for a single backend: requests to this backend get 500.',
    fix: 'Move the path to a URLRewrite filter of the rule.',
  }),
};

export const routeFindings = {
  IncompatibleFilters: define<Variant<typeof incompatible>>({
    severity: 'error',
    risk: 'failing',
    sample: { case: 'mirrorAndRedirect' },
    words: variants(incompatible),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: users, port: 8080 } } }, { type: RequestRedirect, requestRedirect: { hostname: www.example.com, statusCode: 308 } }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { hostname: www.example.com, statusCode: 308 } }] }] }',
    },
  }),
  InvalidRule: define<{ kind: string; count: number }>({
    severity: 'error',
    risk: 'rejected',
    sample: { kind: 'TCPRoute', count: 2 },
    words: ({ kind, count }) => ({
      what: `This ${kind} has ${count} rules, and exactly one is supported.`,
      why: 'The route is not accepted and receives no connections.',
      fix: 'Write one route for each rule, each on its own listener.',
    }),
    example: {
      before:
        'kind: TCPRoute\nmetadata: { name: database }\nspec: { parentRefs: [{ name: edge, sectionName: database }], rules: [{ backendRefs: [{ name: primary, port: 5432 }] }, { backendRefs: [{ name: replica, port: 5432 }] }] }\n---\nkind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: database, port: 5432, protocol: TCP }] }',
      after:
        'kind: TCPRoute\nmetadata: { name: database }\nspec: { parentRefs: [{ name: edge, sectionName: database }], rules: [{ backendRefs: [{ name: primary, port: 5432 }] }] }\n---\nkind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: database, port: 5432, protocol: TCP }] }',
    },
  }),
  ListenerTaken: define<{ kind: string; listener: string; other: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { kind: 'TCPRoute', listener: 'postgres', other: 'TCPRoute shop/a' },
    words: ({ kind, listener, other }) => ({
      what: `${other} attaches to listener ${listener} too.`,
      why: `Envoy Gateway accepts every ${kind}, and only the oldest one on a listener receives connections.`,
      fix: 'Remove one of the routes, merge their backends into one rule with weights, or use another listener.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: primary, port: 5432, protocol: TCP }, { name: replica, port: 5433, protocol: TCP }] }\n---\nkind: TCPRoute\nmetadata: { name: primary }\nspec: { parentRefs: [{ name: edge, sectionName: primary }], rules: [{ backendRefs: [{ name: primary, port: 5432 }] }] }\n---\nkind: TCPRoute\nmetadata: { name: replica }\nspec: { parentRefs: [{ name: edge, sectionName: primary }], rules: [{ backendRefs: [{ name: replica, port: 5432 }] }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: primary, port: 5432, protocol: TCP }, { name: replica, port: 5433, protocol: TCP }] }\n---\nkind: TCPRoute\nmetadata: { name: primary }\nspec: { parentRefs: [{ name: edge, sectionName: primary }], rules: [{ backendRefs: [{ name: primary, port: 5432 }] }] }\n---\nkind: TCPRoute\nmetadata: { name: replica }\nspec: { parentRefs: [{ name: edge, sectionName: replica }], rules: [{ backendRefs: [{ name: replica, port: 5432 }] }] }',
    },
  }),
  UnsupportedRefValue: define<Variant<typeof unsupportedRef>>({
    severity: 'error',
    risk: 'failing',
    sample: { case: 'kind', of: { type: 'RequestMirror', allowed: 'RequestHeaderModifier, ResponseHeaderModifier' } },
    words: variants(unsupportedRef),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080, filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: users, port: 8080 } } }] }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: users, port: 8080 } } }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  UnsupportedValue: define<Variant<typeof unsupportedValue>>({
    severity: byAbsence(certainty),
    risk: 'rejected',
    sample: {
      case: 'regex',
      of: { of: 'path', pattern: '/v(?=[0-9])', problem: 'invalid or unsupported Perl syntax: `(?=`' },
    },
    words: variants(unsupportedValue),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { type: RegularExpression, value: "/v(?=[0-9])" } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { type: RegularExpression, value: "/v[0-9].*" } }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  /** `atEnd`: the path ends with `/*` and has no other asterisk; `literal`: the path in front of it. */
  WildcardInPath: define<{ path: string; type: string; literal: string; atEnd: boolean }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { path: '/files/*', type: 'PathPrefix', literal: '/files', atEnd: true },
    words: ({ path, type, literal, atEnd }) => ({
      what: `The path ${path} of type ${type} contains an asterisk, which is an ordinary character there.`,
      why: 'The rule matches only requests with an asterisk in that place of their path.',
      fix: atEnd
        ? `Write { type: PathPrefix, value: ${literal} }, which matches all paths below it.`
        : `Write { type: PathPrefix, value: ${literal} }, or use type RegularExpression.`,
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { type: PathPrefix, value: "/files/*" } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { type: PathPrefix, value: "/files" } }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
} as const satisfies FindingGroup;
