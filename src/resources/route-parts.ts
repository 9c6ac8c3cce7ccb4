import type { HTTPRoute } from '../crds/types/index.ts';
import type { DestinationIntent, HeaderChanges, Intent, RouteIntent, RuleIntent } from '../model/intent.ts';
import { ROUTE_LABELS } from '../model/route-labels.ts';
import { defined, ENVOY_GROUP, meta, some } from '../objects/make.ts';

export type HttpRule = NonNullable<NonNullable<HTTPRoute['spec']>['rules']>[number];
/** The listener that serves a route; that of a team is in the platform's namespace. */
export const parentRefs = ({ gateway, namespace }: Intent, sectionName: 'http' | 'https' = 'https') => [
  { name: gateway.name, ...(gateway.namespace === namespace ? {} : { namespace: gateway.namespace }), sectionName },
];

type HttpFilter = NonNullable<HttpRule['filters']>[number];

/** Metadata of a route: its labels say which policies decide for it. */
export const routeMeta = (intent: Intent, route: RouteIntent) =>
  meta(intent, route.name, {
    [ROUTE_LABELS.service]: route.service,
    [ROUTE_LABELS.security]: route.security,
    [ROUTE_LABELS.traffic]: route.traffic,
  });

const changes = ({ set, add, remove }: HeaderChanges) =>
  defined({
    set: some(set.map(([name, value]) => ({ name, value }))),
    add: some(add.map(([name, value]) => ({ name, value }))),
    remove: some(remove),
  });

const isEmpty = (c: HeaderChanges): boolean => c.set.length + c.add.length + c.remove.length === 0;

/** Filters that both kinds of route have: header changes on the way in and out. */
export const headerFilters = (rule: RuleIntent) => [
  ...(isEmpty(rule.request)
    ? []
    : [{ type: 'RequestHeaderModifier' as const, requestHeaderModifier: changes(rule.request) }]),
  ...(isEmpty(rule.response)
    ? []
    : [{ type: 'ResponseHeaderModifier' as const, responseHeaderModifier: changes(rule.response) }]),
];

/** Filters of an HTTPRoute's rule, in the order in which they read best: what changes the path first. */
export const httpFilters = (rule: RuleIntent): HttpFilter[] => {
  const extensions = [
    rule.matches.find((m) => m.cookie)?.cookie?.filter,
    rule.credential?.filter,
    rule.hostFilter,
    rule.pathFilter?.name,
  ].filter((name) => name !== undefined);
  const rewrite = defined({
    hostname: rule.hostRewrite,
    path:
      rule.replacePrefix === undefined || rule.pathFilter
        ? undefined
        : { type: 'ReplacePrefixMatch' as const, replacePrefixMatch: rule.replacePrefix },
  });
  return [
    ...extensions.map((name) => ({
      type: 'ExtensionRef' as const,
      extensionRef: { group: ENVOY_GROUP, kind: 'HTTPRouteFilter', name },
    })),
    ...(Object.keys(rewrite).length > 0 ? [{ type: 'URLRewrite' as const, urlRewrite: rewrite }] : []),
    ...headerFilters(rule),
  ];
};

/** One backendRef; `track` gives it a filter of its own, without which weights are ignored under consistent hashing. */
export const backendRef = ({ to, weight, track }: DestinationIntent) =>
  defined({
    group: to.kind === 'Backend' ? ENVOY_GROUP : undefined,
    kind: to.kind === 'Backend' ? 'Backend' : undefined,
    name: to.name,
    namespace: to.kind === 'Service' ? to.namespace : undefined,
    port: to.port,
    weight,
    filters: track
      ? [
          {
            type: 'RequestHeaderModifier' as const,
            requestHeaderModifier: { set: [{ name: 'x-gateway-track', value: track }] },
          },
        ]
      : undefined,
  });
