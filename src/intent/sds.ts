import { backendsOf } from '../answers/schema/service-schema.ts';
import { besideOthers } from '../model/gateway-labels.ts';
import type { MeshPeerIntent, SdsIntent } from '../model/intent.ts';
import { isExternal, type ServiceBackend } from '../values/backend-address.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { hostOfService } from '../values/service-host.ts';
import { standInName } from './destinations.ts';
import type { Connected, Model } from './network/peers.ts';

/** Answered ServiceAccounts, by `namespace/service`; an answer applies wherever the Service is used. */
const accountsOf = (backends: readonly ServiceBackend[], namespace: string): Map<string, string> =>
  new Map(
    backends.flatMap((b) =>
      b.pods?.serviceAccount === undefined
        ? []
        : [[`${b.namespace ?? namespace}/${b.service}`, b.pods.serviceAccount] as const],
    ),
  );

interface Spoken {
  readonly backend: ServiceBackend;
  readonly owner: string;
  /** The Backend of a Service with a fallback; undefined: routes refer to the Service itself. */
  readonly by: string | undefined;
}

/** Every Service to which the proxies connect with mesh mTLS, with the first answer that contains it. */
const spokenTo = (answers: Connected, model: Model, closed: readonly string[]): Spoken[] => {
  const { namespace } = model.gateway;
  const out: Spoken[] = [];
  for (const s of answers.services)
    for (const b of backendsOf(s)) {
      if (isExternal(b)) continue;
      out.push({ backend: b, owner: s.name, by: s.failover && standInName(b, namespace, b === s.failover) });
    }
  for (const s of model.security)
    for (const { backend, direct } of s.auth.flatMap((a) => a.asks.services))
      if (direct) out.push({ backend, owner: s.owner, by: undefined });
  for (const { extProc, service } of model.extensions)
    if (extProc) out.push({ backend: extProc.backend, owner: service, by: undefined });
  const collector = model.observability.tracing?.collector;
  // Other backends accept plain text, with or without a mesh.
  if (collector && closed.includes(collector.namespace ?? namespace))
    out.push({ backend: collector, owner: 'tracing', by: undefined });
  return out;
};

/** Certificates from a socket, and the expected identity of each Service; undefined in other modes. */
export const sdsOf = (
  { mesh, ...answers }: Connected,
  model: Model,
  trustDomain: string,
  closed: readonly string[],
): SdsIntent | undefined => {
  if (mesh?.mode !== 'sds') return undefined;
  const { gateway } = model;
  const spoken = spokenTo(answers, model, closed);
  const accounts = accountsOf(
    spoken.map((s) => s.backend),
    gateway.namespace,
  );
  const peers = new Map<string, MeshPeerIntent>();
  for (const { backend: b, owner, by } of spoken) {
    const namespace = b.namespace ?? gateway.namespace;
    const account = accounts.get(`${namespace}/${b.service}`);
    const target =
      by === undefined
        ? { kind: 'Service' as const, name: b.service, namespace }
        : { kind: 'Backend' as const, name: by, namespace: gateway.namespace };
    const id = `${target.kind} ${target.namespace}/${target.name}`;
    if (peers.has(id)) continue;
    peers.set(id, {
      policy: by ?? besideOthers(gateway, `to-${b.service}`),
      target,
      service: `${namespace}/${b.service}`,
      owner,
      hostname: hostOfService(b.service, namespace),
      identity: `spiffe://${trustDomain}/ns/${namespace}/sa/${account ?? b.service}`,
      assumed: account === undefined,
    });
  }
  const all = [...peers.values()];
  const socket = mesh.socket?.path ?? DEFAULTS.socket.path.value;
  return {
    volume:
      mesh.socket?.hostPath === undefined
        ? { from: 'csi', driver: mesh.socket?.csi ?? DEFAULTS.socket.csi.value }
        : { from: 'hostPath', path: mesh.socket.hostPath },
    socket,
    folder: socket.slice(0, socket.lastIndexOf('/')),
    certificate: besideOthers(gateway, 'mesh-certificate'),
    roots: besideOthers(gateway, 'mesh-roots'),
    rootNamespaces: [...new Set(all.map((p) => p.target.namespace))].sort(),
    peers: all,
  };
};
