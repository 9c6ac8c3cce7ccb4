import type { Intent, TrafficIntent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { governed } from '../probe-ids.ts';
import { configured, targets } from './configured-field.ts';

const RETRIES: Record<TrafficIntent['retries'], string> = {
  none: '',
  safe: 'connect-failure refused-stream reset-before-request',
  idempotent: 'connect-failure refused-stream reset-before-request reset retriable-status-codes [502,503,504]',
};

const ENCODING = { br: 'Brotli', gzip: 'Gzip', zstd: 'Zstd' } as const;

const word = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const HASHED = { sourceIP: 'SourceIP', header: 'Headers', cookie: 'Cookie' } as const;
const balancing = (l: TrafficIntent['loadBalancing']): string =>
  `${word(l.type)}${l.type === 'consistentHash' ? ` ${HASHED[l.on]}` : ''}`;

/** Fields of one BackendTrafficPolicy that take effect only under load or when a service fails. */
export const trafficProbes = (t: TrafficIntent, intent: Intent): Probe[] => {
  const { namespace: ns, sizing } = intent;
  const file = 'backendTrafficPolicies';
  const of = governed(intent, 'traffic', t.name);
  const one = (what: string, title: string, jsonpath: string, want: string, group?: Probe['group']): Probe =>
    configured(
      of.id(what),
      `${of.services}: ${title} (BackendTrafficPolicy ${t.name})`,
      file,
      'BackendTrafficPolicy',
      ns,
      t.name,
      jsonpath,
      want,
      group,
    );
  const limits = t.rateLimit;
  return [
    one('traffic.routes', 'the policy selects its routes', ...targets(t.targets)),
    ...(t.healthCheck
      ? [
          one(
            'healthCheck',
            'active health check',
            '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}',
            `${t.healthCheck.type.toUpperCase()} ${t.healthCheck.interval} ${t.healthCheck.unhealthyThreshold}`,
            'health',
          ),
        ]
      : []),
    one(
      'healthCheck.passive',
      'passive health check',
      '{.spec.healthCheck.passive.consecutive5XxErrors}',
      '5',
      'health',
    ),
    ...(limits
      ? [
          one(
            'rateLimit.limits',
            'configured rate limits',
            `{.spec.rateLimit.${limits.scope}.rules[0].limit.requests} {.spec.rateLimit.${limits.scope}.rules[0].limit.unit} {.spec.rateLimit.${limits.scope}.rules[0].shared}`,
            `${limits.perReplica[0]!.value} ${word(limits.limits[0]!.unit)}${limits.scope === 'global' ? ' true' : ''}`,
          ),
          one(
            'rateLimit.key',
            'rate limit key',
            limits.key.by === 'header'
              ? `{.spec.rateLimit.${limits.scope}.rules[0].clientSelectors[0].headers[0].name}`
              : `{.spec.rateLimit.${limits.scope}.rules[0].clientSelectors[0].sourceCIDR.value}`,
            limits.key.by === 'header' ? limits.key.header : '0.0.0.0/0',
          ),
        ]
      : []),
    one(
      'retries',
      `retries: ${t.retries}`,
      '{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}',
      RETRIES[t.retries],
    ),
    one(
      'traffic.parallel',
      'parallel and pending requests are limited',
      '{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}',
      `${sizing.maxParallelRequests.value} ${sizing.maxPendingRequests.value} ${sizing.maxConnections.value}`,
    ),
    ...(t.maxRequestBody === undefined
      ? []
      : [one('maxRequestBody.configured', 'largest body', '{.spec.requestBuffer.limit}', t.maxRequestBody)]),
    ...(t.compression
      ? [
          one(
            'compression',
            'responses are compressed',
            '{.spec.compressor[*].type}',
            t.compression.encodings.map((e) => ENCODING[e]).join(' '),
          ),
        ]
      : []),
    one(
      'loadBalancing',
      `load balancing: ${t.loadBalancing.type}`,
      '{.spec.loadBalancer.type} {.spec.loadBalancer.consistentHash.type}',
      balancing(t.loadBalancing),
    ),
  ];
};
