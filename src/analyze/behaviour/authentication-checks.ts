import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { RuleSettings } from '../../effective/requests/rule-settings.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';

export const METHODS = ['jwt', 'apiKeyAuth', 'basicAuth', 'oidc', 'extAuth'] as const;

/** Whether a SecurityPolicy requires credentials. */
export const authenticates = (policy: Pick<Loose, 'spec'>): boolean =>
  METHODS.some((m) => fields(policy.spec)[m] !== undefined);

/** Whether its authorization is explicit, even if it allows everybody: then public access is intended. */
export const decides = (policy: Pick<Loose, 'spec'>): boolean =>
  fields(fields(policy.spec).authorization).defaultAction !== undefined;

/** Whether a policy has no settings: on a rule, its only effect is that no policy above applies. */
export const isEmpty = (policy: Loose): boolean =>
  Object.keys(fields(policy.spec)).every((name) => name.startsWith('target') || name === 'mergeType');

export const servesSomething = (route: Loose): boolean =>
  entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0);

/** The Gateways that require credentials for some of their routes. */
const guardedGateways = (snapshot: Snapshot): ReadonlySet<Loose> => {
  const guarded = new Set<Loose>();
  for (const route of snapshot.routes()) {
    const own = snapshot.attachments.on(route, 'SecurityPolicy').some(authenticates);
    for (const { gateway, section } of snapshot.gatewaysOf(route))
      if (own || snapshot.attachments.on(gateway, 'SecurityPolicy', section).some(authenticates)) guarded.add(gateway);
  }
  return guarded;
};

/** Whether a rule forwards requests that nothing authenticates, and that no policy allows on purpose: expressly, or by being empty. */
const isAnonymous = ({ rule, security }: RuleSettings): boolean => {
  if (entries(rule.backendRefs).length === 0) return false;
  if (!security) return true;
  // A policy of a rule that replaces authentication is reported as such.
  const replaces = security.replaced.some((r) => authenticates(r.policy));
  if (security.level === 'rule' && (replaces || isEmpty(security.policy))) return false;
  return !authenticates(security) && !decides(security);
};

/** Routes with a rule that has neither authentication nor authorization on one of its listeners. */
export const routes: Check = (snapshot, report) => {
  const guarded = snapshot.index(guardedGateways);
  for (const route of snapshot.routes()) {
    const gateways = snapshot.gatewaysOf(route);
    // The policies of a Gateway that is not among the objects are not known either.
    const known = gateways.length === entries(fields(route.spec).parentRefs).length;
    if (known && rulesInPlace(snapshot, route).some(isAnonymous))
      report('AnonymousRoute', route, 'metadata.name', {
        others: gateways.some(({ gateway }) => guarded.has(gateway)),
      });
  }
};

/** Whether only a verified token satisfies the rules that allow a request: its claims, or its payload in an expression. */
const demandsToken = (authorization: unknown): boolean => {
  const { defaultAction, rules } = fields(authorization);
  if (authorization === undefined || defaultAction === 'Allow') return false;
  return entries(rules)
    .filter((rule) => rule.action === 'Allow')
    .every(
      (rule) =>
        fields(rule.principal).jwt !== undefined || /envoy\.filters\.http\.jwt_authn/.test(text(rule.cel) ?? ''),
    );
};

/** A claim such as `https://example.com/roles`: its dots lead to nested claims that no token has. */
const isUrlName = (name: string | undefined): boolean => name !== undefined && /^[a-z]+:\/\/[^.]*\./.test(name);

/** Settings of a SecurityPolicy that allow more than its authentication suggests. */
export const policies: Check = (snapshot, report) => {
  for (const policy of snapshot.of('SecurityPolicy')) {
    const spec = fields(policy.spec);
    const jwt = fields(spec.jwt);
    if (jwt.optional === true && !demandsToken(spec.authorization))
      report('AuthenticationOptional', policy, 'spec.jwt.optional');
    for (const [i, rule] of entries(fields(spec.authorization).rules).entries())
      for (const [j, claim] of entries(fields(fields(rule.principal).jwt).claims).entries())
        if (isUrlName(text(claim.name)))
          report('ClaimNeverMatches', policy, `spec.authorization.rules[${i}].principal.jwt.claims[${j}].name`, {
            name: text(claim.name)!,
            denies: rule.action === 'Deny',
          });
    for (const [i, p] of entries(jwt.providers).entries()) {
      const at = `spec.jwt.providers[${i}]`;
      if (!text(p.issuer)) report('JwtWithoutIssuer', policy, at);
      if (entries(p.audiences).length === 0 && !(Array.isArray(p.audiences) && p.audiences.length > 0))
        report('JwtWithoutAudience', policy, at);
      if (p.extractFrom === undefined) report('TokenInQuery', policy, at);
    }
    const extAuth = fields(spec.extAuth);
    if (extAuth.failOpen === true) report('AuthorizerFailsOpen', policy, 'spec.extAuth.failOpen');
    const key = fields(spec.apiKeyAuth);
    if (spec.apiKeyAuth !== undefined && key.sanitize !== true)
      report('ApiKeyForwarded', policy, 'spec.apiKeyAuth.sanitize');
    const { allowOrigins: origins, allowCredentials } = fields(spec.cors);
    if (Array.isArray(origins) && origins.includes('*'))
      report('AnyOriginAllowed', policy, 'spec.cors.allowOrigins', { credentials: allowCredentials === true });
  }
};
