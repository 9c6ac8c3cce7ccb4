import { isBelow } from '../../values/path-below.ts';
import { isTemplate, routePath, templateParameters } from '../../values/route-path.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Why `rewrite` cannot replace a path; undefined: it can. A path below a prefix is rewritten like that prefix. */
const problemOf = (s: ServiceAnswer, path: string): 'missing' | 'fixed' | 'pattern' | undefined => {
  const rewrite = s.rewrite!;
  const { type, value } = routePath(path);
  const own = s.paths.includes(path);
  const belowPrefix = s.paths.some((p) => routePath(p).type === 'prefix' && isBelow(value, p));
  if (type !== 'regex' || (!own && belowPrefix)) return isTemplate(rewrite) ? 'missing' : undefined;
  if (!isTemplate(path)) return 'pattern';
  const names = templateParameters(path);
  const wanted = templateParameters(rewrite);
  if (wanted.some((n) => !names.includes(n))) return 'missing';
  return wanted.length === 0 ? 'fixed' : undefined;
};

/** `rewrite` fits to the kind of each path of its service; query parameters select no gRPC call. */
export const rewriteRules: Rule = ({ services }) =>
  services.flatMap((s, i): Found[] => [
    ...(s.rewrite === undefined || s.protocol === 'grpc'
      ? []
      : [...s.paths, ...(s.public ?? [])]
          .flatMap((path) => {
            const reason = problemOf(s, path);
            return reason === undefined
              ? []
              : [found(['services', i, 'rewrite'], 'RewriteParameters', { rewrite: s.rewrite!, path, reason })];
          })
          .slice(0, 1)),
    ...(s.protocol === 'grpc' && s.query ? [found(['services', i, 'query'], 'GrpcQuery', { service: s.name })] : []),
  ]);
