import { besideOthers } from '../../model/gateway-labels.ts';
import type { Intent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { configured } from './configured-field.ts';
import { sdsProbes } from './sds-probes.ts';
import { unreachable } from './unreachable.ts';

/** What Istio was told is what the answers say; the proxies are in the mesh; nobody else gets to the backends. */
export const meshProbes = ({ mesh, gateway, network }: Intent): Probe[] => {
  if (!mesh) return [];
  const file = 'mesh';
  const own = (what: string): string => besideOthers(gateway, what);
  const fields: Probe[] = [
    ...mesh.namespaces.map((n) =>
      configured(
        `mtls-${n}`,
        `pods of ${n} take ${mesh.mode === 'permissive' ? 'clear text too' : 'mTLS only'}`,
        file,
        'PeerAuthentication',
        n,
        own('mtls'),
        '{.spec.mtls.mode}',
        mesh.mode === 'permissive' ? 'PERMISSIVE' : 'STRICT',
      ),
    ),
    ...mesh.backends.flatMap((b): Probe[] => [
      ...b.tokens.map((t, i) =>
        configured(
          `mesh-tokens-${b.service}-${b.servicePort}${i === 0 ? '' : `-${i + 1}`}`,
          `${b.service}: tokens of ${t.issuer} are checked in the mesh as at the edge`,
          file,
          'RequestAuthentication',
          b.namespace,
          own(`${b.service}-${b.servicePort}`),
          `{.spec.jwtRules[${i}].issuer} {.spec.jwtRules[${i}].audiences[*]} {.spec.jwtRules[${i}].jwksUri}`,
          `${t.issuer} ${t.audiences.join(' ')} ${t.jwks}`,
        ),
      ),
    ]),
    ...sdsProbes(mesh, gateway),
  ];
  if (mesh.mode === 'permissive') return fields.map((p) => ({ ...p, group: 'mesh' }));
  return [
    ...fields.map((p): Probe => ({ ...p, group: 'mesh' })),
    {
      id: 'mesh-proxies',
      group: 'mesh',
      title: mesh.sds ? 'the proxies of the gateway have the socket' : 'the proxies of the gateway are in the mesh',
      lookAt: 'gatewayClass',
      check: { kind: 'enrolled', mode: mesh.mode },
    },
    // With network policies the same Pod asks already.
    ...(network
      ? []
      : unreachable(
          'mesh-closed',
          'mesh',
          'a pod that is not the gateway gets nothing from the backends',
          file,
          mesh.backends,
        )),
  ];
};
