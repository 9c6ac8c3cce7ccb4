import type { Intent, RateLimitIntent, ServiceIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

/** A runbook is read by people: beyond so many services the tables say how many more there are. */
const MOST_ROWS = 200;
/** Of a longer list the row says how many more there are. */
const MOST_VALUES = 5;

export const amounts = (limits: RateLimitIntent['limits']): string =>
  limits.map((l) => `${l.requests}/${l.unit}`).join(', ');

/** By policy, what a client may ask in a time. */
const limitsOf = (intent: Intent): Map<string, string> => {
  const budget = intent.apiBudget && `${amounts(intent.apiBudget.limits)} by client, over all services (global)`;
  return new Map(
    intent.traffic.map(({ name, joinsApiBudget, rateLimit: r }) => {
      const own = r && `${amounts(r.limits)} by ${r.key.by === 'sourceIP' ? 'address' : r.key.says} (${r.scope})`;
      return [name, [own, joinsApiBudget ? budget : undefined].filter((w) => w !== undefined).join('; ') || 'none'];
    }),
  );
};

/** What `allow` asks beyond the method: all of it, and of each list one. */
const allowed = ({ allow }: ServiceIntent): string[] => [
  ...(allow.scopes.length > 0 ? [`scopes ${allow.scopes.join(' and ')}`] : []),
  ...allow.claims.map(([claim, values]) => `${claim}: ${firstOf(values, MOST_VALUES)}`),
  ...(allow.clients.length > 0 ? [`clients ${firstOf(allow.clients, MOST_VALUES)}`] : []),
  ...(allow.cidrs.length > 0 ? [`from ${firstOf(allow.cidrs, MOST_VALUES)}`] : []),
];

/** The table of services: what a reader of a runbook asks first. */
export const serviceRows = (intent: Intent) => {
  const limits = limitsOf(intent);
  const traffic = new Map(intent.routes.map((r) => [r.name, r.traffic]));
  return intent.services.slice(0, MOST_ROWS).map((s) => ({
    name: s.name,
    // A version by header, or one of several services on a path by method, would look like its neighbour without them.
    paths: [
      ...(s.methods.length > 0 ? [s.methods.join(',')] : []),
      ...s.paths,
      ...s.headers.map(([name, value]) => `${name}: ${value}`),
    ].join(' '),
    backend: s.failover === undefined ? s.backend : `${s.backend}, else ${s.failover}`,
    auth: [s.auth.length > 0 ? s.auth.join(' or ') : 'public', ...allowed(s)].join('; '),
    publicPaths: s.publicPaths.join(' '),
    limit: limits.get(traffic.get(s.routes.find((r) => r === s.name) ?? s.routes[0]!)!) ?? 'none',
    canary: s.canary ? `${s.canary.weight} % to ${s.canary.backend}` : '',
    timeout: s.timeout === '0s' ? 'none' : s.timeout,
  }));
};
