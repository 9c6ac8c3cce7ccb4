import { credentialsOf } from '../credentials.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { HttpProbe, Probe } from '../probe.ts';
import { askRoute, changesNothing, expecting, once } from '../requests.ts';
import { answered, UNSAFE } from '../answered.ts';
import { firstByPolicy, type View } from '../view.ts';

/** A key that is asked for as `?access_token=`; the method's own place is the Authorization header. */
const inQuery = (view: View): HttpProbe[] =>
  firstByPolicy(view, 'security').flatMap(({ policy: name, route }) => {
    const policy = view.security.get(name);
    const service = view.services.get(route.service);
    // gRPC has no query. A method that a route has not: the token would show no sign there, so the main route is asked.
    if (!policy || route.kind === 'GRPCRoute' || policy.jwt.length === 0 || route.role !== 'service') return [];
    const [first] = credentialsOf(policy, route, service);
    if (!first) return [];
    return [
      http(
        {
          group: 'authenticated',
          names: [route.name, 'token-in-query'],
          title: `${route.name}: a token in the query, where every log keeps it, is not accepted`,
          lookAt: lookAt('SecurityPolicy', name),
        },
        once(askRoute(view.intent, route, service, { in: 'query', env: first.credential.env, name: 'access_token' })),
        expecting({ status: ['401'] }),
      ),
    ];
  });

/** Check 4: who shows a right credential reaches the service, by each method and on each path. */
export const authenticated = (view: View): Probe[] => [
  ...view.intent.routes.flatMap((route): Probe[] => {
    const policy = view.security.get(route.security);
    const service = view.services.get(route.service);
    if (!policy || !service || route.role === 'public') return [];
    return credentialsOf(policy, route, service).map(({ method, credential }) => {
      const request = askRoute(view.intent, route, service, credential);
      const probe = http(
        {
          group: 'authenticated',
          names: [route.name, method],
          title: `${route.name}: a credential of ${method} reaches the service`,
          lookAt: lookAt('SecurityPolicy', policy.name),
          unable: changesNothing(request) ? undefined : UNSAFE,
        },
        ...answered(request, service),
      );
      return probe;
    });
  }),
  ...inQuery(view),
];
