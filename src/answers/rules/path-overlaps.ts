import { type RoutePath, routePath } from '../../values/route-path.ts';
import { backendsOf, type ServiceAnswer } from '../schema/service-schema.ts';
import { matchedPaths } from './matched-paths.ts';
import { PathIndex } from './path-index.ts';
import { contains, meeting, precedence } from './path-relations.ts';
import { meet } from './precedence-rules.ts';
import { type Found, found } from './rule.ts';

type AuthOf = (s: ServiceAnswer) => readonly string[];

interface Matched {
  readonly order: number;
  readonly text: string;
  readonly path: RoutePath;
  readonly service: ServiceAnswer;
  readonly isPublic: boolean;
  readonly at: readonly PropertyKey[];
}

/** What a request needs to be accepted, comparable. */
const accessOf = ({ service, isPublic }: Matched, authOf: AuthOf): string =>
  JSON.stringify(
    isPublic
      ? [['none'], service.allow?.cidrs, service.deny]
      : [[...authOf(service)].sort(), service.allow, service.deny],
  );

const isOpen = (m: Matched, authOf: AuthOf): boolean => m.isPublic || authOf(m.service).includes('none');

/** A backend of both services, as the answer for a message; undefined: there is none. */
const sharedBackend = (a: ServiceAnswer, b: ServiceAnswer): string | undefined => {
  const of = new Set(backendsOf(b).map((x) => JSON.stringify(x)));
  const same = backendsOf(a).find((x) => of.has(JSON.stringify(x)));
  return same && ('host' in same ? same.host : `${same.service}:${same.port}`);
};

/** One path inside another one of another service: allowed, unless another spelling escapes the access rules. */
const nested = (inner: Matched, outer: Matched, authOf: AuthOf): Found[] => {
  if (accessOf(inner, authOf) === accessOf(outer, authOf) || inner.isPublic) return [];
  const backend = isOpen(inner, authOf) ? undefined : sharedBackend(inner.service, outer.service);
  const names = { inner: inner.service.name, outer: outer.service.name };
  if (backend !== undefined) return [found(inner.at, 'SpellingReachesOuter', { path: inner.text, ...names, backend })];
  // The owner of a public path wrote that it is public.
  if (outer.isPublic) return [];
  const [innerAuth, outerAuth] = [authOf(inner.service), authOf(outer.service)];
  return [found(inner.at, 'NestedPath', { path: inner.text, ...names, innerAuth, outerAuth })];
};

const ofPair = (a: Matched, b: Matched, authOf: AuthOf): Found[] => {
  const meets = meeting(a.path, b.path);
  if (meets === 'no' || (a.path.type === b.path.type && a.path.value === b.path.value)) return [];
  const [win, lose] = precedence(a.path, b.path) >= 0 ? [a, b] : [b, a];
  if (a.service === b.service) {
    if (a.isPublic === b.isPublic || win.isPublic) return [];
    const values = { path: lose.text, by: win.text, service: a.service.name };
    return [found(lose.at, 'PublicPathUnreachable', values)];
  }
  if (!meet(a.service, b.service)) return [];
  if (contains(lose.path, win.path)) return nested(win, lose, authOf);
  const values = { path: lose.text, service: lose.service.name, by: win.text, winner: win.service.name };
  if (meets === 'yes') return [found(lose.at, 'PathShadowed', values)];
  return [found(lose.at, accessOf(a, authOf) === accessOf(b, authOf) ? 'PathsMayOverlap' : 'AccessUncertain', values)];
};

/**
 * Exact paths, templates and patterns that may match the same requests as other paths. Envoy Gateway tries them before all
 * prefixes, so the longest path does not always win.
 */
export const overlapProblems = (
  services: readonly ServiceAnswer[],
  authOf: AuthOf,
  hostsOf: (s: ServiceAnswer) => readonly string[],
): Found[] => {
  const all = services.flatMap((service, index) =>
    matchedPaths(service, index).map(({ path, at }) => ({ text: path, path: routePath(path), service, at })),
  );
  if (all.every((m) => m.path.type === 'prefix')) return [];
  const index = new PathIndex<Matched>();
  const matched = all.map((m, order): Matched => ({ ...m, order, isPublic: m.at[2] === 'public' }));
  for (const m of matched) index.add(m.path, m);
  return matched
    .filter((m) => m.path.type !== 'prefix' && m.service.protocol !== 'grpc')
    .flatMap((m) =>
      index
        .near(m.path)
        .filter((o) => o.service.protocol !== 'grpc' && (o.path.type === 'prefix' || o.order > m.order))
        .filter((o) => o.service === m.service || hostsOf(o.service).some((h) => hostsOf(m.service).includes(h)))
        .flatMap((o) => ofPair(m, o, authOf)),
    );
};
