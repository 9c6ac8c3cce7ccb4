import type { HostIntent } from '../model/intent.ts';
import { chunks } from '../model/object-names.ts';
import { ANY_HOST } from '../values/host-patterns.ts';

/** HTTPRoute.spec.hostnames, maxItems; the listeners of as many hosts also fit into parentRefs (32). */
const MOST_HOSTS = 16;

/** The hosts of one route. */
export interface HostPart {
  /** Empty: any host. */
  readonly hostnames: readonly string[];
  readonly listeners: readonly string[];
}

/** All hosts, as many as fit into a route. Any host (`*`) has a route without host names. */
export const hostParts = (hosts: readonly HostIntent[]): HostPart[] => {
  const parts = [
    ...chunks(
      hosts.filter((h) => h.pattern !== ANY_HOST),
      MOST_HOSTS,
    ),
    ...chunks(
      hosts.filter((h) => h.pattern === ANY_HOST),
      1,
    ),
  ];
  return parts.map((part) => ({
    hostnames: part.map((h) => h.pattern).filter((p) => p !== ANY_HOST),
    listeners: [...new Set(part.map((h) => h.listener))],
  }));
};
