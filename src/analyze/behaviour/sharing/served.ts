import { plain } from '../../../diagnostics/shown.ts';
import type { ListenerPlace } from '../../../effective/listeners/listeners.ts';
import { entries, fields, GATEWAY_API, identity, type Loose, text } from '../../../effective/objects/loose-objects.ts';
import { servingListeners } from '../../../effective/routes/parents.ts';
import type { Snapshot } from '../../../effective/snapshot.ts';

/** A route, its owner, and the listeners that serve it. */
export interface Served {
  readonly route: Loose;
  readonly namespace: string;
  readonly listeners: readonly ListenerPlace[];
}

/** Teams check their own folders without the Gateway; routes that name the same listener still share it. */
const elsewhere = (snapshot: Snapshot, route: Loose): ListenerPlace[] =>
  entries(fields(route.spec).parentRefs).flatMap((ref) => {
    const group = text(ref.group) ?? GATEWAY_API;
    const kind = text(ref.kind) ?? 'Gateway';
    const namespace = text(ref.namespace) ?? route.metadata.namespace;
    const name = text(ref.name) ?? '';
    if (group !== GATEWAY_API || snapshot.find(group, kind, namespace, name)) return [];
    return [
      {
        gateway: identity(group, kind, namespace, name),
        namespace,
        name: `${text(ref.sectionName) ?? ''}:${plain(ref.port)}`,
        port: undefined,
        protocol: undefined,
        hostname: undefined,
        from: 'All',
        selector: undefined,
      },
    ];
  });

/** HTTPRoutes and GRPCRoutes with the listeners that serve them; without routes that have no namespace, whose owner is not known. */
export const served = (snapshot: Snapshot): readonly Served[] => snapshot.index(servedOf);

const servedOf = (snapshot: Snapshot): Served[] =>
  snapshot.routes().flatMap((route) => {
    const { namespace } = route.metadata;
    const listeners = servingListeners(snapshot, route);
    return namespace === undefined
      ? []
      : [{ route, namespace, listeners: [...listeners, ...elsewhere(snapshot, route)] }];
  });
