import type { Intent, MeshIntent } from '../model/intent.ts';

/** Rows of a table; the runbook states how many more there are. */
const MOST_PEERS = 50;

const KINDS = [
  'security.istio.io/v1/PeerAuthentication',
  'security.istio.io/v1/AuthorizationPolicy',
  'security.istio.io/v1/RequestAuthentication',
  'telemetry.istio.io/v1/Telemetry',
];

/** The generated kinds of the mesh, as `kubectl apply --prune-allowlist` names them. */
export const meshKinds = ({ mesh }: Intent): string[] => (mesh ? KINDS : []);

const MODES = {
  ambient:
    'A label on their pods puts the proxies of the gateway into the ambient mesh; the controller stays outside. Do not configure a waypoint for the proxies.',
  sidecar:
    'The proxies of the gateway have a sidecar for outgoing connections; clients connect directly to Envoy. Requests go to the addresses of Services.',
  sds: 'The proxies of the gateway are not in the mesh. They use mTLS to the sidecars of the backends, with a certificate that they fetch over a socket. The SPIRE agent that serves the socket is not part of these manifests.',
  permissive:
    'The proxies of the gateway are not in the mesh, so its backends also accept clear text from any pod. To require mTLS, set mesh: istio.',
} as const;

/** What must serve the socket, and the identities that the proxies expect; false in other modes. */
const sdsWords = ({ sds, principal }: MeshIntent): object | false => {
  if (!sds) return false;
  const file = sds.socket.slice(sds.folder.length + 1);
  return {
    source:
      sds.volume.from === 'csi'
        ? `the CSI driver ${sds.volume.driver}, whose folder must contain the file ${file}`
        : `the folder ${sds.volume.path} of each node, which must contain the file ${file}`,
    socket: sds.socket,
    identity: `spiffe://${principal}`,
    roots: sds.roots,
    peers: sds.peers.slice(0, MOST_PEERS).map((p) => ({
      service: p.service,
      identity: p.identity,
      assumed: p.assumed ? ' (a guess: not set)' : '',
    })),
    more: Math.max(0, sds.peers.length - MOST_PEERS),
  };
};

/** The section of the runbook about the mesh; false if there is none. */
export const meshWords = ({ mesh }: Intent): object | false => {
  if (!mesh) return false;
  const checked = mesh.backends.filter((b) => b.tokens.length > 0).map((b) => b.service);
  return {
    words: MODES[mesh.mode],
    principal: mesh.mode === 'permissive' ? 'any pod' : mesh.principal,
    sds: sdsWords(mesh),
    tokens:
      checked.length > 0
        ? `${mesh.waypoint === undefined ? 'the sidecars' : `waypoint ${mesh.waypoint}`}, with the issuer, audiences and keys of the gateway: ${checked.slice(0, 10).join(', ')}`
        : 'none: nothing in the mesh reads requests (an ambient mesh does so with a waypoint)',
    traces: mesh.tracing
      ? `gateway and mesh, ${mesh.tracing.sampling} % each; the gateway decides which`
      : 'gateway, if observability.tracing is set',
  };
};
