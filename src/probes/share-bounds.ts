/** How often a healthy gateway may fail a share probe. */
const FALSE_ALARM = 1e-6;
/** Fewer answers than that say little, more than that are a load test. */
const LEAST = 100;
const MOST = 1600;

/** log of n over k, summed: factorials of hundreds do not fit into a number. */
const logChoose = (n: number, k: number): number => {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log(n - k + i) - Math.log(i);
  return sum;
};

const probability = (n: number, k: number, p: number): number =>
  Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));

/** The least and the most hits of n tries with chance p, outside of which lies less than the false alarm rate. */
export const bounds = (n: number, p: number): readonly [number, number] => {
  if (p <= 0) return [0, 0];
  if (p >= 1) return [n, n];
  let low = 0;
  for (let below = probability(n, 0, p); below < FALSE_ALARM / 2 && low < n; ) below += probability(n, ++low, p);
  let high = n;
  for (let above = probability(n, n, p); above < FALSE_ALARM / 2 && high > 0; ) above += probability(n, --high, p);
  return [low, high];
};

/**
 * How often to ask a canary of so many percent, and the bounds: as often as it takes that "never" and "always" lie
 * outside. undefined: more requests than a probe may send.
 */
export const shareOf = (
  weight: number,
): { readonly requests: number; readonly between: readonly [number, number] } | undefined => {
  const p = weight / 100;
  const rare = Math.min(p, 1 - p);
  // (1-p)^n is the chance that the rarer backend never answers.
  const n = rare <= 0 ? LEAST : Math.max(LEAST, Math.ceil(Math.log(FALSE_ALARM / 4) / Math.log1p(-rare)));
  return n > MOST ? undefined : { requests: n, between: bounds(n, p) };
};
