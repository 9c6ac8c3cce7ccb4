// Answers about traffic that sizes contain, and how limits are counted.
import { fields, isSet } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { GatewayView } from '../../views.ts';
import { sizesOf } from '../sizes/computed-sizes.ts';

/** The generated Redis. */
const REDIS = 'redis';

const redisOf = (view: GatewayView): Part => {
  const key = 'rateLimit.redis';
  const deployed = view.snapshot.objects.find(
    (o) => o.metadata.name === REDIS && (o.kind === 'StatefulSet' || o.kind === 'Deployment'),
  );
  if (deployed) return { key: `${key}.deploy`, value: true, from: [] };
  const [policy] = view.snapshot.of('BackendTrafficPolicy').filter((p) => isGlobal(p.spec));
  const from = policy ? view.source.from(policy, 'spec.rateLimit.global') : [];
  return { key, value: undefined, from: from.slice(0, 1), said: said('RedisAsked') };
};

const isGlobal = (spec: unknown): boolean => isSet(fields(fields(spec).rateLimit).global);

/** `traffic`, and the scope of limits with its Redis. */
export const trafficParts = (view: GatewayView): Part[] => {
  const { traffic } = sizesOf(view);
  const global = view.snapshot.of('BackendTrafficPolicy').some((p) => isGlobal(p.spec));
  return [
    ...(traffic
      ? [
          { key: 'traffic.peakRequestsPerSecond', value: traffic.peakRequestsPerSecond, from: [] },
          { key: 'traffic.p95Latency', value: traffic.p95Latency, from: [] },
        ]
      : []),
    ...(global ? [{ key: 'rateLimit.scope', value: 'global', from: [] }, redisOf(view)] : []),
  ];
};
