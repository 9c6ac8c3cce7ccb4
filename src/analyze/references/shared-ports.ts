import { show } from '../../effective/objects/loose-objects.ts';
import { servingListeners } from '../../effective/routes/parents.ts';
import type { Check } from '../check.ts';

/**
 * TCPRoutes or UDPRoutes on one listener: Envoy Gateway accepts all of them, and only the oldest one receives connections
 * (processTCPRouteParentRefs and processUDPRouteParentRefs in route.go).
 */
export const sharedPorts: Check = (snapshot, report) => {
  for (const kind of ['TCPRoute', 'UDPRoute']) {
    const first = new Map<string, string>();
    for (const route of snapshot.of(kind))
      for (const { gateway, name } of new Set(servingListeners(snapshot, route))) {
        const listener = `${gateway} ${name}`;
        const other = first.get(listener);
        if (other === undefined) first.set(listener, show(route));
        else if (other !== show(route)) {
          report('ListenerTaken', route, 'spec.parentRefs', { kind, listener: name, other });
          break;
        }
      }
  }
};
