// Services and ServiceImports as the controller finds them.
import { groupBy } from '../../values/group-by.ts';
import { entries, fields, groupOf, type Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

/** The group of each kind of Service. */
export const SERVICES: Readonly<Record<string, string>> = { Service: '', ServiceImport: 'multicluster.x-k8s.io' };

/** A Service or a ServiceImport. */
export const serviceOf = (snapshot: Snapshot, kind: string, namespace: string, name: string): Loose | undefined =>
  snapshot.find(SERVICES[kind] ?? '', kind, namespace, name);

const byIdentity = (snapshot: Snapshot): Map<string, Loose[]> =>
  groupBy(
    [...snapshot.of('Service'), ...snapshot.of('ServiceImport')].filter((o) => groupOf(o) === SERVICES[o.kind]),
    (o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`,
  );

/** Services of one name that are compared with a reference. */
const MOST = 64;

/** All Services with a name: manifests of several environments may contain the same one with other ports. */
export const variantsOf = (snapshot: Snapshot, kind: string, namespace: string, name: string): readonly Loose[] =>
  (snapshot.index(byIdentity).get(`${kind} ${namespace}/${name}`) ?? []).slice(0, MOST);

/** A port of a Service. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** The ports of a Service or a ServiceImport. */
export const portsOf = (service: Loose): ServicePort[] =>
  entries(fields(service.spec).ports).map(({ name, port, protocol }) => ({
    name: typeof name === 'string' ? name : '',
    port: typeof port === 'number' ? port : 0,
    protocol: typeof protocol === 'string' && protocol !== '' ? protocol : 'TCP',
  }));

/** Whether all ports are numbers; a placeholder may become any of them. */
export const hasKnownPorts = (service: Loose): boolean =>
  entries(fields(service.spec).ports).every(({ port }) => typeof port === 'number');

/** Whether a Service only gives another name to a host. */
export const isExternalName = (service: Loose): boolean => fields(service.spec).type === 'ExternalName';

/** Whether Kubernetes makes the EndpointSlices of a Service. */
export const hasSelector = (service: Loose): boolean => Object.keys(fields(fields(service.spec).selector)).length > 0;
