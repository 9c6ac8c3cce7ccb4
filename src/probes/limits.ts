import type { Unit } from '../answers/schema/limits.ts';
import type { RateLimitIntent, RouteIntent } from '../intent/model.ts';
import type { View } from './view.ts';

/** Months are 30 days, as Envoy Gateway counts them. */
export const SECONDS: Record<Unit, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86400,
  week: 604800,
  month: 2592000,
  year: 31536000,
};

/** The limits that hold for a route: its own, or the budget of the whole API. */
export const limitOf = (view: View, route: RouteIntent): RateLimitIntent | undefined => {
  const traffic = view.traffic.get(route.traffic);
  return traffic?.joinsApiBudget ? view.intent.apiBudget?.rateLimit : traffic?.rateLimit;
};

/** The key header, where a client chooses its value itself: a new value is a bucket that nobody used. */
export const freshHeaderOf = (view: View, route: RouteIntent): string | undefined => {
  const key = limitOf(view, route)?.key;
  if (key?.by !== 'header') return undefined;
  return view.intent.client.identityHeaders.includes(key.header.toLowerCase()) ? undefined : key.header;
};

/** How many requests one client may send at once. */
export const roomOf = (view: View, route: RouteIntent): number => {
  const limit = limitOf(view, route);
  return limit ? Math.min(...limit.perReplica.map((p) => p.value)) : Number.POSITIVE_INFINITY;
};
