import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { isBelow } from '../../values/path-below.ts';
import { hasGroups, unknownGroup } from '../../values/rewrite-groups.ts';
import { isTemplate, routePath, templateParameters } from '../../values/route-path.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

type Problem = Pick<ValuesOf<'RewriteParameters'>, 'reason' | 'detail'>;
const is = (reason: Problem['reason'], detail = ''): Problem => ({ reason, detail });

/** Why `rewrite` cannot replace a path; undefined: it can. A path below a prefix is rewritten like that prefix. */
const problemOf = (s: ServiceAnswer, path: string): Problem | undefined => {
  const rewrite = s.rewrite!;
  const { type, value } = routePath(path);
  const own = s.paths.includes(path);
  const belowPrefix = s.paths.some((p) => routePath(p).type === 'prefix' && isBelow(value, p));
  const isPlain = type !== 'regex' || (!own && belowPrefix);
  if (hasGroups(rewrite) && (isPlain || isTemplate(path))) return is('noPattern');
  if (isPlain) return isTemplate(rewrite) ? is('missing') : undefined;
  if (!isTemplate(path)) {
    if (isTemplate(rewrite)) return is('names');
    if (!hasGroups(rewrite)) return is('noGroup');
    const unknown = unknownGroup(rewrite, value);
    return unknown === undefined ? undefined : is('group', unknown);
  }
  const names = templateParameters(path);
  const wanted = templateParameters(rewrite);
  if (wanted.some((n) => !names.includes(n))) return is('missing');
  return wanted.length === 0 ? is('fixed') : undefined;
};

/** `rewrite` fits to the kind of each path of its service; query parameters select no gRPC call. */
export const rewriteRules: Rule = ({ services }) =>
  services.flatMap((s, i): Found[] => [
    ...(s.rewrite === undefined || s.protocol === 'grpc'
      ? []
      : [...s.paths, ...(s.public ?? [])]
          .flatMap((path) => {
            const problem = problemOf(s, path);
            return problem === undefined
              ? []
              : [found(['services', i, 'rewrite'], 'RewriteParameters', { rewrite: s.rewrite!, path, ...problem })];
          })
          .slice(0, 1)),
    ...(s.protocol === 'grpc' && s.query ? [found(['services', i, 'query'], 'GrpcQuery', { service: s.name })] : []),
  ]);
