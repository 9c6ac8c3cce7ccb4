// Rate limits of a BackendTrafficPolicy (buildRateLimit in backendtrafficpolicy.go).
import { plain } from '../../../diagnostics/shown.ts';
import { isCidr } from '../../../values/cidr-form.ts';
import { compiledGo } from '../../../values/go-regex.ts';
import { entries, type Fields, fields, text } from '../../objects/loose-objects.ts';
import type { PolicyReport } from './policy-report.ts';

/** Seconds in a unit, as Envoy Gateway counts them. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['Second', 1],
  ['Minute', 60],
  ['Hour', 3600],
  ['Day', 86_400],
  ['Week', 604_800],
  ['Month', 2_592_000],
  ['Year', 31_536_000],
]);
const secondsOf = (rule: Fields): number => SECONDS.get(text(fields(rule.limit).unit) ?? '') ?? 0;

/** The unit of each local rule must be a multiple of the default's, which is the one rule without selectors (buildLocalRateLimit). */
const checkLocal = (report: PolicyReport, at: string, rules: readonly Fields[]): void => {
  const unselective = rules.flatMap((rule, i) => (entries(rule.clientSelectors).length === 0 ? [i] : []));
  const [standard, second] = unselective;
  if (second !== undefined)
    report.invalid(`${at}[${second}]`, 'SeveralDefaultLimits', { first: standard! + 1, second: second + 1 });
  if (standard === undefined) return;
  const unit = secondsOf(rules[standard]!);
  for (const [i, rule] of rules.entries())
    if (unit > 0 && secondsOf(rule) % unit !== 0)
      report.invalid(`${at}[${i}].limit.unit`, 'LocalLimitUnits', {
        unit: plain(fields(rule.limit).unit),
        standard: plain(fields(rules[standard]!.limit).unit),
      });
};

/** A header or a query parameter of a selector. */
const checkMatch = (report: PolicyReport, at: string, name: string, match: Fields, isHeader: boolean): void => {
  const type = text(match.type) ?? 'Exact';
  const value = text(match.value);
  if (type === 'Distinct') {
    if (match.invert === true) report.refuse(`${at}.invert`, { case: 'invertedKey', of: { name } });
    if (value !== undefined) report.refuse(`${at}.value`, { case: 'valueIgnored', of: { name } });
  } else if (value === undefined || (!isHeader && value === ''))
    report.refuse(at, { case: 'valueMissing', of: { name, type } });
  else if (type === 'RegularExpression') checkRegex(report, `${at}.value`, value);
};

/** Reports a text that is no regular expression of Go. */
export const checkRegex = (report: PolicyReport, at: string, value: string): void => {
  if (!compiledGo(value)) report.refuse(at, { case: 'regex', of: { value } });
};

const checkSelector = (report: PolicyReport, at: string, selector: Fields): void => {
  for (const [i, header] of entries(selector.headers).entries())
    checkMatch(report, `${at}.headers[${i}]`, `Header ${plain(header.name)}`, header, true);
  for (const [i, param] of entries(selector.queryParams).entries())
    checkMatch(report, `${at}.queryParams[${i}]`, `Query parameter ${plain(param.name)}`, param, false);
  const path = fields(selector.path);
  if (path.type === 'RegularExpression') checkRegex(report, `${at}.path.value`, text(path.value) ?? '');
  const cidr = text(fields(selector.sourceCIDR).value);
  if (cidr !== undefined && !isCidr(cidr))
    report.refuse(`${at}.sourceCIDR.value`, { case: 'cidr', of: { value: cidr } });
};

/** buildGlobalRateLimit: only the configuration decides, which may not be known. */
const isGlobalOff = ({ snapshot }: PolicyReport): boolean =>
  snapshot.config !== undefined && fields(snapshot.config).rateLimit === undefined;

/** What Envoy Gateway refuses of a rate limit. `type` is deprecated; it decides which of the two limits applies. */
export const checkRateLimit = (report: PolicyReport): void => {
  const limit = fields(report.spec.rateLimit);
  const { type } = limit;
  for (const scope of ['local', 'global'] as const) {
    if (type !== undefined && text(type)?.toLowerCase() !== scope) continue;
    const at = `spec.rateLimit.${scope}.rules`;
    const rules = entries(fields(limit[scope]).rules);
    if (scope === 'local') checkLocal(report, at, rules);
    else if (limit.global !== undefined && isGlobalOff(report))
      report.refuse('spec.rateLimit.global', { case: 'globalOff' });
    for (const [i, rule] of rules.entries())
      for (const [j, selector] of entries(rule.clientSelectors).entries())
        checkSelector(report, `${at}[${i}].clientSelectors[${j}]`, selector);
  }
};
