import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { placesOf } from '../auth/credential-places.ts';
import { kindOf } from '../auth/kinds.ts';
import type { CorsIntent, MatchIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { LimitKey } from '../values/limits.ts';
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
    ...methods.flatMap((m) => kindOf(m).scriptHeaders),
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

/** The CORS settings; undefined if they are not set. */
export const corsOf = (answers: Pick<Answers, 'cors' | 'services' | 'auth' | 'rateLimit'>): CorsIntent | undefined =>
  answers.cors && {
    origins: answers.cors.origins,
    methods: answers.cors.methods ?? DEFAULTS.cors.methods.value,
    headers: answers.cors.headers ?? headersOf(answers),
    exposeHeaders: answers.cors.exposeHeaders ?? [],
    maxAge: answers.cors.maxAge ?? DEFAULTS.cors.maxAge.value,
    credentials: answers.cors.credentials ?? DEFAULTS.cors.credentials.value,
  };

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

/** Decided for all services together, since one of them handles the preflights of a shared path. */
export const preflightsOf = (answers: Pick<Answers, 'cors' | 'services'>): Preflights => ({
  preflight: byHeader(answers),
  options: byMethod(answers),
});

/**
 * A preflight does not contain the header that distinguishes services of one path, so no such match applies to it. The service
 * without a header match handles it, else the first of these services.
 */
const byHeader = (
  answers: Pick<Answers, 'cors' | 'services'>,
): ((s: ServiceAnswer, path: string) => MatchIntent | undefined) => {
  if (!answers.cors) return () => undefined;
  const first = new Map<string, ServiceAnswer>();
  const plain = new Set<string>();
  for (const s of answers.services) {
    if (s.protocol === 'grpc') continue;
    for (const path of s.paths) {
      if (Object.keys(s.headers ?? {}).length === 0) plain.add(path);
      else if (!first.has(path)) first.set(path, s);
    }
  }
  const taken = (path: string): boolean =>
    plain.has(path) || above(path).some((wider) => plain.has(wider) || first.has(wider));
  return (s, path) =>
    first.get(path) === s && !taken(path)
      ? { path, method: 'OPTIONS', headers: OF_PREFLIGHT, query: [], cookie: undefined }
      : undefined;
};

/**
 * Whether a service that is distinguished by its HTTP methods also matches OPTIONS, so that a preflight reaches a policy with
 * CORS. Of several services on one path, the first does; none does if one of them matches OPTIONS itself.
 */
const byMethod = (answers: Pick<Answers, 'cors' | 'services'>): ((s: ServiceAnswer, path: string) => boolean) => {
  if (!answers.cors) return () => false;
  const first = new Map<string, ServiceAnswer>();
  const idOf = (s: ServiceAnswer, path: string): string =>
    JSON.stringify([path, ...Object.entries(s.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v])].sort());
  for (const s of answers.services)
    for (const path of s.methods ? s.paths : []) {
      const known = first.get(idOf(s, path));
      if (!known || (s.methods?.includes('OPTIONS') && !known.methods?.includes('OPTIONS')))
        first.set(idOf(s, path), s);
    }
  return (s, path) => !s.methods?.includes('OPTIONS') && (first.get(idOf(s, path)) ?? s) === s;
};

/** The prefixes that also match a path: `/a/b/c` is below `/a/b`, `/a` and `/`. */
const above = (path: string): string[] => {
  const parts = path.split('/').filter((p) => p !== '');
  return parts.map((_, i) => `/${parts.slice(0, i).join('/')}`);
};
