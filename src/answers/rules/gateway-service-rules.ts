// The Service in front of the proxies: fields that only one type has, and consequences of some answers.

import { CLUSTER_IP, LOAD_BALANCER, typeOfService } from '../schema/gateway-service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

export const gatewayServiceRules: Rule = ({ gateway, traffic }) => {
  const service = gateway?.service;
  if (!service) return [];
  const out: Found[] = [];
  const type = typeOfService(service);
  for (const key of ['loadBalancerClass', 'loadBalancerIP', 'loadBalancerSourceRanges'] as const)
    if (service[key] !== undefined && type !== LOAD_BALANCER)
      out.push(found(['gateway', 'service', key], 'NeedsLoadBalancer', { key, type }));
  if (service.externalTrafficPolicy !== undefined && type === CLUSTER_IP)
    out.push(found(['gateway', 'service', 'externalTrafficPolicy'], 'TrafficPolicyUnused', { type }));
  const direct = traffic?.clientsBehind === undefined || traffic.clientsBehind.type === 'direct';
  if (service.externalTrafficPolicy === 'Cluster' && direct)
    out.push(found(['gateway', 'service', 'externalTrafficPolicy'], 'ClientAddressLost'));
  return out;
};
