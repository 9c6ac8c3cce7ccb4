// Compression of responses and sizes of request bodies.
import { define, type FindingGroup } from './finding-definition.ts';

export const bodiesFindings = {
  CompressorIgnored: define<{ type: string; key: string }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { type: 'Gzip', key: 'gzip' },
    words: ({ type, key }) => ({
      what: `The compressor ${type} has no field ${key}.`,
      why: 'Envoy Gateway leaves such a compressor out, so responses are not compressed by it.',
      fix: `Add ${key}: {} next to type.`,
    }),
    example: {
      before: 'kind: BackendTrafficPolicy\nspec: { compressor: [{ type: Gzip }] }',
      after: 'kind: BackendTrafficPolicy\nspec: { compressor: [{ type: Gzip, gzip: {} }] }',
    },
  }),
  RequestBufferOnStreams: define<{ route: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { route: 'GRPCRoute shop/orders' },
    words: ({ route }) => ({
      what: `requestBuffer applies to ${route}.`,
      why: 'Envoy waits for the end of a request before it forwards it, so streams of gRPC clients hang.',
      fix: 'Give the GRPCRoute a policy without requestBuffer.',
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: GRPCRoute, name: orders }], requestBuffer: { limit: 1Mi } }\n---\nkind: GRPCRoute\nmetadata: { name: orders }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ matches: [{ method: { service: shop.Orders } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: BackendTrafficPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], requestBuffer: { limit: 1Mi } }\n---\nkind: GRPCRoute\nmetadata: { name: orders }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ matches: [{ method: { service: shop.Orders } }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
} as const satisfies FindingGroup;
