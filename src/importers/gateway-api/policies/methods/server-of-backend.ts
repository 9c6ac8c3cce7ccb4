import { entries, fields, type Ref, text } from '../../../../effective/objects/loose-objects.ts';
import type { SourceNode } from '../../../source/source-node.ts';
import type { PolicyRoom } from '../policy-room.ts';

/** A server that a Backend names, and the CA with which it is verified. */
interface Server {
  readonly host: string;
  readonly port: number;
  /** As answers write it. */
  readonly ca: string | { readonly secret: string } | undefined;
  readonly from: readonly SourceNode[];
}

/** The server of a reference to a Backend; undefined: it is not one with a single host name. */
export const addressesOf = (room: PolicyRoom, ref: Ref): Server | undefined => {
  const { snapshot, source } = room.view;
  if (ref.kind !== 'Backend') return undefined;
  const backend = snapshot.find('gateway.envoyproxy.io', 'Backend', ref.namespace, ref.name ?? '');
  const [endpoint, ...more] = entries(fields(backend?.spec).endpoints);
  const { hostname, port } = fields(endpoint?.fqdn);
  if (!backend || more.length > 0 || text(hostname) === undefined || typeof port !== 'number') return undefined;
  const policy = snapshot
    .of('BackendTLSPolicy')
    .find((p) =>
      entries(fields(p.spec).targetRefs).some(
        (t) => t.kind === 'Backend' && t.name === ref.name && p.metadata.namespace === backend.metadata.namespace,
      ),
    );
  const validation = fields(fields(policy?.spec).validation);
  const [ca] = entries(validation.caCertificateRefs);
  const name = text(ca?.name);
  return {
    host: String(hostname),
    port,
    ca: name === undefined ? undefined : ca!.kind === 'Secret' ? { secret: name } : name,
    from: policy ? source.from(policy, 'spec.validation.caCertificateRefs') : [],
  };
};
