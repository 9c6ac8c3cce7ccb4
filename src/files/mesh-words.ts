import type { Intent } from '../intent/model.ts';

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
  permissive:
    'The proxies of the gateway are not in the mesh, so its backends also take clear text, from anybody. Answer mesh: istio to end that.',
} as const;

/** The runbook's section about the mesh; false where there is none. */
export const meshWords = ({ mesh }: Intent): object | false => {
  if (!mesh) return false;
  const checked = mesh.backends.filter((b) => b.tokens.length > 0).map((b) => b.service);
  return {
    words: MODES[mesh.mode],
    principal: mesh.mode === 'permissive' ? 'anybody' : mesh.principal,
    tokens:
      checked.length > 0
        ? `${mesh.waypoint === undefined ? 'the sidecars' : `waypoint ${mesh.waypoint}`}, with issuer, audiences and keys of the edge: ${checked.slice(0, 10).join(', ')}`
        : 'nobody: nothing in the mesh reads requests (an ambient mesh does with a waypoint)',
    traces: mesh.tracing ? `both, ${mesh.tracing.sampling} % each, decided at the edge` : 'the edge, where answered',
  };
};
