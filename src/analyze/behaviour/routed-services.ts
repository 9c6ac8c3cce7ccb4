import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';

/** Kinds of routes that forward connections. */
const CONNECTIONS = ['TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

/** Where a Service is named. */
export interface Named {
  readonly object: Loose;
  readonly field: string;
}

/** The Services that routes and authorizers refer to, by `namespace/service:port`, with the first place that names each. */
export const routed = (snapshot: Snapshot): ReadonlyMap<string, Named> => snapshot.index(routedOf);

const routedOf = (snapshot: Snapshot): Map<string, Named> => {
  const found = new Map<string, Named>();
  const add = (object: Loose, field: string, refs: unknown): void => {
    for (const [i, ref] of entries(refs).entries()) {
      if ((text(ref.kind) ?? 'Service') !== 'Service') continue;
      const id = `${text(ref.namespace) ?? object.metadata.namespace}/${text(ref.name)}:${plain(ref.port)}`;
      if (!found.has(id)) found.set(id, { object, field: `${field}[${i}]` });
    }
  };
  for (const route of [...snapshot.routes(), ...CONNECTIONS.flatMap((kind) => snapshot.of(kind))])
    for (const [i, rule] of entries(fields(route.spec).rules).entries())
      add(route, `spec.rules[${i}].backendRefs`, rule.backendRefs);
  for (const policy of snapshot.of('SecurityPolicy')) {
    const extAuth: Fields = fields(fields(policy.spec).extAuth);
    for (const way of ['grpc', 'http'])
      add(policy, `spec.extAuth.${way}.backendRefs`, fields(extAuth[way]).backendRefs);
  }
  return found;
};
