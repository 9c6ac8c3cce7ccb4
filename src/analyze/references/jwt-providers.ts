import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Report } from '../check.ts';

/** An authorization rule can require claims of the policy's own jwt providers only; with another one it matches no request. */
export const checkJwtProviders = (report: Report, policy: Loose): void => {
  if (policy.kind !== 'SecurityPolicy') return;
  const spec = fields(policy.spec);
  const known = new Set(entries(fields(spec.jwt).providers).map((p) => p.name));
  for (const [i, rule] of entries(fields(spec.authorization).rules).entries()) {
    const provider = text(fields(fields(rule.principal).jwt).provider);
    if (provider !== undefined && !known.has(provider))
      report('UnknownProvider', policy, `spec.authorization.rules[${i}].principal.jwt.provider`, { provider });
  }
};
