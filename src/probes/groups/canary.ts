import type { DestinationIntent, RouteIntent, ServiceIntent } from '../../intent/model.ts';
import { answered, UNSAFE } from '../answered.ts';
import { firstCredential, needsOf } from '../credentials.ts';
import { freshHeaderOf, roomOf } from '../limits.ts';
import { common, http, kubectl } from '../make.ts';
import { lookAt, objectRef } from '../objects.ts';
import type { Probe, ShareProbe } from '../probe.ts';
import { askRoute, changesNothing, once, withHeaders } from '../requests.ts';
import { shareOf } from '../share-bounds.ts';
import { mainRoute, type View } from '../view.ts';

const nameOf = (d: DestinationIntent | undefined): string => d?.to.name ?? '';

const shareProbe = (view: View, service: ServiceIntent, route: RouteIntent): ShareProbe | undefined => {
  const canary = service.canary;
  const policy = view.security.get(route.security);
  const [stable, other] = route.rules.find((r) => r.destinations.length === 2)?.destinations ?? [];
  if (!canary || !policy || !other) return undefined;
  const credential = firstCredential(policy, route, service);
  const request = once(askRoute(view.intent, route, service, credential));
  const share = shareOf(canary.weight);
  const traffic = view.traffic.get(route.traffic);
  const hash = traffic?.loadBalancing.type === 'consistentHash' ? traffic.loadBalancing : undefined;
  const room = roomOf(view, route);
  const unable =
    share === undefined
      ? `a share of ${canary.weight} % takes too many requests to see`
      : !changesNothing(request)
        ? UNSAFE
        : hash?.on === 'sourceIP'
          ? 'consistent hashing by address sends one machine to one backend'
          : room < share.requests
            ? `${share.requests} requests do not fit into the limit of ${room}`
            : undefined;
  return {
    ...common({
      group: 'canary',
      names: [service.name, 'share'],
      title: `${service.name}: ${canary.weight} % of the requests reach ${nameOf(other)}`,
      lookAt: lookAt('HTTPRoute', route.name),
      unable,
    }),
    kind: 'share',
    needs: needsOf(credential),
    requests: unable ? 0 : (share?.requests ?? 0),
    request,
    service: service.name,
    canary: nameOf(other),
    stable: nameOf(stable),
    weight: canary.weight,
    between: share?.between ?? [0, 0],
    varyHeader: hash?.on === 'header' ? hash.header : undefined,
    freshHeader: freshHeaderOf(view, route),
  };
};

/** The canary's share by count, the canary by its header, and the weights in the route. */
export const canary = (view: View): Probe[] =>
  view.intent.services.flatMap((service): Probe[] => {
    const route = mainRoute(view, service);
    const policy = route && view.security.get(route.security);
    if (!service.canary || !route || !policy || route.kind === 'GRPCRoute') return [];
    const share = shareProbe(view, service, route);
    const forced = service.canary.header;
    const request = once(askRoute(view.intent, route, service, firstCredential(policy, route, service)));
    const configured = kubectl(
      {
        group: 'canary',
        names: [service.name, 'weights'],
        title: `${service.name}: the route has the weights ${service.canary.weight} and ${100 - service.canary.weight}`,
        lookAt: lookAt('HTTPRoute', route.name),
      },
      objectRef(view.intent, 'HTTPRoute', route.name),
      { type: 'fields', fields: [['.spec.rules[*].backendRefs[*].weight', shownWeights(route)]] },
    );
    const byHeader =
      forced && share
        ? [
            http(
              {
                group: 'canary',
                names: [service.name, 'header'],
                title: `${service.name}: ${forced.name} chooses ${share.canary}`,
                lookAt: lookAt('HTTPRoute', route.name),
                unable: changesNothing(request) ? undefined : UNSAFE,
              },
              ...answered(withHeaders(request, [forced.name, forced.value]), service, {
                echo: { type: 'backend', name: share.canary, other: share.stable },
              }),
            ),
          ]
        : [];
    return [configured, ...byHeader, ...(share ? [share] : [])];
  });

/** The API server writes weight 1 where none was said. */
const shownWeights = (route: RouteIntent): string =>
  route.rules.flatMap((r) => r.destinations.map((d) => d.weight ?? 1)).join(' ');
