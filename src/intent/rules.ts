import { isBelow } from '../answers/path-below.ts';
import { type Backend, isExternal } from '../answers/schema/backend.ts';
import type { Answers } from '../answers/schema/schema.ts';
import { backendsOf, headerOfIdentity, type ServiceAnswer, type Transform } from '../answers/schema/service.ts';
import { canaryDestinations, stableDestinations } from './destinations.ts';
import type { CredentialIntent, DestinationIntent, HeaderChanges, MatchIntent, RuleIntent } from './model.ts';
import { nameBook, shorten, slug } from './names.ts';
import type { Sign } from './variants.ts';

/** Whole request: an answer within a breath, or the two minutes of a report. */
const TIMEOUT = { usual: '15s', long: '120s', none: '0s' } as const;

/** The timeout of a service: what was answered, none for WebSocket, else 15s or 120s. */
export const timeoutOf = (s: ServiceAnswer): string =>
  s.timeout ?? (s.protocol === 'websocket' ? TIMEOUT.none : s.longRunning ? TIMEOUT.long : TIMEOUT.usual);

/** The service's changes over those of the whole API: the same header is decided by the service. */
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

/** What the matched prefix becomes at one backend; undefined: it stays. */
const replacement = (s: ServiceAnswer, path: string, to: Backend): string | undefined => {
  const prefix = isExternal(to) ? to.prefix : undefined;
  if (s.rewrite === undefined && prefix === undefined) return undefined;
  // A public sub-path is rewritten as its service's prefix is: /v1/users/health under `/users` becomes /users/health.
  const base = [...s.paths].sort((a, b) => b.length - a.length).find((p) => isBelow(path, p)) ?? path;
  const rest = path.slice(base === '/' ? 0 : base.length);
  const joined = `${prefix ?? ''}${s.rewrite === undefined ? path : `${s.rewrite === '/' ? '' : s.rewrite}${rest}`}`;
  return joined === '' ? '/' : joined;
};

/** The gateway's own credential for a service outside; undefined where the caller's is forwarded. */
export const credentialOf = (s: ServiceAnswer): CredentialIntent | undefined =>
  s.identity === undefined || s.identity === 'forward' || 'certificate' in s.identity
    ? undefined
    : {
        filter: shorten(`identity-${s.name}`),
        header: headerOfIdentity(s)!,
        secret: s.identity.secret,
      };

interface RuleFrame {
  readonly service: ServiceAnswer;
  readonly answers: Answers;
  readonly namespace: string;
  readonly paths: readonly string[];
  readonly sign: Sign | undefined;
  /** Name of the HTTPRouteFilter that matches the sign's cookie. */
  readonly cookieFilter: string | undefined;
  /** Removed before the service sees the request, beside what was answered. */
  readonly alsoRemove: readonly string[];
}

/** Methods to match: none means all. A preflight must reach the rule whose policy answers it. */
const methodsOf = (s: ServiceAnswer, answers: Answers): readonly (string | undefined)[] => {
  if (!s.methods) return [undefined];
  return answers.cors && !s.methods.includes('OPTIONS') ? [...s.methods, 'OPTIONS'] : s.methods;
};

/** The Host header where all backends have one name of their own, or the filter that writes it where they have several. */
const hostOf = (s: ServiceAnswer, backends: readonly Backend[]): Pick<RuleIntent, 'hostRewrite' | 'hostFilter'> => {
  const hosts = new Set(backends.map((b) => (isExternal(b) ? b.host : undefined)));
  return hosts.size === 1
    ? { hostRewrite: [...hosts][0], hostFilter: undefined }
    : { hostRewrite: undefined, hostFilter: shorten(`host-${s.name}`) };
};

/**
 * The rules of one route of a service: for each path one, before it the canary's where a header asks for it. A rewritten
 * path has a rule for each method, since ReplacePrefixMatch takes exactly one match (HTTPRoute CEL).
 */
export const rulesOf = ({
  service: s,
  answers,
  namespace,
  paths,
  sign,
  cookieFilter,
  alsoRemove,
}: RuleFrame): RuleIntent[] => {
  const take = nameBook();
  const grpc = s.protocol === 'grpc';
  const credential = credentialOf(s);
  const request = changesOf(answers.transform?.request, s.transform?.request);
  const shared = {
    // The router removes headers last: what was injected in the place of the caller's has to stay.
    request: { ...request, remove: [...request.remove, ...alsoRemove.filter((h) => h !== credential?.header)] },
    response: changesOf(answers.transform?.response, s.transform?.response),
    timeout: grpc ? undefined : timeoutOf(s),
    credential,
  };
  const versions = Object.entries(s.headers ?? {}).map(([name, value]) => ({ name, value, regex: false }));
  const match = (path: string, method: string | undefined, extra: MatchIntent['headers']): MatchIntent => ({
    path,
    method,
    headers: [...versions, ...extra, ...(sign?.headers ?? [])],
    query: sign?.query ?? [],
    cookie:
      sign?.cookie !== undefined && cookieFilter !== undefined
        ? { name: sign.cookie, filter: cookieFilter }
        : undefined,
  });
  const rule = (
    name: string,
    path: string,
    methods: readonly (string | undefined)[],
    extra: MatchIntent['headers'],
    destinations: readonly DestinationIntent[],
    backends: readonly Backend[],
  ): RuleIntent => ({
    ...shared,
    name: take(name),
    matches: methods.map((m) => match(path, m, extra)),
    destinations,
    replacePrefix: grpc ? undefined : replacement(s, path, backends[0]!),
    ...hostOf(s, backends),
  });
  const stable = stableDestinations(s, namespace);
  return paths.flatMap((path) => {
    const rewritten = !grpc && backendsOf(s).some((b) => replacement(s, path, b) !== undefined);
    const groups = rewritten ? methodsOf(s, answers).map((m) => [m]) : [methodsOf(s, answers)];
    const forced = s.canary?.header;
    return groups.flatMap((methods) => {
      const suffix = groups.length > 1 ? `-${methods[0]?.toLowerCase()}` : '';
      const name = `${slug(path)}${suffix}`;
      const usual = rule(name, path, methods, [], stable, backendsOf(s));
      if (!s.canary || !forced) return [usual];
      const header = [{ name: forced.name, value: forced.value, regex: false }];
      const to = canaryDestinations(s.canary.backend, namespace);
      return [rule(`${name}-canary`, path, methods, header, to, [s.canary.backend]), usual];
    });
  });
};
