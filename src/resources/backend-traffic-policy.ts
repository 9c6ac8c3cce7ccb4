import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { CircuitBreakerIntent, FaultIntent, Intent, LoadBalancingIntent, TrafficIntent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, meta, note, resource } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { targetsOf } from '../objects/target-refs.ts';
import { unreachable } from '../values/exhaustive.ts';
import { listenerRefs } from './authorization-policy.ts';
import { circuitBreaker, healthCheck, retry, timeout } from './backend-resilience.ts';
import { compressors } from './compressors.ts';
import { TRAFFIC } from './notes/traffic-notes.ts';
import { problemBodies } from './problem-bodies.ts';
import { apiBudgetRules, rateLimit as limitSpec } from './rate-limit-spec.ts';
import { listenersThat } from './route-parts.ts';

type Spec = NonNullable<BackendTrafficPolicy['spec']>;

const BALANCER = { roundRobin: 'RoundRobin', leastRequest: 'LeastRequest', random: 'Random' } as const;

const loadBalancer = (l: LoadBalancingIntent): Spec['loadBalancer'] => {
  if (l.type !== 'consistentHash') return { type: BALANCER[l.type] };
  switch (l.on) {
    case 'sourceIP':
      return { type: 'ConsistentHash', consistentHash: { type: 'SourceIP' } };
    case 'header':
      return { type: 'ConsistentHash', consistentHash: { type: 'Headers', headers: [{ name: l.header }] } };
    case 'cookie':
      // With a TTL, Envoy sets the cookie if the client has none.
      return { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: l.cookie, ttl: '1h' } } };
    default:
      return unreachable(l);
  }
};

/** All routes of the https listeners without a policy of their own. */
const ofListener = (intent: Intent): Pick<Spec, 'targetRefs'> => ({
  targetRefs: listenerRefs(intent, listenersThat(intent, 'routes')),
});

type Profile = Omit<TrafficIntent, 'targets'>;

const notesOf = (t: Profile, { sizing }: Intent): Note[] => {
  const breaker = (field: keyof typeof sizing & keyof CircuitBreakerIntent, words = (text: string) => text): Note => {
    const answered = t.circuitBreaker?.[field] !== undefined;
    const { value, calculation } = sizing[field];
    return note(
      'sizing',
      words(answered ? TRAFFIC.answered(value, calculation) : calculation),
      'spec',
      'circuitBreaker',
      field,
    );
  };
  return [
    note('why', t.why),
    breaker('maxConnections', TRAFFIC.connections),
    breaker('maxPendingRequests'),
    breaker('maxParallelRequests'),
    note('sizing', TRAFFIC.retryBudget, 'spec', 'circuitBreaker', 'retryBudget'),
    ...(t.maxRequestBody === undefined ? [] : [note('why', TRAFFIC.requestBuffer, 'spec', 'requestBuffer')]),
    ...(t.fault ? [note('why', TRAFFIC.fault(t.fault.until), 'spec', 'faultInjection')] : []),
    ...(t.compression ? [note('why', TRAFFIC.compressor, 'spec', 'compressor')] : []),
    ...(t.retries === 'safe' ? [note('why', TRAFFIC.safeRetries, 'spec', 'retry', 'retryOn')] : []),
    ...(typeof t.retries === 'object'
      ? [note('why', t.retries.repeats ? TRAFFIC.repeatedRetries : TRAFFIC.safeRetries, 'spec', 'retry', 'retryOn')]
      : []),
    ...(t.retries === 'idempotent' ? [note('why', TRAFFIC.idempotentRetries, 'spec', 'retry', 'retryOn')] : []),
  ];
};

/** One BackendTrafficPolicy for each of the model: rate limit and resilience in one policy, never two for a target. */
export const backendTrafficPolicies = (intent: Intent): Resource[] =>
  intent.traffic.map((t) => policyOf(intent, t, targetsOf(intent, t.targets)));

/** For routes of teams without a policy of their own: limits and timeouts apply to them, too. */
export const fallbackOfTeams = (intent: Intent): Resource[] =>
  intent.teams ? [policyOf(intent, intent.teams.fallback, ofListener(intent))] : [];

const faults = ({ delay, abort }: FaultIntent): Spec['faultInjection'] =>
  defined({
    delay: delay && { fixedDelay: delay.time, percentage: delay.percent },
    abort: abort && { httpStatus: abort.status, percentage: abort.percent },
  });

const policyOf = (intent: Intent, t: Profile, targets: Partial<Spec>): Resource => {
  const { sizing } = intent;
  const limit = t.rateLimit && limitSpec(t.rateLimit, t.joinsApiBudget);
  const object: BackendTrafficPolicy = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'BackendTrafficPolicy',
    metadata: meta(intent, t.name),
    spec: {
      ...targets,
      ...defined({
        mergeType: t.joinsApiBudget ? ('StrategicMerge' as const) : undefined,
        rateLimit: limit?.rateLimit,
        circuitBreaker: circuitBreaker(t, sizing),
        retry: retry(t.retries),
        healthCheck: healthCheck(t),
        loadBalancer: loadBalancer(t.loadBalancing),
        timeout: timeout(t),
        tcpKeepalive: { probes: 3, idleTime: '60s', interval: '10s' },
        connection: t.buffer === undefined ? undefined : { bufferLimit: t.buffer },
        requestBuffer: t.maxRequestBody === undefined ? undefined : { limit: t.maxRequestBody },
        compressor: t.compression && compressors(t.compression),
        faultInjection: t.fault && faults(t.fault),
        responseOverride: t.problems && problemBodies(t.problems),
      }),
    },
  };
  return resource('backendTrafficPolicies', t.owner, object, [...notesOf(t, intent), ...(limit?.notes ?? [])]);
};

/** The rate limit of the whole API: a policy of the listener, which the policies of the services merge in. */
export const apiBudget = (intent: Intent): Resource[] => {
  const { apiBudget: budget } = intent;
  if (!budget) return [];
  const { rateLimit, notes } = apiBudgetRules(budget);
  const object: BackendTrafficPolicy = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'BackendTrafficPolicy',
    metadata: meta(intent, budget.name),
    spec: { ...ofListener(intent), rateLimit },
  };
  return [
    resource('backendTrafficPolicies', budget.name, object, [
      note('why', TRAFFIC.apiBudget),
      note('why', TRAFFIC.apiBudgetRules, 'spec', 'rateLimit'),
      ...notes,
    ]),
  ];
};
