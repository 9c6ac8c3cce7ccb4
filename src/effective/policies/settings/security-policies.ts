// What Envoy Gateway refuses of a SecurityPolicy (securitypolicy.go).
import { containsUnknown } from '../../../objects/unknown-value.ts';
import type { ConditionRule } from '../../conditions/condition.ts';
import { entries, fields, refOf, text } from '../../objects/loose-objects.ts';
import { checkAuthorization, checkTcp } from './authorization-settings.ts';
import { checkClusterSettings } from './cluster-settings.ts';
import { checkApiKeys, checkPasswords } from './credential-settings.ts';
import { checkConfigMap, secretEntry } from './data-refs.ts';
import { checkService } from './ext-services.ts';
import { checkJwt } from './jwt-settings.ts';
import { checkLocations } from './locations.ts';
import { examineAll } from './merged-policies.ts';
import { checkOidc, checkPassThrough } from './oidc-settings.ts';
import type { PolicyReport } from './policy-report.ts';
import { targetsKind } from './targets-of-policy.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** getContextExtensionValueFromRef: the value in a Secret is decoded once more. */
const checkExtensions = (report: PolicyReport): void => {
  for (const [i, extension] of entries(fields(report.spec.extAuth).contextExtensions).entries()) {
    if (extension.type !== 'ValueRef') continue;
    const at = `spec.extAuth.contextExtensions[${i}].valueRef`;
    const { kind, name = '' } = refOf(extension.valueRef);
    const key = text(fields(extension.valueRef).key) ?? '';
    if (kind === 'ConfigMap') checkConfigMap(report, at, name, { key });
    if (kind !== 'Secret') continue;
    const value = secretEntry(report, at, { name }, key)?.value;
    if (value !== undefined && !containsUnknown(value) && !BASE64.test(value.replaceAll(/[\r\n]/g, '')))
      report.refuse(at, { case: 'encodedValue', of: { name, key } });
  }
};

/** buildExtAuth. */
const checkExtAuth = (report: PolicyReport): void => {
  const extAuth = fields(report.spec.extAuth);
  for (const way of ['http', 'grpc']) {
    if (extAuth[way] === undefined) continue;
    const at = `spec.extAuth.${way}`;
    checkService(report, at, fields(extAuth[way]));
    checkClusterSettings(report, `${at}.backendSettings`, fields(fields(extAuth[way]).backendSettings));
  }
  checkExtensions(report);
};

const examine = (report: PolicyReport): void => {
  const { snapshot, policy } = report;
  if (targetsKind(snapshot, policy, ['TCPRoute'])) checkTcp(report);
  if (targetsKind(snapshot, policy, ['HTTPRoute', 'GRPCRoute'])) checkPassThrough(report);
  checkPasswords(report);
  checkApiKeys(report);
  checkAuthorization(report);
  checkLocations(report);
  checkExtAuth(report);
  checkOidc(report);
  checkJwt(report);
};

/** SecurityPolicies that are not accepted. */
export const securityPolicies: ConditionRule = (snapshot, conclude) =>
  examineAll(snapshot, conclude, 'SecurityPolicy', examine);
