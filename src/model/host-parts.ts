import { ANY_HOST } from '../values/host-patterns.ts';
import type { HostIntent } from './gateway-intent.ts';
import { chunks } from './object-names.ts';

/** HTTPRoute.spec.hostnames, maxItems; the listeners of as many hosts also fit into parentRefs (32). */
const MOST_HOSTS = 16;

/** The hosts of one route. */
interface HostPart {
  readonly hosts: readonly HostIntent[];
  /** Empty: any host. */
  readonly hostnames: readonly string[];
  readonly listeners: readonly string[];
}

/**
 * Hosts by route: as many as fit into one. Any host (`*`) cannot be written, so it has a route without host names, which has those
 * of its listener.
 */
export const hostParts = (hosts: readonly HostIntent[]): HostPart[] => {
  const named = hosts.filter((h) => h.pattern !== ANY_HOST);
  const any = hosts.filter((h) => h.pattern === ANY_HOST);
  return [...chunks(named, MOST_HOSTS), ...chunks(any, MOST_HOSTS)].map((part) => ({
    hosts: part,
    hostnames: part.map((h) => h.pattern).filter((p) => p !== ANY_HOST),
    listeners: [...new Set(part.map((h) => h.listener))],
  }));
};
