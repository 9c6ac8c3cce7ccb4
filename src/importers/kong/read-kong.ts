// Declarative configuration of Kong. A route becomes a service of the answers; the frame joins those with equal settings.
import type { Reader } from '../importer.ts';
import type { ListItem, NeutralService } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import { SourceNode } from '../source/source-node.ts';
import { networkOf, undecide } from './kong-access.ts';
import { answersFor } from './kong-answers.ts';
import { authOf } from './kong-auth.ts';
import { addressOf, backendParts } from './kong-backend.ts';
import { effectivePlugins, type KongConfig, type KongPlugin, type KongRoute, kongConfig } from './kong-config.ts';
import { reportConsumers } from './kong-consumers.ts';
import { type Draft, differs, Parts, shownRoute } from './kong-draft.ts';
import { reportEntities, reportUnused } from './kong-entities.ts';
import { rewriteOf } from './kong-paths.ts';
import { applyPlugins, REPLACES_BACKEND } from './kong-plugins.ts';
import { type KongMatch, matchOf, regexRewrite, sourcedPath } from './kong-route.ts';

/** Restrictions of `sources` as `allow.cidrs`: other addresses get 403 here, and match no route in Kong. */
const restrictSources = (draft: Draft, { sources }: KongMatch): void => {
  if (sources.length === 0) return;
  const networks = sources.map((s) => networkOf(s.value));
  const from = sources.flatMap((s) => s.from);
  if (draft.parts.get('allow.cidrs') || networks.includes(undefined))
    undecide(draft, draft.route.node.get('sources'), 'sources together with ip-restriction');
  else draft.parts.set('allow.cidrs', networks, from, differs('sources', 'Other addresses get 403'));
};

const nameOf = (route: KongRoute, config: KongConfig): string => {
  const siblings = config.routes.filter((r) => r.service && r.service === route.service);
  return (siblings.length > 1 ? route.name : route.service?.name) || route.name || 'service';
};

/** Services for a route: one for each path that is rewritten in another way, and each combination of headers. */
const servicesOf = (
  draft: Draft,
  match: KongMatch,
  base: string,
  pathFrom: readonly SourceNode[],
): NeutralService[] => {
  const { route, ledger, parts, undecided, config } = draft;
  const strip = route.node.get('strip_path');
  const [restriction] = undecided;
  return match.paths.flatMap((path) => {
    const rewrite = rewriteOf(path, strip.flag ?? true, base);
    const from = [strip, ...pathFrom].filter((n) => n.exists);
    if (rewrite === 'impossible') ledger.add(path.node, regexRewrite(path, base));
    if (rewrite === undefined || rewrite === 'impossible') ledger.noEffect(...from);
    const own = rewrite === undefined || rewrite === 'impossible' ? [] : [{ key: 'rewrite', value: rewrite, from }];
    return match.headers.map((headers) => ({
      name: nameOf(route, config),
      hosts: match.hosts,
      paths: [sourcedPath(path)],
      parts: [...match.methods, ...headers, ...own, ...parts.all],
      auth: restriction
        ? ({
            is: 'untranslatable',
            what: restriction.what,
            from: restriction.from,
            ...(restriction.said && { said: restriction.said }),
          } as const)
        : draft.auth,
      origin: route.node,
    }));
  });
};

const readRoute = (
  route: KongRoute,
  config: KongConfig,
  ledger: Ledger,
  root: Parts,
  applied: Set<KongPlugin>,
): { services: NeutralService[]; lists: ListItem[] } => {
  const none = { services: [], lists: [] };
  const { service, node } = route;
  if (service?.node.get('enabled').flag === false) {
    ledger.noEffect(node);
    return none;
  }
  const match = matchOf(route, config.version, ledger);
  if (!match) return none;
  const effective = effectivePlugins(config, route);
  for (const p of [...effective.plugins.values(), ...effective.ofConsumers]) applied.add(p);
  const draft: Draft = {
    config,
    ledger,
    route,
    effective,
    parts: new Parts(),
    root,
    undecided: [],
    auth: { is: 'unstated', from: [] },
  };
  const leaveOut = (what: string): typeof none => {
    ledger.say(node, 'KongRouteLeftOut', { route: shownRoute(route), what });
    return none;
  };
  const replaced = [...effective.plugins.keys()].find((name) => REPLACES_BACKEND.has(name));
  if (replaced) return leaveOut(`its requests are answered by the plugin ${replaced}`);
  draft.auth = authOf(draft);
  for (const part of match.methods) draft.parts.set('methods', part.value, []);
  applyPlugins(draft);
  restrictSources(draft, match);
  if (!service && !draft.answer) return leaveOut('it has no service');
  const address = service && !draft.answer ? backendParts(draft, service, config) : undefined;
  const own = new Parts();
  for (const p of draft.parts.all) if (p.key !== 'methods') own.set(p.key, p.value, p.from, p.said);
  const services = servicesOf({ ...draft, parts: own }, match, address?.base ?? '', address?.pathFrom ?? []);
  const lists = answersFor(draft, services);
  return lists ? { services: [], lists } : { services, lists: [] };
};

/** The configuration of all files together. */
export const readKong: Reader = (documents, ledger) => {
  const config = kongConfig(documents);
  const root = new Parts();
  for (const document of documents) reportEntities(new SourceNode(document), ledger);
  reportConsumers(config, ledger);
  const applied = new Set<KongPlugin>();
  const read = config.routes.map((route) => readRoute(route, config, ledger, root, applied));
  const hosts = new Set(config.services.flatMap((s) => addressOf(s)?.host ?? []));
  reportUnused(config, ledger, applied, hosts);
  return { services: read.flatMap((r) => r.services), root: root.all, lists: read.flatMap((r) => r.lists) };
};
