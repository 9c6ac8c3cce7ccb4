// Answers about traffic from which generate computes sizes.
import { fields, isSet } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { GatewayView } from '../../source-views.ts';
import { sizesOf } from '../sizes/computed-sizes.ts';

/** The buffer of connections to services, if all policies have the same. */
const bufferParts = ({ snapshot, source }: GatewayView): Part[] => {
  const policies = snapshot.of('BackendTrafficPolicy');
  const limits = new Set(policies.map((p) => fields(fields(p.spec).connection).bufferLimit));
  const [limit] = limits;
  if (limits.size !== 1 || !isSet(limit)) return [];
  const from = policies.flatMap((p) => source.from(p, 'spec.connection.bufferLimit'));
  return [{ key: 'traffic.backendBuffer', value: String(limit), from }];
};

/** `traffic`, where the sizes are not those without an answer. */
export const trafficParts = (view: GatewayView): Part[] => {
  const { traffic } = sizesOf(view);
  return [
    ...(traffic
      ? [
          { key: 'traffic.peakRequestsPerSecond', value: traffic.peakRequestsPerSecond, from: [] },
          { key: 'traffic.p95Latency', value: traffic.p95Latency, from: [] },
        ]
      : []),
    ...bufferParts(view),
  ];
};
