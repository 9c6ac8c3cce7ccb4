import { hostPlan } from '../answers/hosts.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { placesOf } from '../auth/credential-places.ts';
import { kindOf } from '../auth/kinds.ts';
import type { CorsIntent, MatchIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { LimitKey } from '../values/limits.ts';
import { literalStart, pathKey, routePath } from '../values/route-path.ts';
import { acceptedBy } from './variants.ts';

/** A browser lets no script set them. */
const FORBIDDEN = new Set(['cookie', 'host', 'origin', 'user-agent', 'content-length']);

const ofService = (s: ServiceAnswer, answers: Pick<Answers, 'auth' | 'rateLimit'>): string[] => {
  const methods = acceptedBy(s, answers).flatMap((n) => answers.auth?.methods?.[n] ?? []);
  const limit: (LimitKey | undefined)[] = [
    s.rateLimit === 'none' ? undefined : s.rateLimit?.key,
    s.rateLimit === 'none' ? undefined : answers.rateLimit?.key,
  ];
  const hash =
    s.loadBalancing?.type === 'consistentHash' && s.loadBalancing.on === 'header' ? s.loadBalancing : undefined;
  return [
    ...placesOf(methods).headers.values(),
    ...methods.flatMap((m) => kindOf(m).scriptHeaders(m)),
    ...Object.keys(s.headers ?? {}),
    ...(s.canary?.header ? [s.canary.header.name] : []),
    ...limit.flatMap((k) => (k?.by === 'header' ? [k.header] : [])),
    ...(hash ? [hash.header] : []),
  ];
};

/** Headers that scripts of other sites may send: the answered ones, else those that the services need. */
const headersOf = (answers: Pick<Answers, 'services' | 'auth' | 'rateLimit'>): readonly string[] => {
  const names = new Map<string, string>();
  for (const h of [...DEFAULTS.cors.headers.values, ...answers.services.flatMap((s) => ofService(s, answers))])
    if (!FORBIDDEN.has(h.toLowerCase()) && !names.has(h.toLowerCase())) names.set(h.toLowerCase(), h);
  return [...names.values()];
};

const settingsOf = (
  cors: NonNullable<Answers['cors']>,
  answers: Pick<Answers, 'services' | 'auth' | 'rateLimit'>,
): CorsIntent => ({
  origins: cors.origins,
  methods: cors.methods ?? DEFAULTS.cors.methods.value,
  headers: cors.headers ?? headersOf(answers),
  exposeHeaders: cors.exposeHeaders ?? [],
  maxAge: cors.maxAge ?? DEFAULTS.cors.maxAge.value,
  credentials: cors.credentials ?? DEFAULTS.cors.credentials.value,
});

/** The CORS settings of the API; undefined if they are not set. */
export const corsOf = (answers: Pick<Answers, 'cors' | 'services' | 'auth' | 'rateLimit'>): CorsIntent | undefined =>
  answers.cors && settingsOf(answers.cors, answers);

/** Those of a service: its own, none, or those of the API. A SecurityPolicy is complete, so nothing of the API's is added. */
export const corsOfService = (
  s: Pick<ServiceAnswer, 'cors'>,
  ofApi: CorsIntent | undefined,
  answers: Pick<Answers, 'services' | 'auth' | 'rateLimit'>,
): CorsIntent | undefined => {
  if (s.cors === undefined) return ofApi;
  if (s.cors === 'none') return undefined;
  return settingsOf(s.cors, { ...answers, services: answers.services.filter((x) => x.cors === s.cors) });
};

/** Whether the same settings are answered for two services. */
const sameCors = (a: Pick<ServiceAnswer, 'cors'>, b: Pick<ServiceAnswer, 'cors'>): boolean =>
  JSON.stringify(a.cors) === JSON.stringify(b.cors);

/** Whether browsers may call a service from other sites. */
const hasCors = (s: Pick<ServiceAnswer, 'cors'>, answers: Pick<Answers, 'cors'>): boolean =>
  s.cors === undefined ? answers.cors !== undefined : s.cors !== 'none';

/** Headers that identify a preflight; an OPTIONS request without them goes to the service. */
const OF_PREFLIGHT: MatchIntent['headers'] = ['Origin', 'Access-Control-Request-Method'].map((name) => ({
  name,
  value: '.+',
  regex: true,
}));

/** How a service handles the preflights of a path, if it does. */
export interface Preflights {
  readonly preflight: (service: ServiceAnswer, path: string) => MatchIntent | undefined;
  readonly options: (service: ServiceAnswer, path: string) => boolean;
}

/** Decided for all services together, since one of them handles the preflights of a shared path on a host. */
export const preflightsOf = (answers: Pick<Answers, 'cors' | 'services' | 'hostname' | 'hostnames'>): Preflights => ({
  preflight: byHeader(answers),
  options: byMethod(answers),
});

/**
 * A preflight does not contain the header that distinguishes services of one path, so no such match applies to it. The service
 * without a header match handles it, else the first of these services.
 */
const byHeader = (
  answers: Pick<Answers, 'cors' | 'services' | 'hostname' | 'hostnames'>,
): ((s: ServiceAnswer, path: string) => MatchIntent | undefined) => {
  if (!answers.services.some((s) => hasCors(s, answers))) return () => undefined;
  const plan = hostPlan(answers);
  const first = new Map<string, ServiceAnswer>();
  const plain = new Map<string, ServiceAnswer>();
  const at = (host: string, path: string): string => `${host} ${path}`;
  for (const s of answers.services) {
    if (s.protocol === 'grpc') continue;
    for (const host of plan.of(s))
      for (const path of s.paths) {
        const place = at(host, pathKey(path));
        if (Object.keys(s.headers ?? {}).length === 0) plain.set(place, s);
        else if (!first.has(place)) first.set(place, s);
      }
  }
  // The policy of a wider path answers preflights only if it has the same settings.
  const taken = (s: ServiceAnswer, host: string, path: string): boolean =>
    plain.has(at(host, pathKey(path))) ||
    above(path).some((wider) =>
      [plain, first].some((m) => m.has(at(host, wider)) && sameCors(m.get(at(host, wider))!, s)),
    );
  return (s, path) =>
    hasCors(s, answers) && plan.of(s).some((host) => first.get(at(host, pathKey(path))) === s && !taken(s, host, path))
      ? { path: routePath(path), method: 'OPTIONS', headers: OF_PREFLIGHT, query: [], cookie: undefined }
      : undefined;
};

/**
 * Whether a service that is distinguished by its HTTP methods also matches OPTIONS, so that a preflight reaches a policy with
 * CORS. Of several services on one path, the first does; none does if one of them matches OPTIONS itself.
 */
const byMethod = (
  answers: Pick<Answers, 'cors' | 'services' | 'hostname' | 'hostnames'>,
): ((s: ServiceAnswer, path: string) => boolean) => {
  if (!answers.services.some((s) => hasCors(s, answers))) return () => false;
  const plan = hostPlan(answers);
  const first = new Map<string, ServiceAnswer>();
  const idOf = (s: ServiceAnswer, host: string, path: string): string =>
    JSON.stringify(
      [
        host,
        pathKey(path),
        ...Object.entries(s.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v]),
        ...Object.entries(s.query ?? {}).map(([k, v]) => [`?${k}`, v]),
      ].sort(),
    );
  for (const s of answers.services)
    for (const path of s.methods ? s.paths : [])
      for (const host of plan.of(s)) {
        const id = idOf(s, host, path);
        const known = first.get(id);
        if (!known || (s.methods?.includes('OPTIONS') && !known.methods?.includes('OPTIONS'))) first.set(id, s);
      }
  return (s, path) =>
    hasCors(s, answers) &&
    !s.methods?.includes('OPTIONS') &&
    plan.of(s).some((host) => (first.get(idOf(s, host, path)) ?? s) === s);
};

/** The prefixes that also match a path: `/a/b/c` is below `/a/b`, `/a` and `/`. */
const above = (path: string): string[] => {
  const known = routePath(path);
  const parts = literalStart(known)
    .split('/')
    .filter((p) => p !== '');
  // A prefix that equals an exact path, or that a pattern begins with, also matches it.
  if (known.type !== 'prefix') parts.push('');
  return parts.map((_, i) => `/${parts.slice(0, i).join('/')}`);
};
