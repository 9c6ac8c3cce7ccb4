// Names in notices.
import type { Intent, RouteIntent, TrafficIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

const MOST = 10;

/** Names, each once. */
export const listed = (names: readonly string[]): string => firstOf([...new Set(names)], MOST);

/** Services with a route that passes `test` together with its policy. */
export const servicesWith = (
  intent: Pick<Intent, 'traffic' | 'routes'>,
  test: (t: TrafficIntent, r: RouteIntent) => boolean,
): string[] => {
  const byName = new Map(intent.traffic.map((t) => [t.name, t]));
  return [...new Set(intent.routes.filter((r) => test(byName.get(r.traffic)!, r)).map((r) => r.service))];
};
