// Answers about traffic from which generate computes sizes.
import type { Part } from '../../../neutral/neutral.ts';
import type { GatewayView } from '../../views.ts';
import { sizesOf } from '../sizes/computed-sizes.ts';

/** `traffic`, where the sizes are not those without an answer. */
export const trafficParts = (view: GatewayView): Part[] => {
  const { traffic } = sizesOf(view);
  return traffic
    ? [
        { key: 'traffic.peakRequestsPerSecond', value: traffic.peakRequestsPerSecond, from: [] },
        { key: 'traffic.p95Latency', value: traffic.p95Latency, from: [] },
      ]
    : [];
};
