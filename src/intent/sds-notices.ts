import type { Intent, Notice } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

/** Notices about requirements outside of these manifests if the proxies get certificates from a socket. */
export const sdsNotices = ({ mesh, externals }: Pick<Intent, 'mesh' | 'externals'>): Notice[] => {
  const sds = mesh?.sds;
  if (!sds) return [];
  const source = sds.volume.from === 'csi' ? `CSI driver ${sds.volume.driver}` : `the node's ${sds.volume.path}`;
  const notices = [
    {
      code: 'MeshSocket',
      text: `Somebody else has to serve ${sds.socket} (${source}) on every node, and to hand out "default" as spiffe://${mesh.principal} and "ROOTCA": a SPIRE agent with a registration of the proxies. Without it no proxy starts (a volume that is missing) or every backend with TLS ends in 503.`,
    },
    {
      code: 'MeshNeedsSidecars',
      text: `The proxies speak mTLS to the pods themselves (mesh.mode: sds), so each pod behind ${firstOf(
        sds.peers.map((p) => p.service),
        10,
      )} needs a sidecar, or ends mTLS with a certificate of the same roots itself. An ambient mesh does not take it: answer ambient there.`,
    },
  ];
  const guessed = sds.peers.filter((p) => p.assumed).map((p) => p.service);
  if (guessed.length > 0)
    notices.push({
      code: 'ServiceAccountsAssumed',
      text: `Pods are taken to run as a ServiceAccount with the name of their Service: ${firstOf(guessed, 10)}. Answer backend.pods.serviceAccount, or the gateway refuses their certificates (503).`,
    });
  const outside = externals.filter((e) => e.tls && e.certificate === undefined).map((e) => e.host);
  if (outside.length > 0)
    notices.push({
      code: 'MeshCertificateOutside',
      text: `Envoy Gateway 1.9 shows the certificate of EnvoyProxy to servers outside too: ${firstOf(outside, 10)} see the identity of the gateway if they ask for a certificate, and are not reached while the socket is silent. Only another certificate (identity: { mtls }) replaces it.`,
    });
  return notices;
};
