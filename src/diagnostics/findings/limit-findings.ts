// Rate limits: keys, units, where they apply.

import { listed } from '../shown.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

export const limitFindings = {
  LimitPerMatch: define<{ matches: number }>({
    severity: 'info',
    risk: 'advice',
    sample: { matches: 3 },
    words: ({ matches }) => ({
      what: `This limit applies to each of ${matches} matches separately.`,
      why: `A client can send ${matches} times the limit.`,
      fix: 'Set shared: true on the rule.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { value: /v1/users } }, { path: { value: /v2/users } }], backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ limit: { requests: 9, unit: Minute } }] } } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { value: /v1/users } }, { path: { value: /v2/users } }], backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ limit: { requests: 9, unit: Minute }, shared: true }] } } }',
    },
  }),
  ForgeableLimitKey: define<{ header: string; set: readonly string[] }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { header: 'x-tenant', set: ['x-jwt-claim-sub'] },
    words: ({ header, set }) => ({
      what: `The rate limit key is header ${header}, whose value the client chooses.`,
      why: 'A client that sends a new value with each request is never limited.',
      fix: `Use a header that authentication sets: ${listed(set)}.`,
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-tenant, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-jwt-claim-sub, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }] } } }',
    },
  }),
  /** `sanitized`: the header holds the API key, and apiKeyAuth removes it. */
  LimitKeyMissing: define<{ header: string; sanitized: boolean }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { header: 'x-user', sanitized: false },
    words: ({ header, sanitized }) => ({
      what: sanitized
        ? `The rate limit key is header ${header}, which apiKeyAuth removes (sanitize: true) before limits are applied.`
        : `The rate limit key is header ${header}, which is removed from every request and not set again.`,
      why: 'No request is counted, so no client is limited.',
      fix: sanitized ? 'Use the header that forwardClientIDHeader names.' : 'Use a header that authentication sets.',
    }),
    example: {
      before:
        'kind: ClientTrafficPolicy\nspec: { headers: { earlyRequestHeaders: { remove: [x-user] } } }\n---\nkind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-user, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }] } } }',
      after:
        'kind: ClientTrafficPolicy\nspec: { headers: { earlyRequestHeaders: { remove: [x-user] } } }\n---\nkind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-user, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }] } } }\n---\nkind: SecurityPolicy\nspec: { basicAuth: { users: { name: passwords }, forwardUsernameHeader: x-user } }',
    },
  }),
  SelectorIgnored: define<{ kind: string }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { kind: 'sourceCIDR' },
    words: ({ kind }) => ({
      what: `This rule has several ${kind} selectors.`,
      why: 'Envoy Gateway uses the last one and ignores the others.',
      fix: 'Write a rule for each.',
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ sourceCIDR: { value: 10.0.0.0/8 } }, { sourceCIDR: { value: 192.168.0.0/16 } }], limit: { requests: 9, unit: Minute } }] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ sourceCIDR: { value: 10.0.0.0/8 } }], limit: { requests: 9, unit: Minute } }, { clientSelectors: [{ sourceCIDR: { value: 192.168.0.0/16 } }], limit: { requests: 9, unit: Minute } }] } } }',
    },
  }),
  LocalCostIgnored: constant(
    'warning',
    {
      what: 'This rule of a local rate limit has a cost.',
      why: 'Envoy Gateway ignores it: each request counts 1.',
      fix: 'Use a global rate limit, or remove cost.',
    },
    {
      before:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { local: { rules: [{ limit: { requests: 9, unit: Minute }, cost: { request: { from: Number, number: 3 } } }] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { global: { rules: [{ limit: { requests: 9, unit: Minute }, shared: true, cost: { request: { from: Number, number: 3 } } }] } } }',
    },
    'ineffective',
  ),
  MissingKeyUnlimited: define<{ header: string }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { header: 'x-tenant' },
    words: ({ header }) => ({
      what: `No rule of this rate limit matches requests without header ${header}.`,
      why: 'Such requests are not limited.',
      fix: 'Add a rule for these requests. In a local limit, write a rule without selectors. In a global limit, match the header with invert: true.',
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-tenant, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-tenant, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }, { clientSelectors: [{ headers: [{ name: x-tenant, type: RegularExpression, value: ".*", invert: true }] }], limit: { requests: 9, unit: Minute } }] } } }',
    },
  }),
} as const satisfies FindingGroup;
