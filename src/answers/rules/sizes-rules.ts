import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { milliseconds } from '../../values/duration.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { Rule } from './rule.ts';

/** Ten times the highest peak with a latency of one second. Larger sizes do not fit into the 32 bits of Envoy's counters. */
const MOST_AT_ONCE = 100_000_000;
const DEFAULT_PEAK = 100;

/** The refusal if peak and latency together give impossible sizes. */
export const tooManyAtOnce = ({
  peakRequestsPerSecond: peak = DEFAULT_PEAK,
  p95Latency = '0s',
}: NonNullable<Answers['traffic']>): Refusal | undefined => {
  const atOnce = Math.ceil((peak * milliseconds(p95Latency)) / 1000);
  return atOnce <= MOST_AT_ONCE ? undefined : refusal('TooManyConcurrentRequests', { peak, p95Latency, atOnce });
};

export const sizeRules: Rule = ({ traffic = {} }) => {
  const wrong = tooManyAtOnce(traffic);
  return wrong ? [{ path: ['traffic', 'p95Latency'], refusal: wrong }] : [];
};
