import type { ServiceAnswer } from '../schema/service.ts';
import { type Found, found, type Rule, warn } from './rule.ts';

const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** What tells services on one path apart: headers, and methods that do not overlap. */
const sameRequests = (a: ServiceAnswer, b: ServiceAnswer): boolean => {
  const headers = (s: ServiceAnswer): string =>
    JSON.stringify(
      Object.entries(s.headers ?? {})
        .map(([k, v]) => [k.toLowerCase(), v])
        .sort((x, y) => (x[0]! < y[0]! ? -1 : 1)),
    );
  const methods = !a.methods || !b.methods || a.methods.some((m) => b.methods?.includes(m));
  return headers(a) === headers(b) && methods;
};

/** The prefixes of a path, longest first, without itself. */
const parents = (path: string): string[] => {
  const out: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) out.push(path.slice(0, at));
  return path === '/' ? [] : [...out, '/'];
};

/** Two services must not want the same requests; one within the other is legal, and worth knowing. */
export const pathRules: Rule = ({ services }) => {
  const out: Found[] = [];
  const owners = new Map<string, { service: ServiceAnswer; index: number }[]>();
  for (const [index, service] of services.entries()) {
    const own = new Set<string>();
    for (const [j, path] of service.paths.entries()) {
      const at = service.paths.length > 1 ? ['services', index, 'paths', j] : ['services', index, 'path'];
      if (own.has(path))
        out.push(found(at, 'DuplicatePath', `${path} is there twice.`, 'It would count twice.', 'Remove one of them.'));
      own.add(path);
      const others = owners.get(path) ?? [];
      const rival = others.find((o) => o.service !== service && sameRequests(o.service, service));
      if (rival)
        out.push(
          found(
            at,
            'DuplicatePath',
            `${path} is already taken by the service ${rival.service.name}.`,
            'The older route would win, whichever that is.',
            'Choose another path, or tell the versions apart by headers.',
          ),
        );
      if (service.protocol === 'grpc' && path !== '/' && !/^\/[A-Za-z_][\w.]*(\/[A-Za-z_]\w*)?$/.test(path))
        out.push(
          found(
            at,
            'InvalidGrpcPath',
            `${path} is not a gRPC path.`,
            'gRPC calls have the path /package.Service/Method.',
            'Write /package.Service, /package.Service/Method, or /.',
          ),
        );
      owners.set(path, [...others, { service, index }]);
    }
  }
  for (const [index, service] of services.entries())
    for (const path of service.paths) {
      const above = parents(path)
        .flatMap((p) => owners.get(p) ?? [])
        .find((o) => o.service !== service);
      if (!above || JSON.stringify(above.service.auth) === JSON.stringify(service.auth)) continue;
      out.push(
        warn(
          ['services', index],
          'ContainedPath',
          `${path} of ${service.name} lies within ${above.service.name}, which asks for another authentication.`,
          `The longer path wins: requests below ${path} are judged by ${service.name} alone.`,
          'Nothing, if that is meant.',
        ),
      );
    }
  return [...out, ...services.flatMap(publicPaths)];
};

const publicPaths = (service: ServiceAnswer, index: number): Found[] =>
  (service.public ?? []).flatMap((path, j) => {
    const at = ['services', index, 'public', j];
    if (service.paths.includes(path))
      return [
        found(
          at,
          'WholeServicePublic',
          `${path} is the whole service ${service.name}.`,
          'Its authentication would count nowhere.',
          'Write auth: none if all of it is public.',
        ),
      ];
    if (!service.paths.some((p) => isBelow(path, p)))
      return [
        found(
          at,
          'PublicPathElsewhere',
          `${path} is not below a path of ${service.name}.`,
          'No request for it would reach this service.',
          `Write a path below ${service.paths[0] ?? '/'}.`,
        ),
      ];
    return [];
  });
