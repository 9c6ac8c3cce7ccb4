import type {
  Intent,
  LoadBalancingIntent,
  RateLimitIntent,
  RouteIntent,
  SecurityIntent,
  Targets,
  TrafficIntent,
} from '../intent/model.ts';
import { SECONDS } from './limits.ts';

type Fields = (readonly [path: string, value: string])[];

const words = (list: readonly (string | number | undefined)[]): string => list.filter((x) => x !== undefined).join(' ');

const targets = (t: Targets): Fields =>
  t.by === 'name'
    ? [['.spec.targetRefs[*].name', words(t.routes.map((r) => r.name))]]
    : [['.spec.targetSelectors[*].kind', words(t.kinds)]];

export const clientFields = ({ client, sizing }: Intent): Fields => [
  ['.spec.tls.minVersion', '1.2'],
  ['.spec.tls.alpnProtocols[*]', 'h2 http/1.1'],
  ['.spec.path.escapedSlashesAction', 'RejectRequest'],
  ['.spec.path.disableMergeSlashes', 'false'],
  ['.spec.headers.earlyRequestHeaders.remove[*]', words(client.identityHeaders)],
  ['.spec.headers.disableRateLimitHeaders', ''],
  ['.spec.timeout.http.requestReceivedTimeout', client.requestReceivedTimeout],
  ['.spec.timeout.http.idleTimeout', client.idleTimeout],
  ['.spec.connection.connectionLimit.value', String(sizing.connectionLimit.value)],
  [
    '.spec.clientIPDetection.xForwardedFor.numTrustedHops',
    client.behind.type === 'trustedHops' ? String(client.behind.hops) : '',
  ],
  [
    '.spec.clientIPDetection.xForwardedFor.trustedCIDRs[*]',
    client.behind.type === 'trustedCIDRs' ? words(client.behind.cidrs) : '',
  ],
  ['.spec.proxyProtocol.optional', client.behind.type === 'proxyProtocol' ? 'false' : ''],
];

export const proxyFields = ({ sizing, observability: o }: Intent): Fields => [
  ['.spec.provider.kubernetes.envoyHpa.minReplicas', String(sizing.minReplicas.value)],
  ['.spec.provider.kubernetes.envoyHpa.maxReplicas', String(sizing.maxReplicas.value)],
  ['.spec.telemetry.accessLog.disable', o.accessLog ? '' : 'true'],
];

export const routeFields = ({ gateway }: Intent, r: RouteIntent): Fields => [
  ['.spec.parentRefs[*].name', gateway.name],
  ['.spec.parentRefs[*].sectionName', 'https'],
  ['.spec.hostnames[*]', gateway.hostname],
  ['.spec.rules[*].backendRefs[*].name', words(r.rules.flatMap((x) => x.destinations.map((d) => d.to.name)))],
  ['.spec.rules[*].backendRefs[*].weight', words(r.rules.flatMap((x) => x.destinations.map((d) => d.weight ?? 1)))],
  ...(r.kind === 'HTTPRoute'
    ? ([['.spec.rules[*].timeouts.request', words(r.rules.map((x) => x.timeout))]] as Fields)
    : []),
];

export const securityFields = (s: SecurityIntent): Fields => [
  ...targets(s.targets),
  ['.spec.jwt.providers[*].name', words(s.jwt.map((p) => p.name))],
  ['.spec.jwt.providers[*].issuer', words(s.jwt.map((p) => p.issuer))],
  ['.spec.jwt.providers[*].audiences[*]', words(s.jwt.flatMap((p) => p.audiences))],
  ['.spec.jwt.providers[*].remoteJWKS.uri', words(s.jwt.map((p) => p.jwks))],
  ['.spec.jwt.optional', ''],
  ['.spec.jwt.failOpen', ''],
  ['.spec.apiKeyAuth.credentialRefs[*].name', words(s.apiKey?.secrets ?? [])],
  ['.spec.apiKeyAuth.forwardClientIDHeader', s.apiKey?.clientHeader ?? ''],
  ['.spec.apiKeyAuth.sanitize', s.apiKey ? 'true' : ''],
  ['.spec.oidc.provider.issuer', s.oidc?.issuer ?? ''],
  ['.spec.oidc.clientID', s.oidc?.clientID ?? ''],
  ['.spec.extAuth.failOpen', s.extAuth ? String(s.extAuth.failOpen) : ''],
  ['.spec.extAuth.timeout', s.extAuth?.timeout ?? ''],
  ['.spec.basicAuth.users.name', s.basic?.secret ?? ''],
  ['.spec.cors.allowOrigins[*]', words(s.cors?.origins ?? [])],
  ['.spec.authorization.defaultAction', s.defaultAction],
  ['.spec.authorization.rules[*].name', words(s.rules.map((r) => r.name))],
  ['.spec.authorization.rules[*].cel', words(s.rules.map((r) => r.cel))],
  ['.spec.authorization.rules[*].principal.clientCIDRs[*]', words(s.rules.flatMap((r) => r.cidrs))],
  ['.spec.authorization.rules[*].principal.jwt.scopes[*]', words(s.rules.flatMap((r) => r.jwt?.scopes ?? []))],
  ['.spec.authorization.rules[*].principal.headers[*].values[*]', words(s.rules.flatMap((r) => r.header?.values ?? []))],
  ['.spec.mergeType', ''],
];

const BALANCER = { roundRobin: 'RoundRobin', leastRequest: 'LeastRequest', random: 'Random', consistentHash: 'ConsistentHash' };
const balancer = (l: LoadBalancingIntent): string => BALANCER[l.type];

const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

/**
 * The key's rules come first, one for each limit (an address takes two, since one range covers one family); behind them
 * those for a missing key: locally the shortest limit only.
 */
const limitFields = (l: RateLimitIntent): Fields => {
  const { key } = l;
  const at = `.spec.rateLimit.${l.scope}.rules[*]`;
  const all = l.limits.map((x, i) => ({ requests: l.perReplica[i]?.value, unit: capital(x.unit), order: SECONDS[x.unit] }));
  const shortest = [...all].sort((a, b) => a.order - b.order).slice(0, 1);
  const missing = key.by === 'header' && key.mayBeMissing ? (l.scope === 'global' ? all : shortest) : [];
  const rules = [...all.flatMap((x) => (key.by === 'header' ? [x] : [x, x])), ...missing];
  const inverted = l.scope === 'global' ? missing.length : 0;
  return [
    [`${at}.limit.requests`, words(rules.map((r) => r.requests))],
    [`${at}.limit.unit`, words(rules.map((r) => r.unit))],
    [
      `${at}.clientSelectors[*].headers[*].name`,
      key.by === 'header' ? words(Array.from({ length: all.length + inverted }, () => key.header)) : '',
    ],
    [
      `${at}.clientSelectors[*].sourceCIDR.type`,
      key.by === 'header' ? '' : words(rules.map(() => 'Distinct')),
    ],
    [`${at}.shared`, l.scope === 'global' ? words(rules.map(() => 'true')) : ''],
  ];
};

/** `safe` is what no service has seen yet; only an answer allows more. */
const NOT_SEEN = 'connect-failure refused-stream reset-before-request';
const TRIGGERS = { none: '', safe: NOT_SEEN, idempotent: `${NOT_SEEN} reset retriable-status-codes` };

export const trafficFields = ({ sizing }: Intent, t: TrafficIntent): Fields => [
  ...targets(t.targets),
  ...(t.rateLimit
    ? limitFields(t.rateLimit)
    : ([
        ['.spec.rateLimit.local.rules[*].limit.requests', ''],
        ['.spec.rateLimit.global.rules[*].limit.requests', ''],
      ] as Fields)),
  ['.spec.mergeType', t.joinsApiBudget ? 'StrategicMerge' : ''],
  ['.spec.circuitBreaker.maxConnections', String(sizing.maxConnections.value)],
  ['.spec.circuitBreaker.maxPendingRequests', String(sizing.maxPendingRequests.value)],
  ['.spec.circuitBreaker.maxParallelRequests', String(sizing.maxParallelRequests.value)],
  // Without a list of its own, retry means every method and 503 too.
  ['.spec.retry.retryOn.httpStatusCodes[*]', t.retries === 'idempotent' ? '502 503 504' : ''],
  ['.spec.retry.retryOn.triggers[*]', TRIGGERS[t.retries]],
  ['.spec.loadBalancer.type', balancer(t.loadBalancing)],
  ['.spec.timeout.http.requestTimeout', t.requestTimeout ?? ''],
  ['.spec.timeout.http.streamIdleTimeout', t.streamIdleTimeout ?? ''],
];
