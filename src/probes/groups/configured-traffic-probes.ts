import type { Intent, TrafficIntent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { governed } from '../probe-ids.ts';
import { configured, targets } from './configured-field.ts';

const RETRIES = {
  none: '',
  safe: 'connect-failure refused-stream reset-before-request',
  idempotent: 'connect-failure refused-stream reset-before-request reset retriable-status-codes [502,503,504]',
} as const;
const retriesOf = (r: TrafficIntent['retries']): string =>
  typeof r === 'string'
    ? RETRIES[r]
    : `${r.triggers.join(' ')}${r.statuses.length > 0 ? ` [${r.statuses.join(',')}]` : ''}`;

const passiveOf = (o: TrafficIntent['outlierDetection']): string =>
  o === undefined ? '5' : o === 'none' ? '' : String(o.consecutiveErrors);

const CONNECTION = [
  ['connectTimeout', '.spec.timeout.tcp.connectTimeout'],
  ['idleTimeout', '.spec.timeout.http.connectionIdleTimeout'],
  ['maxDuration', '.spec.timeout.http.maxConnectionDuration'],
  ['maxRequests', '.spec.circuitBreaker.maxRequestsPerConnection'],
] as const;

const ENCODING = { br: 'Brotli', gzip: 'Gzip', zstd: 'Zstd' } as const;

const word = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const HASHED = { sourceIP: 'SourceIP', header: 'Headers', cookie: 'Cookie' } as const;
const balancing = (l: TrafficIntent['loadBalancing']): string =>
  `${word(l.type)}${l.type === 'consistentHash' ? ` ${HASHED[l.on]}` : ''}`;

/** Fields of one BackendTrafficPolicy that take effect only under load or when a service fails. */
export const trafficProbes = (t: TrafficIntent, intent: Intent): Probe[] => {
  const { namespace: ns, sizing } = intent;
  const file = 'backendTrafficPolicies';
  const limit = (key: 'maxParallelRequests' | 'maxPendingRequests' | 'maxConnections'): number =>
    t.circuitBreaker?.[key] ?? sizing[key].value;
  const of = governed(intent, 'traffic', t.name);
  const one = (what: string, title: string, jsonpath: string, want: string, group?: Probe['group']): Probe =>
    configured(of.id(what), title, file, 'BackendTrafficPolicy', ns, t.name, jsonpath, want, group);
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
      passiveOf(t.outlierDetection),
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
            limits.key.by === 'header' ? limits.key.header : (limits.exempt?.cidr ?? '0.0.0.0/0'),
          ),
        ]
      : []),
    one(
      'retries',
      `retries: ${typeof t.retries === 'string' ? t.retries : `at most ${t.retries.attempts}`}`,
      '{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}',
      retriesOf(t.retries),
    ),
    one(
      'traffic.parallel',
      'parallel and pending requests are limited',
      '{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}',
      `${limit('maxParallelRequests')} ${limit('maxPendingRequests')} ${limit('maxConnections')}`,
    ),
    ...(t.connection
      ? [
          one(
            'connection',
            'connections to the service',
            CONNECTION.filter(([key]) => t.connection?.[key] !== undefined)
              .map(([, path]) => `{${path}}`)
              .join(' '),
            CONNECTION.flatMap(([key]) => t.connection?.[key] ?? []).join(' '),
          ),
        ]
      : []),
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
