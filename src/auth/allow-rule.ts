import type { AllowRule } from '../model/intent.ts';

/**
 * The listener sets this header on every request: the authorizers and logins of its filter chain, as `,NAME,NAME,`. If there are
 * none, it removes the header.
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
 * True only in a filter chain with the authorizer or login of a policy. Their success leaves no other evidence. While the method
 * of a service changes, Envoy briefly serves routes that rely on the filter in a chain that no longer contains it.
 */
export const inChain = (policy: string): string =>
  `'${FILTERS_HEADER}' in request.headers && request.headers['${FILTERS_HEADER}'].contains(',${policy},')`;
