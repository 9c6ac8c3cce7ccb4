// What Envoy Gateway refuses of an EnvoyProxy and the API server admits (api/v1alpha1/validation/envoyproxy_validate.go).
import { listed, plain } from '../../diagnostics/shown.ts';
import { parseCIDR } from '../../values/go-net.ts';
import { entries, type Fields, fields, type Loose, text } from '../objects/loose-objects.ts';
import type { ParametersFault } from './gateway-parameters.ts';

type Report = (field: string, values: ParametersFault['values']) => void;

const checkProvider = (spec: Fields, report: Report): void => {
  const { type, host, kubernetes } = fields(spec.provider);
  if (type === 'Host' && host === undefined) report('spec.provider', { case: 'host' });
  if (type !== 'Kubernetes') return;
  const ranges = fields(fields(kubernetes).envoyService).loadBalancerSourceRanges;
  for (const [i, range] of (Array.isArray(ranges) ? ranges : []).entries())
    if (!parseCIDR(plain(range)))
      report(`spec.provider.kubernetes.envoyService.loadBalancerSourceRanges[${i}]`, {
        case: 'range',
        of: { value: plain(range) },
      });
};

/** An edge of the order: `from` is before `to`. */
interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Whether there is a path of edges between two filters. There are about 30 filters, so a search for each entry is cheap. */
const reaches = (edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean => {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges.get(at) ?? []));
  }
  return false;
};

/** Number of entries that are compared; more have no effect on a chain of about 30 filters. */
const MOST_POSITIONS = 500;

/** validateFilterOrder: the entries must have no cycle. */
const checkOrder = (spec: Fields, report: Report): void => {
  const edges = new Map<string, Set<string>>();
  for (const [i, { name, before, after }] of entries(spec.filterOrder).slice(0, MOST_POSITIONS).entries()) {
    const own = text(name) ?? '';
    const other = text(before) ?? text(after);
    if (other === undefined) continue;
    const edge: Edge = before === undefined ? { from: other, to: own } : { from: own, to: other };
    if (reaches(edges, edge.to, edge.from)) {
      report(`spec.filterOrder[${i}]`, { case: 'cycle', of: edge });
      return;
    }
    edges.set(edge.from, (edges.get(edge.from) ?? new Set()).add(edge.to));
  }
};

const OPERATORS = new Set([
  '%ROUTE_NAME%',
  '%ROUTE_NAMESPACE%',
  '%ROUTE_KIND%',
  '%ROUTE_RULE_NAME%',
  '%ROUTE_RULE_NUMBER%',
  '%BACKEND_REFS%',
]);

/** ValidateClusterStatName. */
const checkStatName = (spec: Fields, report: Report): void => {
  const value = text(fields(fields(spec.telemetry).metrics).clusterStatName) ?? '';
  const found = value.match(/%[^%]*%/g) ?? [];
  const unknown = found.filter((operator) => !OPERATORS.has(operator));
  if (unknown.length > 0 || (found.length === 0 && value.includes('%')))
    report('spec.telemetry.metrics.clusterStatName', {
      case: 'statName',
      of: { value, operators: listed(unknown) },
    });
};

/** Why Envoy Gateway does not accept an EnvoyProxy. */
export const proxyFaults = (proxy: Loose): ParametersFault[] => {
  const faults: ParametersFault[] = [];
  const report: Report = (field, values) => void faults.push({ field, values });
  const spec = fields(proxy.spec);
  checkProvider(spec, report);
  checkStatName(spec, report);
  checkOrder(spec, report);
  return faults;
};
