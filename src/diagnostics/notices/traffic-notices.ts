// Rate limits, retries, load balancing, timeouts.
import { constant, define, type Group } from '../definition.ts';

export const trafficNotices = {
  LocalLimitsPerReplica: define<{ replicas: number }>({
    severity: 'info',
    sample: { replicas: 2 },
    words: ({ replicas }) => ({
      what: `Each proxy replica enforces local limits on its own, so they are divided by ${replicas}.`,
      why: 'A client whose requests all reach one replica is rejected earlier, more replicas allow more requests, and any change of a route resets the counters.',
      fix: 'For exact limits, set rateLimit.scope: global.',
    }),
  }),
  LocalLimitPerMatch: define<{ names: string; hosts: boolean }>({
    severity: 'info',
    sample: { names: 'orders', hosts: false },
    words: ({ names, hosts }) => ({
      what: `A local limit applies separately to each ${hosts ? 'host, ' : ''}path, method, canary header and authentication method of a service: ${names}.`,
      why: 'Envoy Gateway cannot combine them.',
      fix: 'For one shared limit, set rateLimit.scope: global.',
    }),
  }),
  RejectedRequestsCount: define<{ limits: string }>({
    severity: 'info',
    sample: { limits: '9/second and 90/minute' },
    words: ({ limits }) => ({
      what: `A request that one limit rejects still counts against the other limits of the list (${limits}).`,
      why: 'A client that keeps sending requests after a 429 uses up the longer limit as well.',
      fix: '',
    }),
  }),
  NoRateLimit: constant('info', {
    what: 'rateLimit is not set, so requests are not limited.',
    why: '',
    fix: 'Set rateLimit, for example to 100/minute.',
  }),
  LimitsFailOpen: constant('info', {
    what: 'While Redis is unreachable, requests are not limited (rateLimit.onFailure: open).',
    why: '',
    fix: '',
  }),
  ClearTextServers: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `Requests to these services, and the credentials in them, travel in clear text to an external server: ${names}.`,
      why: 'Everybody on the network between the proxies and the server can read and change them.',
      fix: 'Write https:// where the server has TLS.',
    }),
  }),
  RetriesRepeat: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `retries repeats every request after 502, 503, 504, a reset or another answered condition, POST included: ${names}.`,
      why: '',
      fix: 'Make sure that these services can process each request twice without harm.',
    }),
  }),
  FaultsInjected: define<{ names: string; until: string }>({
    severity: 'warning',
    sample: { names: 'orders', until: '2027-01-31' },
    words: ({ names, until }) => ({
      what: `The gateway delays or aborts requests of ${names} on purpose (fault, until ${until}).`,
      why: 'Nothing ends the test by itself.',
      fix: `Remove fault and generate again by ${until}.`,
    }),
  }),
  RequestsCopied: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `Copies of requests of ${names} go to another Service, with bodies, cookies and credentials (mirror).`,
      why: 'A copy of a POST is processed like the original: it must not send mail or charge money. Copies take connections and CPU of the proxies.',
      fix: '',
    }),
  }),
  SessionNamesPod: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `sessionPersistence shows clients of ${names} the address of a pod, and lets them choose one.`,
      why: 'Envoy Gateway sets the cookie without Secure; a session ends when its pod does, and new pods get only new clients.',
      fix: '',
    }),
  }),
  CanaryWeightByHash: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `${names}: with loadBalancing: consistentHash the weight of a canary or backend is a share of the hashed values, not of the requests.`,
      why: 'All requests of one client go to the same version.',
      fix: '',
    }),
  }),
  HashedValueRemoved: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `${names}: loadBalancing: consistentHash uses a header or cookie that the gateway removes from some requests before it balances them (an API key or an unverified credential).`,
      why: 'Such requests go to any pod.',
      fix: '',
    }),
  }),
  GrpcTimeout: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `gRPC calls end after the timeout in the table, including streams that are still active: ${names}.`,
      why: '',
      fix: 'For longer streams, set timeout to their longest duration, or to 0s for no limit.',
    }),
  }),
  /** `longer`: one of the services has a longer timeout. */
  WebSocketLimits: define<{ names: string; longer: boolean }>({
    severity: 'info',
    sample: { names: 'chat', longer: false },
    words: ({ names, longer }) => ({
      what: `A timeout does not close an open WebSocket (${names}).`,
      why: `It ends after one hour without data in either direction (a ping counts as data)${longer ? ', or after the timeout if that is longer (0s: never)' : ''}, and 60 s after its proxy starts to shut down.`,
      fix: 'Clients must reconnect.',
    }),
  }),
  NoReceiveTimeout: define<{ idle: string }>({
    severity: 'info',
    sample: { idle: '5m' },
    words: ({ idle }) => ({
      what: 'A timeout of 0s removes the limit of how long a request may take to arrive, for all services.',
      why: `Envoy has one such limit per listener. A slow request ends only after ${idle} without data, or never for a service with timeout: 0s.`,
      fix: '',
    }),
  }),
} as const satisfies Group;
