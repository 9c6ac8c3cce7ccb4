// Paths of one namespace below those of another. Envoy chooses the longer path, and no status reports it.
import { commonHostname, hostnamesOf } from '../../../effective/routes/parents.ts';
import { disjoint, type Match, matchesOf, trimmed } from './match.ts';
import type { Served } from './served.ts';

/** A match with its owner and its place. */
export interface Claim {
  readonly by: Served;
  readonly match: Match;
}

/** The matches of one path on one listener and host name. */
interface Spot {
  /** The owners of matches without further conditions. */
  readonly whole: Set<string>;
  /** By conditions: the first claim of up to three namespaces, so that one of them is neither the platform's nor a given other one. */
  readonly claims: Map<string, Claim[]>;
}

/** Maximum number of different conditions of one path that are compared, so that the time stays linear. */
const ENOUGH = 256;

/** More hostnames than the API server admits; further ones are not checked. */
const MOST = 64;

/** The path and its parents, longest first. */
function* upwards(path: string): Generator<string> {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
    yield at;
    if (at === '') return;
  }
}

/** The places where a route is served: listener, host name, and the Gateway's owner. */
const placesOf = ({ route, listeners }: Served): Map<string, string | undefined> =>
  new Map(
    listeners.flatMap((l) =>
      hostnamesOf(route)
        .slice(0, MOST)
        .flatMap((h) => {
          const hostname = commonHostname(l.hostname, h);
          return hostname === undefined ? [] : [[`${l.gateway} ${l.name} ${hostname}`, l.namespace] as const];
        }),
    ),
  );

/** Whether the path has matches without conditions, all of them in one of two namespaces. */
const heldBy = (whole: ReadonlySet<string>, a: string, b: string | undefined): boolean => {
  // Without a copy, because the set may be large.
  for (const n of whole) if (n !== a && n !== b) return false;
  return whole.size > 0;
};

/** All paths by place, so that the parents of a path are found by its segments. */
export class Paths {
  private readonly spots = new Map<string, Spot>();

  constructor(all: readonly Served[]) {
    for (const by of all) {
      const places = placesOf(by);
      for (const match of matchesOf(by.route)) {
        const claim = { by, match };
        for (const place of places.keys()) this.add(place, claim);
      }
    }
  }

  private add(place: string, claim: Claim): void {
    const { match, by } = claim;
    const key = `${place} ${match.exact ? '=' : ''}${match.path}`;
    let spot = this.spots.get(key);
    if (!spot) {
      spot = { whole: new Set(), claims: new Map() };
      this.spots.set(key, spot);
    }
    if (match.weight === 0) spot.whole.add(by.namespace);
    const conditions = `${match.weight} ${JSON.stringify([...match.values].sort())}`;
    const known = spot.claims.get(conditions);
    if (!known) spot.claims.set(conditions, [claim]);
    else if (known.length < 3 && known.every((c) => c.by.namespace !== by.namespace)) known.push(claim);
  }

  /** The claims from which a more specific match takes requests; none if the outer path belongs to the platform. */
  *taken(by: Served): Generator<{ match: Match; from: Claim; platform: string | undefined; at: string }> {
    const places = placesOf(by);
    for (const match of matchesOf(by.route))
      for (const [place, platform] of places) {
        const found = this.above(place, platform, { by, match });
        if (!found) continue;
        yield { match, ...found, platform };
        // Reported once, not for each listener and host name.
        break;
      }
  }

  private above(place: string, platform: string | undefined, claim: Claim): { from: Claim; at: string } | undefined {
    const { match, by } = claim;
    if (match.exact) {
      const same = this.other(this.spots.get(`${place} =${match.path}`), platform, claim, true);
      if (same) return { from: same, at: match.path };
    }
    for (const at of upwards(match.exact ? trimmed(match.path) : match.path)) {
      const spot = this.spots.get(`${place} ${at}`);
      if (!spot) continue;
      const equal = !match.exact && at === match.path;
      // A path below its owner's or the platform's path takes no requests of others, unless they match the same path.
      if (!equal && heldBy(spot.whole, by.namespace, platform)) return undefined;
      const from = this.other(spot, platform, claim, equal);
      if (from) return { from, at: at || '/' };
    }
    return undefined;
  }

  /** Another owner whose requests a claim takes; `equal`: on the same path, where the match with more conditions wins. */
  private other(spot: Spot | undefined, platform: string | undefined, claim: Claim, equal: boolean): Claim | undefined {
    let looked = 0;
    for (const claims of spot?.claims.values() ?? []) {
      if (++looked > ENOUGH) return undefined;
      const first = claims.find((c) => c.by.namespace !== claim.by.namespace && c.by.namespace !== platform);
      if (!first || disjoint(first.match, claim.match)) continue;
      if (!equal || first.match.weight < claim.match.weight) return first;
    }
    return undefined;
  }
}
