import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const meshRefusals = {
  WaypointNeedsAmbient: define<{ mode: string }>({
    severity: 'error',
    sample: { mode: 'sidecar' },
    words: ({ mode }) => ({
      what: `mesh.waypoint is set, and mesh.mode is ${mode}.`,
      why: 'Waypoints belong to the ambient mode; sidecars read requests themselves.',
      fix: 'Write mode: ambient, or remove waypoint.',
    }),
  }),
  HashIgnoredByMesh: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has consistentHash load balancing, and the gateway sends requests to the address of the Service.`,
      why: 'The mesh then chooses the pod, so a client would not always reach the same pod.',
      fix: 'Configure the hash in the mesh (DestinationRule), or remove the waypoint.',
    }),
  }),
  MeshEncryptsRequests: define<{ mode: string }>({
    severity: 'error',
    sample: { mode: 'ambient' },
    words: ({ mode }) => ({
      what: `network.requests is set, and mesh.mode is ${mode}.`,
      why: 'Traffic to a backend is encrypted before Cilium sees it, so Cilium cannot read requests and drops all of them.',
      fix: `Remove requests. ${mode === 'ambient' ? 'A waypoint can' : 'The sidecars'} enforce rules about requests instead.`,
    }),
  }),
  TracingOnlyInMesh: constant('error', {
    what: 'mesh.tracingProvider is set, and the gateway does not trace.',
    why: 'The gateway decides which requests are traced. Without its tracing, no trace would start at the gateway.',
    fix: 'Set observability.tracing too, or remove tracingProvider.',
  }),
  SocketNeedsSds: define<{ mode: string }>({
    severity: 'error',
    sample: { mode: 'sidecar' },
    words: ({ mode }) => ({
      what: `mesh.socket is set, and mesh.mode is ${mode}.`,
      why: 'The proxies fetch certificates themselves only in mode sds; otherwise the mesh provides them.',
      fix: 'Write mesh: { type: istio, mode: sds }, or remove socket.',
    }),
  }),
  ServiceAccountUnused: define<{ service: string; mode: string }>({
    severity: 'warning',
    sample: { service: 'users', mode: 'sidecar' },
    words: ({ service, mode }) => ({
      what: `The ServiceAccount of ${service} is set, and mesh.mode is ${mode}.`,
      why: 'In this mode the mesh verifies the identity of pods. The proxies compare it only in mode sds.',
      fix: 'Write mesh: { type: istio, mode: sds }, or remove serviceAccount.',
    }),
  }),
  ServiceAccountsDiffer: define<{ name: string; here: string; there: string }>({
    severity: 'error',
    sample: { name: 'shop/users', here: 'users', there: 'orders' },
    words: ({ name, here, there }) => ({
      what: `The pods of Service ${name} have the ServiceAccount ${here} in one answer and ${there} in another.`,
      why: 'One policy states the identity of a Service for all of its ports.',
      fix: 'Write the same ServiceAccount in both answers, or write it only once.',
    }),
  }),
  InvalidTrustDomain: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'Cluster.Local' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a trust domain.`,
      why: 'Identities of the mesh start with the trust domain, so no identity would match.',
      fix: 'Write cluster.local, or the value of meshConfig.trustDomain.',
    }),
  }),
  InvalidSocketFolder: define<{ value: string }>({
    severity: 'error',
    sample: { value: '/' },
    words: ({ value }) => ({
      what: `${cut(value, 80)} is not a valid folder for the socket on the nodes.`,
      why: 'It is mounted read-only into the proxies; "/" or ".." would give them access to more than the socket.',
      fix: 'Write an absolute path such as /run/spire/agent-sockets.',
    }),
  }),
  InvalidSocketPath: define<{ value: string; longest: number }>({
    severity: 'error',
    sample: { value: '/etc/ssl/socket', longest: 107 },
    words: ({ value, longest }) => ({
      what: `${cut(value, 120)} is not a valid path for the socket in the proxies.`,
      why: `The volume is mounted over the folder of the socket, so it must be a dedicated folder below /run, /var/run or /tmp. A socket path has at most ${longest} characters.`,
      fix: 'Write a path such as /var/run/secrets/workload-spiffe-uds/socket.',
    }),
  }),
  TwoSocketSources: constant('error', {
    what: 'The socket has both csi and hostPath.',
    why: 'The proxies mount exactly one volume for the socket.',
    fix: 'Remove csi or hostPath.',
  }),
} as const satisfies Group;
