import { isExternal } from '../../values/backend-address.ts';
import { milliseconds } from '../../values/duration.ts';
import { type Found, found, foundAt, type Rule } from './rule.ts';

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
    if (grpc && s.methods) out.push(foundAt(at('methods'), 'GrpcMethods'));
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
    if (grpc && s.healthCheck?.type === 'http') out.push(foundAt(at('healthCheck'), 'GrpcHealthPath'));
    if (s.canary) {
      const [a, b] = [s.backend, s.canary.backend];
      if (JSON.stringify(a) === JSON.stringify(b)) out.push(foundAt(at('canary', 'backend'), 'CanaryIsStable'));
      if (
        (isExternal(a) ? a.host : '') !== (isExternal(b) ? b.host : '') ||
        (isExternal(a) ? a.prefix : '') !== (isExternal(b) ? b.prefix : '')
      )
        out.push(foundAt(at('canary', 'backend'), 'CanaryElsewhere'));
      if (s.canary.weight === 100) out.push(foundAt(at('canary', 'weight'), 'CanaryTakesAll'));
    }
    if (s.protocol === 'websocket' && s.timeout !== undefined && s.timeout !== '0s')
      out.push(foundAt(at('timeout'), 'WebSocketTimeout', { timeout: s.timeout, service: s.name }));
    const timeout = s.timeout === undefined ? 0 : milliseconds(s.timeout);
    if (timeout > 0 && timeout <= p95)
      out.push(
        foundAt(at('timeout'), 'TimeoutBelowLatency', {
          service: s.name,
          timeout: s.timeout!,
          p95Latency: traffic?.p95Latency,
        }),
      );
    if (s.publicReason && s.auth && !s.auth.includes('none'))
      out.push(foundAt(at('publicReason'), 'ReasonWithoutPublic'));
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
