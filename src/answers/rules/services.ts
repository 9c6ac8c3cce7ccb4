import { isExternal } from '../schema/backend.ts';
import { milliseconds } from '../schema/duration.ts';
import { certificateOfIdentity, headerOfIdentity, type ServiceAnswer } from '../schema/service.ts';
import { type Found, found, type Rule, warn } from './rule.ts';

/** A credential of the gateway's own goes to servers outside only, and not beside another value of its header. */
const ownIdentity = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  const header = headerOfIdentity(s);
  const out: Found[] = [];
  if (![s.backend, s.canary?.backend].every((b) => b === undefined || isExternal(b)))
    out.push(
      found(
        at('identity'),
        'IdentityNeedsTls',
        `The credential of ${s.name} would go to a Service of the cluster.`,
        'It would leave the proxy in clear text.',
        'Write backend (and canary.backend) as https://..., or remove identity.',
      ),
    );
  // A certificate is shown by the connection, whatever is spoken on it.
  if (s.protocol === 'grpc' && certificateOfIdentity(s) === undefined)
    out.push(
      found(
        at('identity'),
        'GrpcIdentity',
        'A gRPC service cannot get a credential of the gateway.',
        'GRPCRoute of Envoy Gateway 1.9 has no filter for it.',
        'Remove identity, or let the caller bring the token.',
      ),
    );
  const { set: given, add, remove } = s.transform?.request ?? {};
  const set = [...Object.keys({ ...given, ...add }), ...(remove ?? [])];
  if (header !== undefined && set.some((h) => h.toLowerCase() === header.toLowerCase()))
    out.push(
      found(
        at('identity'),
        'IdentityHeaderSet',
        `transform changes ${header} as well.`,
        'The router changes headers last, so the credential would not arrive.',
        'Remove one of them.',
      ),
    );
  return out;
};

/** What stands in for a backend has to be asked the same, and nobody would notice that it is needed without a health check. */
const failover = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  const out: Found[] = [];
  const [own, other] = [s.backend, s.failover!];
  if (JSON.stringify(own) === JSON.stringify(other))
    out.push(
      found(
        at('failover'),
        'FailoverIsBackend',
        `The failover of ${s.name} is its own backend.`,
        'It would be down at the same time.',
        'Name another one, or remove failover.',
      ),
    );
  if (s.canary)
    out.push(
      found(
        at('failover'),
        'FailoverWithCanary',
        `${s.name} has a canary and a failover.`,
        'Weights and priorities in one rule would send the failover its share even while all is well.',
        'Remove one of them.',
      ),
    );
  if (s.protocol === 'grpc')
    out.push(
      found(
        at('failover'),
        'GrpcFailover',
        'A gRPC service cannot have a failover.',
        'GRPCRoute of Envoy Gateway 1.9 takes Services only where hosts take turns.',
        'Let the client or the service itself choose.',
      ),
    );
  if (s.healthCheck?.type === 'none')
    out.push(
      found(
        at('healthCheck'),
        'FailoverNeedsHealthCheck',
        `${s.name} has a failover and no health check.`,
        'Nobody would notice that the backend is down.',
        'Answer healthCheck: a path, tcp or grpc.',
      ),
    );
  if (s.loadBalancing?.type === 'consistentHash')
    out.push(
      found(
        at('loadBalancing'),
        'FailoverWithHash',
        `${s.name} hashes clients to endpoints and has a failover.`,
        'Clients would be hashed to the failover as well, while the backend is up.',
        'Remove one of them.',
      ),
    );
  const prefixes = [own, other].map((b) => (isExternal(b) ? (b.prefix ?? '') : ''));
  if (prefixes[0] !== prefixes[1])
    out.push(
      found(
        at('failover'),
        'FailoverPathDiffers',
        `Backend and failover of ${s.name} have different path prefixes: ${prefixes.map((p) => p || '(none)').join(' and ')}.`,
        'One rule rewrites the path for both.',
        'Give both the same prefix, or none.',
      ),
    );
  if (s.identity && s.identity !== 'forward')
    out.push(
      found(
        at('failover'),
        'FailoverWithIdentity',
        `${s.name} shows its server a credential and has a failover.`,
        'The credential would go to the failover too, which it is not for.',
        'Remove one of them.',
      ),
    );
  return out;
};

/** One server is one connection pool, which shows one certificate or none. */
const certificates = (services: readonly ServiceAnswer[]): Found[] => {
  const shown = new Map<string, string | undefined>();
  return services.flatMap((s, i) =>
    [s.backend, s.canary?.backend].flatMap((b) => {
      if (!b || !isExternal(b)) return [];
      const server = `${b.host}:${b.port}`;
      const certificate = certificateOfIdentity(s);
      if (!shown.has(server)) shown.set(server, certificate);
      if (shown.get(server) === certificate) return [];
      return [
        found(
          ['services', i, 'identity'],
          'CertificatesDiffer',
          `${server} is shown ${certificate ?? 'no certificate'} by ${s.name}, and ${shown.get(server) ?? 'none'} by another service.`,
          'Connections to one server are shared, so it sees one client certificate.',
          'Write the same identity: { mtls } for all services of this server.',
        ),
      ];
    }),
  );
};

/** What cannot be had together on one service. */
export const serviceRules: Rule = ({ services, traffic }) => {
  const out: Found[] = certificates(services);
  const p95 = traffic?.p95Latency === undefined ? 0 : milliseconds(traffic.p95Latency);
  for (const [i, s] of services.entries()) {
    const at = (...path: PropertyKey[]): PropertyKey[] => ['services', i, ...path];
    const grpc = s.protocol === 'grpc';
    if (grpc && s.rewrite !== undefined)
      out.push(
        found(
          at('rewrite'),
          'GrpcRewrite',
          'A gRPC path cannot be rewritten.',
          'It names the service and the method that are called; GRPCRoute has no rewrite.',
          'Remove rewrite.',
        ),
      );
    if (grpc && s.methods)
      out.push(
        found(
          at('methods'),
          'GrpcMethods',
          'gRPC has no HTTP methods to choose.',
          'Every call is a POST.',
          'Remove methods.',
        ),
      );
    if (grpc && s.public?.length) out.push(...grpcPublic(at('public'), s.public));
    if (grpc && [s.backend, s.canary?.backend].some((b) => b && isExternal(b) && b.prefix))
      out.push(
        found(
          at('backend'),
          'GrpcRewrite',
          'A gRPC path cannot get a prefix.',
          'It names the service and the method that are called.',
          'Write the URL without a path.',
        ),
      );
    if (grpc && s.healthCheck?.type === 'http')
      out.push(
        found(
          at('healthCheck'),
          'GrpcHealthPath',
          'A gRPC service is not checked by a path.',
          'It answers grpc.health.v1.Health.',
          'Write healthCheck: grpc, tcp or none.',
        ),
      );
    if (s.identity && s.identity !== 'forward') out.push(...ownIdentity(s, at));
    if (s.failover) out.push(...failover(s, at));
    if (s.canary) {
      const [a, b] = [s.backend, s.canary.backend];
      if (JSON.stringify(a) === JSON.stringify(b))
        out.push(
          found(
            at('canary', 'backend'),
            'CanaryIsStable',
            'The canary has the same backend as the service.',
            'A share of nothing new would be sent to it.',
            'Name the backend of the new version.',
          ),
        );
      if (
        (isExternal(a) ? a.host : '') !== (isExternal(b) ? b.host : '') ||
        (isExternal(a) ? a.prefix : '') !== (isExternal(b) ? b.prefix : '')
      )
        out.push(
          found(
            at('canary', 'backend'),
            'CanaryElsewhere',
            'Service and canary are not both in the cluster, nor on the same host.',
            'One rule rewrites the Host header for all its backends.',
            'Let both be Services, or both the same host.',
          ),
        );
      if (s.canary.weight === 100)
        out.push(
          warn(
            at('canary', 'weight'),
            'CanaryTakesAll',
            'The canary gets all requests.',
            'The stable version is not used any more.',
            'Make it the backend, if that is meant.',
          ),
        );
    }
    if (s.protocol === 'websocket' && s.timeout !== undefined && s.timeout !== '0s')
      out.push(
        warn(
          at('timeout'),
          'WebSocketTimeout',
          `Every WebSocket is closed after ${s.timeout}.`,
          'The timeout counts for the whole connection.',
          'Remove timeout, if connections are to live on.',
        ),
      );
    const timeout = s.timeout === undefined ? 0 : milliseconds(s.timeout);
    if (timeout > 0 && timeout <= p95)
      out.push(
        warn(
          at('timeout'),
          'TimeoutBelowLatency',
          `${s.name} is cut off after ${s.timeout}, and p95Latency is ${traffic?.p95Latency}.`,
          'One request in twenty takes that long at the peak, and would get 504.',
          'Raise the timeout, or mend p95Latency if it is not about this service.',
        ),
      );
    if (s.publicReason && s.auth && !s.auth.includes('none'))
      out.push(
        warn(
          at('publicReason'),
          'ReasonWithoutPublic',
          'The service is not public, but has a reason why.',
          'The reason is written nowhere.',
          'Remove publicReason, or write auth: none.',
        ),
      );
  }
  return out;
};

const grpcPublic = (at: PropertyKey[], paths: readonly string[]): Found[] =>
  paths
    .filter((p) => !/^\/[A-Za-z_][\w.]*(\/[A-Za-z_]\w*)?$/.test(p))
    .map((p) =>
      found(
        at,
        'InvalidGrpcPath',
        `${p} is not a gRPC path.`,
        'gRPC calls have the path /package.Service/Method.',
        'Write /package.Service or /package.Service/Method.',
      ),
    );
