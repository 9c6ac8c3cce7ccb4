// What happens to a request that passes authentication, authorization and limits.
import { fields, type Loose } from '../objects/loose-objects.ts';
import { type BackendShare, failureOfAll, failureOfShares } from './backend-shares.ts';
import { type EffectivePolicy, onlyRefusedBelow } from './effective-policy.ts';
import { failsRequests } from './extension-filters.ts';
import type { DirectResponse, Mirror, Redirect, Rewrite, RuleFilters } from './rule-filters.ts';
import type { Source } from './setting.ts';

/** A request is forwarded to one of the backends by their shares. */
export interface Forward {
  readonly type: 'forward';
  readonly backends: readonly BackendShare[];
  /** The status of the share of backends that fail. */
  readonly failure: 500 | 503;
  readonly rewrite: Rewrite | undefined;
  readonly mirrors: readonly Mirror[];
}

/** The client is sent elsewhere. */
export interface SendElsewhere {
  readonly type: 'redirect';
  readonly redirect: Redirect;
  /** The port in the location; undefined: none, because it is the usual one of its scheme. */
  readonly port: number | undefined;
}

/** The gateway answers itself: a filter says so, or the controller refuses something (`refused`; 500 or 503). */
export interface Respond {
  readonly type: 'respond';
  readonly response: DirectResponse;
  /** undefined: it is as the rule wants it. */
  readonly refused: Source | undefined;
}

export type RuleAction = Forward | Respond | SendElsewhere;

/** What decides the action of a rule. */
export interface ActionParts {
  readonly route: Loose;
  /** `spec.rules[0]` */
  readonly field: string;
  /** Of the listener. */
  readonly port: number | undefined;
  readonly filters: RuleFilters;
  readonly backends: readonly BackendShare[];
  readonly security: EffectivePolicy | undefined;
  readonly traffic: EffectivePolicy | undefined;
  readonly extension: EffectivePolicy | undefined;
}

const respond = (status: number, refused: Source): Respond =>
  Object.freeze({ type: 'respond', response: { status, contentType: undefined, body: undefined }, refused });

/** A refused part of a policy because of which all requests of the rule get 500. */
const refusedPolicy = ({ security, traffic, extension }: ActionParts): Source | undefined => {
  const opens =
    security !== undefined &&
    fields(security.spec.extAuth).failOpen === true &&
    onlyRefusedBelow(security, 'spec.extAuth');
  if (security?.refused[0] && !opens) return security.refused[0];
  return traffic?.refused[0] ?? (extension && failsRequests(extension) ? extension.refused[0] : undefined);
};

/** processHTTPRouteParentRefListener in route.go; Envoy Gateway leaves out the usual ports in locations. */
const redirectPort = (
  { redirect: { port, scheme } }: Pick<SendElsewhere, 'redirect'>,
  listener: number | undefined,
) => {
  const resolved = port ?? (scheme === 'http' ? 80 : scheme === 'https' ? 443 : listener);
  return resolved === 80 || resolved === 443 ? undefined : resolved;
};

/** What a rule does (processHTTPRouteRules and processGRPCRouteRules in route.go, buildXdsRoute in internal/xds/translator/route.go). */
export const ruleAction = (rule: ActionParts): RuleAction => {
  const { route, filters, backends } = rule;
  const policy = refusedPolicy(rule);
  if (policy) return respond(500, policy);
  const own = filters.directResponse ?? filters.redirect;
  if (filters.refused !== undefined && (route.kind !== 'GRPCRoute' || !own))
    return respond(500, { object: route, field: filters.refused });
  if (filters.directResponse)
    return Object.freeze({ type: 'respond', response: filters.directResponse, refused: undefined });
  if (filters.redirect) {
    const { redirect } = filters;
    return Object.freeze({ type: 'redirect', redirect, port: redirectPort({ redirect }, rule.port) });
  }
  const failure = failureOfAll(backends);
  if (failure !== undefined) {
    const first = backends.find((b) => b.failure === failure) ?? backends.find((b) => b.failure !== undefined);
    const field = first ? `${rule.field}.backendRefs[${first.index}]` : `${rule.field}.backendRefs`;
    return respond(failure, { object: route, field });
  }
  return Object.freeze({
    type: 'forward',
    backends,
    failure: failureOfShares(route, backends),
    rewrite: filters.rewrite,
    mirrors: filters.mirrors,
  });
};
