// Rules that answer themselves: redirects, and fixed responses.

import { entries, fields, text } from '../../../effective/objects/loose-objects.ts';
import { literalPattern } from '../../../values/literal-pattern.ts';
import type { ListItem, NeutralAuth, Sourced } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { hostKeys } from '../../spelling/host-keys.ts';
import { type RouteView, sayObjects } from '../source-views.ts';
import type { MatchGroup } from './match-groups.ts';

/** Items have a path and methods only. */
const isPlain = (view: RouteView, { headers, query, methods }: MatchGroup, withMethods: boolean): boolean => {
  const what =
    headers.length > 0 ? 'a header of redirects and responses'
    : query.length > 0 ? 'a query parameter of redirects and responses'
    : methods.length > 0 && !withMethods ? 'the method of redirects'
    : undefined; // biome-ignore format: a table
  if (what !== undefined) view.ledger.say(view.rule, 'RouteMatchNotSaid', { what });
  return what === undefined;
};

const sourcesOf = (group: MatchGroup, hosts: readonly Sourced[]): SourceNode[] => [
  ...group.path.from,
  ...group.methods.flatMap((m) => m.from),
  ...hosts.flatMap((h) => h.from),
];

/** A redirect from http to https of the same URL, which every generated Gateway has. */
export const isHttpsRedirect = ({ settings }: RouteView): boolean => {
  const { action } = settings;
  return (
    action.type === 'redirect' &&
    settings.listener.protocol === 'HTTP' &&
    action.scheme === 'https' &&
    action.hostname === undefined &&
    action.path === undefined
  );
};

/** The redirects of a rule. */
export const redirectItems = (
  view: RouteView,
  groups: readonly MatchGroup[],
  hosts: readonly Sourced[],
  auth: NeutralAuth,
): ListItem[] => {
  const { settings, rule, ledger, route } = view;
  const { action } = settings;
  if (action.type !== 'redirect') return [];
  const filter = rule.get('filters').items.find((f) => f.get('type').text === 'RequestRedirect');
  const from = filter
    ? [
        filter.get('type'),
        ...filter.get('requestRedirect').children.filter((c) => c.key !== 'path'),
        ...filter.get('requestRedirect', 'path').children.filter((c) => c.key !== 'type'),
      ]
    : [];
  if (filter) ledger.noEffect(filter.get('requestRedirect', 'path', 'type'));
  if (auth.is === 'methods' || auth.is === 'untranslatable') {
    ledger.say(rule, 'RouteRedirectProtected', { route: route.metadata.name });
    return [];
  }
  return groups.flatMap((group): ListItem[] => {
    if (!isPlain(view, group, false)) return [];
    const isPrefix = group.path.value.startsWith('/');
    const isWhole = isPrefix && action.path?.by === 'full';
    const isAll = isWhole && group.path.value === '/';
    if (isAll || (action.path && !isWhole && (action.path.by === 'prefix') !== isPrefix)) {
      ledger.say(rule, 'RouteRedirectNotSaid', { path: group.path.value });
      return [];
    }
    // The path of a redirect replaces a prefix, and the whole path of a pattern.
    const path = isWhole ? `regex:${literalPattern(group.path.value)}(/.*)?` : group.path.value;
    const to = {
      ...(action.scheme !== undefined && { scheme: action.scheme }),
      ...(action.hostname !== undefined && { hostname: action.hostname }),
      ...(filter?.get('requestRedirect', 'port').exists === true && { port: action.port }),
      ...(action.path && { path: action.path.to || '/' }),
    };
    const only = Object.keys(to).length === 1 && action.path ? action.path.to || '/' : to;
    const value = { ...hostKeys(hosts.map((h) => h.value)), from: path, to: only, status: action.status };
    return [{ list: 'redirects', value, from: [...from, ...sourcesOf(group, hosts)] }];
  });
};

/** `directResponse` of an HTTPRouteFilter as keys of a response; a text: what cannot be said. */
const responseKeys = (view: RouteView): { value: object; from: SourceNode[] } | string => {
  const filter = view.settings.filters.direct?.filter;
  if (!filter) return 'this response';
  const direct = fields(fields(filter.spec).directResponse);
  const { type, inline } = fields(direct.body);
  if (type === 'ValueRef') return 'a body that a ConfigMap contains';
  const body = text(inline);
  // Envoy replaces operators such as %PROTOCOL%; `%%` is a percent sign.
  if (body !== undefined && /%/.test(body.replaceAll('%%', ''))) return 'a body with operators of Envoy';
  const headers = Object.fromEntries(
    entries(fields(direct.header).set).map((h) => [text(h.name) ?? '', text(h.value) ?? '']),
  );
  if (fields(direct.header).add !== undefined) return 'a header that is added to a response';
  const refs = view.rule
    .get('filters')
    .items.filter((f) => f.get('extensionRef', 'name').text === filter.metadata.name);
  view.ledger.noEffect(
    ...refs.flatMap((f) => [f.get('type'), f.get('extensionRef', 'group'), f.get('extensionRef', 'kind')]),
    ...view.source.from(filter, 'spec.directResponse.body.type'),
  );
  sayObjects(view, [filter]);
  return {
    value: {
      status: view.settings.filters.direct?.status,
      ...(body !== undefined && body !== '' && { body: body.replaceAll('%%', '%') }),
      ...(typeof direct.contentType === 'string' && body !== undefined && { contentType: direct.contentType }),
      ...(Object.keys(headers).length > 0 && { headers }),
    },
    from: [
      ...view.source.from(filter, 'spec.directResponse.statusCode', 'spec.directResponse.contentType'),
      ...view.source.from(filter, 'spec.directResponse.body.inline', 'spec.directResponse.header'),
      ...refs.map((f) => f.get('extensionRef', 'name')),
    ],
  };
};

/** The fixed responses of a rule. */
export const responseItems = (
  view: RouteView,
  groups: readonly MatchGroup[],
  hosts: readonly Sourced[],
  auth: NeutralAuth,
): ListItem[] => {
  const read = responseKeys(view);
  if (typeof read === 'string') {
    view.ledger.say(view.rule, 'RouteResponseNotSaid', { what: read });
    return [];
  }
  return groups.flatMap((group): ListItem[] => {
    if (!isPlain(view, group, true)) return [];
    const methods = group.methods.map((m) => m.value);
    const value = {
      ...hostKeys(hosts.map((h) => h.value)),
      path: group.path.value,
      ...(methods.length > 0 && { methods }),
      ...read.value,
    };
    return [{ list: 'responses', value, from: [...read.from, ...sourcesOf(group, hosts)], auth }];
  });
};
