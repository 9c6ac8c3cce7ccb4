import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const meshRefusals = {
  WaypointNeedsAmbient: define<{ mode: string }>({
    severity: 'error',
    sample: { mode: 'sidecar' },
    words: ({ mode }) => ({
      what: `mesh.waypoint is given, and the mode is ${mode}.`,
      why: 'Waypoints belong to the ambient mode; sidecars read requests themselves.',
      fix: 'Write mode: ambient, or remove waypoint.',
    }),
  }),
  HashNeedsPods: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} hashes clients to pods, and the mesh is reached by the address of the Service.`,
      why: 'Behind it the mesh chooses the pod, so the same client would reach any.',
      fix: 'Hash in the mesh (DestinationRule), or remove the waypoint.',
    }),
  }),
  MeshHidesRequests: define<{ mode: string }>({
    severity: 'error',
    sample: { mode: 'sidecar' },
    words: ({ mode }) => ({
      what: `network.requests is given, and the mode of the mesh is ${mode}.`,
      why: 'What goes to a backend is encrypted before Cilium sees it, so it cannot tell one request from another and drops all.',
      fix: `Remove requests; ${mode === 'ambient' ? 'a waypoint keeps' : 'the sidecars keep'} rules about requests.`,
    }),
  }),
  TracingOnlyInMesh: constant('error', {
    what: 'mesh.tracingProvider is given, and the edge does not trace.',
    why: 'The edge decides which requests are traced; without it no trace begins where the client is.',
    fix: 'Answer observability.tracing too, or remove tracingProvider.',
  }),
  SocketNeedsSds: define<{ mode: string }>({
    severity: 'error',
    sample: { mode: 'sidecar' },
    words: ({ mode }) => ({
      what: `mesh.socket is given, and the mode is ${mode}.`,
      why: 'Only in mode sds do the proxies fetch certificates themselves; otherwise the mesh has them.',
      fix: 'Write mode: sds, or remove socket.',
    }),
  }),
  ServiceAccountUnused: define<{ service: string; mode: string }>({
    severity: 'warning',
    sample: { service: 'users', mode: 'sidecar' },
    words: ({ service, mode }) => ({
      what: `The ServiceAccount of ${service} is given, and the mode of the mesh is ${mode}.`,
      why: 'There the mesh itself knows who a pod is; only in mode sds do the proxies compare.',
      fix: 'Write mode: sds, or remove serviceAccount.',
    }),
  }),
  ServiceAccountsDiffer: define<{ name: string; here: string; there: string }>({
    severity: 'error',
    sample: { name: 'shop/users', here: 'users', there: 'orders' },
    words: ({ name, here, there }) => ({
      what: `The pods of Service ${name} run as ${here} here and as ${there} there.`,
      why: 'One policy says who a Service is, for all of its ports.',
      fix: 'Write the same ServiceAccount, or write it once.',
    }),
  }),
  InvalidTrustDomain: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a trust domain.`,
      why: 'Identities of the mesh begin with it.',
      fix: 'Write cluster.local, or what meshConfig.trustDomain says.',
    }),
  }),
  InvalidSocketFolder: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value, 80)} is not a folder of a node.`,
      why: 'It is mounted into the proxies, read-only; "/" or a way upwards would show them more than a socket.',
      fix: 'Write an absolute path such as /run/spire/agent-sockets.',
    }),
  }),
  InvalidSocketPath: define<{ value: string; longest: number }>({
    severity: 'error',
    sample: { value: 'a b', longest: 107 },
    words: ({ value, longest }) => ({
      what: `${cut(value, 120)} is not a path of a socket in the proxies.`,
      why: `The volume is mounted over its folder, so that has to be one of its own below /run, /var/run or /tmp; a socket's path has at most ${longest} characters.`,
      fix: 'Write a path such as /var/run/secrets/workload-spiffe-uds/socket.',
    }),
  }),
  TwoSocketSources: constant('error', {
    what: 'The socket comes from a CSI driver and from a folder of the node.',
    why: 'One volume is mounted where the proxies look for it.',
    fix: 'Write csi or hostPath.',
  }),
} as const satisfies Group;
