import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { askRoute, expecting, once } from '../requests.ts';
import { firstByPolicy, type View } from '../view.ts';

/** The gateway's own 401 is a problem document, where that was answered. */
export const problemJson = (view: View): Probe[] =>
  firstByPolicy(view, 'traffic').flatMap(({ policy: name, route }): Probe[] => {
    const security = view.security.get(route.security);
    const closed = security && (security.jwt.length > 0 || security.apiKey || security.basic);
    if (!view.traffic.get(name)?.problemJson || !closed || route.kind === 'GRPCRoute' || route.role !== 'service') return [];
    return [
      http(
        {
          group: 'problem-json',
          names: [route.name],
          title: `${route.name}: the gateway's 401 is application/problem+json`,
          lookAt: lookAt('BackendTrafficPolicy', name),
        },
        once(askRoute(view.intent, route, view.services.get(route.service))),
        expecting({ status: ['401'], has: [['content-type', '^application/problem[+]json']] }),
      ),
    ];
  });
