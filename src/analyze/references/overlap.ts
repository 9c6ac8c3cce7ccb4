// Two rules that match the same requests. Gateway API chooses the older route, or the first rule of a route, without any status
// for the other one.

import type { Listener } from '../../effective/listeners/listeners.ts';
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  type Loose,
  show,
  text,
} from '../../effective/objects/loose-objects.ts';
import { appliedPolicy } from '../../effective/policies/applied-policy.ts';
import { commonHostname, hostnamesOf, ruleName } from '../../effective/routes/parents.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Report } from '../check.ts';

/** More hostnames and matches than the API server admits; the rest of a larger route is not checked. */
const MOST = 256;
const MOST_PLACES = 200_000;

const ROUTES = new Set(['HTTPRoute', 'GRPCRoute']);

const pairs = (list: unknown, isHeader: boolean): string[] =>
  entries(list)
    .map((m) => {
      const name = text(m.name) ?? '';
      // Names of headers are not case-sensitive; names of query parameters are.
      return JSON.stringify([isHeader ? name.toLowerCase() : name, m.type ?? 'Exact', m.value]);
    })
    .sort();

/** A path without its trailing slashes. A loop, because an expression takes quadratic time. */
const withoutSlashes = (path: string): string => {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  return path.slice(0, end);
};

/** A match with its defaults, as text; equal texts match the same requests. */
const matchKey = (match: Fields): string => {
  const { type = 'PathPrefix', value: given } = fields(match.path);
  const value = text(given) ?? '/';
  const method = typeof match.method === 'object' ? fields(match.method) : undefined;
  return JSON.stringify([
    type,
    // A trailing slash of a prefix has no effect.
    type === 'PathPrefix' ? withoutSlashes(value) : value,
    method ? [method.type ?? 'Exact', method.service, method.method] : match.method,
    pairs(match.headers, true),
    pairs(match.queryParams, false),
  ]);
};

/** Reports two rules with the same match; which one applies depends on the order in which their routes were created. */
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

/** Checks that no two rules match the same requests of the same listener and hostname. */
export class OverlapCheck {
  private readonly taken = new Map<string, { route: Loose; rule: string }>();
  private readonly conditions = new Map<Loose, string>();
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly report: Report,
  ) {}

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
      let other: { route: Loose; rule: string } | undefined;
      for (const [place, listener] of places) {
        const connect = isConnectRule(this.snapshot, route, rule, listener);
        const id = connect ? `${place} CONNECT ${matchKey({ ...match, path: undefined })}${more}` : `${place} ${key}`;
        const first = this.taken.get(id);
        if (first) other ??= first;
        else this.taken.set(id, { route, rule: name });
      }
      if (!other) continue;
      const field = matches.length > 0 ? `spec.rules[${i}].matches[${j}]` : `spec.rules[${i}]`;
      this.report(
        'RouteRulesOverlap',
        route,
        field,
        other.route === route
          ? { case: 'route', of: { rule: name, other: other.rule } }
          : {
              case: 'routes',
              of: { other: other.rule, route: show(other.route), namespaces: namespacesOf(other.route, route) },
            },
      );
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
