import type { HTTPRoute } from '../crds/types/index.ts';
import { parentOf } from '../model/gateway-labels.ts';
import type {
  DestinationIntent,
  HeaderChanges,
  Intent,
  ListenerIntent,
  MatchIntent,
  MirrorIntent,
  OwnAnswerIntent,
  RouteIntent,
  RuleIntent,
} from '../model/intent.ts';
import { ROUTE_LABELS } from '../model/route-labels.ts';
import { defined, ENVOY_GROUP, meta, some } from '../objects/make.ts';

export type HttpRule = NonNullable<NonNullable<HTTPRoute['spec']>['rules']>[number];

/** The listeners of a route; for a team they are in the namespace of the platform. */
export const parentRefs = ({ gateway, namespace }: Intent, listeners: readonly string[]) => {
  const parent = parentOf(gateway);
  return listeners.map((sectionName) => ({
    name: parent.name,
    ...(parent.namespace === namespace ? {} : { namespace: parent.namespace }),
    sectionName,
  }));
};

/** Names of the listeners that routes of services are attached to, or of those that redirect. */
export const listenersThat = ({ gateway }: Intent, serve: ListenerIntent['serves']): string[] =>
  gateway.listeners.filter((l) => l.serves === serve).map((l) => l.name);

type HttpFilter = NonNullable<HttpRule['filters']>[number];

/** Metadata of a route; its labels select its policies. */
export const routeMeta = (intent: Intent, route: RouteIntent) =>
  meta(intent, route.name, {
    [ROUTE_LABELS.service]: route.service,
    [ROUTE_LABELS.security]: route.security,
    [ROUTE_LABELS.traffic]: route.traffic,
    ...(route.extensions === undefined ? {} : { [ROUTE_LABELS.extensions]: route.extensions }),
  });

/** A match of a header or a query parameter. */
export const valueMatch = ({ name, value, regex }: MatchIntent['headers'][number]) => ({
  name,
  type: regex ? ('RegularExpression' as const) : ('Exact' as const),
  value,
});

type HeaderModifier = NonNullable<HttpFilter['requestHeaderModifier']>;

const changes = ({ set, add, remove }: HeaderChanges): HeaderModifier =>
  defined({
    set: some(set.map(([name, value]) => ({ name, value }))),
    add: some(add.map(([name, value]) => ({ name, value }))),
    remove: some(remove),
  });

const isEmpty = (c: HeaderChanges): boolean => c.set.length + c.add.length + c.remove.length === 0;

/** Filters of both kinds of route: changes of request and response headers. */
export const headerFilters = (rule: RuleIntent) => [
  ...(isEmpty(rule.request)
    ? []
    : [{ type: 'RequestHeaderModifier' as const, requestHeaderModifier: changes(rule.request) }]),
  ...(isEmpty(rule.response)
    ? []
    : [{ type: 'ResponseHeaderModifier' as const, responseHeaderModifier: changes(rule.response) }]),
];

/** A filter of Envoy Gateway, by its name. */
export const extensionFilter = (name: string) => ({
  type: 'ExtensionRef' as const,
  extensionRef: { group: ENVOY_GROUP, kind: 'HTTPRouteFilter', name },
});

/** Filters of a rule that answers itself. Envoy Gateway ignores filters behind a response, so that one is last. */
const answerFilters = (rule: RuleIntent, answer: OwnAnswerIntent): HttpFilter[] => {
  const cookie = rule.matches.find((m) => m.cookie)?.cookie?.filter;
  const before = [
    ...(cookie === undefined ? [] : [extensionFilter(cookie)]),
    ...headerFilters(rule).filter((f) => f.type === 'ResponseHeaderModifier'),
  ];
  if (answer.kind === 'response') return [...before, extensionFilter(answer.filter)];
  return [
    ...before,
    {
      type: 'RequestRedirect',
      requestRedirect: defined({
        scheme: answer.scheme,
        hostname: answer.hostname,
        port: answer.port,
        path:
          answer.path === undefined
            ? undefined
            : answer.path.replaces === 'prefix'
              ? { type: 'ReplacePrefixMatch' as const, replacePrefixMatch: answer.path.value }
              : { type: 'ReplaceFullPath' as const, replaceFullPath: answer.path.value },
        statusCode: answer.status,
      }),
    },
  ];
};

/** Copies requests. */
const mirrorFilter = ({ name, namespace, port, percent }: MirrorIntent): HttpFilter => ({
  type: 'RequestMirror',
  requestMirror: defined({
    backendRef: defined({ name, namespace, port }),
    percent: percent === 100 ? undefined : percent,
  }),
});

/** Filters of a rule of an HTTPRoute, those that change the path first. */
export const httpFilters = (rule: RuleIntent): HttpFilter[] => {
  if (rule.answer) return answerFilters(rule, rule.answer);
  const extensions = [
    rule.matches.find((m) => m.cookie)?.cookie?.filter,
    rule.credential?.filter,
    rule.hostFilter,
    rule.pathFilter?.name,
  ].filter((name) => name !== undefined);
  const rewrite = defined<NonNullable<HttpFilter['urlRewrite']>>({
    hostname: rule.hostRewrite,
    path: rule.pathFilter
      ? undefined
      : rule.replaceFull !== undefined
        ? { type: 'ReplaceFullPath' as const, replaceFullPath: rule.replaceFull }
        : rule.replacePrefix !== undefined
          ? { type: 'ReplacePrefixMatch' as const, replacePrefixMatch: rule.replacePrefix }
          : undefined,
  });
  return [
    ...extensions.map(extensionFilter),
    ...(Object.keys(rewrite).length > 0 ? [{ type: 'URLRewrite' as const, urlRewrite: rewrite }] : []),
    ...headerFilters(rule),
    ...(rule.mirror ? [mirrorFilter(rule.mirror)] : []),
  ];
};

/** What both kinds of route have. */
type BackendRef = Omit<NonNullable<HttpRule['backendRefs']>[number], 'filters'> & {
  filters?: { type: 'RequestHeaderModifier'; requestHeaderModifier: HeaderModifier }[];
};

/** One backendRef; `track` adds its own filter, without which weights are ignored with consistent hashing. */
export const backendRef = ({ to, weight, track }: DestinationIntent): BackendRef =>
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
