// What Envoy Gateway refuses of a BackendTrafficPolicy (buildTrafficFeatures in backendtrafficpolicy.go). The API server validates
// durations and most numbers.
import { plain } from '../../../diagnostics/shown.ts';
import { wholeQuantity } from '../../../values/quantity.ts';
import type { ConditionRule } from '../../conditions/condition.ts';
import { entries, fields, text } from '../../objects/loose-objects.ts';
import { checkBytes, checkClusterSettings } from './cluster-settings.ts';
import { examineAll } from './merged-policies.ts';
import type { PolicyReport } from './policy-report.ts';
import { checkRateLimit } from './rate-limits.ts';
import { checkOverrides } from './response-overrides.ts';

const SECONDS: Readonly<Record<string, bigint>> = { Second: 1n, Minute: 60n, Hour: 3600n };
const MOST_INT64 = Number.MAX_SAFE_INTEGER;

/** buildBandwidthLimit. */
const checkBandwidth = (report: PolicyReport): void => {
  for (const side of ['request', 'response']) {
    const { value, unit } = fields(fields(fields(report.spec.bandwidthLimit)[side]).limit);
    if (value === undefined) continue;
    const at = `spec.bandwidthLimit.${side}.limit.value`;
    const bytes = wholeQuantity(plain(value));
    const seconds = SECONDS[text(unit) ?? ''] ?? 1n;
    if (bytes === undefined || bytes < 0n)
      report.refuse(at, { case: 'range', of: { value: plain(value), least: 1024, most: MOST_INT64 } });
    else if (bytes / (seconds * 1024n) === 0n)
      report.refuse(at, { case: 'bandwidth', of: { value: plain(value), unit: text(unit) ?? 'Second' } });
  }
};

/** buildRequestBuffer, and its combination with upgrades. */
const checkBuffer = (report: PolicyReport): void => {
  const { requestBuffer, httpUpgrade } = report.spec;
  if (requestBuffer === undefined) return;
  checkBytes(report, 'spec.requestBuffer.limit', fields(requestBuffer).limit);
  if (entries(httpUpgrade).length > 0) report.refuse('spec.requestBuffer', { case: 'bufferedUpgrade' });
};

const OPERATORS = new Set(['%ROUTE_NAME%', '%ROUTE_NAMESPACE%', '%ROUTE_KIND%', '%ROUTE_RULE_NAME%']);

/** ValidateRouteStatName in api/v1alpha1/validation. */
const checkStatName = (report: PolicyReport): void => {
  const value = text(fields(fields(report.spec.telemetry).metrics).routeStatName) ?? '';
  const found = value.match(/%[^%]*%/g) ?? [];
  const operators = found.filter((operator) => !OPERATORS.has(operator));
  if (operators.length > 0 || (found.length === 0 && value.includes('%')))
    report.refuse('spec.telemetry.metrics.routeStatName', { case: 'statName', of: { value, operators } });
};

const examine = (report: PolicyReport): void => {
  checkRateLimit(report);
  checkBandwidth(report);
  checkClusterSettings(report, 'spec', report.spec);
  checkOverrides(report);
  checkBuffer(report);
  checkStatName(report);
};

/** BackendTrafficPolicies that are not accepted. */
export const trafficPolicies: ConditionRule = (snapshot, conclude) =>
  examineAll(snapshot, conclude, 'BackendTrafficPolicy', examine);
