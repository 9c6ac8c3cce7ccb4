// A BackendTrafficPolicy as keys of a service.
import type { EffectivePolicy } from '../../../../effective/requests/effective-policy.ts';
import type { NeutralAuth, Part } from '../../../neutral/neutral.ts';
import type { SourceView } from '../../source-views.ts';
import { PolicyRoom } from '../policy-room.ts';
import { balancerParts, breakerParts, connectionParts, otherTraffic } from './connections-of-policy.ts';
import { healthParts } from './health-of-policy.ts';
import { limitOfPolicy } from './limits-of-policy.ts';
import { retryParts } from './retries-of-policy.ts';

/** The keys of a service that its BackendTrafficPolicy means. */
export const trafficOfPolicy = (
  view: SourceView,
  policy: EffectivePolicy,
  auth: NeutralAuth,
  protocol: 'grpc' | 'http',
): Part[] => {
  const room = new PolicyRoom(view, policy);
  const limit = limitOfPolicy(room, auth);
  return [
    ...(limit ? [limit.part] : []),
    ...retryParts(room),
    ...healthParts(room, protocol),
    ...balancerParts(room),
    ...connectionParts(room),
    ...breakerParts(room),
    ...otherTraffic(room),
  ];
};
