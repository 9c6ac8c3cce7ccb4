// The authorization of a SecurityPolicy: networks that are denied, and what else a request must meet.
import { entries, fields, isSet } from '../../../../effective/objects/loose-objects.ts';
import type { AccessRule, AccessRules } from '../../../../effective/requests/access-rules.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { type Allow, allowOf } from './allow-of-rules.ts';
import { conditionOf } from './condition-of-rule.ts';

/** What the authorization of a policy means. */
export interface Access {
  readonly denied: readonly string[];
  readonly deniedFrom: Part['from'];
  /** undefined: every request that is authenticated and not denied is allowed. */
  readonly allow: Allow | undefined;
}

const below = (rule: AccessRule): string => rule.source.field.replace(/^spec\./, '');

/** Networks of a rule that denies. */
const networksOf = (rule: AccessRule): string[] => {
  const at = below(rule);
  onlyKnown(rule.operation, `${at}.operation`);
  onlyKnown(rule.principal, `${at}.principal`, 'clientCIDRs');
  const cidrs = rule.principal.clientCIDRs;
  if (rule.cel !== undefined || !Array.isArray(cidrs) || cidrs.length === 0)
    throw new Unsaid('a rule that denies more than networks', at);
  return cidrs.map(String);
};

/** The actions of a policy that the API server admits. */
const ACTIONS: readonly unknown[] = ['Allow', 'Deny'];

const checkActions = (room: PolicyRoom): void => {
  const { defaultAction, rules } = fields(room.spec.authorization);
  if (isSet(defaultAction) && !ACTIONS.includes(defaultAction))
    throw new Unsaid('an unknown action', 'authorization.defaultAction');
  for (const [i, rule] of entries(rules).entries())
    if (!ACTIONS.includes(rule.action)) throw new Unsaid('an unknown action', `authorization.rules[${i}].action`);
};

/** Reads the rules: the first that matches decides. Throws `Unsaid`. */
export const accessOf = (access: AccessRules | undefined, room: PolicyRoom): Access => {
  if (!access) return { denied: [], deniedFrom: [], allow: undefined };
  checkActions(room);
  const firstAllow = access.rules.findIndex((r) => r.action === 'Allow');
  const leading = firstAllow < 0 ? access.rules : access.rules.slice(0, firstAllow);
  const rest = firstAllow < 0 ? [] : access.rules.slice(firstAllow);
  const denied = leading.flatMap(networksOf);
  const deniedFrom = room.from(...leading.map((r) => `${below(r)}.principal`));
  const late = rest.find((r) => r.action === 'Deny');
  if (access.defaultAction === 'Allow' && !late) return { denied, deniedFrom, allow: undefined };
  if (late) throw new Unsaid('a rule that denies after one that allows', below(late));
  if (rest.length === 0) throw new Unsaid('every request is denied', 'authorization');
  const allow = allowOf(rest.map(conditionOf));
  return { denied, deniedFrom, allow };
};

/** A claim that had to be text, or a list, may be either in the answers. */
const widened = (allow: Allow, room: PolicyRoom) => {
  const claim = allow.claims.find((c) => c.shape !== 'both');
  return claim && said('ClaimTextOrList', { claim: claim.name, policy: room.name });
};

/** `allow` and `deny` of a service. */
export const accessParts = ({ denied, deniedFrom, allow }: Access, room: PolicyRoom): Part[] => {
  const from = (field: string): Part['from'] =>
    room.from(...(allow?.conditions ?? []).map((c) => `${c.field}.${field}`));
  const claims = Object.fromEntries(
    (allow?.claims ?? []).map((c) => [c.name, c.values.length === 1 ? c.values[0] : c.values]),
  );
  const what = allow && widened(allow, room);
  return [
    ...(denied.length > 0 ? [{ key: 'deny.cidrs', value: [...new Set(denied)], from: deniedFrom }] : []),
    ...(allow && allow.scopes.length > 0
      ? [{ key: 'allow.scopes', value: allow.scopes, from: from('principal.jwt.scopes') }]
      : []),
    ...(Object.keys(claims).length > 0
      ? [
          {
            key: 'allow.claims',
            value: claims,
            from: [...from('principal.jwt.claims'), ...from('cel')],
            ...(what && { said: what }),
          },
        ]
      : []),
    ...(allow && allow.cidrs.length > 0
      ? [{ key: 'allow.cidrs', value: allow.cidrs, from: from('principal.clientCIDRs') }]
      : []),
  ];
};
