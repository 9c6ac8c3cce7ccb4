import { answered, UNSAFE } from '../answered.ts';
import { firstCredential } from '../credentials.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import { type Probe, RUN } from '../probe.ts';
import { askRoute, below, changesNothing } from '../requests.ts';
import { mainRoute, type View } from '../view.ts';

/** The service sees the rewritten path; a service that does not repeat its request cannot show it. */
export const rewrites = (view: View): Probe[] =>
  view.intent.services.flatMap((service): Probe[] => {
    const route = mainRoute(view, service);
    const policy = route && view.security.get(route.security);
    const to = route?.rules.find((r) => r.replacePrefix !== undefined)?.replacePrefix;
    if (!route || !policy || to === undefined || service.protocol !== 'http') return [];
    const credential = firstCredential(policy, route, service);
    const request = below(askRoute(view.intent, route, service, credential), `rewrite-${RUN}`);
    return [
      http(
        {
          group: 'rewrites',
          names: [service.name],
          title: `${service.name}: the service sees ${to} in place of ${service.paths[0]}`,
          lookAt: lookAt('HTTPRoute', route.name),
          unable: changesNothing(request) ? undefined : UNSAFE,
        },
        ...answered(request, service, {
          // The path is invented, so the service may well say that it is not there.
          status: [],
          never: ['401', '403', '429', '5xx'],
          service: undefined,
          echo: { type: 'path', becomes: `${to === '/' ? '' : to}/rewrite-${RUN}` },
        }),
      ),
    ];
  });
