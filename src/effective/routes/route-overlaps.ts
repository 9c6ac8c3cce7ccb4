// Two rules that match the same requests. Gateway API chooses the older route, or the first rule of a route, without any status
// for the other one.

import type { ConditionRule } from '../conditions/condition.ts';
import type { Listener } from '../listeners/listeners.ts';
import { ENVOY_GATEWAY, entries, type Fields, fields, type Loose, show, text } from '../objects/loose-objects.ts';
import { appliedPolicy } from '../policies/applied-policy.ts';
import type { Snapshot } from '../snapshot.ts';
import { matchKey } from './match-keys.ts';
import { commonHostname, hostnamesOf, ruleName, servingListeners } from './parents.ts';

/** More hostnames and matches than the API server admits; the rest of a larger route is not checked. */
const MOST = 256;
const MOST_PLACES = 200_000;

const ROUTES = new Set(['HTTPRoute', 'GRPCRoute']);

/** A rule of a route, by its name in findings. */
interface NamedRule {
  readonly route: Loose;
  readonly rule: string;
}

/** A match that an earlier rule has too: of two routes, the older one receives the requests, of one route the first rule. */
export interface Overlap extends NamedRule {
  /** The match, or the rule if it has none. */
  readonly field: string;
  readonly other: NamedRule & { readonly field: string };
}

/** The namespaces of two routes, if they differ. */
const namespacesOf = (a: Loose, b: Loose) =>
  a.metadata.namespace === b.metadata.namespace ? undefined : ([a.metadata.namespace, b.metadata.namespace] as const);

const isConnect = (upgrade: Fields): boolean => text(upgrade.type)?.toUpperCase() === 'CONNECT';
const connects = (spec: unknown): boolean => entries(fields(spec).httpUpgrade).some(isConnect);

/** Whether any policy makes routes match CONNECT requests instead of their paths. */
const anyConnects = (snapshot: Snapshot): boolean => snapshot.of('BackendTrafficPolicy').some((p) => connects(p.spec));

/** Whether a rule matches CONNECT requests instead of its paths on a listener (buildOverlapKey in route.go). */
const isConnectRule = (snapshot: Snapshot, route: Loose, rule: Fields, { owner, name }: Listener): boolean =>
  snapshot.index(anyConnects) &&
  connects(
    appliedPolicy(snapshot, 'BackendTrafficPolicy', { route, rule: text(rule.name), parent: owner, listener: name })
      ?.spec,
  );

/** Finds rules that match the same requests of the same listener and hostname. */
class OverlapFinder {
  readonly found: Overlap[] = [];
  private readonly taken = new Map<string, Overlap['other']>();
  private readonly conditions = new Map<Loose, string>();
  private readonly numbers = new Map<string, number>();

  constructor(private readonly snapshot: Snapshot) {}

  check(route: Loose, listeners: readonly Listener[]): void {
    if (!ROUTES.has(route.kind) || listeners.length === 0) return;
    const places = new Map<string, Listener>();
    const hostnames = hostnamesOf(route).slice(0, MOST);
    for (const l of listeners)
      for (const h of hostnames) {
        const hostname = commonHostname(l.hostname, h);
        if (hostname !== undefined) places.set(`${route.kind} ${l.gateway} ${l.name} ${hostname}`, l);
      }
    let left = MOST_PLACES;
    for (const [i, rule] of entries(fields(route.spec).rules).entries()) {
      if (left <= 0) return;
      left -= this.checkRule(route, rule, i, places, Math.ceil(left / Math.max(1, places.size))) * places.size;
    }
  }

  /** Checks at most `most` matches; returns their number. */
  private checkRule(
    route: Loose,
    rule: Fields,
    i: number,
    places: ReadonlyMap<string, Listener>,
    most: number,
  ): number {
    const more = this.matchesOfFilters(route, rule);
    const matches = entries(rule.matches).slice(0, most);
    const name = ruleName(rule, i);
    for (const [j, match] of (matches.length > 0 ? matches : [{}]).entries()) {
      const key = `${matchKey(match)}${more}`;
      let other: Overlap['other'] | undefined;
      const field = matches.length > 0 ? `spec.rules[${i}].matches[${j}]` : `spec.rules[${i}]`;
      for (const [place, listener] of places) {
        const connect = isConnectRule(this.snapshot, route, rule, listener);
        const id = connect ? `${place} CONNECT ${matchKey({ ...match, path: undefined })}${more}` : `${place} ${key}`;
        const first = this.taken.get(id);
        if (first) other ??= first;
        else this.taken.set(id, { route, rule: name, field });
      }
      if (other) this.found.push({ route, rule: name, field, other });
    }
    return Math.max(1, matches.length);
  }

  /** A filter of Envoy Gateway matches cookies, so rules with different filters match different requests. */
  private matchesOfFilters(route: Loose, rule: Fields): string {
    const conditions = entries(rule.filters).flatMap((f) => {
      const { group, kind, name } = fields(f.extensionRef);
      if (group !== ENVOY_GATEWAY || kind !== 'HTTPRouteFilter') return [];
      const filter = this.snapshot.find(group, kind, route.metadata.namespace, text(name) ?? '');
      const found = filter && this.conditionsOf(filter);
      return found ? [found] : [];
    });
    return conditions.sort().join();
  }

  /** A number for the content of a filter, equal for equal filters: the content may be long, and many rules may refer to it. */
  private conditionsOf(filter: Loose): string {
    const known = this.conditions.get(filter);
    if (known !== undefined) return known;
    const found = entries(fields(filter.spec).matches);
    const written = JSON.stringify(found);
    const number = this.numbers.get(written) ?? this.numbers.size;
    this.numbers.set(written, number);
    const shown = found.length > 0 ? `#${number}` : '';
    this.conditions.set(filter, shown);
    return shown;
  }
}

/** Matches that several rules have; computed once. */
export const overlapsOf = (snapshot: Snapshot): readonly Overlap[] => snapshot.index(overlaps);

const overlaps = (snapshot: Snapshot): Overlap[] => {
  const finder = new OverlapFinder(snapshot);
  for (const route of snapshot.objects) finder.check(route, servingListeners(snapshot, route));
  return finder.found;
};

/** Routes with the same match (checkRouteOverlaps in route.go). Both get the condition; a user reads about one of them. */
export const routeOverlaps: ConditionRule = (snapshot, conclude) => {
  for (const { route, rule, field, other } of overlapsOf(snapshot)) {
    if (route === other.route) continue;
    const verdict = { type: 'RouteRulesOverlap', reason: 'RouteRulesOverlap' } as const;
    const namespaces = namespacesOf(other.route, route);
    conclude({ object: route, ...verdict, field }, 'RouteRulesOverlap', {
      case: 'routes',
      of: { other: other.rule, route: show(other.route), namespaces },
    });
    conclude({ object: other.route, ...verdict, field: other.field, isSecond: true }, 'RouteRulesOverlap', {
      case: 'routes',
      of: { other: rule, route: show(route), namespaces },
    });
  }
};
