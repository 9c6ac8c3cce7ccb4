import { isExternal } from '../../values/backend-address.ts';
import { milliseconds } from '../../values/duration.ts';
import { type Found, found, type Rule, warn } from './rule.ts';

/** What cannot be had together on one service. */
export const serviceRules: Rule = ({ services, traffic }) => {
  const out: Found[] = [];
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
          `The timeout of ${s.timeout} ends plain requests to ${s.name}, and a WebSocket only until its upgrade is answered.`,
          'Envoy stops that clock with the upgrade. An open WebSocket ends when nobody sent anything for an hour, or when a proxy stops.',
          'Remove timeout, unless plain requests need it; let the service itself close connections that are too old.',
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
