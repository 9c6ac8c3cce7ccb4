/** The host names of a redirect or a response as answers write them; none: it is for all of them. */
export const hostKeys = (hosts: readonly string[]): { hostname?: string; hostnames?: readonly string[] } =>
  hosts.length === 0 ? {} : hosts.length === 1 ? { hostname: hosts[0]! } : { hostnames: hosts };
