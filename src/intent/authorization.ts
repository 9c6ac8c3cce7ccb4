import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { FILTERS_HEADER, inChain, NO_CONDITION } from '../auth/allow-rule.ts';
import { headersSetBy, kindOf, OWN_HEADERS } from '../auth/kinds.ts';
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
  const first = variant?.methods[0];
  if (!variant || !first) {
    const rules = cidrs.length > 0 ? [{ ...NO_CONDITION, name: 'networks', cidrs }] : [];
    return withExtensions(s, s?.extensions && rules.length === 0 ? [{ ...NO_CONDITION, name: 'extensions' }] : rules);
  }
  const { authorization } = kindOf(first);
  return withExtensions(
    s,
    authorization === 'chain'
      ? [{ ...NO_CONDITION, name: first.name, cidrs, cel: inChain(policy) }]
      : authorization(variant.methods, allow),
  );
};

/** A connection that is older than an extension does not have its filter, so requests on it would pass without the extension. */
const withExtensions = (s: ServiceAnswer | undefined, rules: readonly AllowRule[]): readonly AllowRule[] => {
  if (!s?.extensions) return rules;
  const present = inChain(extensionChain(extensionPolicyOf(s.name)));
  return rules.map((r) => ({ ...r, cel: r.cel === undefined ? present : `(${r.cel}) && ${present}` }));
};

/**
 * Header names that only the gateway may set, lower case and sorted: claims, client id, user, the authorizer's. `chain`: the
 * policies that FILTERS_HEADER names, which is then set instead of removed.
 */
export const identityHeadersOf = (answers: Answers, chain: readonly string[]): string[] => {
  const names = new Set(OWN_HEADERS);
  if (chain.length > 0) names.delete(FILTERS_HEADER);
  for (const m of Object.values(answers.auth?.methods ?? {}))
    for (const h of headersSetBy(m)) names.add(h.toLowerCase());
  return [...names].sort();
};
