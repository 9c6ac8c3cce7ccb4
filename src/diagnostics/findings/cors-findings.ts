// Cross-origin requests of browsers (CORS).
import { either } from '../definition.ts';
import { define, type FindingGroup } from './finding-definition.ts';

export const corsFindings = {
  /** `credentials`: browsers send cookies, too. */
  AnyOriginAllowed: define<{ credentials: boolean }>({
    severity: either('warning', 'info', (v) => !v.credentials),
    risk: 'exposed',
    sample: { credentials: true },
    words: ({ credentials }) => ({
      what: `CORS allows every origin (*)${credentials ? ' with credentials' : ''}.`,
      why: `Scripts of any website can call this API from the browsers of its visitors${credentials ? ', with their cookies' : ''}.`,
      fix: 'List the origins that need access.',
    }),
    example: {
      before: 'kind: SecurityPolicy\nspec: { cors: { allowOrigins: ["*"], allowCredentials: true } }',
      after:
        'kind: SecurityPolicy\nspec: { cors: { allowOrigins: ["https://app.example.com"], allowCredentials: true } }',
    },
  }),
  PreflightNotRouted: define<{ path: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { path: '/api' },
    words: ({ path }) => ({
      what: `No match accepts a CORS preflight for ${path}: an OPTIONS request without the headers and query parameters of the actual request.`,
      why: 'The preflight gets 404 without CORS headers, and browsers block the call.',
      fix: 'Add a match for the path with method: OPTIONS and no other condition.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { value: /v1/users }, method: GET }], backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: SecurityPolicy\nspec: { cors: { allowOrigins: ["https://app.example.com"] } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { value: /v1/users }, method: GET }, { path: { value: /v1/users }, method: OPTIONS }], backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: SecurityPolicy\nspec: { cors: { allowOrigins: ["https://app.example.com"] } }',
    },
  }),
  PolicyDropsCors: define<{ root: string; route: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { root: 'SecurityPolicy edge/edge', route: 'HTTPRoute edge/app' },
    words: ({ root, route }) => ({
      what: `${root} has cors. This policy replaces it for ${route}, and has no cors.`,
      why: 'It requires credentials, and preflights have none: they get 401 or 403, and browsers block the call.',
      fix: 'Repeat cors in this policy, or set mergeType: StrategicMerge.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], cors: { allowOrigins: ["https://app.example.com"] } }\n---\nkind: SecurityPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
      after:
        'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], cors: { allowOrigins: ["https://app.example.com"] } }\n---\nkind: SecurityPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], mergeType: StrategicMerge, jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
    },
  }),
} as const satisfies FindingGroup;
