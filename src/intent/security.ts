import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { GUARD_PATH } from '../model/fixed-names.ts';
import type {
  ApiKeyIntent,
  CorsIntent,
  ExtAuthIntent,
  GatewayIntent,
  GuardIntent,
  JwtProviderIntent,
  OidcIntent,
  SecurityIntent,
} from '../model/intent.ts';
import { digest, shorten } from '../model/object-names.ts';
import { targetsOf } from '../model/route-labels.ts';
import { allowRules, CLIENT_HEADER, USER_HEADER } from './allow-rules.ts';
import { corsOf } from './cors.ts';
import { type Home, serverOfService, serverOfUrl } from './private-servers.ts';
import type { RouteDraft } from './routes.ts';
import { type Named, placeOf, type Variant } from './variants.ts';

/** Envoy adds the filter of these methods for each policy by name, so the policy must exist before its routes. */
const FILTER_FOR_EACH_POLICY = new Set(['oidc', 'extAuth', 'basic']);

/** Both kinds: the last route of a kind that is not generated any more must not lose its policy before it is pruned. */
const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute'] as const;

export const jwtIntent = (m: Named & { type: 'jwt' }, home: Home): JwtProviderIntent => ({
  name: m.name,
  issuer: m.issuer,
  jwks: m.jwks,
  server: serverOfUrl(m.jwks, m.ca, home),
  audiences: m.audiences,
  claims: Object.entries(m.claims ?? {}).map(([claim, header]) => [claim, header.toLowerCase()]),
});

const apiKeyIntent = (
  methods: readonly (Named & { type: 'apiKey' })[],
  { sign, unverified }: Variant,
): ApiKeyIntent => ({
  methods: methods.map((m) => m.name),
  place: placeOf(methods[0]!),
  secrets: [...new Set(methods.map((m) => m.secret))],
  clients: [...new Set(methods.flatMap((m) => m.clients))],
  clientHeader: CLIENT_HEADER,
  alsoRemoved:
    sign === undefined ? { params: [], cookies: [] } : { params: unverified.params, cookies: unverified.cookies },
});

const oidcIntent = (m: Named & { type: 'oidc' }, hostname: string, path: string, home: Home): OidcIntent => ({
  method: m.name,
  issuer: m.issuer,
  server: serverOfUrl(m.tokenEndpoint ?? m.issuer, m.ca, home),
  authorizationEndpoint: m.authorizationEndpoint,
  tokenEndpoint: m.tokenEndpoint,
  endSessionEndpoint: m.endSessionEndpoint,
  clientID: m.clientID,
  clientSecret: m.clientSecret,
  scopes: m.scopes ?? [],
  cookieDomain: m.cookieDomain,
  redirectURL: `https://${hostname}${path}/callback`,
  logoutPath: `${path}/logout`,
});

/** Envoy puts the path of the request right behind the prefix, so the prefix has no slash at its end. */
const authorizerPath = (m: Named & { type: 'extAuth' }): Pick<ExtAuthIntent, 'path' | 'appendsPath'> => {
  if (m.path === 'fixed') return { path: m.http?.path, appendsPath: false };
  const prefix = m.http?.path?.replace(/\/+$/, '');
  return { path: prefix === '' ? undefined : prefix, appendsPath: true };
};

const extAuthIntent = (m: Named & { type: 'extAuth' }, home: Home): ExtAuthIntent => ({
  method: m.name,
  protocol: m.grpc ? 'grpc' : 'http',
  backend: (m.grpc ?? m.http)!,
  server: serverOfService((m.grpc ?? m.http)!, m.ca, home),
  ...authorizerPath(m),
  failOpen: m.failOpen ?? false,
  timeout: m.timeout ?? '1s',
  headers: m.headers ?? [],
  headersToBackend: m.headersToBackend ?? [],
});

/** The members of a variant that are of one type. */
const ofType = <T extends Named['type']>(v: Variant | undefined, type: T): Extract<Named, { type: T }>[] =>
  (v?.methods ?? []).filter((m): m is Extract<Named, { type: T }> => m.type === type);

/** Keys of other methods that the policy of a key takes out of requests, or nothing. */
const alsoRemoved = ({ variant: v }: RouteDraft): readonly string[][] => {
  const places = v?.sign && v.methods[0]?.type === 'apiKey' ? [v.unverified.params, v.unverified.cookies] : [];
  return places.some((p) => p.length > 0) ? [places.flatMap((p) => [...p].sort())] : [];
};

/** What two routes must have in common to share a policy. */
const keyOf = (d: RouteDraft): string =>
  JSON.stringify([d.methods, d.variant ? d.answer.allow : d.answer.allow?.cidrs, ...alsoRemoved(d)]);

/** Why a service is public, for the comment above its policy. */
export const publicReasonOf = (s: Pick<ServiceAnswer, 'name' | 'publicReason'>): string =>
  `${s.name}: ${s.publicReason ?? 'auth: none is set'}`;

const whyOf = (drafts: readonly RouteDraft[]): string => {
  const first = drafts[0]!;
  if (first.variant) return `Denied by default: allows only requests authenticated by ${first.methods.join(' or ')}.`;
  const reasons = drafts.map((d) =>
    d.role === 'public' ? `${d.service}: these paths are listed in public` : publicReasonOf(d.answer),
  );
  return `Public: no authentication. ${[...new Set(reasons)].slice(0, 20).join('; ')}.`;
};

export interface SecurityResult {
  readonly policies: readonly SecurityIntent[];
  readonly guards: readonly GuardIntent[];
  /** Name of the policy that decides for a route, by the route's name. */
  readonly byRoute: ReadonlyMap<string, string>;
  readonly cors: CorsIntent | undefined;
}

const hasOwnRules = ({ answer, variant }: RouteDraft): boolean =>
  answer.allow !== undefined && (variant !== undefined || answer.allow.cidrs !== undefined);

/**
 * The name of each group's policy. It says what the policy asks for and never depends on the order of the answers: routes keep
 * their label until they are applied again, so a name that passed to another policy would decide for them meanwhile.
 */
const policyNames = (groups: readonly (readonly RouteDraft[])[]): string[] => {
  const wanted = groups.map((group) => {
    const first = group[0]!;
    const base = first.variant ? first.methods.join('-') : 'public';
    const services = new Set(group.map((d) => d.service));
    if (!hasOwnRules(first)) return shorten(base);
    return shorten(`${base}-${services.size === 1 ? first.service : digest(keyOf(first))}`);
  });
  const times = countsOf(wanted);
  return wanted.map((name, i) => (times.get(name) === 1 ? name : shorten(`${name}-${digest(keyOf(groups[i]![0]!))}`)));
};

const countsOf = (words: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const w of words) times.set(w, (times.get(w) ?? 0) + 1);
  return times;
};

/** One SecurityPolicy for each set of methods and rules, complete in itself, and the guard routes it needs. */
export const securityOf = (
  drafts: readonly RouteDraft[],
  answers: Answers,
  gateway: GatewayIntent,
  team?: { readonly name: string; readonly namespace: string },
): SecurityResult => {
  const groups = new Map<string, RouteDraft[]>();
  for (const d of drafts) {
    const key = keyOf(d);
    const group = groups.get(key);
    if (group) group.push(d);
    else groups.set(key, [d]);
  }
  const names = policyNames([...groups.values()]);
  const home = { gateway: gateway.namespace, policies: team?.namespace ?? gateway.namespace };
  const cors = corsOf(answers);
  const byRoute = new Map<string, string>();
  const guards: GuardIntent[] = [];
  const policies = [...groups.values()].flatMap((group, at): SecurityIntent[] => {
    const first = group[0]!;
    const services = [...new Set(group.map((d) => d.service))];
    const own = hasOwnRules(first);
    const name = names[at]!;
    for (const d of group) byRoute.set(d.name, name);
    const path = team ? `${GUARD_PATH}/${team.name}/${name}` : `${GUARD_PATH}/${name}`;
    const type = first.variant?.methods[0]?.type;
    const early = type !== undefined && FILTER_FOR_EACH_POLICY.has(type);
    const ownsGuard = early || type === 'apiKey';
    // Keys have one filter a listener, so their guard can have a policy of its own and this one stays with the others.
    const guardPolicy = type === 'apiKey' ? shorten(`guard-${name}`) : name;
    const guard = ownsGuard && {
      name: `guard-${name}`,
      path,
      security: guardPolicy,
      why: `Keeps the ${type} filter in every open connection, so that it applies before the first route needs it.`,
    };
    if (guard) guards.push(guard);
    const [oidc] = ofType(first.variant, 'oidc');
    const [extAuth] = ofType(first.variant, 'extAuth');
    const [basic] = ofType(first.variant, 'basic');
    const apiKeys = ofType(first.variant, 'apiKey');
    const rules = allowRules(first.answer, first.variant, name);
    const policy: SecurityIntent = {
      name,
      targets: targetsOf(name, 'security', ROUTE_KINDS),
      early,
      owner: services.length === 1 && own ? first.service : name,
      jwt: ofType(first.variant, 'jwt').map((m) => jwtIntent(m, home)),
      apiKey: first.variant && apiKeys.length > 0 ? apiKeyIntent(apiKeys, first.variant) : undefined,
      oidc: oidc && oidcIntent(oidc, gateway.hostname, path, home),
      extAuth: extAuth && extAuthIntent(extAuth, home),
      basic: basic && { method: basic.name, secret: basic.secret, userHeader: USER_HEADER },
      cors,
      defaultAction: rules.length > 0 ? 'Deny' : 'Allow',
      rules,
      why: whyOf(group),
    };
    if (!guard || early) return [policy];
    const targets = targetsOf(guardPolicy, 'security', ['HTTPRoute']);
    return [{ ...policy, name: guardPolicy, targets, early: true, owner: guardPolicy, why: guard.why }, policy];
  });
  return { policies, guards, byRoute, cors };
};
