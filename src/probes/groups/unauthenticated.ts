import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { refusalOf, refusalWords } from '../refusals.ts';
import { askRoute, expecting, once, withHeaders } from '../requests.ts';
import { forgeries } from '../forgeries.ts';
import { firstByPolicy, mainRoute, type View } from '../view.ts';

/** Check 3: who shows nothing, or something invented, is refused in the way of the method. */
export const unauthenticated = (view: View): Probe[] => {
  const { intent } = view;
  const bare = intent.services.flatMap((service): Probe[] => {
    const route = mainRoute(view, service);
    const policy = route && view.security.get(route.security);
    if (!route || !policy || route.methods.length === 0) return [];
    return [
      http(
        {
          group: 'unauthenticated',
          names: [service.name],
          title: `${service.name}: a request without credentials ${refusalWords(policy)}`,
          lookAt: lookAt('SecurityPolicy', policy.name),
        },
        askRoute(intent, route, service),
        expecting(refusalOf(policy)),
      ),
    ];
  });
  const invented = firstByPolicy(view, 'security').flatMap(({ policy: name, route }): Probe[] => {
    const policy = view.security.get(name);
    const service = view.services.get(route.service);
    if (!policy || route.methods.length === 0) return [];
    return forgeries(policy).map((forgery) =>
      http(
        {
          group: 'unauthenticated',
          names: [route.name, forgery.name],
          title: `${route.name}: ${forgery.words} is refused`,
          lookAt: lookAt('SecurityPolicy', name),
        },
        withHeaders(
          {
            ...once(askRoute(intent, route, service)),
            ...(forgery.query
              ? { paths: once(askRoute(intent, route, service)).paths.map((p) => `${p}?${forgery.query}`) }
              : {}),
          },
          ...forgery.headers,
        ),
        expecting({ status: ['401', '403'], grpc: [16, 7] }),
      ),
    );
  });
  const scripts = firstByPolicy(view, 'security').flatMap(({ policy: name, route }): Probe[] => {
    const policy = view.security.get(name);
    if (!policy?.oidc || route.methods.length === 0) return [];
    return [
      http(
        {
          group: 'unauthenticated',
          names: [route.name, 'script'],
          title: `${route.name}: a script without a session gets 401 and no redirect`,
          lookAt: lookAt('SecurityPolicy', name),
        },
        withHeaders(once(askRoute(intent, route, view.services.get(route.service))), ['X-Requested-With', 'XMLHttpRequest']),
        expecting({ status: ['401'] }),
      ),
    ];
  });
  return [...bare, ...invented, ...scripts];
};
