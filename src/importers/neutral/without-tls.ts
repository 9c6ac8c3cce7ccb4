// Routes that the source serves without TLS only. The gateway redirects port 80 to https, where the route with TLS for the same
// requests serves them.
import { type Ledger, said } from '../report/ledger.ts';
import type { NeutralService } from './neutral.ts';

/** Keys that decide which requests a service gets, besides hosts and paths. */
const MATCHES = /^(?:methods$|headers\.|query\.)/;

/** What a service matches, a text for each path. Services of two servers of the source have nothing in common. */
const requestsOf = ({ hosts, paths, parts, order }: NeutralService): string[] => {
  const conditions = parts.filter((p) => MATCHES.test(p.key)).map((p) => JSON.stringify([p.key, p.value]));
  const others = JSON.stringify([order?.server, hosts.map((h) => h.value).toSorted(), conditions.toSorted()]);
  return paths.map((p) => `${p.value} ${others}`);
};

/**
 * The services without those that only serve without TLS what another one serves with it. Those that are left come last, because
 * of two services with one path the first is kept.
 */
export const servedOverTls = (services: readonly NeutralService[], ledger: Ledger): readonly NeutralService[] => {
  const plain = services.filter((s) => s.order?.isWithoutTls);
  if (plain.length === 0) return services;
  const withTls = services.filter((s) => !s.order?.isWithoutTls);
  const byRequests = new Map(withTls.flatMap((s) => requestsOf(s).map((of) => [of, s] as const)));
  const left = plain.filter((s) => !requestsOf(s).every((of) => byRequests.has(of)));
  // A route may be several services, of which some are left.
  const isLeft = new Set(left.map((s) => s.origin.id));
  const all = new Set(left);
  for (const s of plain)
    if (!all.has(s)) {
      const what = said('RouteWithoutTls', {
        route: s.name,
        by: byRequests.get(requestsOf(s)[0] ?? '')?.name ?? s.name,
      });
      if (isLeft.has(s.origin.id)) ledger.addPoint(s.origin, what);
      else ledger.overrule(s.origin, what);
    }
  return [...withTls, ...left];
};
