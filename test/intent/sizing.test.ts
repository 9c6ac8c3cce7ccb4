import { expect, test } from 'vitest';
import { sizingOf } from '../../src/model/sizing.ts';

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

test('what is set replaces what is calculated, which stays visible, and what depends on it follows', () => {
  const s = sizingOf(
    { peakRequestsPerSecond: 12_000, p95Latency: '100ms' },
    { replicas: { min: 5, max: 9 }, resources: { cpu: 2000, memory: 4096 } },
  );
  // 12000 x 2 / 3000 = 8 replicas are needed with 2 cores each.
  expect(s.minReplicas).toMatchObject({ value: 5, calculation: expect.stringContaining('calculated: 8 (') });
  expect(s.maxReplicas.value).toBe(9);
  expect(s.cpuMillis).toMatchObject({ value: 2000, calculation: expect.stringContaining('proxy.resources.cpu') });
  // 1200 in flight x 2 / 4 that remain.
  expect(s.maxParallelRequests.value).toBe(600);
  expect(s.minAvailable).toBe(4);
  expect(s.below).toEqual([]);
});

test('sizes that are too small are listed with what is needed', () => {
  const s = sizingOf({ peakRequestsPerSecond: 12_000, p95Latency: '100ms' }, { replicas: { min: 1, max: 1 } });
  expect(s).toMatchObject({ cpuUtilization: undefined, minAvailable: 0 });
  expect(s.below).toEqual([{ key: 'proxy.replicas', set: '1', needed: '16' }]);
  // One replica that is lost leaves none to divide by.
  expect(s.maxParallelRequests.value).toBe(2400);
});

test('a maximum below the calculated minimum lowers the minimum', () => {
  const s = sizingOf({ peakRequestsPerSecond: 12_000 }, { replicas: { min: undefined, max: 3 } });
  expect([s.minReplicas.value, s.maxReplicas.value]).toEqual([3, 3]);
});
