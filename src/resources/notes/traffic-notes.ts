/** Comments on BackendTrafficPolicies and Redis. */
export const TRAFFIC = {
  connections: (calculation: string) => `${calculation}; per proxy replica and backend`,
  retryBudget: 'at most 20 % of active requests may be retries, so that retries cannot make an outage worse',
  safeRetries:
    'Retries only requests that no backend has processed: Envoy Gateway cannot limit retries to safe methods.',
  answered: (computed: number, calculation: string) =>
    `set in the answers; computed from traffic: ${computed} (${calculation})`,
  repeatedRetries:
    'May repeat requests that a backend has processed, with every method, because retries.idempotent states that this is harmless.',
  idempotentRetries:
    'Also retries after 502, 503 and 504, with every method, because retries: idempotent states that all requests may be repeated.',
  requestBuffer:
    'The only limit of a body in Envoy Gateway 1.9: the proxy receives the whole request before it forwards it. Larger bodies get 413.',
  compressor:
    'The first encoding is preferred. Accept-Encoding is removed from requests, so the service does not compress, too. Compressed responses lose a strong ETag.',
  globalLimit:
    'Counted in Redis across all replicas. shared: all routes of this policy use one budget. Rejected requests count, too.',
  localLimit:
    'Each replica counts on its own. Any change of a route resets the counters. Rejected requests count, too.',
  exempt: (requests: string) => `Requests ${requests} are not counted (rateLimit.exempt).`,
  shadow: 'rateLimit.shadow: requests are counted, and none is rejected.',
  withinBudget:
    'Counted in each proxy, because the global limit of the listener is merged in: of two global limits, Envoy Gateway would keep only one. The X-RateLimit headers are those of the API.',
  tier: (name: string) => `Tier ${name}`,
  perMethod: (method: string) => `${method}, in addition to the other limits`,
  withoutHeader: (header: string) =>
    `Requests without ${header} share one budget. Without this rule they would not be limited.`,
  apiBudget:
    'One budget per client across all services (rateLimit.across: api). The policies of the services inherit it (mergeType).',
  apiBudgetRules:
    'Exactly one rule counts each request: by the header that authentication set, or by address if there is none.',
  fault: (until: string) =>
    `For a test until ${until}: applies to all requests, before authentication. Remove fault from the answers when the test ends.`,
} as const;

export const REDIS_NOTES = {
  namespace: 'Counters of the rate limit service. Losing them only restarts the current windows.',
  deployment:
    'One replica without a disk: after a restart all windows start again. For high availability, set rateLimit.redis to a Redis that you run.',
  pinnedImage:
    'The digest pins the image even if the tag moves. For a mirror, set rateLimit.redis: { deploy: true, image: REGISTRY/redis:TAG@sha256:DIGEST }.',
  answeredImage: 'Set by rateLimit.redis.image.',
  service: 'envoy-gateway-values.yaml refers to this address.',
  network: 'Only the rate limit service may connect, because this Redis has no password.',
} as const;
