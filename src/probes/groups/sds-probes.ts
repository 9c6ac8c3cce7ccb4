import type { GatewayIntent, MeshIntent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { configured } from './configured-field.ts';

/** The proxies use the certificate from the socket, and require the configured identity of each Service. */
export const sdsProbes = ({ sds }: MeshIntent, gateway: GatewayIntent): Probe[] => {
  if (!sds) return [];
  return [
    configured(
      'mesh-certificate',
      'the proxies fetch their certificate over the socket',
      'gatewayClass',
      'EnvoyProxy',
      gateway.namespace,
      gateway.proxy,
      '{.spec.backendTLS.clientCertificateRef.name} {.spec.backendTLS.alpnProtocols[*]}',
      `${sds.certificate} istio`,
    ),
    ...sds.peers.map((p) =>
      configured(
        `mesh-peer-${p.target.kind.toLowerCase()}-${p.target.namespace}-${p.target.name}`,
        `${p.service} must have the identity ${p.identity}`,
        'httpRoutes',
        'BackendTLSPolicy',
        p.target.namespace,
        p.policy,
        '{.spec.validation.subjectAltNames[*].uri}',
        p.identity,
      ),
    ),
  ];
};
