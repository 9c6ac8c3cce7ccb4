import type { Intent } from '../../model/intent.ts';
import { bytesOf } from '../../values/byte-size.ts';
import { credentialFor, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { routeId, routesOf } from '../probe-ids.ts';
import { requestOf } from '../route-request.ts';

/** A larger body would be a load test. */
const MOST_BYTES = 16 * 1024 * 1024;

/** A body that is one byte too large gets 413; for each policy, by its first route that a client can use. */
export const bodyProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  return intent.traffic.flatMap((t): Probe[] => {
    const bytes = t.maxRequestBody === undefined ? Number.POSITIVE_INFINITY : bytesOf(t.maxRequestBody) + 1;
    if (bytes > MOST_BYTES) return [];
    const route = routesOf(intent, 'traffic', t.name).find(
      (r) =>
        r.kind === 'HTTPRoute' &&
        r.rules.at(-1)!.matches[0]?.method !== 'HEAD' &&
        credentialFor(policies.get(r.name)) !== undefined,
    );
    if (!route) return [];
    const request = requestOf(route, credentialFor(policies.get(route.name))!);
    return [
      {
        id: routeId(route, 'maxRequestBody'),
        group: 'headers',
        title: `a body of more than ${t.maxRequestBody} gets 413`,
        lookAt: 'backendTrafficPolicies',
        check: {
          kind: 'tooLarge',
          request: { ...request, method: route.rules.at(-1)!.matches[0]?.method ?? 'POST' },
          bytes,
        },
      },
    ];
  });
};
