import { type Backend, isExternal } from '../../values/backend-address.ts';
import { milliseconds } from '../../values/duration.ts';
import { hostHeader } from '../../values/external-address.ts';
import { isOpen } from '../schema/auth-schema.ts';
import type { WeightedBackend } from '../schema/service-backends.ts';
import { backendsOf, type ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

type At = (...path: PropertyKey[]) => PropertyKey[];

/** Refuses settings of a service that exclude each other. */
export const serviceRules: Rule = ({ services, traffic }) => {
  const out: Found[] = [];
  const p95 = traffic?.p95Latency === undefined ? 0 : milliseconds(traffic.p95Latency);
  for (const [i, s] of services.entries()) {
    const at: At = (...path) => ['services', i, ...path];
    const grpc = s.protocol === 'grpc';
    if (grpc && s.rewrite !== undefined)
      out.push(found(at('rewrite'), 'GrpcRewrite', { service: s.name, by: 'rewrite' }));
    if (grpc && s.methods) out.push(found(at('methods'), 'GrpcMethods', { service: s.name }));
    if (grpc && s.public?.length) out.push(...grpcPublic(at('public'), s.public));
    if (grpc && backendsOf(s).some((b) => isExternal(b) && b.prefix))
      out.push(found(at('backend'), 'GrpcRewrite', { service: s.name, by: 'prefix' }));
    if (grpc && s.healthCheck?.type === 'http')
      out.push(found(at('healthCheck'), 'GrpcHealthPath', { service: s.name }));
    if (s.backends) out.push(...weights(s, s.backends, at));
    if (s.canary) {
      const [a, b] = [s.backend, s.canary.backend];
      if (JSON.stringify(a) === JSON.stringify(b))
        out.push(found(at('canary', 'backend'), 'CanaryBackendSame', { service: s.name }));
      if (hostOf(a) !== hostOf(b) || (isExternal(a) ? a.prefix : '') !== (isExternal(b) ? b.prefix : ''))
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
    if (s.publicReason && s.auth && !isOpen(s.auth))
      out.push(found(at('publicReason'), 'PublicReasonUnused', { service: s.name }));
  }
  return out;
};

/** Backends with the same value are in one rule: it rewrites the Host header for all of them. */
const hostOf = (b: Backend): string => (isExternal(b) ? `external ${hostHeader(b)}` : '');

/** Backends with weights are in one rule, as a backend and its canary are. */
const weights = (s: ServiceAnswer, backends: readonly WeightedBackend[], at: At): Found[] => {
  const service = s.name;
  const out: Found[] = [];
  const all = backends.map((b) => b.backend);
  if (backends.every((b) => b.weight === 0)) out.push(found(at('backends'), 'BackendsReceiveNothing', { service }));
  if (new Set(all.map((b) => JSON.stringify(b))).size < all.length)
    out.push(found(at('backends'), 'BackendsSame', { service }));
  if (new Set(all.map((b) => `${hostOf(b)} ${isExternal(b) ? `${b.prefix} ${b.clear}` : ''}`)).size > 1)
    out.push(found(at('backends'), 'BackendsDiffer', { service }));
  for (const key of ['canary', 'failover'] as const)
    if (s[key] !== undefined) out.push(found(at(key), 'BackendsWithOther', { service, key }));
  return out;
};

const grpcPublic = (at: PropertyKey[], paths: readonly string[]): Found[] =>
  paths
    .filter((p) => !/^\/[A-Za-z_][\w.]*(\/[A-Za-z_]\w*)?$/.test(p))
    .map((path) => found(at, 'InvalidGrpcPath', { path, orRoot: false }));
