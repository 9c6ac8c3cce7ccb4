// Connections, circuit breakers, load balancing, bodies and faults of a BackendTrafficPolicy.
import { entries, fields, isSet, text } from '../../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { sizesOf } from '../sizes/computed-sizes.ts';
import { carriedFields, differing } from './parts-of-traffic.ts';

export const connectionParts = (room: PolicyRoom): Part[] => {
  const { tcp, http } = fields(room.spec.timeout);
  const { connectTimeout } = fields(tcp);
  const { connectionIdleTimeout, maxConnectionDuration } = fields(http);
  const { maxRequestsPerConnection } = fields(room.spec.circuitBreaker);
  const D = DEFAULTS.connection;
  return differing(room, 'connection', [
    {
      key: 'connectTimeout',
      value: connectTimeout,
      usual: D.connectTimeout.value,
      field: 'timeout.tcp.connectTimeout',
    },
    {
      key: 'idleTimeout',
      value: connectionIdleTimeout,
      usual: D.idleTimeout.value,
      field: 'timeout.http.connectionIdleTimeout',
    },
    {
      key: 'maxDuration',
      value: maxConnectionDuration,
      usual: undefined,
      field: 'timeout.http.maxConnectionDuration',
    },
    {
      key: 'maxRequests',
      value: maxRequestsPerConnection,
      usual: undefined,
      field: 'circuitBreaker.maxRequestsPerConnection',
    },
  ]);
};

const BREAKERS = ['maxConnections', 'maxPendingRequests', 'maxParallelRequests'] as const;

/** Limits of one proxy, where they are not those that generate computes from `traffic`. */
export const breakerParts = (room: PolicyRoom): Part[] => {
  if (!isSet(room.spec.circuitBreaker)) return [];
  const given = fields(room.spec.circuitBreaker);
  const { sizing } = sizesOf(room.view);
  const { maxConnections } = fields(given.perEndpoint);
  if (maxConnections === given.maxConnections) carriedFields(room, 'circuitBreaker.perEndpoint.maxConnections');
  const { percent, minRetryConcurrency } = fields(given.retryBudget);
  if (fields(percent).numerator === 20 && minRetryConcurrency === 3) carriedFields(room, 'circuitBreaker.retryBudget');
  return differing(
    room,
    'circuitBreaker',
    BREAKERS.map((key) => ({ key, value: given[key], usual: sizing[key].value, field: `circuitBreaker.${key}` })),
  );
};

const BALANCERS: Readonly<Record<string, string>> = {
  RoundRobin: 'roundRobin',
  LeastRequest: 'leastRequest',
  Random: 'random',
};

const hashOf = (given: unknown): unknown => {
  const { type, headers, header, cookie } = fields(given);
  const [first, ...more] = [...entries(headers), ...(isSet(header) ? [fields(header)] : [])];
  const name = text(first?.name);
  if (type === 'SourceIP') return 'sourceIP';
  if (type === 'Cookie') return text(fields(cookie).name) && { cookie: fields(cookie).name };
  return (type === 'Headers' || type === 'Header') && name !== undefined && more.length === 0
    ? { header: name }
    : undefined;
};

export const balancerParts = (room: PolicyRoom): Part[] => {
  const { type, consistentHash } = fields(room.spec.loadBalancer);
  if (type === undefined) return [];
  const hash = type === 'ConsistentHash' ? hashOf(consistentHash) : undefined;
  const value = hash === undefined ? BALANCERS[String(type)] : { consistentHash: hash };
  const from = room.from('loadBalancer.type', ...(hash === undefined ? [] : ['loadBalancer.consistentHash']));
  if (value === DEFAULTS.service.loadBalancing.value) return carriedFields(room, 'loadBalancer.type');
  return value === undefined ? [] : [{ key: 'loadBalancing', value, from }];
};

/** Tests with faults end on a day; a policy has none. */
const faultParts = (room: PolicyRoom): Part[] => {
  for (const node of room.from('faultInjection')) room.view.ledger.say(node, 'FaultWithoutEnd', { policy: room.name });
  return [];
};

const ENCODINGS: Readonly<Record<string, string>> = { Brotli: 'br', Gzip: 'gzip', Zstd: 'zstd' };

const bodyParts = (room: PolicyRoom): Part[] => {
  const { limit } = fields(room.spec.requestBuffer);
  return isSet(limit) ? [{ key: 'maxRequestBody', value: String(limit), from: room.from('requestBuffer.limit') }] : [];
};

/** Compression is an answer of the whole API. */
const encodingsOf = (room: PolicyRoom): { readonly encodings: string[]; readonly minLength: unknown } | undefined => {
  const all = entries(room.spec.compressor);
  const on = (all.length > 0 ? all : entries(room.spec.compression)).flatMap((c) => ENCODINGS[String(c.type)] ?? []);
  return on.length > 0 ? { encodings: on, minLength: all[0]?.minContentLength } : undefined;
};

const compressionParts = (room: PolicyRoom): Part[] => {
  const found = encodingsOf(room);
  if (!found) return [];
  const field = isSet(room.spec.compressor) ? 'compressor' : 'compression';
  const min = text(found.minLength);
  const isUsual = min === undefined || min === DEFAULTS.compression.minLength.value;
  const value = isUsual ? found.encodings : { encodings: found.encodings, minLength: min };
  return [{ key: 'compression', value, from: room.from(field) }];
};

const timeoutParts = (room: PolicyRoom): Part[] => {
  const { requestTimeout } = fields(fields(room.spec.timeout).http);
  return isSet(requestTimeout)
    ? [{ key: 'timeout', value: requestTimeout, from: room.from('timeout.http.requestTimeout') }]
    : [];
};

const idleParts = (room: PolicyRoom): Part[] => {
  const { streamIdleTimeout } = fields(fields(room.spec.timeout).http);
  return isSet(streamIdleTimeout)
    ? [{ key: 'streamIdleTimeout', value: streamIdleTimeout, from: room.from('timeout.http.streamIdleTimeout') }]
    : [];
};

const KEEPALIVE = { probes: 3, idleTime: '60s', interval: '10s' };

export const otherTraffic = (room: PolicyRoom): Part[] => {
  if (JSON.stringify(fields(room.spec.tcpKeepalive)) === JSON.stringify(KEEPALIVE)) carriedFields(room, 'tcpKeepalive');
  return [
    ...timeoutParts(room),
    ...idleParts(room),
    ...bodyParts(room),
    ...compressionParts(room),
    ...faultParts(room),
  ];
};
