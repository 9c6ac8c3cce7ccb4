import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

/** What these manifests rely on when the proxies fetch certificates from a socket. */
export const sdsNotices = ({ mesh, externals }: Pick<Intent, 'mesh' | 'externals'>): Notice[] => {
  const sds = mesh?.sds;
  if (!sds) return [];
  const source = sds.volume.from === 'csi' ? `CSI driver ${sds.volume.driver}` : `the node's ${sds.volume.path}`;
  const services = firstOf(
    sds.peers.map((p) => p.service),
    10,
  );
  const notices = [
    notice('MeshSocket', { socket: sds.socket, source, principal: mesh.principal }),
    notice('MeshNeedsSidecars', { services }),
  ];
  const guessed = sds.peers.filter((p) => p.assumed).map((p) => p.service);
  if (guessed.length > 0) notices.push(notice('ServiceAccountsAssumed', { services: firstOf(guessed, 10) }));
  const outside = externals.filter((e) => e.tls && e.certificate === undefined).map((e) => e.host);
  if (outside.length > 0) notices.push(notice('MeshCertificateExternal', { servers: firstOf(outside, 10) }));
  return notices;
};
