// Helm values of Envoy Gateway's own Deployment.
import type { ControllerIntent } from '../model/intent.ts';
import { defined } from '../objects/make.ts';
import type { Note } from '../objects/resource.ts';
import { placement, pullSecrets, someOf, spreadOver } from '../resources/pod-placement.ts';

const MEMORY = { request: '512Mi', limit: '1Gi' } as const;

const resources = ({ cpuMillis, cpuLimitMillis, memoryMiB }: ControllerIntent): object => {
  const memory = memoryMiB === undefined ? MEMORY : { request: `${memoryMiB}Mi`, limit: `${memoryMiB}Mi` };
  return {
    requests: { cpu: `${cpuMillis}m`, memory: memory.request },
    limits: { ...(cpuLimitMillis !== undefined && { cpu: `${cpuLimitMillis}m` }), memory: memory.limit },
  };
};

/** The chart has separate fields for repository and tag, and puts ":" between them. */
const imageOf = (image: string): { repository: string; tag: string } => {
  const at = image.indexOf(':', image.lastIndexOf('/', image.includes('@') ? image.indexOf('@') : undefined));
  return { repository: image.slice(0, at), tag: image.slice(at + 1) };
};

/** Null removes a value of the chart, so that OpenShift assigns one, without a RoleBinding that must exist before the chart. */
const ANY_USER = { runAsUser: null, runAsGroup: null };
const ANY_POD_USER = { securityContext: { ...ANY_USER, fsGroup: null } };

/** The security context of Envoy Gateway's rate limit service, without its user. */
export const RATE_LIMIT_CONTEXT = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** The values that are about the Deployment and what is next to it. */
export const controllerValues = (c: ControllerIntent, platform: 'openshift' | undefined): object => {
  const place = placement(c);
  const assigned = platform === 'openshift';
  return {
    deployment: {
      replicas: c.replicas,
      ...(c.priorityClassName !== undefined && { priorityClassName: c.priorityClassName }),
      pod: defined<Record<string, unknown>>({
        securityContext: assigned ? ANY_POD_USER.securityContext : undefined,
        annotations: someOf(c.annotations),
        labels: someOf(c.labels),
        topologySpreadConstraints: spreadOver(c, ['topology.kubernetes.io/zone'], { 'control-plane': 'envoy-gateway' }),
        ...place,
      }),
      envoyGateway: {
        ...(c.image !== undefined && { image: imageOf(c.image) }),
        ...(c.imagePullSecrets.length > 0 && { imagePullSecrets: pullSecrets(c) }),
        resources: resources(c),
        ...(assigned && { securityContext: ANY_USER }),
      },
    },
    // The job that creates certificates before the first start needs the same nodes.
    ...((assigned || Object.keys(place).length > 0) && {
      certgen: { job: { ...place, ...(assigned && { pod: ANY_POD_USER, securityContext: ANY_USER }) } },
    }),
    podDisruptionBudget: { minAvailable: c.minAvailable },
  };
};

/** The pods of the rate limit service run where the controller runs. */
export const ratelimitPod = (c: ControllerIntent): object => {
  const pod = defined<Record<string, unknown>>({
    ...placement(c),
    imagePullSecrets: pullSecrets(c),
    priorityClassName: c.priorityClassName,
  });
  return Object.keys(pod).length > 0 ? { pod } : {};
};

const REPLICAS = 'Two replicas: while one of them is drained with its node, the other processes configuration changes.';

export const controllerNotes = ({ replicas }: ControllerIntent): Note[] => [
  {
    kind: 'why',
    text:
      replicas === 2
        ? REPLICAS
        : `Set by envoyGateway.replicas; calculated: 2. One replica is active; ${replicas === 1 ? 'while it restarts, changes wait' : 'the others replace it'}.`,
    path: ['deployment', 'replicas'],
  },
];
