// A SecurityPolicy as the authentication and the restrictions of a service.
import { fields, isSet } from '../../../../effective/objects/loose-objects.ts';
import { accessRules } from '../../../../effective/requests/access-rules.ts';
import type { EffectivePolicy } from '../../../../effective/requests/effective-policy.ts';
import type { NeutralAuth, Part, SaidOf } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { SourceNode } from '../../../source/source-node.ts';
import type { RoutePolicies, SourceView } from '../../source-views.ts';
import type { MethodOfPolicy } from '../methods/method-of-policy.ts';
import { PolicyRoom } from '../policy-room.ts';
import { Unsaid } from '../unsaid.ts';
import { type Access, accessOf, accessParts } from './access-of-policy.ts';
import { corsParts } from './cors-of-policy.ts';
import { checkEvidence } from './evidence-of-methods.ts';
import { type Methods, methodsOf } from './methods-of-policy.ts';

/** Why a service is public, if nothing of the source states it. */
const REASON = 'its SecurityPolicy allows requests without authentication';

const METHODS = ['apiKeyAuth', 'basicAuth', 'extAuth', 'jwt', 'oidc'] as const;

/** Whether a policy refuses requests: by a method, or because it allows nothing by default. */
const refuses = (spec: unknown): boolean => {
  const { authorization, ...rest } = fields(spec);
  const denies = isSet(authorization) && fields(authorization).defaultAction !== 'Allow';
  return denies || METHODS.some((m) => isSet(rest[m]));
};

/** The methods with a credential that some rule allows. */
const allowed = (methods: readonly MethodOfPolicy[], { allow }: Access): MethodOfPolicy[] => {
  const providers = allow?.providers;
  return methods.filter((m) => !m.providers || !providers || m.providers.some((p) => providers.includes(p)));
};

/** `allow.clients`, where the rules name fewer clients than the Secrets have. */
const clientsPart = (methods: readonly MethodOfPolicy[], { allow }: Access, room: PolicyRoom): Part[] => {
  if (!allow?.clients) return [];
  const all = methods.flatMap((m) => (m.parts.find((p) => p.key === 'clients')?.value as string[] | undefined) ?? []);
  const from = room.from(...allow.conditions.map((c) => `${c.field}.principal.headers`));
  const isAll = all.length > 0 && all.every((c) => allow.clients!.includes(c));
  if (!isAll) return [{ key: 'allow.clients', value: allow.clients, from }];
  for (const node of from) room.view.ledger.carried(node);
  return [];
};

/** Requests without a token pass `optional`, unless each rule requires a token. */
const needOf = ({ need, isOptional }: Methods, { allow }: Access): 'any' | 'all' | 'optional' => {
  if (!isOptional) return need;
  if (!allow) return 'optional';
  if (allow.conditions.every((c) => c.provider !== undefined)) return need;
  throw new Unsaid('an optional token with rules for requests without one', 'authorization');
};

const withoutMethod = ({ policy, spec }: PolicyRoom, from: Part['from']): NeutralAuth => {
  const isOfRoute = policy.level === 'route' || policy.level === 'rule';
  // A policy with CORS only, which replaces that of the Gateway by accident, is no opt-out.
  const isOptOut = isOfRoute && isSet(spec.authorization) && policy.replaced.some((r) => refuses(r.policy.spec));
  return isOptOut ? { is: 'public', reason: REASON, from } : { is: 'unstated', from };
};

/** Actions of a policy without a method: with rules, they are in `allow` or `deny`; without, every request is allowed. */
const sayActions = (room: PolicyRoom, parts: readonly Part[]): void => {
  const list = parts[0]?.key.split('.', 1)[0];
  for (const node of room.from('authorization.defaultAction', ...ruleFields(room)))
    if (list === undefined) room.view.ledger.noEffect(node);
    else room.view.ledger.carried(node, list);
};

const read = (room: PolicyRoom): RoutePolicies => {
  if (room.policy.refused.length > 0)
    throw new Unsaid('Envoy Gateway refuses the policy', room.policy.refused[0]!.field);
  const methods = methodsOf(room);
  const access = accessOf(accessRules(room.policy), room);
  checkEvidence(methods.methods, access.allow, room);
  const those = allowed(methods.methods, access);
  if (methods.methods.length > 0 && those.length === 0)
    throw new Unsaid('tokens of no provider are allowed', 'authorization');
  const from = room.from('authorization.defaultAction', 'jwt.optional', ...ruleFields(room));
  for (const i of accessRules(room.policy)?.rules.keys() ?? [])
    room.view.ledger.noEffect(...room.from(`authorization.rules[${i}].name`));
  const auth: NeutralAuth =
    those.length > 0
      ? { is: 'methods', need: needOf(methods, access), methods: those, from }
      : withoutMethod(room, from);
  const parts = [...accessParts(access, room), ...clientsPart(those, access, room)];
  if (auth.is === 'unstated') sayActions(room, parts);
  return { auth, parts };
};

/** Actions of rules, and their expressions, which the methods of the answers require again. */
const ruleFields = (room: PolicyRoom): string[] =>
  (accessRules(room.policy)?.rules ?? []).flatMap((_, i) =>
    ['action', 'cel', 'principal.jwt.provider'].map((f) => `authorization.rules[${i}].${f}`),
  );

/** What is in a policy that cannot be translated, except where the question about the service is. */
const undecided = (room: PolicyRoom, what: string, asked: readonly SourceNode[]): SaidOf[] => {
  const places = new Set(asked.flatMap((n) => n.leaves.map((leaf) => leaf.id)));
  const leaves = room.from(...METHODS, 'authorization').flatMap((n) => n.leaves);
  const from = leaves.filter((leaf) => !places.has(leaf.id));
  return from.length === 0 ? [] : [{ from, said: said('PolicyUndecided', { policy: room.name, what }) }];
};

/** What a SecurityPolicy means for a rule. What no answer contains leaves the service undecided. */
export const securityOfPolicy = (view: SourceView, policy: EffectivePolicy, service?: string): RoutePolicies => {
  const room = new PolicyRoom(view, policy, service);
  const cors = corsParts(room);
  try {
    const { auth, parts } = read(room);
    return { auth, parts: [...parts, ...cors] };
  } catch (e) {
    if (!(e instanceof Unsaid)) throw e;
    const nodes = room.from(e.field);
    const from = nodes.length > 0 ? nodes : view.source.from(policy.policy, 'spec');
    const more = undecided(room, e.what, from);
    const what = `${e.what} (SecurityPolicy ${room.name})`;
    return { auth: { is: 'untranslatable', what, from, ...(more.length > 0 && { more }) }, parts: cors };
  }
};
