import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const servicesRefusals = {
  InvalidCanaryHeader: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value)} is not "name: value".`,
      why: 'A request with exactly this header goes to the canary.',
      fix: 'Write for instance "x-canary: always".',
    }),
  }),
  PathTwice: constant('error', {
    what: 'The service has both path and paths.',
    why: 'One of them would be ignored.',
    fix: 'Move the path into paths.',
  }),
  PathMissing: constant('error', {
    what: 'The service has no path.',
    why: 'A service without a path would take all requests.',
    fix: 'Add path: /v1/name, or path: / where that is meant.',
  }),
  GrpcMethods: constant('error', {
    what: 'gRPC has no HTTP methods to choose.',
    why: 'Every call is a POST.',
    fix: 'Remove methods.',
  }),
  GrpcHealthPath: constant('error', {
    what: 'A gRPC service is not checked by a path.',
    why: 'It answers grpc.health.v1.Health.',
    fix: 'Write healthCheck: grpc, tcp or none.',
  }),
  CanaryIsStable: constant('error', {
    what: 'The canary has the same backend as the service.',
    why: 'A share of nothing new would be sent to it.',
    fix: 'Name the backend of the new version.',
  }),
  CanaryElsewhere: constant('error', {
    what: 'Service and canary are not both in the cluster, nor on the same host.',
    why: 'One rule rewrites the Host header for all its backends.',
    fix: 'Let both be Services, or both the same host.',
  }),
  CanaryTakesAll: constant('warning', {
    what: 'The canary gets all requests.',
    why: 'The stable version is not used any more.',
    fix: 'Make it the backend, if that is meant.',
  }),
  WebSocketTimeout: define<{ timeout: string; service: string }>({
    severity: 'warning',
    sample: { timeout: '200ms', service: 'users' },
    words: ({ timeout, service }) => ({
      what: `The timeout of ${timeout} ends plain requests to ${service}, and a WebSocket only until its upgrade is answered.`,
      why: 'Envoy stops that clock with the upgrade. An open WebSocket ends when nobody sent anything for an hour, or when a proxy stops.',
      fix: 'Remove timeout, unless plain requests need it; let the service itself close connections that are too old.',
    }),
  }),
  TimeoutBelowLatency: define<{ service: string; timeout: string; p95Latency: string | undefined }>({
    severity: 'warning',
    sample: { service: 'users', timeout: '200ms', p95Latency: '250ms' },
    words: ({ service, timeout, p95Latency }) => ({
      what: `${service} is cut off after ${timeout}, and p95Latency is ${p95Latency}.`,
      why: 'One request in twenty takes that long at the peak, and would get 504.',
      fix: 'Raise the timeout, or mend p95Latency if it is not about this service.',
    }),
  }),
  ReasonWithoutPublic: constant('warning', {
    what: 'The service is not public, but has a reason why.',
    why: 'The reason is written nowhere.',
    fix: 'Remove publicReason, or write auth: none.',
  }),
  InvalidBackend: define<{ value: string; external: boolean }>({
    severity: 'error',
    sample: { value: 'user-service', external: true },
    example: { before: 'backend: user-service', after: 'backend: user-service:8080' },
    words: ({ value, external }) => ({
      what: `${cut(value, 80)} is not [namespace/]service:port${external ? ' or an https URL' : ''}.`,
      why: 'Traffic is sent to a port of a Service; the API server rejects a reference without a port.',
      fix:
        external && value.startsWith('http://')
          ? 'Write https:// for an external server, or service:port for a Service of the cluster.'
          : (external ? /^[a-z0-9.-]+$/ : /^[^:]+$/).test(value)
            ? `Add the port: ${value}:8080.`
            : `Write for example user-service:8080 or ${external ? 'https://api.partner.example/v2' : 'shop/user-service:8080'}.`,
    }),
  }),
  GrpcRewrite: define<{ service: string; by: 'rewrite' | 'prefix' }>({
    severity: 'error',
    sample: { service: 'users', by: 'rewrite' },
    words: ({ service, by }) => ({
      what:
        by === 'rewrite'
          ? `Service ${service} has protocol: grpc and rewrite.`
          : `Service ${service} has protocol: grpc, and its backend URL has a path.`,
      why: 'The path of a gRPC call names the service and the method, and GRPCRoute cannot rewrite it.',
      fix: by === 'rewrite' ? 'Remove rewrite.' : 'Write the URL without a path.',
    }),
  }),
  TimeoutAboveLongest: define<{
    service: string;
    /** undefined: no limit. */
    timeout: string | undefined;
    limit: string;
    /** The limit is the default for teams. */
    ofTeams: boolean;
    byTeam: boolean;
    key: 'timeout' | 'longRunning';
  }>({
    severity: 'error',
    sample: { service: 'uploads', timeout: '300s', limit: '120s', ofTeams: false, byTeam: false, key: 'timeout' },
    words: ({ service, timeout, limit, ofTeams, byTeam, key }) => ({
      what: `Service ${service} has ${timeout === undefined ? 'no timeout' : `a timeout of ${timeout}`}, and the listener waits at most ${limit} for a request${ofTeams ? ' of a team' : ''}.`,
      why: 'A longer upload would be answered with 408, whatever the timeout of the service is.',
      fix: `Write traffic: { longestTimeout: ${timeout ?? '0s'} } in the ${byTeam ? 'root file' : 'answers file'}, or ${key === 'timeout' ? 'a shorter timeout' : 'a shorter timeout instead of longRunning'}.`,
    }),
  }),
} as const satisfies Group;
