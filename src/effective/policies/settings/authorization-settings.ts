// Authorization of a SecurityPolicy (buildAuthorization in securitypolicy.go).
import { isCel } from '../../../values/cel-syntax.ts';
import { isCidr } from '../../../values/cidr-form.ts';
import { entries, type Fields, fields, text } from '../../objects/loose-objects.ts';
import type { PolicyReport } from './policy-report.ts';
import { checkRegex } from './rate-limits.ts';

const rulesOf = (report: PolicyReport): Fields[] => entries(fields(report.spec.authorization).rules);

/** What Envoy Gateway refuses of the rules. */
export const checkAuthorization = (report: PolicyReport): void => {
  for (const [i, rule] of rulesOf(report).entries()) {
    const at = `spec.authorization.rules[${i}]`;
    const { clientCIDRs } = fields(rule.principal);
    for (const [j, value] of (Array.isArray(clientCIDRs) ? clientCIDRs : []).entries())
      if (typeof value === 'string' && !isCidr(value))
        report.refuse(`${at}.principal.clientCIDRs[${j}]`, { case: 'cidr', of: { value } });
    const cel = text(rule.cel);
    if (cel !== undefined && !isCel(cel)) report.refuse(`${at}.cel`, { case: 'cel', of: { value: cel } });
    const path = fields(fields(rule.operation).path);
    if (path.type === 'RegularExpression') checkRegex(report, `${at}.operation.path.value`, text(path.value) ?? '');
  }
};

/** Settings that exist for HTTP only. */
const HTTP_ONLY = ['cors', 'csrf', 'jwt', 'oidc', 'apiKeyAuth', 'basicAuth', 'extAuth'];
const PRINCIPALS = ['jwt', 'headers', 'clientIPGeoLocations'];

/** A policy of a TCPRoute (validateSecurityPolicyForTCP): the first problem decides. */
export const checkTcp = (report: PolicyReport): void => {
  const setting = HTTP_ONLY.find((name) => report.spec[name] !== undefined);
  if (setting !== undefined) {
    report.invalid(`spec.${setting}`, 'PolicyLeftOut', { case: 'tcp', of: { setting } });
    return;
  }
  for (const [i, rule] of rulesOf(report).entries()) {
    const at = `spec.authorization.rules[${i}]`;
    const principal = PRINCIPALS.find((name) => fields(rule.principal)[name] !== undefined);
    const where = rule.cel !== undefined ? 'cel' : principal === undefined ? undefined : `principal.${principal}`;
    if (where === undefined) continue;
    report.invalid(`${at}.${where}`, 'PolicyLeftOut', { case: 'tcp', of: { setting: where } });
    return;
  }
};
