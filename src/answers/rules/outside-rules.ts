// External servers: credentials of the gateway and failover.

import { type Backend, isExternal, isTls } from '../../values/backend-address.ts';
import { isAddress, schemeOf } from '../../values/external-address.ts';
import {
  backendPlaces,
  backendsOf,
  certificateOfIdentity,
  headerOfIdentity,
  type ServiceAnswer,
} from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** The gateway's own credential is sent only to external servers, and no other answer sets its header. */
const ownIdentity = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  const header = headerOfIdentity(s);
  const out: Found[] = [];
  if (!backendsOf({ ...s, failover: undefined }).every(isTls))
    out.push(found(at('identity'), 'IdentityNeedsTls', { service: s.name }));
  // A client certificate belongs to the connection and works with every protocol.
  if (s.protocol === 'grpc' && certificateOfIdentity(s) === undefined)
    out.push(found(at('identity'), 'GrpcIdentity', { service: s.name }));
  const { set: given, add, remove } = s.transform?.request ?? {};
  const set = [...Object.keys({ ...given, ...add }), ...(remove ?? [])];
  if (header !== undefined && set.some((h) => h.toLowerCase() === header.toLowerCase()))
    out.push(found(at('identity'), 'IdentityHeaderSet', { header }));
  return out;
};

/** Backends of different kinds become clusters of their own, and a cluster has its own priorities. */
const kindOf = (b: Backend): string =>
  isExternal(b) ? `${isAddress(b.host) ? 'address' : 'name'} ${b.clear === 'h2c' ? 'h2c' : ''}` : 'name ';

/** A failover gets the same requests as its backend, and takes over only if a health check detects the failure. */
const failover = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  const out: Found[] = [];
  const [own, other] = [s.backend, s.failover!];
  if (JSON.stringify(own) === JSON.stringify(other))
    out.push(found(at('failover'), 'FailoverBackendSame', { service: s.name }));
  if (s.canary) out.push(found(at('failover'), 'FailoverWithCanary', { service: s.name }));
  if (s.protocol === 'grpc') out.push(found(at('failover'), 'GrpcFailover', { service: s.name }));
  if (s.healthCheck?.type === 'none')
    out.push(found(at('healthCheck'), 'FailoverNeedsHealthCheck', { service: s.name }));
  if (s.loadBalancing?.type === 'consistentHash')
    out.push(found(at('loadBalancing'), 'FailoverWithHash', { service: s.name }));
  if (kindOf(own) !== kindOf(other)) out.push(found(at('failover'), 'FailoverKindDiffers', { service: s.name }));
  const prefixes = [own, other].map((b) => (isExternal(b) ? (b.prefix ?? '') : ''));
  if (prefixes[0] !== prefixes[1])
    out.push(found(at('failover'), 'FailoverPathDiffers', { service: s.name, prefixes }));
  if (s.identity && s.identity !== 'forward')
    out.push(found(at('failover'), 'FailoverWithIdentity', { service: s.name }));
  return out;
};

/** A server has one connection pool, which has one client certificate or none. */
const certificates = (services: readonly ServiceAnswer[]): Found[] => {
  const shown = new Map<string, string | undefined>();
  return services.flatMap((s, i) =>
    backendsOf({ ...s, failover: undefined }).flatMap((b) => {
      if (!isTls(b)) return [];
      const server = `${b.host}:${b.port}`;
      const certificate = certificateOfIdentity(s);
      if (!shown.has(server)) shown.set(server, certificate);
      if (shown.get(server) === certificate) return [];
      return [
        found(['services', i, 'identity'], 'CertificatesDiffer', {
          server,
          certificate,
          service: s.name,
          other: shown.get(server),
        }),
      ];
    }),
  );
};

/** One Backend describes a server for all services. */
const schemes = (services: readonly ServiceAnswer[]): Found[] => {
  const seen = new Map<string, string>();
  return services.flatMap((s, i) =>
    backendPlaces(s).flatMap(({ at, backend: b }) => {
      if (!isExternal(b)) return [];
      const name = `${b.serverName ?? ''} ${b.host}:${b.port}`;
      const kind = schemeOf(b);
      const before = seen.get(name) ?? kind;
      seen.set(name, before);
      if (before === kind) return [];
      return [found(['services', i, ...at], 'SchemesDiffer', { server: `${b.host}:${b.port}`, service: s.name })];
    }),
  );
};

/** What Envoy Gateway cannot do over HTTP/2 in clear text. */
const overH2c = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  if (!backendsOf(s).some((b) => isExternal(b) && b.clear === 'h2c')) return [];
  return [
    ...(s.healthCheck?.type === 'http' ? [found(at('healthCheck'), 'H2cHealthPath', { service: s.name })] : []),
    ...(s.protocol === 'websocket' ? [found(at('protocol'), 'H2cWebSocket', { service: s.name })] : []),
  ];
};

export const outsideRules: Rule = ({ services }) => [
  ...certificates(services),
  ...schemes(services),
  ...services.flatMap((s, i) => {
    const at = (...path: PropertyKey[]): PropertyKey[] => ['services', i, ...path];
    return [
      ...(s.identity && s.identity !== 'forward' ? ownIdentity(s, at) : []),
      ...(s.failover ? failover(s, at) : []),
      ...overH2c(s, at),
    ];
  }),
];
