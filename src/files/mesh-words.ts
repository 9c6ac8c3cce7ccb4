import type { Intent, MeshIntent } from '../model/intent.ts';

/** A table is read by people. */
const MOST_PEERS = 50;

const KINDS = [
  'security.istio.io/v1/PeerAuthentication',
  'security.istio.io/v1/AuthorizationPolicy',
  'security.istio.io/v1/RequestAuthentication',
  'telemetry.istio.io/v1/Telemetry',
];

/** The kinds of the mesh that are written, as `kubectl apply --prune` names them. */
export const meshKinds = ({ mesh }: Intent): string[] => (mesh ? KINDS : []);

const MODES = {
  ambient:
    'The proxies of the gateway are in the ambient mesh by a label on their pods; the controller is not. Do not give them a waypoint of their own.',
  sidecar:
    'The proxies of the gateway carry a sidecar for what goes out; clients come to Envoy itself. Requests go to the addresses of Services.',
  sds: 'The proxies of the gateway are in no mesh. They speak mTLS to the sidecars of the backends with a certificate that they fetch over a socket; who serves it is not part of these manifests.',
  permissive:
    'The proxies of the gateway are not in the mesh, so its backends also take clear text, from anybody. Answer mesh: istio to end that.',
} as const;

/** What has to serve the socket, and whom the proxies expect; false in other modes. */
const sdsWords = ({ sds, principal }: MeshIntent): object | false => {
  if (!sds) return false;
  const file = sds.socket.slice(sds.folder.length + 1);
  return {
    source:
      sds.volume.from === 'csi'
        ? `the CSI driver ${sds.volume.driver}, whose folder has to hold a file ${file}`
        : `the folder ${sds.volume.path} of each node, which has to hold a file ${file}`,
    socket: sds.socket,
    identity: `spiffe://${principal}`,
    roots: sds.roots,
    peers: sds.peers.slice(0, MOST_PEERS).map((p) => ({
      service: p.service,
      identity: p.identity,
      assumed: p.assumed ? ' (a guess)' : '',
    })),
    more: Math.max(0, sds.peers.length - MOST_PEERS),
  };
};

/** The runbook's section about the mesh; false where there is none. */
export const meshWords = ({ mesh }: Intent): object | false => {
  if (!mesh) return false;
  const checked = mesh.backends.filter((b) => b.tokens.length > 0).map((b) => b.service);
  return {
    words: MODES[mesh.mode],
    principal: mesh.mode === 'permissive' ? 'anybody' : mesh.principal,
    sds: sdsWords(mesh),
    tokens:
      checked.length > 0
        ? `${mesh.waypoint === undefined ? 'the sidecars' : `waypoint ${mesh.waypoint}`}, with issuer, audiences and keys of the edge: ${checked.slice(0, 10).join(', ')}`
        : 'nobody: nothing in the mesh reads requests (an ambient mesh does with a waypoint)',
    traces: mesh.tracing ? `both, ${mesh.tracing.sampling} % each, decided at the edge` : 'the edge, where answered',
  };
};
