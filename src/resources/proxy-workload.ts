import type { Intent } from '../model/intent.ts';
import { note } from '../objects/make.ts';
import type { Note } from '../objects/resource.ts';
import { PROXIES } from './notes/proxies-notes.ts';
import type { ProxyKubernetes } from './pod-placement.ts';

type DaemonSet = NonNullable<ProxyKubernetes['envoyDaemonSet']>;

/** Two pods cannot listen on the same port of a node, so with the network of the node the old pod stops first. */
const strategyOf = (hostNetwork: boolean): NonNullable<DaemonSet['strategy']> =>
  hostNetwork
    ? { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } }
    : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };

/**
 * The same pods as a DaemonSet, if that is answered. Envoy Gateway allows no autoscaler then, and draining a node ignores the
 * disruption budget of a DaemonSet.
 */
export const workload = ({ gateway }: Intent, kubernetes: ProxyKubernetes): ProxyKubernetes => {
  const { daemonSet } = gateway;
  if (!daemonSet) return kubernetes;
  const { envoyDeployment, envoyHpa: _, envoyPDB: __, ...rest } = kubernetes;
  const { topologySpreadConstraints: ___, ...pod } = envoyDeployment?.pod ?? {};
  return {
    envoyDaemonSet: {
      strategy: strategyOf(daemonSet.hostNetwork),
      ...(Object.keys(pod).length > 0 && { pod }),
      ...(envoyDeployment?.container && { container: envoyDeployment.container }),
      ...(daemonSet.hostNetwork && {
        patch: {
          type: 'StrategicMerge' as const,
          // EnvoyProxy has no field for it. The DNS policy keeps names of Services resolvable.
          value: { spec: { template: { spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } } } },
        },
      }),
    },
    ...rest,
  };
};

const WITHOUT: readonly unknown[] = ['envoyHpa', 'envoyPDB', 'topologySpreadConstraints', 'replicas'];

/** The comments at their new places; those about an autoscaler are left out. */
export const workloadNotes = (intent: Intent, notes: readonly Note[]): Note[] => {
  const { daemonSet } = intent.gateway;
  if (!daemonSet) return [...notes];
  const k8s = ['spec', 'provider', 'kubernetes'] as const;
  const moved = notes
    .filter((n) => !n.path.some((step) => WITHOUT.includes(step)))
    .map((n) => ({ ...n, path: n.path.map((step) => (step === 'envoyDeployment' ? 'envoyDaemonSet' : step)) }));
  return [
    ...moved,
    note('sizing', intent.sizing.minReplicas.calculation, ...k8s, 'envoyDaemonSet'),
    ...(daemonSet.hostNetwork ? [note('why', PROXIES.hostNetwork, ...k8s, 'envoyDaemonSet', 'patch')] : []),
  ];
};
