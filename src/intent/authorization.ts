import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { FILTERS_HEADER, inChain, NO_CONDITION } from '../auth/allow-rule.ts';
import { headersSetBy, kindOf, type Named, OWN_HEADERS } from '../auth/kinds.ts';
import type { AllowRule } from '../model/intent.ts';
import { extensionChain, extensionPolicyOf } from './extensions.ts';
import type { Variant } from './variants.ts';

/**
 * The rules of a policy that allow a request; everything else is denied. Each rule can be satisfied only by the method's
 * own success, because a connection that is older than the policy does not have the method's filter (Envoy keeps a
 * connection's filter chain, but gives it the new routes).
 */
export const allowRules = (
  s: ServiceAnswer | undefined,
  variant: Variant | undefined,
  policy: string,
): readonly AllowRule[] => {
  const allow = s?.allow ?? {};
  const cidrs = allow.cidrs ?? [];
  if (!variant?.methods[0])
    return withExtensions(s, cidrs.length > 0 ? [{ ...NO_CONDITION, name: 'networks', cidrs }] : []);
  const rulesOf = (methods: readonly Named[]): readonly AllowRule[] => {
    const { authorization } = kindOf(methods[0]!);
    return authorization === 'chain'
      ? [{ ...NO_CONDITION, name: methods[0]!.name, cidrs, cel: inChain(policy) }]
      : authorization(methods, allow);
  };
  return withExtensions(
    s,
    variant.all ? variant.methods.map((m) => rulesOf([m])).reduce(both) : rulesOf(variant.methods),
  );
};

/** A connection that is older than an extension does not have its filter, so requests on it would pass without the extension. */
const withExtensions = (s: ServiceAnswer | undefined, rules: readonly AllowRule[]): readonly AllowRule[] => {
  if (!s?.extensions) return rules;
  const present = inChain(extensionChain(extensionPolicyOf(s.name)));
  const anybody = { ...NO_CONDITION, name: 'extensions' };
  return (rules.length > 0 ? rules : [anybody]).map((r) => ({
    ...r,
    cel: r.cel === undefined ? present : `(${r.cel}) && ${present}`,
  }));
};

/** The networks without access to a service: those of the whole API and its own. */
export const deniedOf = (s: Pick<ServiceAnswer, 'deny'> | undefined, { deny }: Pick<Answers, 'deny'>): string[] => [
  ...new Set([...(deny?.cidrs ?? []), ...(s?.deny?.cidrs ?? [])]),
];

/** The rules that require one of each list. Methods of different kinds never use the same condition. */
const both = (some: readonly AllowRule[], others: readonly AllowRule[]): readonly AllowRule[] =>
  some.flatMap((a) =>
    others.map((b) => ({
      name: `${a.name}-${b.name}`,
      cel: a.cel !== undefined && b.cel !== undefined ? `${a.cel} && ${b.cel}` : (a.cel ?? b.cel),
      cidrs: a.cidrs,
      jwt: a.jwt ?? b.jwt,
      header: a.header ?? b.header,
    })),
  );

/**
 * Header names that only the gateway may set, lower case and sorted: claims, client id, user, the authorizer's. `chain`: the
 * policies that FILTERS_HEADER names, which is then set instead of removed.
 */
export const identityHeadersOf = (answers: Pick<Answers, 'auth'>, chain: readonly string[]): string[] => {
  const names = new Set(OWN_HEADERS);
  if (chain.length > 0) names.delete(FILTERS_HEADER);
  for (const m of Object.values(answers.auth?.methods ?? {}))
    for (const h of headersSetBy(m)) names.add(h.toLowerCase());
  return [...names].sort();
};

/**
 * For a Gateway of another owner, whose ClientTrafficPolicy may forward them: identity headers of the client that no method of the
 * route sets. The route removes them last, after authentication. What its methods set is replaced by them: every request of the
 * route needs their success.
 */
export const forgeableHeaders = (answers: Pick<Answers, 'auth' | 'gateway'>, methods: readonly Named[]): string[] => {
  if (!answers.gateway?.attach) return [];
  const set = new Set(
    methods.flatMap((m) => [...kindOf(m).ownHeaders, ...headersSetBy(m)]).map((h) => h.toLowerCase()),
  );
  return identityHeadersOf(answers, []).filter((h) => !set.has(h));
};
