// Answers from which generate computes the sizes of the manifests: the peak and the latency, and what `proxy` must set.
import type { Snapshot } from '../../../../effective/snapshot.ts';
import type { Sizing } from '../../../../model/intent.ts';
import { IDLE_SECONDS, type SetSizes, sizingOf } from '../../../../model/sizing.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import { milliseconds } from '../../../../values/duration.ts';
import type { SourceView } from '../../source-views.ts';
import { type ObservedSizes, observedSizes } from './observed-sizes.ts';

interface ComputedSizes {
  readonly sizing: Sizing;
  /** undefined: the sizes are those without an answer. */
  readonly traffic: { readonly peakRequestsPerSecond: number; readonly p95Latency: string } | undefined;
  readonly proxy: Readonly<Record<string, unknown>>;
}

const USUAL_PEAK = DEFAULTS.traffic.peakRequestsPerSecond.value;
const USUAL_P95 = milliseconds(DEFAULTS.traffic.p95Latency.value);

/** Peaks that the sizes can have been computed from, the likeliest first. */
const peaksOf = ({ connectionLimit, minReplicas }: ObservedSizes): number[] => {
  // Without it, the sizes were not computed.
  if (connectionLimit === undefined) return [USUAL_PEAK];
  const survivors = Math.max(1, (minReplicas ?? 2) - 1);
  const exact = [Math.floor((connectionLimit * survivors) / IDLE_SECONDS)];
  const byReplicas = minReplicas === undefined || minReplicas <= 2 ? [] : [750 * minReplicas];
  return [...new Set([USUAL_PEAK, ...exact, ...byReplicas])].filter((p) => p >= 1);
};

/** The latency with the fewest digits that gives so many parallel requests; generate computes with milliseconds. */
const latencyOf = (peak: number, { parallelRequests: n, minReplicas }: ObservedSizes): number => {
  if (n === undefined) return USUAL_P95;
  const survivors = Math.max(1, (minReplicas ?? 2) - 1);
  const inFlight = Math.floor((n * survivors) / 2);
  const most = Math.floor((inFlight * 1000) / peak);
  if (n <= 100) return Math.max(1, Math.min(USUAL_P95, most));
  const least = Math.floor(((inFlight - 1) * 1000) / peak) + 1;
  for (const step of [1000, 500, 250, 100, 50, 10, 5]) {
    const round = Math.floor(most / step) * step;
    if (round >= least && round > 0) return round;
  }
  return Math.max(1, most);
};

const trafficOf = (peak: number, p95: number) => ({ peakRequestsPerSecond: peak, p95Latency: `${p95}ms` });

/** How many of the observed sizes differ from computed ones. */
const differences = (o: ObservedSizes, s: Sizing): string[] => {
  const pairs: readonly [string, number | undefined, number | undefined][] = [
    ['replicas', o.minReplicas, s.minReplicas.value],
    ['replicas', o.maxReplicas, s.maxReplicas.value],
    ['cpu', o.cpuMillis, s.cpuMillis.value],
    ['memory', o.memoryMiB, s.memoryMiB.value],
    ['connections', o.connectionLimit, s.connectionLimit.value],
    ['parallel', o.parallelRequests, s.maxParallelRequests.value],
  ];
  return pairs.flatMap(([name, a, b]) => (a === undefined || a === b ? [] : [name]));
};

/** What `proxy` must set where the sizes are not those that are computed. */
const proxyOf = (o: ObservedSizes, differing: readonly string[]): Record<string, unknown> => {
  const { minReplicas: min, maxReplicas: max } = o;
  const cpu = differing.includes('cpu') ? { cpu: `${o.cpuMillis}m` } : {};
  const memory = differing.includes('memory') ? { memory: `${o.memoryMiB}Mi` } : {};
  const limit = o.cpuLimitMillis === undefined ? {} : { cpuLimit: `${o.cpuLimitMillis}m` };
  const resources = { ...cpu, ...limit, ...memory };
  return {
    ...(differing.includes('replicas') && { replicas: min === max ? min : { min, max } }),
    ...(Object.keys(resources).length > 0 && { resources }),
  };
};

/** The same, as the schema reads it. */
const asAnswers = (o: ObservedSizes, differing: readonly string[]): SetSizes => ({
  ...(differing.includes('replicas') && { replicas: { min: o.minReplicas, max: o.maxReplicas } }),
  resources: {
    ...(differing.includes('cpu') && { cpu: o.cpuMillis }),
    ...(differing.includes('memory') && { memory: o.memoryMiB }),
  },
});

const compute = (snapshot: Snapshot): ComputedSizes => {
  const o = observedSizes({ snapshot });
  const candidates = peaksOf(o).flatMap((peak) => {
    const p95 = latencyOf(peak, o);
    const traffic = trafficOf(peak, p95);
    const plain = sizingOf(traffic);
    const missing = differences(o, plain);
    if (missing.length === 0) return [{ traffic, peak, p95, sizing: plain, left: 0, set: missing }];
    const set = missing.filter((m) => m === 'replicas' || m === 'cpu' || m === 'memory');
    const sizing = sizingOf(traffic, asAnswers(o, set));
    return [{ traffic, peak, p95, sizing, left: differences(o, sizing).length + set.length / 10, set }];
  });
  const best = candidates.sort((a, b) => a.left - b.left)[0]!;
  const isUsual = best.peak === USUAL_PEAK && best.p95 === USUAL_P95;
  const hasNone = o.connectionLimit === undefined && o.parallelRequests === undefined && o.minReplicas === undefined;
  return {
    sizing: best.sizing,
    traffic: isUsual || hasNone ? undefined : best.traffic,
    proxy: proxyOf(o, best.set),
  };
};

/** The answers behind the sizes of the manifests. */
export const sizesOf = ({ snapshot }: Pick<SourceView, 'snapshot'>): ComputedSizes => snapshot.index(compute);
