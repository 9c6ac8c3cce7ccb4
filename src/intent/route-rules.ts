import type { Answers } from '../answers/schema/answers-schema.ts';
import { backendsOf, headerOfIdentity, type ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { Transform } from '../answers/schema/transform-schema.ts';
import type { CredentialIntent, DestinationIntent, HeaderChanges, MatchIntent, RuleIntent } from '../model/intent.ts';
import { digest, nameBook, shorten, slug } from '../model/object-names.ts';
import { type Backend, isExternal } from '../values/backend-address.ts';
import { hostHeader } from '../values/external-address.ts';
import { routePath } from '../values/route-path.ts';
import { canaryDestinations, stableDestinations } from './destinations.ts';
import { mirrorOf, sessionOf } from './experiments.ts';
import { maintenanceOf } from './maintenance.ts';
import { patternAtRoot, rewriteOf } from './path-rewrites.ts';
import { timeoutOf } from './timeouts.ts';
import type { CredentialMatch } from './variants.ts';

/** Combines header changes of the API and of a service; for the same header, the service's change applies. */
export const changesOf = (...parts: (NonNullable<Transform['request']> | undefined)[]): HeaderChanges => {
  const merge = (field: 'set' | 'add'): [string, string][] => {
    const byName = new Map<string, [string, string]>();
    for (const part of parts)
      for (const [n, v] of Object.entries(part?.[field] ?? {})) byName.set(n.toLowerCase(), [n, v]);
    return [...byName.values()];
  };
  const remove = new Map(parts.flatMap((p) => p?.remove ?? []).map((n) => [n.toLowerCase(), n]));
  return { set: merge('set'), add: merge('add'), remove: [...remove.values()] };
};

/** Changes of request and response headers: those of the whole API, and the service's own over them. */
export const transformOf = (
  s: Pick<ServiceAnswer, 'transform'>,
  answers: Pick<Answers, 'transform'>,
): { readonly request: HeaderChanges; readonly response: HeaderChanges } => ({
  request: changesOf(answers.transform?.request, s.transform?.request),
  response: changesOf(answers.transform?.response, s.transform?.response),
});

/** Headers that a request must have to be one for this service. */
export const versionsOf = (s: Pick<ServiceAnswer, 'headers'>): MatchIntent['headers'] =>
  Object.entries(s.headers ?? {}).map(([name, value]) => ({ name, value, regex: false }));

/** Query parameters that a request must have to be one for this service. */
export const queryOf = (s: Pick<ServiceAnswer, 'query'>): MatchIntent['query'] =>
  Object.entries(s.query ?? {}).map(([name, value]) => ({ name, value, regex: false }));

/** The gateway's own credential for an external backend; undefined if the client's is forwarded. */
export const credentialOf = (s: Pick<ServiceAnswer, 'name' | 'identity' | 'backend'>): CredentialIntent | undefined =>
  s.identity === undefined || s.identity === 'forward' || 'certificate' in s.identity
    ? undefined
    : {
        filter: shorten(`identity-${s.name}`),
        header: headerOfIdentity(s)!,
        secret: s.identity.secret,
      };

const withRemoved = (
  request: HeaderChanges,
  names: readonly string[],
  credential: CredentialIntent | undefined,
): HeaderChanges => {
  const removed = new Set(request.remove.map((h) => h.toLowerCase()));
  // The router removes headers last, so the injected credential must be excluded.
  if (credential) removed.add(credential.header.toLowerCase());
  const more = new Map(names.map((h) => [h.toLowerCase(), h]));
  return { ...request, remove: [...request.remove, ...[...more].filter(([h]) => !removed.has(h)).map(([, n]) => n)] };
};

/** Envoy describes its own connection, which has no TLS; services write URLs with this header. */
const withScheme = (request: HeaderChanges): HeaderChanges => ({
  ...request,
  set: [...request.set, ['X-Forwarded-Proto', 'https']],
});

interface RuleFrame {
  readonly service: ServiceAnswer;
  readonly answers: Pick<Answers, 'transform' | 'maintenance' | 'errors' | 'tls'>;
  readonly namespace: string;
  readonly paths: readonly string[];
  readonly credentialMatch: CredentialMatch | undefined;
  /** Name of the HTTPRouteFilter that matches the cookie with a credential. */
  readonly cookieFilter: string | undefined;
  /** Headers that are removed from requests, in addition to the answered ones. */
  readonly alsoRemove: readonly string[];
  /** Identity headers that the route removes, because the Gateway may not. */
  readonly identityHeaders: readonly string[];
  /** Whether the route also matches OPTIONS, for preflights. */
  readonly options: (path: string) => boolean;
  /** Handles the preflights of a path if no other match does. */
  readonly preflight: (path: string) => MatchIntent | undefined;
  /** Whether a backend must not receive the session cookies of a login (sessions.ts). */
  readonly withoutSession: (backend: Backend) => boolean;
}

/** The HTTP methods to match; none means all. `options`: also OPTIONS, so that preflights reach the policy with CORS. */
export const methodsOf = (s: Pick<ServiceAnswer, 'methods'>, options: boolean): readonly (string | undefined)[] => {
  if (!s.methods) return [undefined];
  return options ? [...s.methods, 'OPTIONS'] : s.methods;
};

/** The Host header if all backends have the same one, or the filter that sets it if they differ. */
const hostOf = (
  s: Pick<ServiceAnswer, 'name'>,
  backends: readonly Backend[],
): Pick<RuleIntent, 'hostRewrite' | 'hostFilter'> => {
  const hosts = new Set(backends.map((b) => (isExternal(b) ? hostHeader(b) : undefined)));
  return hosts.size === 1
    ? { hostRewrite: [...hosts][0], hostFilter: undefined }
    : { hostRewrite: undefined, hostFilter: shorten(`host-${s.name}`) };
};

/** The name of what rewrites a path alone. Different patterns may have one text without their signs: /v1/(.*) and /v1/(.+). */
const pathName = (s: Pick<ServiceAnswer, 'paths' | 'public'>, path: string): string => {
  const name = slug(path);
  const isShared = [...s.paths, ...(s.public ?? [])].some((p) => p !== path && slug(p) === name);
  return isShared ? `${name}-${digest(path)}` : name;
};

/** How a rule rewrites path and Host header. A filter that rewrites the path by a pattern also sets the Host header. */
const pathAndHost = (
  s: Pick<ServiceAnswer, 'name' | 'paths' | 'public' | 'rewrite' | 'protocol'>,
  path: string,
  backends: readonly Backend[],
): Pick<RuleIntent, 'replacePrefix' | 'replaceFull' | 'pathFilter' | 'hostRewrite' | 'hostFilter'> => {
  const to = s.protocol === 'grpc' ? undefined : rewriteOf(s, path, backends[0]!);
  const host = hostOf(s, backends);
  const plain = { replacePrefix: undefined, replaceFull: undefined, pathFilter: undefined };
  if (to === undefined) return { ...plain, ...host };
  if (to.by === 'full') return { ...plain, replaceFull: to.path, ...host };
  const prefix = to.by === 'prefix' ? to.path : undefined;
  const pattern = to.by === 'pattern' ? to : patternAtRoot(path, to.path);
  if (!pattern) return { ...plain, replacePrefix: prefix, ...host };
  return {
    ...plain,
    replacePrefix: prefix,
    pathFilter: {
      name: shorten(`rewrite-${s.name}${pattern.own ? `-${pathName(s, path)}` : ''}`),
      pattern: pattern.pattern,
      substitution: pattern.substitution,
      receives: pattern.receives,
      host: host.hostFilter !== undefined,
    },
    hostRewrite: host.hostRewrite,
    hostFilter: undefined,
  };
};

/**
 * The rules of one route of a service: one for each path, after the canary's rule with its header match. A rewritten path has
 * a rule for each method, since ReplacePrefixMatch allows exactly one match (HTTPRoute CEL).
 */
export const rulesOf = ({
  service: s,
  answers,
  namespace,
  paths,
  credentialMatch,
  cookieFilter,
  alsoRemove,
  identityHeaders,
  options,
  preflight,
  withoutSession,
}: RuleFrame): RuleIntent[] => {
  const take = nameBook();
  const grpc = s.protocol === 'grpc';
  const credential = credentialOf(s);
  const { request: changed, response } = transformOf(s, answers);
  const request = answers.tls.terminatedByLoadBalancer === undefined ? changed : withScheme(changed);
  const answer = maintenanceOf(s, answers);
  const shared = {
    response,
    timeout: grpc ? undefined : timeoutOf(s),
    credential,
    unverified: alsoRemove,
    answer,
    session: sessionOf(s),
    mirror: answer === undefined ? mirrorOf(s, namespace) : undefined,
  };
  const versions = versionsOf(s);
  const query = queryOf(s);
  const match = (path: string, method: string | undefined, extra: MatchIntent['headers']): MatchIntent => ({
    path: routePath(path),
    method,
    headers: [...versions, ...extra, ...(credentialMatch?.headers ?? [])],
    query: [...query, ...(credentialMatch?.query ?? [])],
    cookie:
      credentialMatch?.cookie !== undefined && cookieFilter !== undefined
        ? { name: credentialMatch.cookie, filter: cookieFilter }
        : undefined,
  });
  const rule = (
    name: string,
    path: string,
    matches: readonly MatchIntent[],
    destinations: readonly DestinationIntent[],
    backends: readonly Backend[],
  ): RuleIntent => {
    const noSession = backends.some(withoutSession);
    return {
      ...shared,
      request: withRemoved(request, [...alsoRemove, ...identityHeaders, ...(noSession ? ['Cookie'] : [])], credential),
      withoutSession: noSession,
      name: take(name),
      preflight: false,
      matches,
      destinations,
      ...pathAndHost(s, path, backends),
    };
  };
  const stable = stableDestinations(s, namespace);
  return paths.flatMap((path) => {
    const rewritten = !grpc && backendsOf(s).some((b) => rewriteOf(s, path, b)?.by === 'prefix');
    const taken = methodsOf(s, options(path));
    const groups = rewritten ? taken.map((m) => [m]) : [taken];
    const forced = s.canary?.header;
    const asked = preflight(path);
    const before = asked
      ? [{ ...rule(`${slug(path)}-preflight`, path, [asked], stable, backendsOf(s)), preflight: true }]
      : [];
    const rules = groups.flatMap((methods) => {
      const suffix = groups.length > 1 ? `-${methods[0]?.toLowerCase()}` : '';
      const name = `${slug(path)}${suffix}`;
      const matching = (extra: MatchIntent['headers']): MatchIntent[] => methods.map((m) => match(path, m, extra));
      const usual = rule(name, path, matching([]), stable, backendsOf(s));
      if (!s.canary || !forced) return [usual];
      const header = [{ name: forced.name, value: forced.value, regex: false }];
      const to = canaryDestinations(s.canary.backend, namespace);
      return [rule(`${name}-canary`, path, matching(header), to, [s.canary.backend]), usual];
    });
    return [...before, ...rules];
  });
};
