import type { HostShare } from '../answers/host-shares.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { isOptional } from '../answers/schema/auth-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { unverifiedPlaces } from '../auth/credential-places.ts';
import { hasOwnPlace, type Named } from '../auth/kinds.ts';
import { isIdToken } from '../auth/oidc/id-token.ts';
import { hostParts } from '../model/host-parts.ts';
import type { GatewayIntent, RouteIntent, RouteRole, RuleIntent } from '../model/intent.ts';
import { shorten } from '../model/object-names.ts';
import type { Backend } from '../values/backend-address.ts';
import { forgeableHeaders } from './authorization.ts';
import type { Preflights } from './cors.ts';
import { alsoPlain } from './plain-listeners.ts';
import { rulesOf } from './route-rules.ts';
import type { Variant } from './variants.ts';

/** HTTPRoute.spec.rules, maxItems. */
const MOST_RULES = 16;
/** HTTPRoute CEL: fewer than 128 matches in all rules together. */
const MOST_MATCHES = 127;

/** A route without its policies, and the methods that its SecurityPolicy must check. */
export interface RouteDraft extends Omit<RouteIntent, 'security' | 'traffic'> {
  readonly answer: ServiceAnswer;
  readonly variant: Variant | undefined;
}

/** Splits rules into groups that each fit into one route. */
const splitRules = (rules: readonly RuleIntent[]): RuleIntent[][] => {
  const routes: RuleIntent[][] = [];
  let room = 0;
  let matches = 0;
  for (const rule of rules) {
    if (room === 0 || matches + rule.matches.length > MOST_MATCHES) {
      routes.push([]);
      room = MOST_RULES;
      matches = 0;
    }
    routes.at(-1)!.push(rule);
    room--;
    matches += rule.matches.length;
  }
  return routes;
};

/**
 * Headers that a method of the service reads and this route does not verify. A public path verifies nothing. If a method
 * applies only to other routes, the service itself may use its headers here, such as the token of an optional login.
 */
const unverified = (variants: readonly Variant[], variant: Variant | undefined, optional: boolean): string[] => {
  if (variant) return [...variant.unverified.headers.values()];
  const all = variants.flatMap((v) => v.methods);
  // A request with a key has a route of its own, so only a token or a password can be here.
  if (optional)
    return [
      ...unverifiedPlaces(
        all.filter((m) => !hasOwnPlace(m)),
        [],
      ).headers.values(),
    ];
  if (all.length < 2) return [];
  const { headers, cookies } = unverifiedPlaces(all, []);
  return [...headers.values(), ...(cookies.length > 0 ? ['Cookie'] : [])];
};

/** Paths of a service that need no authentication, where the rest of it does. */
export const publicPathsOf = (s: Pick<ServiceAnswer, 'public'>, authenticated: boolean): readonly string[] =>
  authenticated ? (s.public ?? []) : [];

/**
 * The routes of a service: one for each variant of authentication, and one for its public sub-paths. Each is split if it
 * exceeds limits of the API; the parts have the same policies.
 */
export const routeDrafts = (
  s: ServiceAnswer,
  answers: Pick<Answers, 'transform' | 'auth' | 'gateway' | 'maintenance' | 'errors' | 'tls'>,
  variants: readonly Variant[],
  namespace: string,
  withoutSession: (backend: Backend) => boolean,
  { preflight, options }: Preflights,
  gateway: Pick<GatewayIntent, 'hosts'>,
  shares: readonly HostShare[],
): RouteDraft[] => {
  const kind = s.protocol === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';
  const optional = isOptional(s.auth ?? answers.auth?.default);
  const hostsOf = shares.map((share) => {
    const own = new Set(share.hosts);
    return hostParts(gateway.hosts.filter((h) => own.has(h.pattern)));
  });
  const draft = (
    name: string,
    role: RouteRole,
    pathsOf: (share: HostShare) => readonly string[],
    variant: Variant | undefined,
  ): RouteDraft[] => {
    const alsoRemove = unverified(variants, variant, optional);
    const identityHeaders = forgeableHeaders(answers, variant?.methods ?? []);
    const parts = shares.flatMap((share, at) => {
      const paths = pathsOf(share);
      if (paths.length === 0) return [];
      const rules = rulesOf({
        service: s,
        answers,
        namespace,
        paths,
        credentialMatch: variant?.match,
        cookieFilter: variant?.match?.cookie === undefined ? undefined : cookieFilterName(variant.methods[0]!),
        alsoRemove,
        identityHeaders,
        withoutSession,
        options: (path) => options(s, path),
        preflight: (path) => (role === 'service' ? preflight(s, path) : undefined),
      });
      const split = splitRules(rules);
      return hostsOf[at]!.flatMap((of) => split.map((part) => ({ of, part })));
    });
    return parts.map(({ of, part }, i) => ({
      name: shorten(i === 0 ? name : `${name}-${i + 1}`),
      kind,
      service: s.name,
      role,
      hosts: of.hosts.map((h) => h.pattern),
      example: of.hosts[0]!.example,
      hostnames: of.hostnames,
      listeners: [...of.listeners, ...alsoPlain(s)],
      methods: variant?.methods.flatMap((m) => (isIdToken(m) ? [] : [m.name])) ?? [],
      all: variant?.all === true,
      rules: part,
      answer: s,
      variant,
    }));
  };
  const hasPublic = publicPathsOf(s, variants.length > 0).length > 0;
  const pathsOf = (share: HostShare): readonly string[] => share.paths;
  return [
    ...(hasPublic ? draft(`${s.name}-public`, 'public', (share) => share.publicPaths, undefined) : []),
    ...(variants.length === 0 || optional ? draft(s.name, 'service', pathsOf, undefined) : []),
    ...variants.flatMap((v, i) =>
      draft(
        i === 0 && !optional ? s.name : `${s.name}-${v.methods[0]!.name}`,
        i === 0 && !optional ? 'service' : 'method',
        pathsOf,
        v,
      ),
    ),
  ];
};

/** The HTTPRouteFilter with which a route matches the cookie of a method's API key. */
const cookieFilterName = (m: Named): string => shorten(`has-${m.name}-cookie`);
