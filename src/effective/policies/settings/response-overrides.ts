// Bodies of a BackendTrafficPolicy that ConfigMaps contain (buildResponseOverride in backendtrafficpolicy.go).
import { entries, fields, text } from '../../objects/loose-objects.ts';
import { checkConfigMap } from './data-refs.ts';
import type { PolicyReport } from './policy-report.ts';

/** Reports ConfigMaps with bodies that are missing or empty. Any key is taken where there is no `response.body`. */
export const checkOverrides = (report: PolicyReport): void => {
  for (const [i, override] of entries(report.spec.responseOverride).entries()) {
    const { type, valueRef } = fields(fields(override.response).body);
    if (type !== 'ValueRef') continue;
    const at = `spec.responseOverride[${i}].response.body.valueRef`;
    checkConfigMap(report, at, text(fields(valueRef).name) ?? '', { key: 'response.body', orAny: true, binary: true });
  }
};
