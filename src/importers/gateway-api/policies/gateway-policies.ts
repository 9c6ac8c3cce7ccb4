import type { Part } from '../../neutral/neutral.ts';
import type { GatewayView } from '../source-views.ts';
import { clientParts } from './gateway/client-parts.ts';
import { errorParts } from './gateway/error-parts.ts';
import { proxyParts } from './gateway/proxy-parts.ts';
import { redisParts } from './gateway/redis-parts.ts';
import { reportPolicies } from './gateway/report-policies.ts';
import { trafficParts } from './gateway/traffic-parts.ts';
import { reportParts } from './own-output.ts';
import { budgetParts } from './traffic/api-budget-of-policy.ts';

/** Keys at the top of the answers that policies and the EnvoyProxy of the Gateway mean. */
export const gatewayPolicies = (view: GatewayView): readonly Part[] => {
  reportParts(view);
  reportPolicies(view);
  return [
    ...trafficParts(view),
    ...redisParts(view),
    ...budgetParts(view),
    ...clientParts(view),
    ...proxyParts(view),
    ...errorParts(view),
  ];
};
