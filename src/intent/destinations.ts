import { backendsOf, certificateOfIdentity, type ServiceAnswer } from '../answers/schema/service-schema.ts';
import { externalName } from '../model/external-name.ts';
import type { DestinationIntent, ExternalIntent } from '../model/intent.ts';
import { shorten, slug } from '../model/object-names.ts';
import { type Backend, isExternal, isTls } from '../values/backend-address.ts';
import { hostHeader, isAddress, showExternal } from '../values/external-address.ts';
import { hostOfService } from '../values/service-host.ts';

/** The full name of a Service: the proxies run in another namespace, where a short name would resolve differently. */
export const inFull = (host: string, namespace: string): string =>
  !host.includes('.') ? hostOfService(host, namespace) : host.endsWith('.svc') ? `${host}.cluster.local` : host;

const destination = (b: Backend, namespace: string, weight?: number, track?: string): DestinationIntent => ({
  to: isExternal(b)
    ? { kind: 'Backend', name: externalName(b), port: b.port }
    : {
        kind: 'Service',
        name: b.service,
        namespace: b.namespace === namespace ? undefined : b.namespace,
        port: b.port,
      },
  weight,
  track,
});

/** The name of the Backend object of a backend that is in a failover or has one. */
export const standInName = (b: Backend, namespace: string, fallback: boolean): string => {
  const own = isExternal(b) ? externalName(b) : slug(`${b.service}-${b.namespace ?? namespace}-${b.port}`);
  return fallback ? shorten(`${own}-fallback`) : own;
};

/**
 * A backend with a fallback. Both are Backend objects, with a Service as its DNS name. For a Service reference, Envoy Gateway
 * creates two weighted clusters, and half of the requests go to the fallback although the primary is healthy (observed on
 * v1.9.1).
 */
const taking = (
  b: Backend,
  s: Pick<ServiceAnswer, 'name' | 'ca' | 'identity'>,
  namespace: string,
  fallback: boolean,
): ExternalIntent => ({
  name: standInName(b, namespace, fallback),
  host: isExternal(b)
    ? isAddress(b.host)
      ? b.host
      : inFull(b.host, namespace)
    : hostOfService(b.service, b.namespace ?? namespace),
  serverName: isExternal(b) ? (hostHeader(b) ?? '') : '',
  port: b.port,
  owner: s.name,
  outside: isExternal(b),
  tls: isTls(b),
  h2c: isExternal(b) && b.clear === 'h2c',
  fallback,
  ca: isTls(b) ? s.ca : undefined,
  early: false,
  certificate: fallback || !isTls(b) ? undefined : certificateOfIdentity(s),
});

type Routed = Pick<
  ServiceAnswer,
  'name' | 'backend' | 'backends' | 'canary' | 'failover' | 'ca' | 'identity' | 'loadBalancing'
>;

/** The destinations of the service's default rule: one backend, or two with weights. */
export const stableDestinations = (service: Routed, namespace: string): DestinationIntent[] => {
  const { canary } = service;
  if (service.failover) {
    const both = [
      taking(service.backend, service, namespace, false),
      taking(service.failover, service, namespace, true),
    ];
    return both.map(({ name, port }) => ({ to: { kind: 'Backend', name, port }, weight: undefined, track: undefined }));
  }
  // With consistent hashing, Envoy Gateway ignores weights unless each backendRef has a filter.
  const hashed = service.loadBalancing?.type === 'consistentHash';
  if (service.backends)
    return service.backends.map(({ backend: b, weight }) =>
      destination(b, namespace, weight, hashed ? slug(isExternal(b) ? `${b.host}-${b.port}` : b.service) : undefined),
    );
  if (!canary) return [destination(service.backend, namespace)];
  return [
    destination(service.backend, namespace, 100 - canary.weight, hashed ? 'stable' : undefined),
    destination(canary.backend, namespace, canary.weight, hashed ? 'canary' : undefined),
  ];
};

/** The destination of requests with the canary's header. */
export const canaryDestinations = (canary: Backend, namespace: string): DestinationIntent[] => [
  destination(canary, namespace),
];

/** A backend in the notation of the answers, for texts and tables. */
export const showBackend = (b: Backend): string =>
  isExternal(b) ? showExternal(b) : `${b.namespace === undefined ? '' : `${b.namespace}/`}${b.service}:${b.port}`;

/** External servers, and backends with a fallback, each once; the first service that uses one owns it. */
export const externalsOf = (
  services: readonly Routed[],
  namespace: string,
  ofPolicies: readonly ExternalIntent[],
): ExternalIntent[] => {
  const found = new Map<string, ExternalIntent>();
  const add = (e: ExternalIntent): void => {
    const known = found.get(e.name);
    if (!known) found.set(e.name, e);
    else if (e.early && !known.early) found.set(e.name, { ...known, early: true });
  };
  for (const s of services) {
    for (const b of backendsOf({ ...s, failover: undefined })) if (isExternal(b)) add(taking(b, s, namespace, false));
    if (s.failover) {
      add(taking(s.backend, s, namespace, false));
      add(taking(s.failover, s, namespace, true));
    }
  }
  for (const e of ofPolicies) add(e);
  return [...found.values()];
};
