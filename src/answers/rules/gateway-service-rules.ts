// The Service before the proxies: what only one type has, and what an answer costs.

import { DEFAULTS } from '../../values/defaults.ts';
import { CLUSTER_IP, LOAD_BALANCER } from '../schema/gateway-service-schema.ts';
import { type Found, found, type Rule, warn } from './rule.ts';

export const gatewayServiceRules: Rule = ({ gateway, traffic }) => {
  const service = gateway?.service;
  if (!service) return [];
  const out: Found[] = [];
  const type = service.type ?? DEFAULTS.gatewayService.type.value;
  for (const key of ['loadBalancerClass', 'loadBalancerIP', 'loadBalancerSourceRanges'] as const)
    if (service[key] !== undefined && type !== LOAD_BALANCER)
      out.push(
        found(
          ['gateway', 'service', key],
          'NeedsLoadBalancer',
          `${key} is given, and the Service is of type ${type}.`,
          'Only load balancers have it; the API server refuses it elsewhere.',
          `Write type: ${LOAD_BALANCER}, or remove ${key}.`,
        ),
      );
  if (service.externalTrafficPolicy !== undefined && type === CLUSTER_IP)
    out.push(
      found(
        ['gateway', 'service', 'externalTrafficPolicy'],
        'TrafficPolicyUnused',
        `externalTrafficPolicy is given, and the Service is of type ${type}.`,
        'No traffic from outside reaches such a Service.',
        'Remove externalTrafficPolicy, or write another type.',
      ),
    );
  const direct = traffic?.clientsBehind === undefined || traffic.clientsBehind.type === 'direct';
  if (service.externalTrafficPolicy === 'Cluster' && direct)
    out.push(
      warn(
        ['gateway', 'service', 'externalTrafficPolicy'],
        'ClientAddressLost',
        'With externalTrafficPolicy Cluster every request seems to come from a node.',
        'Limits by address, allow.cidrs and the access log count on the address of the client.',
        'Write Local, or answer traffic.clientsBehind: what stands before the Gateway and names the client.',
      ),
    );
  return out;
};
