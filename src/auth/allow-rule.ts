import type { AllowRule } from '../model/intent.ts';

/**
 * Set on every request by the listener itself: which authorizers and logins its filter chain holds, as `,NAME,NAME,`. Removed
 * from every request where it holds none.
 */
export const FILTERS_HEADER = 'x-gateway-filters';

/** A rule that requires nothing yet. */
export const NO_CONDITION: Pick<AllowRule, 'cel' | 'cidrs' | 'jwt' | 'header'> = {
  cel: undefined,
  cidrs: [],
  jwt: undefined,
  header: undefined,
};

/**
 * True only in a filter chain that holds the authorizer or login of a policy. Success leaves no other trace, and while a
 * method is exchanged for another one, Envoy gives a chain that no longer holds the filter the routes that still count on it.
 */
export const inChain = (policy: string): string =>
  `'${FILTERS_HEADER}' in request.headers && request.headers['${FILTERS_HEADER}'].contains(',${policy},')`;
