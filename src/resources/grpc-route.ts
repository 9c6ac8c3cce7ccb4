import type { GRPCRoute } from '../crds/types/index.ts';
import type { Intent, MatchIntent, RuleIntent } from '../model/intent.ts';
import { defined, GATEWAY_API, note, resource, some } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { ROUTES } from './notes/routes-notes.ts';
import { backendRef, extensionFilter, headerFilters, parentRefs, routeMeta, valueMatch } from './route-parts.ts';

type GrpcRule = NonNullable<NonNullable<GRPCRoute['spec']>['rules']>[number];
type GrpcMatch = NonNullable<GrpcRule['matches']>[number];

/** `/package.Service[/Method]` as a gRPC match; `/` matches every call. */
const methodOf = (path: string): GrpcMatch['method'] | undefined => {
  const [, service, method] = path.split('/');
  return service ? defined({ type: 'Exact' as const, service, method: method || undefined }) : undefined;
};

const matchOf = (m: MatchIntent): GrpcMatch =>
  defined({
    method: methodOf(m.path.value),
    headers: some(m.headers.map(valueMatch)),
  });

const ruleOf = (rule: RuleIntent): GrpcRule => {
  const matches = rule.matches.map(matchOf).filter((m) => Object.keys(m).length > 0);
  return defined({
    name: rule.name,
    matches: some(matches),
    filters: some([
      ...headerFilters(rule),
      ...(rule.answer?.kind === 'response' ? [extensionFilter(rule.answer.filter)] : []),
    ]),
    backendRefs: rule.destinations.map(backendRef),
  });
};

/** One GRPCRoute for each gRPC route of the model; Envoy Gateway speaks HTTP/2 to its backends. */
export const grpcRoutes = (intent: Intent): Resource[] =>
  intent.routes
    .filter((r) => r.kind === 'GRPCRoute')
    .map((route) => {
      const object: GRPCRoute = {
        apiVersion: GATEWAY_API,
        kind: 'GRPCRoute',
        metadata: routeMeta(intent, route),
        spec: defined({
          parentRefs: parentRefs(intent, route.listeners),
          hostnames: some(route.hostnames),
          rules: route.rules.map(ruleOf),
        }),
      };
      return resource('httpRoutes', route.service, object, [note('why', ROUTES.grpc(route.service))]);
    });
