import { counted } from '../diagnostics/shown.ts';
import { bytesOf } from '../values/byte-size.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { milliseconds } from '../values/duration.ts';
import type { Sized, Sizing } from './intent.ts';

/** What the gateway must carry, as answered. */
interface Carried {
  readonly peakRequestsPerSecond?: number | undefined;
  readonly p95Latency?: string | undefined;
  readonly clientBuffer?: string | undefined;
}

/** What is set in place of calculated sizes, as answered. */
export interface SetSizes {
  readonly replicas?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  readonly cpuUtilization?: number | undefined;
  readonly minAvailable?: number | undefined;
  readonly resources?:
    | {
        readonly cpu?: number | undefined;
        readonly cpuLimit?: number | undefined;
        readonly memory?: number | undefined;
      }
    | undefined;
}

/** A Gateway with a fixed number of replicas, as answered. */
interface FixedReplicas {
  readonly daemonSet?: { readonly nodes: number } | undefined;
  readonly attach?: { readonly replicas?: number | undefined } | undefined;
}

/** Requests per second of one Envoy core with TLS, a token check and an access log; a conservative value. */
const PER_CORE = 1500;
/** Factor by which the peak may exceed the answered one before requests are refused. */
const HEADROOM = 2;
/** Two, so that the loss of one proxy pod is not an outage. */
const FEWEST_REPLICAS = 2;
/** Envoy Gateway's bootstrap refuses more downstream connections, independent of the listener's limit. */
const MOST_CONNECTIONS = 45_000;
/** ClientTrafficPolicy timeout.http.idleTimeout, in seconds: how long an idle client keeps its connection. */
export const IDLE_SECONDS = 60;
/** Memory of one connection in KiB: Envoy has two buffers of 32 KiB for it, which are rarely both full. */
const KIB_PER_CONNECTION = 32;

const sized = (value: number, calculation: string): Sized => ({ value, calculation });

/** The value that is set in place of the calculated one, which stays visible. */
const unlessSet = (computed: Sized, set: number | undefined, key: string): Sized =>
  set === undefined ? computed : sized(set, `set by ${key}; calculated: ${computed.value} (${computed.calculation})`);

/** Cores of a proxy pod: a few large pods have fewer separate counters than many small ones. */
const coresFor = (peak: number): number => (peak > 100_000 ? 4 : peak > 20_000 ? 2 : 1);

/** Requests per second of one proxy pod with so many millicores. */
const perReplica = (millis: number): number => Math.max(1, Math.floor((PER_CORE * millis) / 1000));

const coresWord = (millis: number): string =>
  millis % 1000 === 0 ? counted(millis / 1000, 'core') : `${millis / 1000} cores`;

/** Replicas: calculated for the CPU of a pod, and what is set. */
const replicasOf = (peak: number, millis: number, set: SetSizes['replicas']) => {
  const needed = Math.ceil((peak * HEADROOM) / perReplica(millis));
  const computed = Math.max(FEWEST_REPLICAS, needed);
  const min = unlessSet(
    sized(
      computed,
      `${peak} requests/s x ${HEADROOM} headroom / ${perReplica(millis)} per replica (${coresWord(millis)} x ${PER_CORE}) = ${needed}, at least ${FEWEST_REPLICAS}`,
    ),
    // A maximum below the calculated minimum lowers the minimum, too.
    set?.min ?? (set?.max !== undefined && set.max < computed ? set.max : undefined),
    set?.min === undefined ? 'proxy.replicas.max' : 'proxy.replicas',
  );
  const max = unlessSet(
    sized(
      Math.max(min.value * 3, min.value + 2),
      `3 x ${min.value}: three times the minimum, for peaks that are higher than expected`,
    ),
    set?.max,
    'proxy.replicas',
  );
  return { needed, min, max };
};

/** The replicas that are not calculated: one on each node of a DaemonSet, or those of another owner's Gateway. */
export const fixedReplicasOf = (gateway: FixedReplicas | undefined): Sized | undefined => {
  const { daemonSet, attach } = gateway ?? {};
  if (attach?.replicas !== undefined) return sized(attach.replicas, 'gateway.attach.replicas');
  return (
    daemonSet &&
    sized(daemonSet.nodes, `${counted(daemonSet.nodes, 'node')} (gateway.daemonSet.nodes): one replica on each`)
  );
};

/**
 * Sizes from the peak and the 95th percentile of latency: Little's law gives the number of concurrent requests, the headroom
 * doubles it, and limits that must hold with one replica missing are divided by the remaining replicas. Envoy applies
 * thresholds and local limits per proxy pod and per cluster, so all numbers except the replicas are for one pod. What `proxy`
 * sets replaces what is calculated, and everything that depends on it follows.
 */
export const sizingOf = (traffic: Carried | undefined, proxy?: SetSizes, fixed?: Sized): Sizing => {
  const peak = traffic?.peakRequestsPerSecond ?? DEFAULTS.traffic.peakRequestsPerSecond.value;
  const p95 = Math.max(1, milliseconds(traffic?.p95Latency ?? DEFAULTS.traffic.p95Latency.value));
  // With a fixed number of replicas, their size is what is calculated.
  const cores = fixed === undefined ? coresFor(peak) : Math.ceil((peak * HEADROOM) / (PER_CORE * fixed.value));
  const cpuMillis = unlessSet(
    sized(cores * 1000, `${counted(cores, 'core')}: ${PER_CORE * cores} requests/s per replica`),
    proxy?.resources?.cpu,
    'proxy.resources.cpu',
  );
  const { needed, min, max } = fixed
    ? { needed: fixed.value, min: fixed, max: fixed }
    : replicasOf(peak, cpuMillis.value, proxy?.replicas);
  const survivors = Math.max(1, min.value - 1);
  const inFlight = Math.max(1, Math.ceil((peak * p95) / 1000));
  const parallel = Math.max(100, Math.ceil((inFlight * HEADROOM) / survivors));
  const clients = Math.ceil((peak * IDLE_SECONDS) / survivors);
  const kib =
    traffic?.clientBuffer === undefined
      ? KIB_PER_CONNECTION
      : Math.max(1, Math.round(bytesOf(traffic.clientBuffer) / 1024));
  const connections = Math.min(MOST_CONNECTIONS, Math.max(1000, clients));
  const memory = Math.max(512, Math.ceil((256 + (connections * kib + parallel * 64) / 1024) / 256) * 256);
  const memoryMiB = unlessSet(
    sized(
      memory,
      `256 MiB + ${connections} connections x ${kib} KiB + ${parallel} requests x 64 KiB, rounded up to a multiple of 256 MiB; Envoy's overload manager needs this limit`,
    ),
    proxy?.resources?.memory,
    'proxy.resources.memory',
  );
  const gone =
    min.value === 1 ? counted(survivors, 'replica') : `${counted(survivors, 'replica')} (one of ${min.value} lost)`;
  const flight = `${peak} requests/s x ${p95} ms = ${inFlight} in flight`;
  return {
    peakRequestsPerSecond: peak,
    p95LatencyMs: p95,
    assumed: traffic?.peakRequestsPerSecond === undefined,
    minReplicas: min,
    maxReplicas: max,
    cpuMillis,
    memoryMiB,
    maxParallelRequests: sized(
      parallel,
      `${flight}; x ${HEADROOM} headroom / ${gone} = ${Math.ceil((inFlight * HEADROOM) / survivors)}, at least 100`,
    ),
    maxConnections: sized(parallel, `one connection per parallel request (HTTP/1.1): ${parallel}`),
    maxPendingRequests: sized(
      Math.max(50, Math.ceil(parallel / 2)),
      `half of ${parallel} parallel requests may wait for a connection`,
    ),
    connectionLimit: sized(
      connections,
      `${peak} new clients/s x ${IDLE_SECONDS} s idle time / ${gone} = ${clients}, at least 1000 and at most ${MOST_CONNECTIONS}`,
    ),
    maxConcurrentStreams: sized(100, 'parallel requests per HTTP/2 connection; browsers expect about 100'),
    cpuLimitMillis: proxy?.resources?.cpuLimit,
    cpuUtilization:
      min.value === max.value ? undefined : (proxy?.cpuUtilization ?? DEFAULTS.proxy.cpuUtilization.value),
    minAvailable: proxy?.minAvailable ?? min.value - 1,
    below: [
      ...(max.value < needed ? [{ key: 'proxy.replicas', set: `${max.value}`, needed: `${needed}` }] : []),
      ...(memoryMiB.value < memory
        ? [{ key: 'proxy.resources.memory', set: `${memoryMiB.value}Mi`, needed: `${memory}Mi` }]
        : []),
    ],
  };
};
