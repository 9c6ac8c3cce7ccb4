import type { Part } from '../../neutral/neutral.ts';
import type { GatewayView } from '../views.ts';

/** Keys at the top of the answers that policies and the EnvoyProxy of the Gateway mean. */
export const gatewayPolicies = (_view: GatewayView): readonly Part[] => [];
