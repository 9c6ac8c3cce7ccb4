import { besideOthers } from '../../model/gateway-labels.ts';
import type { AllowIntent, BackendPodsIntent, NetworkPolicyIntent } from '../../model/intent.ts';
import { allow, type Connected, fromProxies, type Labels, type Model, pods, policy } from './peers.ts';

/** The HBONE port of every pod in an ambient mesh (istio.io, Ambient and Kubernetes NetworkPolicy). */
const HBONE = 15008;
const ISTIOD = allow(pods('istio-system', { app: 'istiod' }), [15012], 'Configuration of the sidecar.');
/** Source of kubelet probes in the mesh; without this rule no pod of the mesh becomes ready behind a policy. */
const PROBES = allow({ is: 'probes' }, [], 'Probes of the kubelet, which have this address in an ambient mesh.');

export interface Tunnel {
  /** Ports of a backend in a policy. */
  readonly ports: (b: BackendPodsIntent) => (number | string)[];
  /** More destinations of the proxies. */
  readonly egress: readonly AllowIntent[];
  /** More sources for a pod of the mesh. */
  readonly ingress: readonly AllowIntent[];
  /** More sources for a backend. */
  readonly toBackend: (b: BackendPodsIntent) => readonly AllowIntent[];
  /** Policies of the mesh's own pods in isolated namespaces. */
  readonly policies: readonly NetworkPolicyIntent[];
}

const waypointLabels = (name: string): Labels => ({ 'gateway.networking.k8s.io/gateway-name': name });

const waypointPolicy = (model: Model, name: string, namespace: string): NetworkPolicyIntent =>
  policy({
    name: besideOthers(model.gateway, `to-${name}`),
    namespace,
    labels: waypointLabels(name),
    why: `The waypoint of ${namespace}: accepts connections from the proxies of the gateway.`,
    ingress: [fromProxies(model, [HBONE]), PROBES],
  });

/** The rules that a mesh adds; without a mesh there are none. */
export const tunnelOf = ({ mesh }: Connected, model: Model, closed: readonly string[]): Tunnel => {
  const plain: Tunnel = { ports: (b) => [b.port], egress: [], ingress: [], toBackend: () => [], policies: [] };
  if (mesh?.mode === 'sidecar') return { ...plain, egress: [ISTIOD] };
  if (mesh?.mode !== 'ambient') return plain;
  const { waypoint } = mesh;
  return {
    ports: (b) => [b.port, HBONE],
    ingress: [PROBES],
    egress: waypoint
      ? closed.map((n) => allow(pods(n, waypointLabels(waypoint)), [HBONE], `The waypoint of ${n}.`))
      : [],
    toBackend: (b) => [
      ...(waypoint ? [allow(pods(b.namespace, waypointLabels(waypoint)), [HBONE], 'The waypoint.')] : []),
      PROBES,
    ],
    policies: waypoint ? closed.map((n) => waypointPolicy(model, waypoint, n)) : [],
  };
};
