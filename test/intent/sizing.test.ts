import { expect, test } from 'vitest';
import { sizingOf } from '../../src/intent/sizing.ts';

// Worked by hand: 500/s x 250 ms = 125 in flight; doubled, carried by the one replica that is left of two.
test('Little’s law with headroom, for the replicas that are left', () => {
  const s = sizingOf({ peakRequestsPerSecond: 500, p95Latency: '250ms' });
  expect(s.minReplicas.value).toBe(2);
  expect(s.maxParallelRequests.value).toBe(250);
  expect(s.connectionLimit.value).toBe(30_000);
  expect(s.memoryMiB.value).toBe(1280);
  expect(s.maxParallelRequests.calculation).toContain('500 requests/s x 250 ms = 125');
});

// 12,000/s x 2 / 1,500 = 16 replicas; 12,000 x 0.1 = 1,200 in flight, x 2 / 15 = 160.
test('a large volume spreads over more replicas', () => {
  const s = sizingOf({ peakRequestsPerSecond: 12_000, p95Latency: '100ms' });
  expect(s.minReplicas.value).toBe(16);
  expect(s.maxParallelRequests.value).toBe(160);
  expect(s.connectionLimit.value).toBe(45_000);
});

test('an unanswered peak is assumed, and said to be', () => {
  expect(sizingOf(undefined)).toMatchObject({ assumed: true, peakRequestsPerSecond: 100 });
  expect(sizingOf({ peakRequestsPerSecond: 1 })).toMatchObject({ assumed: false });
});
