import type { FindingGroup } from './finding-definition.ts';
import { define } from './finding-definition.ts';

export const hostFindings = {
  HostTakenOver: define<{ host: string; wider: string; route: string; path: string }>({
    severity: 'info',
    risk: 'advice',
    sample: { host: 'shop.example.com', wider: '*.example.com', route: 'HTTPRoute shop/shop', path: '/status' },
    related: ({ route }) => route,
    words: ({ host, wider, route, path }) => ({
      what: `This route serves ${wider === '*' ? 'any host' : wider}, but not ${path} of ${host}, which ${route} names.`,
      why: 'Envoy asks only the routes of the most specific host name, so such a request gets 404.',
      fix: `If ${host} should have this path, add it to hostnames here, next to ${wider === '*' ? 'the hosts of the listener' : wider}.`,
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: wildcard-tls }] } }] }\n---\nkind: HTTPRoute\nmetadata: { name: admin }\nspec: { parentRefs: [{ name: edge, sectionName: https }], hostnames: [admin.example.com], rules: [{ matches: [{ path: { type: PathPrefix, value: /admin } }], filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-found } }] }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: wildcard-tls }] } }] }\n---\nkind: HTTPRoute\nmetadata: { name: admin }\nspec: { parentRefs: [{ name: edge, sectionName: https }], hostnames: [admin.example.com], rules: [{ matches: [{ path: { type: PathPrefix, value: / } }], filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-found } }] }] }',
    },
  }),
} as const satisfies FindingGroup;
