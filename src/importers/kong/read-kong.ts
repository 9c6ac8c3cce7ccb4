// Declarative configuration of Kong. A route becomes a service of the answers; the frame joins those with equal settings.

import type { Reader } from '../importer.ts';
import { methodsIn } from '../neutral/methods-in.ts';
import { lastWords } from '../neutral/naming.ts';
import type { ListItem, LostPaths, NeutralService, Part } from '../neutral/neutral.ts';
import { Parts } from '../neutral/parts.ts';
import type { Ledger } from '../report/ledger.ts';
import { SourceNode } from '../source/source-node.ts';
import { networkOf } from '../spelling/networks.ts';
import { undecide } from './kong-access.ts';
import { answersFor } from './kong-answers.ts';
import { authOf, isAuthPlugin } from './kong-auth.ts';
import { backendParts } from './kong-backend.ts';
import { effectivePlugins, type KongConfig, type KongPlugin, type KongRoute, kongConfig } from './kong-config.ts';
import { reportConsumers } from './kong-consumers.ts';
import { type Draft, differs, shownRoute } from './kong-draft.ts';
import { reportEntities, reportUnused } from './kong-entities.ts';
import { orderOf } from './kong-order.ts';
import { patternRewrite, rewriteOf } from './kong-paths.ts';
import { applyPlugins, REPLACES_BACKEND } from './kong-plugins.ts';
import { type KongMatch, lostOf, matchOf, regexRewrite, sourcedPath } from './kong-route.ts';

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
  const why = restriction?.said;
  if (why) for (const p of draft.effective.plugins.values()) if (isAuthPlugin(p.name)) ledger.add(p.node, why);
  const written = new Set<string>();
  return match.paths.flatMap((given) => {
    const simple = rewriteOf(given, strip.flag ?? true, base);
    const general = simple === 'impossible' ? patternRewrite(given, strip.flag ?? true, base) : undefined;
    const path = general ? { ...given, value: general.path } : given;
    const rewrite = general?.rewrite ?? simple;
    const from = [strip, ...pathFrom].filter((n) => n.exists);
    if (rewrite === 'impossible') ledger.add(path.node, regexRewrite(path, base));
    if (rewrite === undefined || rewrite === 'impossible') ledger.noEffect(...from);
    const own = rewrite === undefined || rewrite === 'impossible' ? [] : [{ key: 'rewrite', value: rewrite, from }];
    const isFirst = written.size === 0 || written.has(String(rewrite));
    written.add(String(rewrite));
    const name = `${nameOf(route, config)}${isFirst ? '' : `-${lastWords(path.value)}`}`;
    return match.headers.map((headers, i) => ({
      name: i === 0 ? name : `${name}-${headers.map((h) => String(h.value)).join('-')}`,
      hosts: match.hosts,
      paths: [sourcedPath(path)],
      parts: [...match.methods, ...headers, ...own, ...parts.all],
      auth: restriction
        ? ({
            is: 'untranslatable',
            what: restriction.what,
            from: restriction.from,
            methods: methodsIn(draft.auth),
            ...(why && { said: why }),
          } as const)
        : draft.auth,
      order: orderOf(route, path),
      origin: route.node,
    }));
  });
};

const readRoute = (
  route: KongRoute,
  config: KongConfig,
  ledger: Ledger,
  root: Parts,
  used: { plugins: Set<KongPlugin>; services: Set<SourceNode> },
  lost: LostPaths[],
): { services: NeutralService[]; lists: ListItem[] } => {
  const none = { services: [], lists: [] };
  const { service, node } = route;
  if (service?.node.get('enabled').flag === false) {
    ledger.noEffect(node);
    return none;
  }
  const match = matchOf(route, config.version, ledger);
  const requests = lostOf(route, match, config.version);
  if (requests.hosts.length > 0 || requests.paths.length > 0) lost.push({ ...requests, order: orderOf(route) });
  if (!match) return none;
  const effective = effectivePlugins(config, route);
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
    lost.push({ ...lostOf(route, undefined, config.version), order: orderOf(route) });
    ledger.say(node, 'RouteLeftOut', { route: shownRoute(route), what });
    return none;
  };
  const replaced = [...effective.plugins.keys()].find((name) => REPLACES_BACKEND.has(name));
  if (replaced) return leaveOut(`its requests are answered by the plugin ${replaced}`);
  for (const p of [...effective.plugins.values(), ...effective.ofConsumers]) used.plugins.add(p);
  draft.auth = authOf(draft);
  for (const part of match.methods) draft.parts.set('methods', part.value, []);
  applyPlugins(draft);
  for (const chain of [...node.get('filter_chains').items, ...(service?.node.get('filter_chains').items ?? [])])
    if (chain.get('enabled').flag === false) ledger.noEffect(chain);
    else undecide(draft, chain, 'filter_chains, which may decide who has access');
  restrictSources(draft, match);
  if (!service && !draft.answer) return leaveOut('it has no service');
  const address = service && !draft.answer ? backendParts(draft, service, config) : undefined;
  if (service && address) used.services.add(service.node);
  const own = new Parts();
  for (const p of draft.parts.all) if (p.key !== 'methods') own.set(p.key, p.value, p.from, p.said);
  const services = servicesOf({ ...draft, parts: own }, match, address?.base ?? '', address?.pathFrom ?? []);
  const lists = answersFor(draft, services);
  return lists ? { services: [], lists } : { services, lists: [] };
};

/** CORS of every service is CORS of the whole API. */
const sharedCors = (services: readonly NeutralService[], root: Parts): NeutralService[] => {
  const isCors = (p: Part): boolean => p.key.startsWith('cors.');
  const textOf = (s: NeutralService): string => JSON.stringify(s.parts.filter(isCors).map((p) => [p.key, p.value]));
  const [first, ...more] = services;
  if (!first || more.length === 0 || textOf(first) === '[]' || more.some((s) => textOf(s) !== textOf(first)))
    return [...services];
  for (const { key, value, said: what } of first.parts.filter(isCors)) {
    const from = services.flatMap((s) => s.parts.find((p) => p.key === key)?.from ?? []);
    root.set(key, value, from, what);
  }
  return services.map((s) => ({ ...s, parts: s.parts.filter((p) => !isCors(p)) }));
};

/** The configuration of all files together. */
export const readKong: Reader = (documents, ledger) => {
  const config = kongConfig(documents);
  const root = new Parts();
  for (const document of documents) reportEntities(new SourceNode(document), ledger);
  reportConsumers(config, ledger);
  const used = { plugins: new Set<KongPlugin>(), services: new Set<SourceNode>() };
  const lost: LostPaths[] = [];
  const read = config.routes.map((route) => readRoute(route, config, ledger, root, used, lost));
  reportUnused(config, ledger, used);
  const services = sharedCors(
    read.flatMap((r) => r.services),
    root,
  );
  return { services, lost, root: root.all, lists: read.flatMap((r) => r.lists) };
};
