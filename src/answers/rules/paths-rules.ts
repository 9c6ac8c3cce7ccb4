import { pathKey, routePath } from '../../values/route-path.ts';
import { type SharedHosts, sharedHosts } from '../host-shares.ts';
import { hostPlan } from '../hosts.ts';
import { ownServices } from '../own-services.ts';
import { alternatives } from '../schema/auth-schema.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { matchedPaths } from './matched-paths.ts';
import { overlapProblems } from './path-overlaps.ts';
import { contains } from './path-relations.ts';
import { contest } from './precedence-rules.ts';
import { type Found, found, type Rule } from './rule.ts';

const GRPC_PATH = /^\/[A-Za-z_][\w.]*(\/[A-Za-z_]\w*)?$/;

/** The prefixes of a path, longest first, without itself. */
const parents = (path: string): string[] => {
  const out: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) out.push(path.slice(0, at));
  return path === '/' ? [] : [...out, '/'];
};

type AuthOf = (s: ServiceAnswer) => readonly string[];

interface Owner {
  readonly service: ServiceAnswer;
  readonly index: number;
}

const isPublic = (names: readonly string[]): boolean => names.includes('none');

/** The problem of two services on one path. */
const contested = (
  at: PropertyKey[],
  path: string,
  first: ServiceAnswer,
  second: ServiceAnswer,
  authOf: AuthOf,
): Found[] => {
  const kind = contest(first, second, authOf);
  if (kind === 'same') return [found(at, 'DuplicatePath', { path, service: first.name })];
  if (kind === 'tie') return [found(at, 'AmbiguousPath', { path, first: first.name, second: second.name })];
  if (kind === 'canary') return [found(at, 'CanaryHeaderAmbiguous', { path, first: first.name, second: second.name })];
  return [];
};

/** Two services must not match the same requests of a host. A path inside the path of another service is allowed and gives a warning. */
export const pathRules: Rule = (answers, view) => {
  const { auth } = answers;
  const answering = view ? [] : ownServices(answers);
  const services = [...answers.services, ...answering.map((o) => o.service)];
  /** Places of redirects and responses, which are compared like services. */
  const placed = (f: Found): Found => {
    const [, index, key] = f.path;
    const from = answering[Number(index) - answers.services.length];
    return from ? { ...f, path: [...from.at, ...(key === 'path' ? [from.key] : key === undefined ? [] : [key])] } : f;
  };
  const out: Found[] = [];
  const meet = sharedHosts(answers);
  const owners = new Map<string, Owner[]>();
  const authOf: AuthOf = (s) => alternatives(s.auth ?? auth?.default);
  for (const [index, service] of services.entries()) {
    const own = new Set<string>();
    const main = new Set(service.paths.map(pathKey));
    for (const { path, at } of matchedPaths(service, index)) {
      const key = pathKey(path);
      if (own.has(key) && !(at[2] === 'public' && main.has(key))) out.push(found(at, 'DuplicatePath', { path }));
      own.add(key);
      const others = owners.get(key) ?? [];
      out.push(
        ...others.flatMap((o) =>
          o.service === service || !meet(o.service, service, true)
            ? []
            : contested(at, path, o.service, service, authOf),
        ),
      );
      if (service.protocol === 'grpc' && at[2] !== 'public' && path !== '/' && !GRPC_PATH.test(path))
        out.push(found(at, 'InvalidGrpcPath', { path, orRoot: true }));
      if (at[2] !== 'public' || !main.has(key)) owners.set(key, [...others, { service, index }]);
    }
  }
  const all = [
    ...out,
    ...containedPaths(services, owners, authOf, meet),
    ...overlapProblems(services, authOf, hostPlan(answers).of),
    ...services.flatMap((s, i) => publicPaths(s, i, authOf(s))),
  ];
  return answering.length > 0 ? all.map(placed) : all;
};

/** One warning for each pair of services, for any number of paths. */
const containedPaths = (
  services: readonly ServiceAnswer[],
  owners: ReadonlyMap<string, readonly Owner[]>,
  authOf: (s: ServiceAnswer) => readonly string[],
  meet: SharedHosts,
): Found[] => {
  const out: Found[] = [];
  // A service at / contains all others, which is intended, so it is reported only once.
  const within = new Map<ServiceAnswer, string[]>();
  for (const [index, inner] of services.entries()) {
    const told = new Set<ServiceAnswer>();
    for (const path of inner.paths) {
      if (routePath(path).type !== 'prefix') continue;
      const outer = parents(path)
        .flatMap((p) => owners.get(p) ?? [])
        .find((o) => o.service !== inner && meet(o.service, inner, false))?.service;
      if (!outer || told.has(outer)) continue;
      told.add(outer);
      const [a, b] = [authOf(outer), authOf(inner)];
      if (JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())) {
        within.set(outer, [...(within.get(outer) ?? []), inner.name]);
        continue;
      }
      out.push(
        found(['services', index], 'NestedPath', {
          path,
          inner: inner.name,
          outer: outer.name,
          innerAuth: b,
          outerAuth: a,
        }),
      );
    }
  }
  for (const [outer, names] of within)
    out.push(found(['services', services.indexOf(outer)], 'NestedPath', { inner: names, outer: outer.name }));
  return out;
};

const publicPaths = (service: ServiceAnswer, index: number, auth: readonly string[]): Found[] =>
  (service.public ?? []).flatMap((path, j) => {
    const at = ['services', index, 'public', j];
    if (isPublic(auth)) return [found(at, 'PublicPathRedundant', { path, service: service.name })];
    if (service.paths.some((p) => pathKey(p) === pathKey(path)))
      return [found(at, 'WholeServicePublic', { path, service: service.name })];
    if (!service.paths.some((p) => contains(routePath(p), routePath(path))))
      return [found(at, 'PublicPathNotOwned', { path, owner: service.name, paths: service.paths })];
    return [];
  });
