import { answered, UNSAFE } from '../answered.ts';
import { firstCredential } from '../credentials.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import { type Probe, RUN } from '../probe.ts';
import { askRoute, changesNothing, once, withHeaders } from '../requests.ts';
import { firstByPolicy, type View } from '../view.ts';

/**
 * Headers by which services learn who asks: a client's own never arrive. Only a backend that repeats its request shows
 * it, so a header that may arrive is sent along.
 */
export const identity = (view: View): Probe[] => {
  const { intent } = view;
  const names = intent.client.identityHeaders;
  const value = `${RUN}-forged`;
  return firstByPolicy(view, 'security').flatMap(({ policy: name, route }): Probe[] => {
    const service = view.services.get(route.service);
    const policy = view.security.get(name);
    if (!service || !policy || service.protocol !== 'http' || names.length === 0) return [];
    const request = once(askRoute(intent, route, service, firstCredential(policy, route, service)));
    return [
      http(
        {
          group: 'identity',
          names: [route.name],
          title: `${route.name}: forged ${names.join(', ')} do not reach the service`,
          lookAt: lookAt('ClientTrafficPolicy', intent.client.name),
          unable: changesNothing(request) ? undefined : UNSAFE,
        },
        ...answered(
          withHeaders(request, ['x-validate-echo', `${RUN}-echo`], ...names.map((n) => [n, value] as const)),
          service,
          { echo: { type: 'forged', value } },
        ),
      ),
    ];
  });
};
