import { exempted } from '../model/exempted.ts';
import type { Intent, LimitParts, RateLimitIntent, ServiceIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

/** Rows of the table of services. The runbook states how many more services there are. */
const MOST_ROWS = 200;
/** Values of a list in one row. The row states how many more there are. */
const MOST_VALUES = 5;

export const amounts = (limits: RateLimitIntent['limits']): string =>
  limits.map((l) => `${l.requests}/${l.unit}`).join(', ');

/** What limits have in addition: `tier gold: 20/hour; POST: 2/hour; not of probe`. */
const partsOf = ({ tiers = [], perMethod = [], exempt, cost, shadow }: LimitParts): string[] => [
  ...tiers.map((t) => `tier ${t.name}: ${amounts(t.limits)}`),
  ...perMethod.map((m) => `${m.method}: ${amounts(m.limits)}`),
  ...(exempt ? [`not ${exempted(exempt)}`] : []),
  ...(cost ? [`a request counts ${cost.request ?? 1}${cost.response ? ', and its response counts, too' : ''}`] : []),
  ...(shadow ? ['only counted (shadow)'] : []),
];

/** The rate limit of each BackendTrafficPolicy, by its name. */
const limitsOf = (intent: Intent): Map<string, string> => {
  const budget = intent.apiBudget && `${amounts(intent.apiBudget.limits)} per client, across all services (global)`;
  return new Map(
    intent.traffic.map(({ name, joinsApiBudget, rateLimit: r }) => {
      const own =
        r && `${amounts(r.limits)} per ${r.key.by === 'sourceIP' ? 'client address' : r.key.label} (${r.scope})`;
      const parts = r ? partsOf(r) : (intent.apiBudget?.parts.flatMap(({ parts: p }) => partsOf(p)) ?? []);
      const all = [own, joinsApiBudget ? budget : undefined].filter((w) => w !== undefined);
      return [name, all.length > 0 ? [...all, ...new Set(parts)].join('; ') : 'none'];
    }),
  );
};

/** What `allow` requires in addition to the method: every condition, and one value of each list. */
const allowed = ({ allow, denied }: ServiceIntent): string[] => [
  ...(allow.scopes.length > 0 ? [`scopes ${allow.scopes.join(' and ')}`] : []),
  ...allow.claims.map(([claim, values]) => `${claim}: ${firstOf(values, MOST_VALUES)}`),
  ...(allow.clients.length > 0 ? [`clients ${firstOf(allow.clients, MOST_VALUES)}`] : []),
  ...(allow.cidrs.length > 0 ? [`from ${firstOf(allow.cidrs, MOST_VALUES)}`] : []),
  ...(denied.length > 0 ? [`not from ${firstOf(denied, MOST_VALUES)}`] : []),
];

const backendWords = (s: ServiceIntent): string =>
  s.backends.length > 0
    ? s.backends.map((b) => `${b.backend} (weight ${b.weight})`).join(', ')
    : s.failover === undefined
      ? s.backend
      : `${s.backend}, failover ${s.failover}`;

/** The methods of a service in words. */
const wordsOf = ({ auth, authAll, authOptional }: ServiceIntent): string =>
  `${auth.join(authAll ? ' and ' : ' or ')}${authOptional ? ', or anonymous' : ''}`;

/** Rows of the runbook's table of services. */
export const serviceRows = (intent: Intent) => {
  const limits = limitsOf(intent);
  const traffic = new Map(intent.routes.map((r) => [r.name, r.traffic]));
  return intent.services.slice(0, MOST_ROWS).map((s) => ({
    name: s.name,
    // Without methods and headers, two services on one path (versions by header) would have equal rows.
    paths: [
      ...(s.hostnames === undefined ? [] : [firstOf(s.hostnames, MOST_VALUES)]),
      ...(s.methods.length > 0 ? [s.methods.join(',')] : []),
      ...s.paths,
      ...s.headers.map(([name, value]) => `${name}: ${value}`),
      ...s.query.map(([name, value]) => `?${name}=${value}`),
    ].join(' '),
    backend: backendWords(s),
    auth: [s.auth.length > 0 ? wordsOf(s) : 'public', ...allowed(s)].join('; '),
    publicPaths: s.publicPaths.join(' '),
    limit: limits.get(traffic.get(s.routes.find((r) => r === s.name) ?? s.routes[0]!)!) ?? 'none',
    canary: s.canary ? `${s.canary.weight} % to ${s.canary.backend}` : '',
    timeout: s.timeout === '0s' ? 'none' : s.timeout,
  }));
};
