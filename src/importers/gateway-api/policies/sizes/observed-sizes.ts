// Sizes that the manifests contain: of the proxies, and of what they may hold at once.
import { entries, fields, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../../effective/snapshot.ts';
import type { SourceView } from '../../source-views.ts';

export interface ObservedSizes {
  readonly minReplicas: number | undefined;
  readonly maxReplicas: number | undefined;
  readonly cpuUtilization: number | undefined;
  readonly cpuMillis: number | undefined;
  readonly cpuLimitMillis: number | undefined;
  readonly memoryMiB: number | undefined;
  readonly minAvailable: number | undefined;
  readonly connectionLimit: number | undefined;
  /** Of most policies. */
  readonly parallelRequests: number | undefined;
}

const count = (v: unknown): number | undefined => (typeof v === 'number' ? v : undefined);

/** Millicores of `500m`, `2` or `0.5`. */
const millisOf = (v: unknown): number | undefined => {
  const given = typeof v === 'number' ? String(v) : text(v);
  const [, number, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(given ?? '') ?? [];
  return number === undefined ? undefined : Math.round(Number(number) * (unit === 'm' ? 1 : 1000));
};

const mibOf = (v: unknown): number | undefined => {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(text(v) ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * (unit === 'Gi' ? 1024 : 1);
};

/** The value that most policies have. */
const usual = (values: readonly number[]): number | undefined => {
  const times = new Map<number, number>();
  for (const v of values) times.set(v, (times.get(v) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0];
};

const kubernetesOf = (proxy: Loose | undefined) => fields(fields(fields(proxy?.spec).provider).kubernetes);

const sizesIn = (snapshot: Snapshot): ObservedSizes => {
  const [proxy] = snapshot.of('EnvoyProxy');
  const kubernetes = kubernetesOf(proxy);
  const workload = fields(kubernetes.envoyDeployment ?? kubernetes.envoyDaemonSet);
  const hpa = fields(kubernetes.envoyHpa);
  const { requests, limits } = fields(fields(workload.container).resources);
  const [policy] = snapshot.of('ClientTrafficPolicy');
  const { connectionLimit } = fields(fields(policy?.spec).connection);
  const replicas = count(workload.replicas);
  const [metric] = entries(hpa.metrics);
  return {
    minReplicas: count(hpa.minReplicas) ?? replicas,
    maxReplicas: count(hpa.maxReplicas) ?? replicas,
    cpuUtilization: count(fields(fields(fields(metric).resource).target).averageUtilization),
    cpuMillis: millisOf(fields(requests).cpu),
    cpuLimitMillis: millisOf(fields(limits).cpu),
    memoryMiB: mibOf(fields(limits).memory),
    minAvailable: count(fields(kubernetes.envoyPDB).minAvailable),
    connectionLimit: count(fields(connectionLimit).value),
    parallelRequests: usual(
      snapshot
        .of('BackendTrafficPolicy')
        .flatMap((p) => count(fields(fields(p.spec).circuitBreaker).maxParallelRequests) ?? []),
    ),
  };
};

export const observedSizes = ({ snapshot }: Pick<SourceView, 'snapshot'>): ObservedSizes => snapshot.index(sizesIn);

/** How many proxies count a local limit, each for itself. Envoy Gateway runs one by default. */
export const replicasOf = (view: Pick<SourceView, 'snapshot'>): number => observedSizes(view).minReplicas ?? 1;
