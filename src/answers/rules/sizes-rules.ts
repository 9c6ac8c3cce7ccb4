import type { Refusal } from '../../diagnostics/refusal.ts';
import { milliseconds } from '../../values/duration.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { found, type Rule } from './rule.ts';

/** Ten times the highest peak with a second each; beyond, the sizes do not fit into the 32 bits that Envoy counts in. */
const MOST_AT_ONCE = 100_000_000;
const DEFAULT_PEAK = 100;

/** What is refused where peak and latency together are no sizes of a gateway. */
export const tooManyAtOnce = ({
  peakRequestsPerSecond: peak = DEFAULT_PEAK,
  p95Latency = '0s',
}: NonNullable<Answers['traffic']>): Refusal | undefined => {
  const atOnce = Math.ceil((peak * milliseconds(p95Latency)) / 1000);
  if (atOnce <= MOST_AT_ONCE) return undefined;
  return {
    code: 'TooManyAtOnce',
    what: `${peak} requests a second that take ${p95Latency} each are ${atOnce} at once.`,
    why: 'Connection pools are sized by it, and no gateway holds so many.',
    fix: 'Write the latency that 95 % of the requests stay below, such as 250ms.',
  };
};

export const sizeRules: Rule = ({ traffic = {} }) => {
  const refusal = tooManyAtOnce(traffic);
  return refusal ? [found(['traffic', 'p95Latency'], refusal.code, refusal.what, refusal.why, refusal.fix)] : [];
};
