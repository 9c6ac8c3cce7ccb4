import { besideOthers } from '../../model/gateway-labels.ts';
import type { Intent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { configured } from './configured-field.ts';
import { sdsProbes } from './sds-probes.ts';
import { unreachable } from './unreachable.ts';

/** Istio has the configured policies, the proxies are in the mesh, and other pods cannot reach the backends. */
export const meshProbes = ({ mesh, gateway, network }: Intent): Probe[] => {
  if (!mesh) return [];
  const file = 'mesh';
  const own = (what: string): string => besideOthers(gateway, what);
  const fields: Probe[] = [
    ...mesh.namespaces.map((n) =>
      configured(
        `mtls-${n}`,
        `pods in ${n} accept ${mesh.mode === 'permissive' ? 'mTLS and clear text' : 'only mTLS'}`,
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
          `${b.service}: the mesh verifies tokens of ${t.issuer}`,
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
      title: mesh.sds
        ? 'the proxies of the gateway have the mesh socket'
        : 'the proxies of the gateway are in the mesh',
      lookAt: 'gatewayClass',
      check: { kind: 'enrolled', mode: mesh.mode },
    },
    // With network policies, network-closed runs the same check.
    ...(network
      ? []
      : unreachable('mesh-closed', 'mesh', 'other pods get no response from the backends', file, mesh.backends)),
  ];
};
