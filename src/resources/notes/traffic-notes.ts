/** Comments on BackendTrafficPolicies and Redis. */
export const TRAFFIC = {
  connections: (calculation: string) => `${calculation}; for each proxy replica and backend`,
  retryBudget: 'at most 20 % of the requests in flight may be retries, so that retries cannot make an outage worse',
  safeRetries: 'Only where no request was processed: retries cannot tell POST from GET.',
  idempotentRetries:
    'Also after 502, 503 and 504, for every method: the answers say that all requests may be repeated.',
  globalLimit:
    'Counted in Redis over all replicas; shared: one bucket for all routes of this policy. Refused requests count too.',
  localLimit: 'Counted by each replica for itself, and anew after any change of a route. Refused requests count too.',
  withoutHeader: (header: string) =>
    `Requests without ${header} share one budget; without this rule they would have none.`,
  apiBudget: 'One budget a client over all services (rateLimit.across: api); the policies of the services merge it in.',
  apiBudgetRules:
    'Each request is counted by one rule: by what authentication set, or by address where it set nothing.',
} as const;

export const REDIS_NOTES = {
  namespace: 'Counters of the rate limit service; nothing in here outlives a window.',
  deployment:
    'One replica without a disk: after a restart all windows begin anew. For more, answer rateLimit.redis with a Redis of your own.',
  pinnedImage:
    'The digest fixes the image, whatever the tag names later. For a mirror, answer rateLimit.redis: { deploy: true, image: REGISTRY/redis:TAG@sha256:DIGEST }.',
  answeredImage: 'As answered in rateLimit.redis.image.',
  service: 'The address that envoy-gateway-values.yaml names.',
  network: 'Only the rate limit service may connect; this Redis has no password.',
} as const;
