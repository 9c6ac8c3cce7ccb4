import type { Intent, RouteIntent, SecurityIntent, ServiceIntent, TrafficIntent } from '../intent/model.ts';

/** Intent with its names resolved, once for all groups. */
export interface View {
  readonly intent: Intent;
  readonly security: ReadonlyMap<string, SecurityIntent>;
  readonly traffic: ReadonlyMap<string, TrafficIntent>;
  readonly services: ReadonlyMap<string, ServiceIntent>;
  readonly routesOf: ReadonlyMap<string, readonly RouteIntent[]>;
  /** Prefixes that somebody may ask for without a credential. */
  readonly open: readonly string[];
}

export const viewOf = (intent: Intent): View => {
  const routesOf = new Map<string, RouteIntent[]>();
  for (const r of intent.routes) {
    const list = routesOf.get(r.service);
    if (list) list.push(r);
    else routesOf.set(r.service, [r]);
  }
  return {
    intent,
    security: new Map(intent.security.map((s) => [s.name, s])),
    traffic: new Map(intent.traffic.map((t) => [t.name, t])),
    services: new Map(intent.services.map((s) => [s.name, s])),
    routesOf,
    open: [...new Set(intent.services.flatMap((s) => (s.auth.length === 0 ? s.paths : s.publicPaths)))],
  };
};

/** True where a request for `path` would reach a prefix that is open to everybody. */
export const isOpen = (view: View, path: string): boolean =>
  view.open.some((p) => p === '/' || path === p || path.startsWith(`${p}/`));

/** The route that takes requests which show no credential; undefined: the service has no route. */
export const mainRoute = (view: View, service: ServiceIntent): RouteIntent | undefined =>
  (view.routesOf.get(service.name) ?? []).find((r) => r.role === 'service');

/** The policies, each with the first service route that it decides for: what is shared needs asking once. */
export const firstByPolicy = (
  view: View,
  policy: 'security' | 'traffic',
): { readonly policy: string; readonly route: RouteIntent }[] => {
  const found = new Map<string, RouteIntent>();
  for (const r of view.intent.routes) if (!found.has(r[policy])) found.set(r[policy], r);
  return [...found].map(([name, route]) => ({ policy: name, route }));
};
