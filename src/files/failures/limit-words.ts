// Rate limits in the runbook's words about 429.
import type { TrafficIntent } from '../../model/intent.ts';

/** What one replica allows, if it is not what the answers state: Envoy counts local limits in each proxy. */
export const perReplica = (traffic: TrafficIntent | undefined): string => {
  const r = traffic?.rateLimit;
  if (r?.scope !== 'local') return '';
  return r.limits.map((l, i) => `${r.perReplica[i]?.value ?? l.requests}/${l.unit}`).join(', ');
};
