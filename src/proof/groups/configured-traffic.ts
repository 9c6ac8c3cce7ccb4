import type { Sizing, TrafficIntent } from '../../intent/model.ts';
import type { Probe } from '../probe.ts';
import { configured, targets } from './configured-field.ts';

const RETRIES: Record<TrafficIntent['retries'], string> = {
  none: '',
  safe: 'connect-failure refused-stream reset-before-request',
  idempotent: 'connect-failure refused-stream reset-before-request reset retriable-status-codes [502,503,504]',
};

const word = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const HASHED = { sourceIP: 'SourceIP', header: 'Headers', cookie: 'Cookie' } as const;
const balancing = (l: TrafficIntent['loadBalancing']): string =>
  `${word(l.type)}${l.type === 'consistentHash' ? ` ${HASHED[l.on]}` : ''}`;

/** The fields of one BackendTrafficPolicy that show only under load or while a service fails. */
export const trafficProbes = (t: TrafficIntent, ns: string, sizing: Sizing): Probe[] => {
  const file = '60-backendtrafficpolicies.yaml';
  const one = (what: string, title: string, jsonpath: string, want: string, group?: Probe['group']): Probe =>
    configured(`${what}-${t.name}`, title, file, 'BackendTrafficPolicy', ns, t.name, jsonpath, want, group);
  const limits = t.rateLimit;
  return [
    one('targets', `BackendTrafficPolicy ${t.name} governs its routes`, ...targets(t.targets)),
    ...(t.healthCheck
      ? [
          one(
            'health',
            `BackendTrafficPolicy ${t.name}: active health check`,
            '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}',
            `${t.healthCheck.type.toUpperCase()} ${t.healthCheck.interval} ${t.healthCheck.unhealthyThreshold}`,
            'health',
          ),
        ]
      : []),
    one(
      'ejection',
      `BackendTrafficPolicy ${t.name}: passive health check`,
      '{.spec.healthCheck.passive.consecutive5XxErrors}',
      '5',
      'health',
    ),
    ...(limits
      ? [
          one(
            'limits',
            `BackendTrafficPolicy ${t.name}: limits are those that were answered`,
            `{.spec.rateLimit.${limits.scope}.rules[0].limit.requests} {.spec.rateLimit.${limits.scope}.rules[0].limit.unit} {.spec.rateLimit.${limits.scope}.rules[0].shared}`,
            `${limits.perReplica[0]!.value} ${word(limits.limits[0]!.unit)}${limits.scope === 'global' ? ' true' : ''}`,
          ),
          one(
            'limit-key',
            `BackendTrafficPolicy ${t.name}: counted by what authentication vouches for`,
            limits.key.by === 'header'
              ? `{.spec.rateLimit.${limits.scope}.rules[0].clientSelectors[0].headers[0].name}`
              : `{.spec.rateLimit.${limits.scope}.rules[0].clientSelectors[0].sourceCIDR.value}`,
            limits.key.by === 'header' ? limits.key.header : '0.0.0.0/0',
          ),
        ]
      : []),
    one(
      'retries',
      `BackendTrafficPolicy ${t.name}: retries are ${t.retries}`,
      '{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}',
      RETRIES[t.retries],
    ),
    one(
      'circuit-breaker',
      `BackendTrafficPolicy ${t.name}: parallel and waiting requests are bounded`,
      '{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}',
      `${sizing.maxParallelRequests.value} ${sizing.maxPendingRequests.value} ${sizing.maxConnections.value}`,
    ),
    one(
      'load-balancing',
      `BackendTrafficPolicy ${t.name}: ${t.loadBalancing.type}`,
      '{.spec.loadBalancer.type} {.spec.loadBalancer.consistentHash.type}',
      balancing(t.loadBalancing),
    ),
  ];
};
