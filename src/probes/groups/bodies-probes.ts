import { intentsOf } from '../../auth/kinds.ts';
import type { Intent } from '../../model/intent.ts';
import { bytesOf } from '../../values/byte-size.ts';
import { credentialFor, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { requestOf } from '../route-request.ts';

/** A larger body would be a load test. */
const MOST_BYTES = 16 * 1024 * 1024;

/** An authorizer that receives the body: a larger one gets 413 before it is asked. */
export const authorizerBodyProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  return intent.security.flatMap((s): Probe[] => {
    const body = intentsOf('extAuth', [s])[0]?.body;
    const route = intent.routes.find(
      (r) => r.security === s.name && r.kind === 'HTTPRoute' && r.rules.at(-1)!.matches[0]?.method !== 'HEAD',
    );
    const credential = route && credentialFor(policies.get(route.name));
    if (body === undefined || body > MOST_BYTES || !route || !credential) return [];
    return [
      {
        id: routeId(route, 'auth.body'),
        group: 'headers',
        title: `${route.name}: a body that is too large for the authorizer gets 413`,
        lookAt: 'securityPolicies',
        check: {
          kind: 'tooLarge',
          request: { ...requestOf(route, credential), method: route.rules.at(-1)!.matches[0]?.method ?? 'POST' },
          bytes: body + 1,
        },
      },
    ];
  });
};

/** A body that is one byte too large gets 413; for each policy, by its first route that a client can use. */
export const bodyProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  return intent.traffic.flatMap((t): Probe[] => {
    const bytes = t.maxRequestBody === undefined ? Number.POSITIVE_INFINITY : bytesOf(t.maxRequestBody) + 1;
    if (bytes > MOST_BYTES) return [];
    const route = intent.routes.find(
      (r) =>
        r.traffic === t.name &&
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
        title: `${route.name}: a body of more than ${t.maxRequestBody} gets 413`,
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
