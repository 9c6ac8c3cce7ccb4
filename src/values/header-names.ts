/** Prefixes of headers that control Envoy: retries, timeouts, the destination of a request. */
export const OF_ENVOY = ['x-envoy-'] as const;

/** Response headers that browsers apply to the whole host name, and therefore to the services of all teams. */
export const OF_BROWSERS = {
  names: ['set-cookie', 'strict-transport-security', 'clear-site-data'],
  starts: ['access-control-'],
} as const;
