// Which requests the authorization of a rule's SecurityPolicy allows. It is decided after authentication.
import { entries, type Fields, fields, text } from '../objects/loose-objects.ts';
import { type EffectivePolicy, ownerOf, sourceIn } from './effective-policy.ts';
import type { Source } from './setting.ts';

export interface AccessRule {
  readonly name: string | undefined;
  readonly action: 'Allow' | 'Deny';
  /** As it is written: addresses, headers, claims; all kinds that are set must match. Empty: everybody. */
  readonly principal: Fields;
  /** Methods and path; empty: all. */
  readonly operation: Fields;
  readonly cel: string | undefined;
  readonly source: Source;
}

/** The first rule that matches a request decides; otherwise the default. */
export interface AccessRules {
  readonly defaultAction: 'Allow' | 'Deny';
  readonly rules: readonly AccessRule[];
  readonly source: Source;
}

/** The authorization of a rule; undefined: every request that is authenticated is allowed (buildAuthorization in securitypolicy.go). */
export const accessRules = (security: EffectivePolicy | undefined): AccessRules | undefined => {
  if (security?.spec.authorization === undefined) return undefined;
  const { defaultAction, rules } = fields(security.spec.authorization);
  const object = ownerOf(security, 'authorization', 'rules');
  return Object.freeze({
    defaultAction: defaultAction === 'Allow' ? 'Allow' : 'Deny',
    rules: entries(rules).map((rule, i) =>
      Object.freeze({
        name: text(rule.name),
        action: rule.action === 'Allow' ? ('Allow' as const) : ('Deny' as const),
        principal: fields(rule.principal),
        operation: fields(rule.operation),
        cel: text(rule.cel),
        source: { object, field: `spec.authorization.rules[${i}]` },
      }),
    ),
    source: sourceIn(security, 'authorization'),
  });
};
