import { isExternal } from '../../values/backend-address.ts';
import { milliseconds } from '../../values/duration.ts';
import { methodNames } from '../schema/auth-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Refuses settings of a service that exclude each other. */
export const serviceRules: Rule = ({ services, traffic }) => {
  const out: Found[] = [];
  const p95 = traffic?.p95Latency === undefined ? 0 : milliseconds(traffic.p95Latency);
  for (const [i, s] of services.entries()) {
    const at = (...path: PropertyKey[]): PropertyKey[] => ['services', i, ...path];
    const grpc = s.protocol === 'grpc';
    if (grpc && s.rewrite !== undefined)
      out.push(found(at('rewrite'), 'GrpcRewrite', { service: s.name, by: 'rewrite' }));
    if (grpc && s.methods) out.push(found(at('methods'), 'GrpcMethods', { service: s.name }));
    if (grpc && s.public?.length) out.push(...grpcPublic(at('public'), s.public));
    if (grpc && [s.backend, s.canary?.backend].some((b) => b && isExternal(b) && b.prefix))
      out.push(found(at('backend'), 'GrpcRewrite', { service: s.name, by: 'prefix' }));
    if (grpc && s.healthCheck?.type === 'http')
      out.push(found(at('healthCheck'), 'GrpcHealthPath', { service: s.name }));
    if (s.canary) {
      const [a, b] = [s.backend, s.canary.backend];
      if (JSON.stringify(a) === JSON.stringify(b))
        out.push(found(at('canary', 'backend'), 'CanaryBackendSame', { service: s.name }));
      if (
        (isExternal(a) ? a.host : '') !== (isExternal(b) ? b.host : '') ||
        (isExternal(a) ? a.prefix : '') !== (isExternal(b) ? b.prefix : '')
      )
        out.push(found(at('canary', 'backend'), 'CanaryHostDiffers', { service: s.name }));
      if (s.canary.weight === 100) out.push(found(at('canary', 'weight'), 'CanaryReceivesAll', { service: s.name }));
    }
    if (s.protocol === 'websocket' && s.timeout !== undefined && s.timeout !== '0s')
      out.push(found(at('timeout'), 'WebSocketTimeout', { timeout: s.timeout, service: s.name }));
    const timeout = s.timeout === undefined ? 0 : milliseconds(s.timeout);
    if (timeout > 0 && timeout <= p95)
      out.push(
        found(at('timeout'), 'TimeoutBelowLatency', {
          service: s.name,
          timeout: s.timeout!,
          p95Latency: traffic?.p95Latency,
        }),
      );
    if (s.publicReason && s.auth && !methodNames(s.auth).includes('none'))
      out.push(found(at('publicReason'), 'PublicReasonUnused', { service: s.name }));
  }
  return out;
};

const grpcPublic = (at: PropertyKey[], paths: readonly string[]): Found[] =>
  paths
    .filter((p) => !/^\/[A-Za-z_][\w.]*(\/[A-Za-z_]\w*)?$/.test(p))
    .map((path) => found(at, 'InvalidGrpcPath', { path, orRoot: false }));
