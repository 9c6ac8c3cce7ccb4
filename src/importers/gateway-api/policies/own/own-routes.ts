// Routes that generate writes: one service may be several of them. Labels lead to them; their content decides.
import { entries, type Fields, fields, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import { effectiveRoutes } from '../../../../effective/requests/effective-routes.ts';
import type { RuleSettings } from '../../../../effective/requests/rule-settings.ts';
import type { Snapshot } from '../../../../effective/snapshot.ts';
import { ROUTE_LABELS } from '../../../../model/route-labels.ts';
import type { SourceNode } from '../../../source/source-node.ts';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const OURS = 'eg-api-gateway';

export const labelOf = (object: Loose, label: string): string | undefined =>
  text(fields(object.metadata.labels)[label]);

/** Whether labels are those of generated objects. */
export const isManaged = (labels: SourceNode): boolean => labels.get(MANAGED_BY).text === OURS;

export const isGenerated = (object: Loose): boolean => labelOf(object, MANAGED_BY) === OURS;

/** The service of a generated route; undefined: it is none of one. */
export const serviceOfRoute = (route: Loose): string | undefined =>
  isGenerated(route) ? labelOf(route, ROUTE_LABELS.service) : undefined;

/** The rules of a route that are served, each with what applies to it. */
const settingsByRoute = (snapshot: Snapshot): Map<Loose, Map<number, RuleSettings>> => {
  const all = new Map<Loose, Map<number, RuleSettings>>();
  for (const { route, ruleIndex, rule } of effectiveRoutes(snapshot)) {
    const rules = all.get(route) ?? new Map<number, RuleSettings>();
    all.set(route, rules);
    if (!rules.has(ruleIndex)) rules.set(ruleIndex, rule);
  }
  return all;
};

/** What applies to a rule; undefined: it is not served. */
export const settingsOf = (snapshot: Snapshot, route: Loose, rule: number): RuleSettings | undefined =>
  snapshot.index(settingsByRoute).get(route)?.get(rule);

/** The rules of a route. */
export const rulesIn = (route: Loose): readonly Fields[] => entries(fields(route.spec).rules);

/** Routes of one service by their part in it. */
export interface OwnService {
  readonly name: string;
  /** They have its paths, for requests that no variant matches. */
  readonly main: readonly Loose[];
  /** They match the credential of a method. */
  readonly variants: readonly (readonly Loose[])[];
  /** They have its public paths. */
  readonly open: readonly Loose[];
}

const groupsOf = (snapshot: Snapshot): Map<string, Loose[]> => {
  const all = new Map<string, Loose[]>();
  for (const route of [...snapshot.of('HTTPRoute'), ...snapshot.of('GRPCRoute')]) {
    const service = serviceOfRoute(route);
    if (service === undefined) continue;
    const key = `${route.metadata.namespace}/${service}`;
    all.set(key, [...(all.get(key) ?? []), route]);
  }
  return all;
};

const byPart = (name: string, routes: readonly Loose[]): OwnService | undefined => {
  const first = routes.find((r) => r.metadata.name === name);
  if (!first) return undefined;
  const policyOf = (r: Loose): string => labelOf(r, ROUTE_LABELS.security) ?? '';
  const isOpen = (r: Loose): boolean => /-public(-\d+)?$/.test(r.metadata.name.slice(name.length));
  const open = routes.filter((r) => r !== first && isOpen(r));
  const rest = routes.filter((r) => !open.includes(r));
  const variants = new Map<string, Loose[]>();
  for (const r of rest.filter((x) => policyOf(x) !== policyOf(first)))
    variants.set(policyOf(r), [...(variants.get(policyOf(r)) ?? []), r]);
  return { name, main: rest.filter((r) => policyOf(r) === policyOf(first)), variants: [...variants.values()], open };
};

/** The services with more than one kind of route. */
const servicesIn = (snapshot: Snapshot): OwnService[] =>
  [...groupsOf(snapshot)].flatMap(([key, routes]) => {
    const found = byPart(key.slice(key.indexOf('/') + 1), routes);
    return found && found.variants.length + found.open.length > 0 ? [found] : [];
  });

export const ownServices = (snapshot: Snapshot): readonly OwnService[] => snapshot.index(servicesIn);
