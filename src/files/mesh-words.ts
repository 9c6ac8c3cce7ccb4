import type { Intent, MeshIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

/** Rows of a table; the runbook states how many more there are. */
const MOST_PEERS = 50;
/** Services in one cell of the table. */
const MOST_CHECKED = 10;

const KINDS = [
  'security.istio.io/v1/PeerAuthentication',
  'security.istio.io/v1/AuthorizationPolicy',
  'security.istio.io/v1/RequestAuthentication',
  'telemetry.istio.io/v1/Telemetry',
];

/** The generated kinds of the mesh, as `kubectl apply --prune-allowlist` names them. */
export const meshKinds = ({ mesh }: Intent): string[] => (mesh ? KINDS : []);

/** How the proxies are connected to the mesh; each sentence is a line. */
const MODES = {
  ambient: [
    'The proxies of the gateway are in the ambient mesh, by a label on their pods; the controller is not.',
    'Do not configure a waypoint for the proxies.',
  ],
  sidecar: [
    'The proxies of the gateway have a sidecar for outgoing connections; clients connect directly to Envoy.',
    'The proxies send requests to the addresses of Services, not of pods.',
  ],
  sds: [
    'The proxies of the gateway are not in the mesh. They use mTLS to the sidecars of the backends.',
    'They fetch their certificate over a socket. The SPIRE agent that serves it is not part of these manifests.',
  ],
  permissive: [
    'The proxies of the gateway are not in the mesh, so its backends also accept clear text from any pod.',
    'To require mTLS, set mesh: istio.',
  ],
} as const;

/** What must serve the socket, and the identities that the proxies expect; false in other modes. */
const sdsWords = ({ sds, principal }: MeshIntent): object | false => {
  if (!sds) return false;
  const file = sds.socket.slice(sds.folder.length + 1);
  return {
    source:
      sds.volume.from === 'csi'
        ? `the CSI driver ${sds.volume.driver}; its volume must contain the file ${file}`
        : `the folder ${sds.volume.path} on each node; it must contain the file ${file}`,
    socket: sds.socket,
    identity: `spiffe://${principal}`,
    roots: sds.roots,
    peers: sds.peers.slice(0, MOST_PEERS).map((p) => ({
      service: p.service,
      identity: p.identity,
      assumed: p.assumed ? ' (assumed: not set)' : '',
    })),
    more: Math.max(0, sds.peers.length - MOST_PEERS),
  };
};

/** The section of the runbook about the mesh; false if there is none. */
export const meshWords = ({ mesh }: Intent): object | false => {
  if (!mesh) return false;
  const checked = mesh.backends.filter((b) => b.tokens.length > 0).map((b) => b.service);
  return {
    sentences: MODES[mesh.mode],
    principal: mesh.mode === 'permissive' ? 'any pod' : mesh.principal,
    sds: sdsWords(mesh),
    tokens:
      checked.length > 0
        ? `${mesh.waypoint === undefined ? 'the sidecars' : `the waypoint (Gateway ${mesh.waypoint})`}, with the issuer, audiences and keys of the gateway, for ${firstOf(checked, MOST_CHECKED)}`
        : mesh.mode === 'ambient' && mesh.waypoint === undefined
          ? 'none: without a waypoint, an ambient mesh cannot read requests'
          : 'none',
    traces: mesh.tracing
      ? `gateway and mesh; the gateway selects ${mesh.tracing.sampling} % of the requests`
      : 'gateway, if observability.tracing is set',
  };
};
