// Endpoints of Services (getIREndpointsFromEndpointSlices in route.go), as far as manifests contain them: Kubernetes makes those of a
// Service with a selector.
import { groupBy } from '../../values/group-by.ts';
import { entries, fields, type Loose, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { hasSelector, portsOf } from './services.ts';

/** The label that names the Service of an EndpointSlice. */
const OWNERS: Readonly<Record<string, string>> = {
  Service: 'kubernetes.io/service-name',
  ServiceImport: 'multicluster.kubernetes.io/service-name',
};

type Slice = Loose & { readonly addressType?: unknown; readonly ports?: unknown; readonly endpoints?: unknown };

const slicesByService = (snapshot: Snapshot): Map<string, { readonly slice: Slice }[]> =>
  groupBy(
    snapshot.of('EndpointSlice').flatMap((slice) =>
      Object.entries(OWNERS).flatMap(([kind, label]) => {
        const name = text(fields(slice.metadata.labels)[label]);
        return name === undefined ? [] : [{ key: `${kind} ${slice.metadata.namespace ?? ''}/${name}`, slice }];
      }),
    ),
    ({ key }) => key,
  );

/** Whether proxies may connect to the address of a Service instead of its endpoints. */
const routesToServices = (snapshot: Snapshot): boolean =>
  [...snapshot.of('EnvoyProxy'), ...snapshot.of('BackendTrafficPolicy')].some(
    (o) => fields(o.spec).routingType === 'Service',
  );

/** The endpoints of a port: there are some, there are none, their addresses are of two types, or it cannot be decided. */
export type Endpoints = 'some' | 'none' | 'mixed' | 'unknown';

const byPort = (): Map<Loose, Map<number, Endpoints>> => new Map();

/** The endpoints of a port of a Service or a ServiceImport; computed once. */
export const endpointsOf = (snapshot: Snapshot, service: Loose, port: number): Endpoints => {
  const all = snapshot.index(byPort);
  const ports = all.get(service) ?? new Map<number, Endpoints>();
  all.set(service, ports);
  const known = ports.get(port) ?? decide(snapshot, service, port);
  ports.set(port, known);
  return known;
};

const decide = (snapshot: Snapshot, service: Loose, port: number): Endpoints => {
  const { namespace = '', name } = service.metadata;
  if (hasSelector(service) || snapshot.index(routesToServices)) return 'unknown';
  // Kubernetes makes EndpointSlices of Endpoints.
  if (snapshot.find('', 'Endpoints', namespace, name)) return 'unknown';
  const found = snapshot.index(slicesByService).get(`${service.kind} ${namespace}/${name}`) ?? [];
  const slices = found.map(({ slice }) => slice);
  if (slices.length === 0)
    return snapshot.labelled('discovery.k8s.io', 'EndpointSlice', namespace).length > 0 ? 'none' : 'unknown';
  const wanted = portsOf(service).find((p) => p.port === port);
  const names = slices.filter((s) => s.addressType === 'FQDN').length;
  const hasEndpoint = slices.some(
    (slice) =>
      entries(slice.endpoints).some((e) => Array.isArray(e.addresses) && e.addresses.length > 0) &&
      entries(slice.ports).some(
        (p) => (text(p.name) ?? '') === wanted?.name && (text(p.protocol) ?? 'TCP') === wanted.protocol,
      ),
  );
  if (!hasEndpoint) return 'none';
  return names > 0 && names < slices.length ? 'mixed' : 'some';
};
