import { constant, define, type Group } from '../definition.ts';
import { meantBackend } from '../meant-backend.ts';
import { cut, short } from '../shown.ts';

export const servicesRefusals = {
  InvalidCanaryHeader: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'always' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a header in the form "name: value".`,
      why: 'Requests with exactly this header go to the canary.',
      fix: 'Write a header such as "x-canary: always".',
    }),
  }),
  PathTwice: constant('error', {
    what: 'The service has both path and paths.',
    why: 'One of them would be silently ignored.',
    fix: 'Move the path into paths.',
  }),
  HostnameTwice: constant('error', {
    what: 'The service has both hostname and hostnames.',
    why: 'One of them would be silently ignored.',
    fix: 'Move the host name into hostnames.',
  }),
  PathMissing: constant(
    'error',
    {
      what: 'The service has no path.',
      why: 'A service without a path would receive all requests.',
      fix: 'Add path: /v1/name, or path: / if that is intended.',
    },
    {
      before: 'services:\n  - name: users\n    backend: user-service:8080',
      after: 'services:\n  - name: users\n    path: /v1/users\n    backend: user-service:8080',
    },
  ),
  GrpcQuery: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: grpc and query.`,
      why: 'A gRPC call has no query parameters, so the service would receive no call.',
      fix: 'Match a header instead: headers.',
    }),
  }),
  BackendTwice: constant('error', {
    what: 'The service has both backend and backends.',
    why: 'One of them would be silently ignored.',
    fix: 'Move the backend into backends, with a weight.',
  }),
  BackendMissing: constant(
    'error',
    {
      what: 'The service has no backend.',
      why: 'Its requests would be sent nowhere.',
      fix: 'Add backend: user-service:8080.',
    },
    {
      before: 'services:\n  - name: users\n    path: /v1/users',
      after: 'services:\n  - name: users\n    path: /v1/users\n    backend: user-service:8080',
    },
  ),
  BackendsReceiveNothing: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `All backends of service ${service} have weight 0.`,
      why: 'Every request would get 500.',
      fix: 'Give at least one backend a weight.',
    }),
  }),
  BackendsSame: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Two backends of service ${service} are the same.`,
      why: 'Their weights would silently be added.',
      fix: 'Write each backend once.',
    }),
  }),
  BackendsDiffer: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The backends of service ${service} are neither all Services nor all on one external host with one scheme and path.`,
      why: 'One route rule rewrites Host header and path for all of its backends.',
      fix: 'Write Services of the cluster, or URLs that differ only in port or address and have one serverName.',
    }),
  }),
  BackendsWithOther: define<{ service: string; key: 'canary' | 'failover' }>({
    severity: 'error',
    sample: { service: 'users', key: 'canary' },
    words: ({ service, key }) => ({
      what: `Service ${service} has backends and ${key}.`,
      why:
        key === 'canary'
          ? 'A canary has a share of all requests, and the weights of backends already divide them.'
          : 'With weights and priorities in one rule, the failover would receive its share even while the backends are healthy.',
      fix: key === 'canary' ? 'Write the canary as one of the backends, or remove it.' : 'Remove failover or backends.',
    }),
  }),
  GrpcMethods: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: grpc and methods.`,
      why: 'Every gRPC call is a POST request, so HTTP methods cannot select calls.',
      fix: 'Remove methods.',
    }),
  }),
  GrpcHealthPath: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: grpc and a health check path.`,
      why: 'gRPC servers report their health by the service grpc.health.v1.Health, not at a path.',
      fix: 'Write healthCheck: grpc, tcp or none.',
    }),
  }),
  CanaryBackendSame: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The canary of service ${service} has the same backend as the service.`,
      why: 'Both would serve the same version.',
      fix: 'Write the backend of the new version.',
    }),
  }),
  CanaryHostDiffers: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The backend and the canary of service ${service} are neither both Services nor on the same external host.`,
      why: 'One route rule rewrites the Host header for all of its backends.',
      fix: 'Write Services of the cluster for both, or the same external host for both.',
    }),
  }),
  CanaryReceivesAll: define<{ service: string }>({
    severity: 'warning',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The canary of service ${service} has weight 100 and receives all requests.`,
      why: 'The stable version receives no requests.',
      fix: 'Write a lower weight. If the canary should receive all requests, write its backend as the backend of the service, and remove canary.',
    }),
  }),
  WebSocketTimeout: define<{ timeout: string; service: string }>({
    severity: 'warning',
    sample: { timeout: '200ms', service: 'users' },
    words: ({ timeout, service }) => ({
      what: `The timeout of ${timeout} of service ${service} ends HTTP requests, but not open WebSockets.`,
      why: 'Envoy stops this timer when the connection is upgraded. An open WebSocket ends after an hour without data, or when a proxy stops.',
      fix: 'Remove timeout, unless HTTP requests need it. Close old WebSockets in the service.',
    }),
  }),
  TimeoutBelowLatency: define<{ service: string; timeout: string; p95Latency: string | undefined }>({
    severity: 'warning',
    sample: { service: 'users', timeout: '200ms', p95Latency: '250ms' },
    example: { before: 'timeout: 200ms # traffic.p95Latency: 250ms', after: 'timeout: 2s' },
    words: ({ service, timeout, p95Latency }) => ({
      what: `Service ${service} has a timeout of ${timeout}, and p95Latency is ${p95Latency}.`,
      why: 'At the peak, one request in twenty takes longer and would get 504.',
      fix: 'Increase the timeout. If this service is faster than p95Latency, ignore this warning.',
    }),
  }),
  PublicReasonUnused: define<{ service: string }>({
    severity: 'warning',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has publicReason, but it is not public.`,
      why: 'The reason has no effect.',
      fix: 'Remove publicReason, or write auth: none.',
    }),
  }),
  InvalidBackend: define<{ value: string; external: boolean }>({
    severity: 'error',
    sample: { value: 'user-service', external: true },
    example: { before: 'backend: user-service', after: 'backend: user-service:8080' },
    words: ({ value, external }) => {
      const named = /^((?:[\w-]+\/)?[\w.-]+):([a-z][a-z0-9-]*)$/.exec(value);
      const what = `${cut(value, 80)} is ${external ? 'neither' : 'not'} [namespace/]service:port${external ? ' nor the URL of an external server' : ''}.`;
      if (named)
        return {
          what,
          why: 'A backendRef contains the number of a port, and Gateway API does not accept the name of one.',
          fix: `Write the number that kubectl get service ${named[1]!.split('/').at(-1)} shows for port ${named[2]}, such as ${named[1]}:8080.`,
        };
      if (external && /^(\d{1,3}\.){3}\d{1,3}(:\d+)?$|^\[/.test(value))
        return {
          what,
          why: 'The gateway must know whether to use TLS to an address.',
          fix: `Write http://${short(value, 60)} for clear text, or { url: https://${short(value, 60)}, serverName: NAME } with the name in the certificate.`,
        };
      const meant = meantBackend(value);
      if (meant !== undefined)
        return {
          what,
          why: 'A backend is a Service, by its name in lowercase letters, digits and "-", and its port, a number from 1 to 65535.',
          fix: `Write ${meant}.`,
        };
      return {
        what,
        why: 'Requests are sent to a port of a Service, and the API server rejects a reference without a port.',
        fix: (external ? /^[a-z0-9.-]+$/ : /^[^:]+$/).test(value)
          ? `Add the port: ${value}:8080.`
          : `Write a backend such as user-service:8080 or ${external ? 'https://api.partner.example/v2' : 'shop/user-service:8080'}.`,
      };
    },
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
  TimeoutAboveListener: define<{
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
      why: 'A longer upload would get 408, whatever the timeout of the service is.',
      fix: `Write traffic: { longestTimeout: ${timeout ?? '0s'} } in the ${byTeam ? 'root file' : 'answers file'}, or ${key === 'timeout' ? 'a shorter timeout' : 'a shorter timeout instead of longRunning'}.`,
    }),
  }),
} as const satisfies Group;
