// One rule of an HTTPRoute or GRPCRoute as services, redirects or responses.
import { deniedReference } from '../../../effective/objects/granted.ts';
import { fields } from '../../../effective/objects/loose-objects.ts';
import { HTTP_LISTENER } from '../../../model/fixed-names.ts';
import { containsUnknown } from '../../../objects/unknown-value.ts';
import type { LostPaths, Neutral, NeutralService, Part, Sourced } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { isGenerated } from '../policies/own/own-routes.ts';
import { isOfSecurity } from '../policies/own-output.ts';
import { routePolicies } from '../policies/route-policies.ts';
import type { RoutePolicies, RouteView } from '../source-views.ts';
import { isHttpsRedirect, redirectItems, responseItems } from './answering-rules.ts';
import { backendParts } from './backend-parts.ts';
import { withDoubts } from './doubts.ts';
import { filterParts, filterTypes } from './filter-parts.ts';
import { headerParts } from './header-parts.ts';
import { type MatchGroup, matchGroups } from './match-groups.ts';
import { rewrittenPart, withPartRewrite, withRewrite } from './rewrite-parts.ts';

/** Services and items of a rule. */
interface RuleAnswers extends Pick<Neutral, 'services' | 'lists'> {
  /** Requests that the rule takes and no answer does. */
  readonly lost: readonly LostPaths[];
  readonly policies: RoutePolicies;
}

/** The label with which our own output names the service of a route. */
const SERVICE_LABEL = 'eg-api-gateway/service';

const matchParts = ({ methods, headers, query }: MatchGroup): Part[] => {
  const map = (key: string, list: MatchGroup['headers']): Part[] =>
    list.length > 0
      ? [{ key, value: Object.fromEntries(list.map((h) => h.value)), from: list.flatMap((h) => h.from) }]
      : [];
  return [
    ...(methods.length > 0
      ? [{ key: 'methods', value: [...new Set(methods.map((m) => m.value))], from: methods.flatMap((m) => m.from) }]
      : []),
    ...map('headers', headers),
    ...map('query', query),
  ];
};

/** Parts of the rule, and those of policies that the rule does not replace; what is replaced changes nothing. */
const combined = ({ ledger }: RouteView, own: readonly Part[], policies: readonly Part[]): Part[] => {
  const keys = new Set(own.map((p) => p.key));
  const isOwn = ({ key }: Part): boolean => keys.has(key) || (key.startsWith('cors.') && keys.has('cors.maxAge'));
  for (const part of policies.filter(isOwn)) ledger.noEffect(...part.from);
  return [...own, ...policies.filter((p) => !isOwn(p))];
};

/** The name that a rule gives to its service. */
export const serviceName = ({ route, settings }: RouteView): string =>
  route.metadata.labels?.[SERVICE_LABEL] ?? route.metadata.name ?? settings.field;

/** Whether a rule is only refused because of a placeholder, such as `${DOMAIN}`. */
const isByPlaceholder = ({ settings, rule }: RouteView): boolean => {
  const { action, backends } = settings;
  if (action.type !== 'respond' || !action.refused) return false;
  return containsUnknown(rule.value) || backends.some((b) => containsUnknown(fields(b.object?.spec)));
};

/** The backend in another namespace to which no ReferenceGrant of the source allows a reference. */
const ungranted = ({ snapshot, route, rule }: RouteView): SourceNode | undefined =>
  rule.get('backendRefs').items.find((ref) => {
    const [group = '', kind = 'Service', name, namespace] = ['group', 'kind', 'name', 'namespace'].map(
      (k) => ref.get(k).text,
    );
    return (
      deniedReference(snapshot, route, { group, kind, name: name ?? '', namespace: namespace ?? '' }) !== undefined
    );
  });

/** Why no service is made of a rule; undefined: one is. It is reported. */
const isLeftOut = (view: RouteView): boolean => {
  const { settings, rule, ledger, route } = view;
  const { action } = settings;
  if (action.type === 'respond' && action.refused && !isByPlaceholder(view)) {
    const backend = /\.backendRefs\[\d+\]$/.test(action.refused.field) ? ungranted(view) : undefined;
    if (backend) {
      const namespace = backend.get('namespace').text ?? '';
      ledger.say(rule, 'RouteGrantMissing', { route: route.metadata.name, namespace });
    } else ledger.say(rule, 'RouteRuleRefused', { route: route.metadata.name, field: action.refused.field });
    return true;
  }
  if (settings.filters.matches.length === 0) return false;
  ledger.say(rule, 'RouteMatchNotSaid', { what: 'a cookie' });
  return true;
};

/** `plainHttp` of our own output: the route is on the http listener, too. */
const plainHttp = ({ source, route }: RouteView): Part[] => {
  const refs = isGenerated(route) ? (source.node(route, 'spec.parentRefs')?.items ?? []) : [];
  const listeners = refs.map((r) => r.get('sectionName'));
  const http = listeners.find((l) => l.text === HTTP_LISTENER);
  return http && listeners.some((l) => l.text !== HTTP_LISTENER)
    ? [{ key: 'plainHttp', value: 'The source also serves it without TLS.', from: [http] }]
    : [];
};

/** The services of a rule that forwards. */
const forwarded = (
  view: RouteView,
  groups: readonly MatchGroup[],
  hosts: readonly Sourced[],
  { auth, parts: ofPolicies }: RoutePolicies,
): NeutralService[] => {
  const { rule, route } = view;
  const backends = backendParts(view);
  const grpc: Part[] = route.kind === 'GRPCRoute' ? [{ key: 'protocol', value: 'grpc', from: [] }] : [];
  const headers = headerParts(rule, (header) => isOfSecurity(view, route, header));
  const first = [...grpc, ...plainHttp(view)];
  const own = [...headers, ...filterParts(view)];
  const name = serviceName(view);
  filterTypes(view, 'services');
  // Two backends that nobody named yet are not the same one.
  const isOpen = backends.some((p) => p.value === undefined);
  const apart = isOpen ? `${name} ${view.settings.field}` : name;
  return groups.flatMap((group) => {
    const { value, from } = group.path;
    const made = (path: string, to: readonly Part[]): NeutralService => ({
      name,
      apart,
      hosts,
      paths: [{ value: path, from }],
      parts: combined(view, [...matchParts(group), ...first, ...to, ...own], ofPolicies),
      auth,
      origin: rule,
    });
    const part = rewrittenPart(view, value);
    if (!part) return [made(value, withRewrite(view, value, backends))];
    return [made(part.path, withPartRewrite(view, part.rewrite, backends)), made(value, backends)];
  });
};

/** What a rule means. `hosts`: those that it serves, empty for any. */
export const ruleAnswers = (view: RouteView, hosts: readonly Sourced[]): RuleAnswers => {
  const { settings, rule, ledger } = view;
  if (rule.get('name').exists) ledger.noEffect(rule.get('name'));
  const isOut = isLeftOut(view);
  const { groups, lost } = matchGroups(view);
  const policies = withDoubts(view, routePolicies(view));
  const all = [...groups.map((g) => g.path.value), ...lost];
  const { type } = settings.action;
  // What the gateway answers itself reached no service, whoever sent it.
  const isPublic = policies.auth.is === 'public' && type === 'forward';
  const of = (paths: readonly string[]): LostPaths[] =>
    paths.length > 0 ? [{ hosts: hosts.map((h) => h.value), paths, isPublic, isRedirected: type === 'redirect' }] : [];
  if (isOut || groups.length === 0) return { services: [], lists: [], lost: of(all), policies };
  if (type === 'forward' || isByPlaceholder(view))
    return { services: forwarded(view, groups, hosts, policies), lists: [], lost: of(lost), policies };
  const items = type === 'redirect' ? redirectItems : responseItems;
  const lists = items(view, groups, hosts, policies.auth);
  return { services: [], lists, lost: of(lists.length === groups.length ? lost : all), policies };
};

/** A rule that only leads from http to https: every generated Gateway does that. */
export const isGeneratedAgain = (view: RouteView): boolean => {
  if (!isHttpsRedirect(view)) return false;
  const { rule, ledger, settings } = view;
  const { status } = settings.action as { status: number };
  const node = rule
    .get('filters')
    .items.map((f) => f.get('requestRedirect', 'statusCode'))
    .find((n) => n.exists);
  ledger.noEffect(rule);
  if (status !== 308) ledger.say(node ?? rule.get('filters'), 'RouteRedirectStatus', { status: String(status) });
  return true;
};
