import { answered, UNSAFE } from '../answered.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { askRoute, changesNothing } from '../requests.ts';
import type { View } from '../view.ts';

/** What the answers call public is reached without a credential: public services, and public paths of closed ones. */
export const publicPaths = (view: View): Probe[] =>
  view.intent.routes.flatMap((route): Probe[] => {
    const service = view.services.get(route.service);
    if (!service || route.methods.length > 0) return [];
    const request = askRoute(view.intent, route, service);
    return [
      http(
        {
          group: 'public',
          names: [route.name],
          title: `${route.name}: reached without a credential, as answered`,
          lookAt: lookAt('HTTPRoute', route.name),
          unable: changesNothing(request) ? undefined : UNSAFE,
        },
        ...answered(request, service),
      ),
    ];
  });
