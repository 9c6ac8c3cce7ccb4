import { type Backend, type ExternalBackend, isExternal } from '../answers/schema/backend.ts';
import { certificateOfIdentity, type ServiceAnswer } from '../answers/schema/service.ts';
import type { DestinationIntent, ExternalIntent } from './model.ts';
import { slug } from './names.ts';

/** Name of the Backend object of a server outside the cluster: one for each host and port. */
export const externalName = (b: ExternalBackend): string => slug(b.port === 443 ? b.host : `${b.host}-${b.port}`);

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

/** Where the requests of the service's usual rule go: all to one backend, or by weight to two. */
export const stableDestinations = (service: ServiceAnswer, namespace: string): DestinationIntent[] => {
  const { canary } = service;
  if (!canary) return [destination(service.backend, namespace)];
  // Envoy Gateway ignores weights under consistent hashing unless each backendRef carries a filter.
  const hashed = service.loadBalancing?.type === 'consistentHash';
  return [
    destination(service.backend, namespace, 100 - canary.weight, hashed ? 'stable' : undefined),
    destination(canary.backend, namespace, canary.weight, hashed ? 'canary' : undefined),
  ];
};

/** Where requests with the canary's header go. */
export const canaryDestinations = (canary: Backend, namespace: string): DestinationIntent[] => [
  destination(canary, namespace),
];

/** A backend as the answers wrote it, for words and tables. */
export const showBackend = (b: Backend): string =>
  isExternal(b)
    ? `https://${b.host}${b.port === 443 ? '' : `:${b.port}`}${b.prefix ?? ''}`
    : `${b.namespace === undefined ? '' : `${b.namespace}/`}${b.service}:${b.port}`;

/** The servers outside the cluster, each once, owned by the first service that uses it. */
export const externalsOf = (services: readonly ServiceAnswer[]): ExternalIntent[] => {
  const found = new Map<string, ExternalIntent>();
  for (const s of services)
    for (const b of [s.backend, s.canary?.backend])
      if (b && isExternal(b) && !found.has(externalName(b)))
        found.set(externalName(b), {
          name: externalName(b),
          host: b.host,
          port: b.port,
          owner: s.name,
          certificate: certificateOfIdentity(s),
        });
  return [...found.values()];
};
