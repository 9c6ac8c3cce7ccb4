// Answers expand a service to every closer host that its own cover, and have one port. The source chooses the listener of a port
// first, then the closest host, then its route. A service that would get requests of others so is left to a person.
import { gatewayListeners } from '../../../effective/listeners/listener-sets.ts';
import type { Listener } from '../../../effective/listeners/listeners.ts';
import type { Loose } from '../../../effective/objects/loose-objects.ts';
import {
  type EffectiveRoute,
  effectiveRoutes,
  inOrderOfAge,
  keepsOrder,
} from '../../../effective/requests/effective-routes.ts';
import { rankOf, sortedByMatch } from '../../../effective/requests/match-order.ts';
import type { RequestMatch } from '../../../effective/requests/request-match.ts';
import type { Snapshot } from '../../../effective/snapshot.ts';
import type { LostPaths, NeutralAuth, NeutralService, Part } from '../../neutral/neutral.ts';
import { inSourceOrder } from '../../neutral/source-order.ts';
import { isGenerated } from '../policies/own/own-routes.ts';
import type { RouteView } from '../source-views.ts';

/** What was made of a rule. */
export interface RuleRead {
  readonly view: RouteView;
  readonly auth: NeutralAuth;
  /** Parts of its policies. */
  readonly parts: readonly Part[];
  readonly services: readonly NeutralService[];
  /** All of its matches became redirects or responses. */
  readonly isAnswered: boolean;
}

const UNSTATED: NeutralAuth = { is: 'unstated', from: [] };

/** How close a pattern is to a host; Envoy takes the longest of those that match. */
const closeness = (host: string): number =>
  host === '*' ? 0 : host.startsWith('*.') ? host.length : Number.MAX_SAFE_INTEGER;

const portRank = ({ port, protocol }: Listener): number => (protocol === 'HTTP' ? 0 : port === 443 ? 2 : 1);

/** The first numbers of a rank: listener and host. */
const placeOf = (listener: Listener, host: string): number[] => [
  portRank(listener),
  closeness(listener.hostname ?? '*'),
  closeness(host),
];

/** The position of each route of a Gateway, in the order in which Envoy tries those of a host. */
const positions = (snapshot: Snapshot, gateway: Loose): Map<EffectiveRoute, number> => {
  const age = new Map(inOrderOfAge(snapshot).map((route, i) => [route, i]));
  const byAge = effectiveRoutes(snapshot)
    .filter((r) => r.gateway === gateway)
    .toSorted(
      (a, b) => age.get(a.route)! - age.get(b.route)! || a.ruleIndex - b.ruleIndex || a.matchIndex - b.matchIndex,
    );
  const sorted = keepsOrder(snapshot, gateway) ? byAge : sortedByMatch(byAge, (r) => r.match);
  // Generated routes that tie do so again: the names of services stay.
  const isTie = (a: EffectiveRoute | undefined, b: EffectiveRoute): boolean =>
    a !== undefined &&
    isGenerated(a.route) &&
    isGenerated(b.route) &&
    JSON.stringify(rankOf(a.match)) === JSON.stringify(rankOf(b.match));
  const all = new Map<EffectiveRoute, number>();
  for (const [i, r] of sorted.entries()) {
    const before = sorted[i - 1];
    all.set(r, isTie(before, r) ? (all.get(before!) ?? i) : i);
  }
  return all;
};

/** A path as answers write it. */
const writtenPath = ({ path: { type, value } }: RequestMatch): string =>
  type === 'exact' ? `exact:${value}` : type === 'regex' ? `regex:${value}` : value.replace(/\/+$/, '') || '/';

const conditionParts = ({ headers, query }: RequestMatch): Part[] => [
  ...headers.map(({ name, value }): Part => {
    const isMethod = name === ':method';
    return { key: isMethod ? 'methods' : `headers.${name}`, value: isMethod ? [value] : value, from: [] };
  }),
  ...query.map(({ name, value }): Part => ({ key: `query.${name}`, value, from: [] })),
];

const isExact = ({ headers, query, cookies }: RequestMatch): boolean =>
  cookies.length === 0 && [...headers, ...query].every((m) => m.type === 'exact');

const hostsOf = (host: string): NeutralService['hosts'] => (host === '*' ? [] : [{ value: host, from: [] }]);

const isOfAccess = ({ key }: Part): boolean => /^(?:allow|deny)\./.test(key);

/** A route of Envoy as a service of its own, with what the rule requires. */
const asService = (
  { host, listener, match }: EffectiveRoute,
  { view, auth, parts }: RuleRead,
  position: number,
  except: readonly string[],
): NeutralService => ({
  name: view.route.metadata.name,
  hosts: hostsOf(host),
  paths: [{ value: writtenPath(match), from: [] }],
  parts: [...conditionParts(match), ...parts.filter(isOfAccess)],
  auth,
  origin: view.rule,
  order: { rank: [...placeOf(listener, host), -position], except },
});

/** By rule and port, the hosts on which it is served. A rule may have several groups of hosts with other policies. */
const hostsByRule = (rules: readonly RuleRead[]): ((of: EffectiveRoute) => readonly string[]) => {
  const known = new Map<Loose, Map<string, Set<string>>>();
  const keyOf = ({ ruleIndex, listener }: EffectiveRoute): string => `${ruleIndex} ${listener.port}`;
  for (const route of rules.flatMap((r) => r.view.routes)) {
    const own = known.get(route.route) ?? new Map<string, Set<string>>();
    known.set(route.route, own);
    own.set(keyOf(route), (own.get(keyOf(route)) ?? new Set()).add(route.host));
  }
  const isCloser = (host: string, than: string): boolean =>
    host !== '*' && host !== than && closeness(host) > closeness(than);
  return (of) => [...(known.get(of.route)?.get(keyOf(of)) ?? [])].filter((h) => isCloser(h, of.host));
};

interface Compared {
  readonly service: NeutralService;
  readonly of: RuleRead;
  readonly listener: Listener;
  readonly host: string;
  /** What became of it in the answers; undefined: nothing. */
  readonly became: 'service' | 'answer' | undefined;
}

/** The services of a rule that have the path of a route. Paths of GRPCRoutes and of generated templates are written in another way. */
const withPath = ({ services, view: { route } }: RuleRead, path: string): readonly NeutralService[] => {
  const same = services.filter((s) => s.paths.some((p) => p.value === path));
  return same.length === 0 && (route.kind === 'GRPCRoute' || isGenerated(route)) ? services : same;
};

const becameOf = (of: RuleRead, { match }: EffectiveRoute): Compared['became'] => {
  if (!isExact(match)) return undefined;
  if (of.isAnswered) return 'answer';
  return withPath(of, writtenPath(match)).length > 0 ? 'service' : undefined;
};

const ANSWERED: NeutralAuth = { is: 'untranslatable', what: 'answered by the gateway', from: [] };

/** A route that is no service of the answers. Redirects and responses of the answers have its conditions. */
const asLost = ({ service, of, became }: Compared): LostPaths => {
  const { hosts, paths, order, parts, auth } = service;
  const { type } = of.view.settings.action;
  const isRedirected = type === 'redirect';
  const conditions = parts.filter((p) => !isOfAccess(p));
  return {
    hosts: hosts.map((h) => h.value),
    paths: paths.map((p) => p.value),
    order: order!,
    isRedirected,
    isPublic: auth.is === 'public' && type === 'forward',
    ...(became === 'answer' && { access: { auth: isRedirected ? UNSTATED : ANSWERED, parts: conditions } }),
  };
};

/** Whether a route serves every request of its host. */
const isCatchAll = ({ service }: Compared): boolean =>
  service.paths[0]!.value === '/' && service.parts.every(isOfAccess);

/** What no route serves: every host of a listener, and every host of a route on it, gets 404 for other paths. */
const unserved = (listeners: readonly Listener[], compared: readonly Compared[]): LostPaths[] => {
  const idOf = ({ listener, host }: Pick<Compared, 'host' | 'listener'>): string =>
    JSON.stringify([placeOf(listener, host), host]);
  const places = [...listeners.map((listener) => ({ listener, host: listener.hostname ?? '*' })), ...compared];
  const all = new Map(places.map((place) => [idOf(place), place]));
  for (const c of compared.filter(isCatchAll)) all.delete(idOf(c));
  return [...all.values()].map(({ listener, host }) => ({
    hosts: host === '*' ? [] : [host],
    paths: ['/'],
    order: { rank: [...placeOf(listener, host), Number.NEGATIVE_INFINITY] },
    // As for a redirect, only a service without authentication would let more through.
    isRedirected: true,
  }));
};

/** The authentication of those that are left to a person. */
const left = (compared: readonly Compared[], lost: readonly LostPaths[]): Map<Compared, NeutralAuth> => {
  const services = compared.map((c) => c.service);
  const after = inSourceOrder(services, lost);
  return new Map(compared.flatMap((c, i) => (after[i] === c.service ? [] : [[c, after[i]!.auth] as const])));
};

/** The services of rules; those that would get requests of others, which the source protects in another way, are undecided. */
export const inHostOrder = (
  snapshot: Snapshot,
  gateway: Loose | undefined,
  rules: readonly RuleRead[],
): NeutralService[] => {
  const all = rules.flatMap((r) => r.services);
  if (!gateway || all.length === 0) return all;
  const position = positions(snapshot, gateway);
  const closer = hostsByRule(rules);
  const compared = rules.flatMap((of) =>
    of.view.routes.map((r): Compared => {
      const { listener, host } = r;
      return {
        service: asService(r, of, position.get(r) ?? 0, closer(r)),
        of,
        listener,
        host,
        became: becameOf(of, r),
      };
    }),
  );
  const served = compared.filter((c) => c.became === 'service');
  const answered = compared.filter((c) => c.became !== 'service').map(asLost);
  const listeners = gatewayListeners(snapshot, gateway).filter((l) => l.protocol === 'HTTPS' || l.protocol === 'HTTP');
  const found = [left(served, answered)];
  for (const port of new Set(served.map((c) => c.listener.port))) {
    const here = <T extends { readonly listener: Listener }>(list: readonly T[]): T[] =>
      list.filter((x) => x.listener.port === port);
    const ofPort = listeners.filter((l) => l.port === port);
    found.push(left(here(served), unserved(ofPort, here(compared))));
  }
  const auth = new Map<NeutralService, NeutralAuth>();
  for (const one of found)
    for (const [{ service, of }, undecided] of one)
      for (const s of withPath(of, service.paths[0]!.value)) auth.set(s, undecided);
  return all.map((s) => (auth.has(s) ? { ...s, auth: auth.get(s)! } : s));
};
