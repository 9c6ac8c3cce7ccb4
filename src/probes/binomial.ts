/** Chance of a false alarm on either side. */
const ALPHA = 1e-6;
const MOST_REQUESTS = 600;

const logFactorials = (n: number): Float64Array => {
  const out = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) out[i] = out[i - 1]! + Math.log(i);
  return out;
};

/** Bounds for the successes in `n` trials with probability `p`: outside of them with a chance of at most one in a million per side. */
export const bounds = (n: number, p: number): { low: number; high: number } => {
  if (p <= 0) return { low: 0, high: 0 };
  if (p >= 1) return { low: n, high: n };
  const f = logFactorials(n);
  const pmf = (k: number): number => Math.exp(f[n]! - f[k]! - f[n - k]! + k * Math.log(p) + (n - k) * Math.log(1 - p));
  let [low, below] = [0, 0];
  while (low < n && below + pmf(low) < ALPHA) below += pmf(low++);
  let [high, above] = [n, 0];
  while (high > low && above + pmf(high) < ALPHA) above += pmf(high--);
  return { low, high };
};

/** How many requests distinguish a share of `weight` percent from 0 and from 100 percent, within `budget` requests. */
export const sampleFor = (weight: number, budget: number): { count: number; low: number; high: number } => {
  const p = weight / 100;
  const rare = Math.min(p, 1 - p);
  // (1 - p)^n < ALPHA: with fewer requests, all could miss the rarer version by chance.
  const wanted = rare <= 0 ? 50 : Math.ceil(Math.log(ALPHA) / Math.log(1 - rare)) + 5;
  const count = Math.max(1, Math.min(wanted, MOST_REQUESTS, budget));
  return { count, ...bounds(count, p) };
};
