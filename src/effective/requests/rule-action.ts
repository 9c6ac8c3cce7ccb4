// What happens to a request that passes authentication, authorization and limits.
import { severityOf, type ValuesArgument } from '../../diagnostics/catalogue.ts';
import type { ResolvedBackend } from '../backends/backend-refs.ts';
import type { Fault } from '../conditions/fault.ts';
import { entries, type Fields, fields, type Loose, type Ref, refOf, text } from '../objects/loose-objects.ts';
import type { DirectResponse } from '../routes/extension-filters.ts';
import type { Rewrites } from '../routes/rewrites.ts';
import type { RuleBackend, RuleBackends } from '../routes/rule-backends.ts';
import type { RuleFilters } from '../routes/rule-filters.ts';
import { type EffectivePolicy, onlyRefusedBelow } from './effective-policy.ts';
import { failsRequests } from './policy-extensions.ts';
import type { Source } from './setting.ts';

/** A copy of requests, whose responses are ignored. */
export interface Mirror {
  readonly backend: ResolvedBackend;
  /** Of the requests. */
  readonly percent: number;
}

/** A request is forwarded to one of the backends by their shares. */
export interface Forward {
  readonly type: 'forward';
  readonly backends: readonly RuleBackend[];
  /** The status of the shares of backends that cannot receive requests. */
  readonly failure: 500 | 503;
  readonly rewrite: Rewrites;
  readonly mirrors: readonly Mirror[];
}

/** The client is sent elsewhere. What is undefined keeps the value of the request. */
export interface SendElsewhere {
  readonly type: 'redirect';
  readonly status: number;
  readonly scheme: string | undefined;
  readonly hostname: string | undefined;
  /** In the location; undefined: none, because it is the usual one of its scheme. */
  readonly port: number | undefined;
  readonly path: { readonly by: 'full' | 'prefix'; readonly to: string } | undefined;
}

/** The gateway answers itself, because a filter says so or because the controller refuses something. */
export interface Respond {
  readonly type: 'respond';
  readonly status: number;
  readonly contentType: string | undefined;
  /** The text, or the ConfigMap that holds it. */
  readonly body: string | Ref | undefined;
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
  readonly rule: Fields;
  readonly filters: RuleFilters;
  readonly backends: RuleBackends;
  readonly security: EffectivePolicy | undefined;
  readonly traffic: EffectivePolicy | undefined;
  readonly extension: EffectivePolicy | undefined;
  /** The refused field of the listener's ClientTrafficPolicy. */
  readonly client: Source | undefined;
}

const isCertain = ({ code, values }: Fault): boolean =>
  severityOf(code, ...([values] as unknown as ValuesArgument<typeof code>)) === 'error';

const refusal = (status: number, refused: Source): Respond =>
  Object.freeze({ type: 'respond', status, contentType: undefined, body: undefined, refused });

/** A refused part of a policy because of which all requests of the rule get 500. */
const refusedPolicy = ({ security, traffic, extension, client }: ActionParts): Source | undefined => {
  if (client) return client;
  const opens =
    security !== undefined &&
    fields(security.spec.extAuth).failOpen === true &&
    onlyRefusedBelow(security, 'spec.extAuth');
  if (security?.refused[0] && !opens) return security.refused[0];
  return traffic?.refused[0] ?? (extension && failsRequests(extension) ? extension.refused[0] : undefined);
};

const responded = ({ status, filter }: DirectResponse): Respond => {
  const { contentType, body } = fields(fields(filter.spec).directResponse);
  const { type, inline, valueRef } = fields(body);
  const content = type === 'ValueRef' ? refOf(valueRef) : text(inline);
  return Object.freeze({ type: 'respond', status, contentType: text(contentType), body: content, refused: undefined });
};

/** The port in a location (processHTTPRouteParentRefListener in route.go, buildXdsRedirectAction in internal/xds/translator/route.go). */
const portOf = (port: unknown, scheme: string | undefined, listener: number | undefined): number | undefined => {
  const given = typeof port === 'number' ? port : scheme === 'http' ? 80 : scheme === 'https' ? 443 : listener;
  return given === 80 || given === 443 ? undefined : given;
};

const elsewhere = (redirect: Fields, listener: number | undefined): SendElsewhere => {
  const { statusCode, path, port } = redirect;
  const scheme = text(redirect.scheme);
  const { type, replaceFullPath, replacePrefixMatch } = fields(path);
  const by = type === 'ReplaceFullPath' ? ('full' as const) : ('prefix' as const);
  const to = text(by === 'full' ? replaceFullPath : replacePrefixMatch);
  return Object.freeze({
    type: 'redirect',
    // The API server's default is 302.
    status: typeof statusCode === 'number' ? statusCode : 302,
    scheme,
    hostname: text(redirect.hostname),
    port: portOf(port, scheme, listener),
    path: to === undefined ? undefined : { by, to },
  });
};

const mirrorsOf = (rule: Fields, { mirrors }: RuleFilters): Mirror[] =>
  mirrors.map((backend) => {
    const index = Number(/\.filters\[(\d+)\]/.exec(backend.field)?.[1]);
    const { percent, fraction } = fields(entries(rule.filters)[index]?.requestMirror);
    const { numerator, denominator = 100 } = fields(fraction);
    const part = typeof numerator === 'number' ? (100 * numerator) / Number(denominator) : percent;
    return Object.freeze({ backend, percent: typeof part === 'number' ? part : 100 });
  });

/**
 * The status of the shares that fail: Envoy has one for all of them, and 503 is the stronger (buildXdsWeightedRouteAction in
 * internal/xds/translator/route.go). A refused backend of a GRPCRoute counts as one without endpoints.
 */
const failureOf = (route: Loose, { backends }: RuleBackends): 500 | 503 =>
  backends.some((b) => b.share > 0 && (b.state === 'empty' || (b.state === 'invalid' && route.kind === 'GRPCRoute')))
    ? 503
    : 500;

/** What a rule does (processHTTPRouteRules and processGRPCRouteRules in route.go, buildXdsRoute in internal/xds/translator/route.go). */
export const ruleAction = (parts: ActionParts): RuleAction => {
  const { route, field, filters, backends } = parts;
  const policy = refusedPolicy(parts);
  if (policy) return refusal(500, policy);
  const wrong = filters.faults.find((f) => isCertain(f) && f.type !== 'BackendsAvailable');
  if (wrong && (route.kind !== 'GRPCRoute' || !filters.direct))
    return refusal(500, { object: route, field: wrong.field });
  if (filters.direct) return responded(filters.direct);
  if (filters.redirect) return elsewhere(filters.redirect, parts.port);
  if (backends.response !== undefined) {
    const at = backends.faults.find(isCertain)?.field ?? `${field}.backendRefs`;
    return refusal(backends.response, { object: route, field: at });
  }
  return Object.freeze({
    type: 'forward',
    backends: backends.backends,
    failure: failureOf(route, backends),
    rewrite: filters.rewrite,
    mirrors: mirrorsOf(parts.rule, filters),
  });
};
