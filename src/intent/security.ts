import type { Answers } from '../answers/schema/answers-schema.ts';
import { isOptional } from '../answers/schema/auth-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { PolicyFrame } from '../auth/auth-kind.ts';
import { kindOf, type Named } from '../auth/kinds.ts';
import { GUARD_PATH } from '../model/fixed-names.ts';
import type { AuthIntent, CorsIntent, GatewayIntent, GuardIntent, SecurityIntent } from '../model/intent.ts';
import { digest, shorten } from '../model/object-names.ts';
import { targetsOf } from '../model/route-labels.ts';
import { methodWords } from '../model/route-methods.ts';
import { countsOf, groupBy } from '../values/group-by.ts';
import { isWildcard } from '../values/host-patterns.ts';
import { allowRules, deniedOf } from './authorization.ts';
import { corsOf, corsOfService } from './cors.ts';
import type { RouteDraft } from './routes.ts';
import type { Variant } from './variants.ts';

/** Both kinds of routes: when the last route of a kind is no longer generated, it must keep its policy until it is pruned. */
const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute'] as const;

/** Keys of other methods that the policy of an API key removes from requests; empty: none. */
const alsoRemoved = ({ variant: v }: RouteDraft): readonly string[][] => {
  const places = v?.match && kindOf(v.methods[0]!).sanitizes ? [v.unverified.params, v.unverified.cookies] : [];
  return places.some((p) => p.length > 0) ? [places.flatMap((p) => [...p].sort())] : [];
};

/** The settings that routes with the same policy have in common. */
const keyOf = (d: RouteDraft): string =>
  JSON.stringify([
    d.all ? { all: d.methods } : d.methods,
    d.variant ? d.answer.allow : d.answer.allow?.cidrs,
    ...(d.answer.deny ? [d.answer.deny] : []),
    ...alsoRemoved(d),
    ...(d.answer.cors === undefined ? [] : [{ cors: d.answer.cors }]),
    ...(d.answer.extensions ? [{ extensions: d.service }] : []),
  ]);

/** Why a service is public, for the comment above its policy. */
export const publicReasonOf = (
  s: Pick<ServiceAnswer, 'name' | 'publicReason' | 'auth'>,
  byDefault?: Answers['auth'],
): string => {
  const usual = isOptional(s.auth)
    ? 'requests without a credential are anonymous (auth: optional)'
    : 'auth: none is set';
  return `${s.name}: ${s.publicReason ?? (s.auth === undefined ? byDefault?.publicReason : undefined) ?? usual}`;
};

const whyOf = (drafts: readonly RouteDraft[], byDefault: Answers['auth']): string => {
  const first = drafts[0]!;
  if (first.variant) return `Denied by default: allows only requests authenticated by ${methodWords(first)}.`;
  const reasons = drafts.map((d) =>
    d.role === 'public' ? `${d.service}: only its public paths` : publicReasonOf(d.answer, byDefault),
  );
  return `Public: no authentication. ${[...new Set(reasons)].slice(0, 20).join('; ')}.`;
};

/** What one policy checks: methods of one kind, or all of the methods. */
const authOf = (
  { methods, all, match, unverified }: Variant,
  frame: Omit<PolicyFrame, 'unverified'>,
): readonly AuthIntent[] =>
  (all ? methods.map((m) => [m]) : [methods]).map((group) =>
    kindOf(group[0]!).intent(group, {
      ...frame,
      // Requests on the fallback route contain no key, because a key matches another route.
      unverified: match ? { params: unverified.params, cookies: unverified.cookies } : { params: [], cookies: [] },
    }),
  );

/** Of several kinds, the strongest measure keeps the filters of all of them in the chain. */
const guardOf = (methods: readonly Named[]) => {
  const guards = methods.map((m) => ({ type: m.type, guard: kindOf(m).guard }));
  return guards.find((g) => g.guard === 'itself') ?? guards.find((g) => g.guard === 'ownPolicy');
};

export interface SecurityResult {
  readonly policies: readonly SecurityIntent[];
  readonly guards: readonly GuardIntent[];
  /** Name of the policy of a route, by the route's name. */
  readonly byRoute: ReadonlyMap<string, string>;
  readonly cors: CorsIntent | undefined;
}

const hasOwnRules = ({ answer, variant }: RouteDraft): boolean =>
  answer.extensions !== undefined ||
  answer.deny !== undefined ||
  answer.cors !== undefined ||
  (answer.allow !== undefined && (variant !== undefined || answer.allow.cidrs !== undefined));

/**
 * The name of each group's policy. It is derived from what the policy requires and does not depend on the order of the answers:
 * routes keep their label until they are applied again, so a reused name would apply another policy to them in the meantime.
 */
const policyNames = (groups: readonly (readonly RouteDraft[])[]): string[] => {
  const wanted = groups.map((group) => {
    const first = group[0]!;
    const base = first.variant ? first.methods.join(first.all ? '-and-' : '-') : 'public';
    const services = new Set(group.map((d) => d.service));
    if (!hasOwnRules(first)) return shorten(base);
    return shorten(`${base}-${services.size === 1 ? first.service : digest(keyOf(first))}`);
  });
  const times = countsOf(wanted);
  return wanted.map((name, i) => (times.get(name) === 1 ? name : shorten(`${name}-${digest(keyOf(groups[i]![0]!))}`)));
};

/** The host of the callbacks of a login: that of all routes of the policy; undefined: that of the request. */
const hostOf = ({ hosts, hostname }: GatewayIntent, group: readonly RouteDraft[]): string | undefined => {
  if (hosts.length === 1 && hosts[0]!.pattern === hostname) return hostname;
  const [host, ...more] = new Set(group.flatMap((d) => d.hosts));
  return more.length === 0 && host !== undefined && !isWildcard(host) ? host : undefined;
};

/** One SecurityPolicy for each set of methods and rules, complete in itself, and the guard routes it needs. */
export const securityOf = (
  drafts: readonly RouteDraft[],
  answers: Answers,
  gateway: GatewayIntent,
  team?: { readonly name: string; readonly namespace: string },
): SecurityResult => {
  const groups = groupBy(drafts, keyOf);
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
    const kept = guardOf(first.variant?.methods ?? []);
    const early = kept?.guard === 'itself';
    // The listener has one filter of the kind, so the guard route has a separate policy.
    const guardPolicy = kept?.guard === 'ownPolicy' ? shorten(`guard-${name}`) : name;
    const guard = kept && {
      name: `guard-${name}`,
      path,
      exact: (first.variant?.methods ?? [])
        .flatMap((m) => (m.type === 'oidc' ? [m.callback, m.logout] : []))
        .filter((p) => p !== undefined),
      security: guardPolicy,
      why: `Adds the ${kept.type} filter to the listener before the first route needs it, so that open connections have it, too.`,
    };
    if (guard) guards.push(guard);
    const rules = allowRules(first.answer, first.variant, name);
    const policy: SecurityIntent = {
      name,
      targets: targetsOf(name, 'security', ROUTE_KINDS),
      early,
      owner: services.length === 1 && own ? first.service : name,
      auth: first.variant ? authOf(first.variant, { home, host: hostOf(gateway, group), guardPath: path }) : [],
      cors: corsOfService(first.answer, cors, answers),
      denied: deniedOf(first.answer, answers),
      defaultAction: rules.length > 0 ? 'Deny' : 'Allow',
      rules,
      extended: first.answer.extensions ? true : undefined,
      why: whyOf(group, answers.auth),
    };
    if (!guard || early) return [policy];
    const targets = targetsOf(guardPolicy, 'security', ['HTTPRoute']);
    return [{ ...policy, name: guardPolicy, targets, early: true, owner: guardPolicy, why: guard.why }, policy];
  });
  return { policies, guards, byRoute, cors };
};
