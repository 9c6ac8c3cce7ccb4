/** Beginnings of request and response headers by which Envoy itself decides: retries, timeouts, where a request goes. */
export const OF_ENVOY = ['x-envoy-'] as const;

/** Response headers by which a browser decides for the whole host name, and so for the services of all teams. */
export const OF_BROWSERS = {
  names: ['set-cookie', 'strict-transport-security', 'clear-site-data'],
  starts: ['access-control-'],
} as const;
