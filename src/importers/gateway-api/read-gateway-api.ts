import { listenerSetsOf } from '../../effective/listeners/listener-sets.ts';
import type { Loose } from '../../effective/objects/loose-objects.ts';
import { effectiveRoutesOf } from '../../effective/requests/effective-routes.ts';
import { Snapshot } from '../../effective/snapshot.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Reader } from '../importer.ts';
import type { ListItem, LostPaths, NeutralService, Sourced } from '../neutral/neutral.ts';
import { assumedGateways } from './assumed-gateways.ts';
import { chosenGateway, shownGateway } from './gateway/choose-gateway.ts';
import { gatewayParts, isOwnGateway, missingGateway } from './gateway/gateway-parts.ts';
import { environmentParts } from './gateway/own-environment.ts';
import { withPods } from './gateway/own-pods.ts';
import { requiredCertificates, withoutCertificates } from './gateway/required-certificates.ts';
import { otherObjects, ownMetrics } from './other-objects.ts';
import { withAnswersOfApi } from './policies/answers-of-the-api.ts';
import { gatewayPolicies } from './policies/gateway-policies.ts';
import { isPart } from './policies/own-output.ts';
import { foldRules } from './routes/fold-rules.ts';
import { inHostOrder, type RuleRead } from './routes/host-order.ts';
import { type HostedRule, hostedRules } from './routes/route-views.ts';
import { isGeneratedAgain, ruleAnswers } from './routes/rule-services.ts';
import { streamItems } from './routes/stream-items.ts';
import { transformOfApi } from './routes/transform-of-the-api.ts';
import { SourceObjects } from './source-objects.ts';
import { type GatewayView, type SourceView, sayObjects } from './source-views.ts';

interface RoutesRead {
  readonly services: readonly NeutralService[];
  readonly lists: readonly ListItem[];
  readonly hosts: readonly Sourced[];
  readonly lost: readonly LostPaths[];
}

/** Metadata and parents of a route, which are no answers. */
const sayRoute = (view: SourceView, route: Loose): void => {
  sayObjects(view, [route]);
  view.ledger.noEffect(...view.source.from(route, 'spec.parentRefs'));
};

/** What is known about a route that the chosen Gateway does not serve. */
const sayUnserved = ({ source, ledger, snapshot }: SourceView, route: Loose, chosen: Loose | undefined): void => {
  const [spec] = source.from(route, 'spec');
  if (!spec) return;
  const other = effectiveRoutesOf(snapshot, route)[0]?.gateway;
  if (other && chosen)
    ledger.say(spec, 'GatewayNotChosen', { gateway: shownGateway(other), chosen: shownGateway(chosen) });
  else ledger.say(spec, 'RouteNotServed', { route: route.metadata.name });
};

/** Rules and host names of a served route that no listener serves. `used`: host names that answers contain. */
const sayRest = (
  { source, ledger }: SourceView,
  route: Loose,
  rules: readonly HostedRule[],
  used: readonly Sourced[],
): void => {
  const { name } = route.metadata;
  const served = new Set(rules.flatMap((r) => r.view.routes.map((one) => one.host)));
  const inAnswers = new Set(used.map((h) => h.value));
  const known = new Set(rules.map((r) => r.view.rule.key));
  for (const node of source.node(route, 'spec.hostnames')?.items ?? [])
    if (!served.has(node.text ?? '')) ledger.say(node, 'RouteNotServed', { route: `${name} for ${node.text ?? ''}` });
    else if (!inAnswers.has(node.text ?? '')) ledger.noEffect(node);
  for (const node of source.node(route, 'spec.rules')?.items ?? [])
    if (!known.has(node.key)) ledger.say(node, 'RouteRuleRefused', { route: name, field: `spec.rules[${node.key}]` });
};

const hostsOf = (rules: readonly HostedRule[]): Sourced[] => rules.flatMap((r) => r.hosts);

/** One entry for each host. */
const unique = (hosts: readonly Sourced[]): Sourced[] => [...new Map(hosts.map((h) => [h.value, h])).values()];

/** An item without host names is for all of them. */
const withoutAllHosts = (item: ListItem, all: readonly Sourced[]): ListItem => {
  const { hostname, hostnames, ...value } = item.value;
  const own = new Set([hostname, hostnames].flat().filter((h) => h !== undefined));
  return all.every((h) => own.has(h.value)) ? { ...item, value } : item;
};

const readRoutes = (view: SourceView, gateway: Loose | undefined, home: string | undefined): RoutesRead => {
  const read: RuleRead[] = [];
  const lists: ListItem[] = [];
  const hosts: Sourced[] = [];
  const lost: LostPaths[] = [];
  const { snapshot, source, ledger } = view;
  for (const route of snapshot.routes()) {
    if (isPart(view, route)) continue;
    sayRoute(view, route);
    const all = hostedRules(view, route, gateway, home);
    if (all.length === 0) {
      sayUnserved(view, route, gateway);
      continue;
    }
    const rules = all.filter(({ view: rule }) => !isGeneratedAgain(rule));
    for (const { view: rule, hosts: own } of rules) {
      const found = ruleAnswers(rule, own);
      const isAnswered = found.lists.length > 0 && found.lost.length === 0;
      read.push({ view: rule, ...found.policies, services: found.services, isAnswered });
      lists.push(...found.lists);
      lost.push(...found.lost);
      if (rule.settings.listener.protocol === 'HTTP')
        for (const node of source.from(route, 'spec.parentRefs'))
          ledger.say(node, 'HttpRedirected', { what: route.metadata.name });
    }
    hosts.push(...hostsOf(rules));
    sayRest(view, route, all, hostsOf(rules));
  }
  const all = unique(hosts);
  const services = inHostOrder(snapshot, gateway, read);
  // Only services keep the host names of the answers.
  const served = new Set(services.flatMap((s) => s.hosts.map((h) => h.value)));
  const isServed = all.length > 0 && all.every((h) => served.has(h.value));
  const items = isServed ? lists.map((i) => withoutAllHosts(i, all)) : lists;
  return { services: foldRules(services), lists: items, hosts: all, lost };
};

/** Gateways that are not the chosen one. */
const sayOthers = ({ snapshot, source, ledger }: SourceView, chosen: Loose | undefined): void => {
  for (const other of snapshot.of('Gateway'))
    if (other !== chosen && chosen)
      for (const node of source.from(other))
        ledger.say(node, 'GatewayNotChosen', { gateway: shownGateway(other), chosen: shownGateway(chosen) });
};

/** Manifests of Gateway API and Envoy Gateway as answers: what they mean for requests is read with `src/effective`. */
export const readGatewayApi: Reader = (documents, ledger, options) => {
  const source = new SourceObjects(documents);
  const assumed = assumedGateways(source.objects);
  // What Secrets and ConfigMaps contain decides nothing here: those of files are often encrypted or examples.
  const read = source.objects.filter((o) => o.kind !== 'Secret' && o.kind !== 'ConfigMap');
  const snapshot = new Snapshot([...read, ...assumed], { complete: false });
  const view: SourceView = { snapshot, source, ledger };
  const gateway = chosenGateway(snapshot, options.gateway);
  const home = isOwnGateway(gateway) ? gateway?.metadata.namespace : undefined;
  const isAssumed = gateway !== undefined && assumed.includes(gateway);
  const { services: all, lists, hosts, lost } = readRoutes(view, gateway, home);
  const isOwn = isOwnGateway(gateway);
  // Header changes of the whole API also apply to redirects and responses.
  const { root: common, services } = isOwn || lists.length === 0 ? transformOfApi(all) : { root: [], services: all };
  const gatewayView: GatewayView = { ...view, gateway };
  const streams = streamItems(view, gateway, home, (route) => {
    sayRoute(view, route);
    sayUnserved(view, route, gateway);
  });
  const sets = gateway ? listenerSetsOf(snapshot, gateway) : [];
  const own = gatewayParts(gatewayView, sets, hosts);
  const certificates = requiredCertificates(gatewayView);
  const policies = gatewayPolicies(gatewayView);
  sayOthers(view, gateway);
  otherObjects(view);
  const served = snapshot.routes().filter((r) => effectiveRoutesOf(snapshot, r).some((e) => e.gateway === gateway));
  const byKey = groupBy(
    [
      ...own.root,
      ...certificates.root,
      ...(isOwn ? [...ownMetrics(view), ...environmentParts(view)] : []),
      ...common,
      ...policies,
    ],
    (p) => p.key,
  );
  const root = [...byKey.values()].flatMap((same) => same.filter((p, i) => i === 0 || p.value === undefined));
  const pods = withPods(view, home);
  return withAnswersOfApi(
    {
      services: pods.services(withoutCertificates(services, certificates.lost)),
      root: [...root, ...(isAssumed ? missingGateway(gatewayView, served) : [])],
      lists: [...withoutCertificates(lists, certificates.lost), ...pods.lists(streams), ...own.lists],
      lost,
    },
    ledger,
  );
};
