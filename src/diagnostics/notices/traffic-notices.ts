// Rate limits, retries, load balancing, timeouts.
import { constant, define, type Group } from '../definition.ts';

export const trafficNotices = {
  LocalLimitsPerReplica: define<{ replicas: number }>({
    severity: 'info',
    sample: { replicas: 2 },
    words: ({ replicas }) => ({
      what: `Local limits are counted by each proxy replica: they are divided by ${replicas}, so a client whose requests all reach one replica is refused earlier, and more replicas allow more. Any change of a route refills them. For an exact limit answer rateLimit.scope: global.`,
      why: '',
      fix: '',
    }),
  }),
  LocalLimitPerMatch: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `A local limit is counted for each path, method, canary header and way to authenticate of a service separately (Envoy Gateway cannot join them): ${names}. For one budget answer rateLimit.scope: global.`,
      why: '',
      fix: '',
    }),
  }),
  RejectedRequestsCount: define<{ limits: string }>({
    severity: 'info',
    sample: { limits: '9/second and 90/minute' },
    words: ({ limits }) => ({
      what: `A request that one limit of a list refuses counts towards the others all the same: with ${limits} a client that goes on asking after 429 uses up the longer limit, too.`,
      why: '',
      fix: '',
    }),
  }),
  NoRateLimit: constant('info', {
    what: 'No rate limit was answered, so none is set. Answer rateLimit.',
    why: '',
    fix: '',
  }),
  LimitsFailOpen: constant('info', {
    what: 'While Redis cannot be reached, requests pass uncounted (rateLimit.onFailure: open).',
    why: '',
    fix: '',
  }),
  RetriesRepeat: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `retries: idempotent sends a request again after 502, 503, 504 or a reset, whatever its method: POST, too (${names}). Every request of these services has to be harmless when it is done twice.`,
      why: '',
      fix: '',
    }),
  }),
  CanaryWeightByHash: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `${names}: with loadBalancing: consistentHash the weight of a canary is a share of the hashed values, not of the requests. One client that asks much is on one side with all of its requests.`,
      why: '',
      fix: '',
    }),
  }),
  HashedValueRemoved: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `${names}: loadBalancing: consistentHash names a header or cookie that is removed from some requests before they are balanced (a key, or what nobody verified); those go to any pod.`,
      why: '',
      fix: '',
    }),
  }),
  GrpcTimeout: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `A gRPC call ends after the timeout in the table, a stream too, however much is sent on it: ${names}. Where calls stream for longer, answer timeout: the longest time of a stream, or 0s for no limit.`,
      why: '',
      fix: '',
    }),
  }),
  /** `longer`: one of the services has a longer timeout. */
  WebSocketLimits: define<{ names: string; longer: boolean }>({
    severity: 'info',
    sample: { names: 'chat', longer: false },
    words: ({ names, longer }) => ({
      what: `A timeout does not close an open WebSocket: its clock stops with the upgrade. It ends after an hour in which neither side sent anything (a ping counts)${longer ? ', or after the timeout where that is longer (0s: never)' : ''}, and 60 s after its proxy began to stop: ${names}. Clients have to connect again by themselves.`,
      why: '',
      fix: '',
    }),
  }),
  NoReceiveTimeout: define<{ idle: string }>({
    severity: 'info',
    sample: { idle: '5m' },
    words: ({ idle }) => ({
      what: `The listener sets no limit to how long a request takes to arrive, for any service, because the answers say 0s: Envoy has one such limit for a listener. A request that is sent slowly ends after a silence of ${idle}, and where the service has timeout: 0s never.`,
      why: '',
      fix: '',
    }),
  }),
} as const satisfies Group;
