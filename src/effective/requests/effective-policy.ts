// The policies that apply to a rule of a route on a listener, and what happens if the controller refuses one of them.
import { gatewayOf } from '../listeners/listener-sets.ts';
import type { Listener } from '../listeners/listeners.ts';
import { entries, type Fields, fields, type Loose, type Ref, refOf, text } from '../objects/loose-objects.ts';
import { type AppliedPolicy, appliedPolicy, type LeveledPolicy } from '../policies/applied-policy.ts';
import { alsoChanged } from '../policies/client-traffic-reach.ts';
import { locationProblem } from '../policies/settings/locations.ts';
import type { Snapshot } from '../snapshot.ts';
import { isBelow, refusalsOf } from './refused.ts';
import type { Source } from './setting.ts';

/** The kinds of policies that apply to a rule. A ClientTrafficPolicy applies to a listener. */
export type RoutePolicyKind = 'BackendTrafficPolicy' | 'EnvoyExtensionPolicy' | 'SecurityPolicy';

/** A policy with its effect on a rule. */
export interface EffectivePolicy extends AppliedPolicy {
  readonly kind: RoutePolicyKind;
  /** The fields that the controller refuses for sure. If there is any, requests get 500, unless the part may fail open. */
  readonly refused: readonly Source[];
}

const nameOfRule = (route: Loose, ruleIndex: number): string | undefined => {
  const rule = entries(fields(route.spec).rules)[ruleIndex];
  return rule && text(rule.name);
};

/** The policy that contributes a field of a merged one: the route's own, or its base. */
export const ownerOf = ({ policy, base }: AppliedPolicy, ...path: readonly string[]): Loose => {
  if (!base) return policy;
  const own = path.reduce<unknown>((value, name) => fields(value)[name], policy.spec);
  return own === undefined || (Array.isArray(own) && own.length === 0) ? base.policy : policy;
};

/** A reference without a namespace is one to the namespace of the policy that contains it. */
export const inNamespaceOf = (owner: Loose, ref: unknown): Ref => {
  const given = refOf(ref);
  return Object.freeze({ ...given, namespace: given.namespace ?? owner.metadata.namespace });
};

/** The field of a policy that contributes a value. */
export const sourceIn = (policy: AppliedPolicy, ...path: readonly string[]): Source =>
  Object.freeze({ object: ownerOf(policy, ...path), field: ['spec', ...path].join('.') });

const IN_HEADERS = (provider: Fields): boolean =>
  provider.extractFrom === undefined || entries(fields(provider.extractFrom).headers).length > 0;

/** Faults for which the controller leaves out the whole SecurityPolicy, so that the next wider one applies (validateSecurityPolicy in securitypolicy.go). */
const isLeftOut = (spec: Fields): boolean => {
  const places = (from: Fields): number =>
    ['headers', 'params', 'cookies'].filter((k) => Array.isArray(from[k]) && (from[k] as unknown[]).length > 0).length;
  if (entries(fields(spec.apiKeyAuth).extractFrom).some((from) => places(from) > 1)) return true;
  const oidc = fields(spec.oidc);
  if (oidc.passThroughAuthHeader !== true) return false;
  const providers = entries(fields(spec.jwt).providers);
  if (!providers.some(IN_HEADERS)) return true;
  const forwarded = text(fields(oidc.forwardIDToken).header)?.toLowerCase();
  return (
    forwarded !== undefined &&
    providers.some((p) =>
      p.extractFrom === undefined
        ? forwarded === 'authorization'
        : entries(fields(p.extractFrom).headers).some((h) => text(h.name)?.toLowerCase() === forwarded),
    )
  );
};

const refusedIn = (snapshot: Snapshot, policy: AppliedPolicy, listener: Listener): Source[] => {
  const parts: LeveledPolicy[] = [policy, ...(policy.base ? [policy.base] : [])];
  return parts.flatMap(({ policy: object }) =>
    refusalsOf(snapshot, object)
      .filter((c) => c.type === 'Accepted' && c.reason === 'Invalid')
      // Whether locations of clients are known depends on the listener; the condition is about any of them.
      .filter((c) => c.code !== 'GeoIpIncomplete' || locationProblem(snapshot, policy.spec, listener) !== undefined)
      // A field that the route's policy replaces has no effect.
      .filter(({ field }) => object === policy.policy || ownerOf(policy, field.split(/[.[]/)[1] ?? '') === object)
      .map(({ field }) => Object.freeze({ object, field })),
  );
};

/**
 * The policy of a kind that applies to a rule of a route on a listener; undefined: none. The most specific one replaces all wider
 * ones, or is merged into the closest of them (`mergeType`).
 */
export const effectivePolicy = (
  snapshot: Snapshot,
  kind: RoutePolicyKind,
  route: Loose,
  ruleIndex: number,
  listener: Listener,
): EffectivePolicy | undefined => {
  const place = { route, rule: nameOfRule(route, ruleIndex), parent: listener.owner, listener: listener.name };
  let applied = appliedPolicy(snapshot, kind, place);
  if (applied && kind === 'SecurityPolicy' && isLeftOut(applied.spec)) applied = nextWider(applied);
  return applied && Object.freeze({ ...applied, kind, refused: Object.freeze(refusedIn(snapshot, applied, listener)) });
};

/** The policy that applies instead of one that is left out. */
const nextWider = ({ base, replaced }: AppliedPolicy): AppliedPolicy | undefined => {
  const [first, ...others] = [...(base ? [base] : []), ...replaced].filter(
    ({ policy }) => !isLeftOut(fields(policy.spec)),
  );
  return first && { ...first, base: undefined, spec: fields(first.policy.spec), replaced: others };
};

/**
 * The ClientTrafficPolicy of a listener: its own, or that of its ListenerSet or Gateway; they are never merged. One that would also
 * change other listeners of the port is not applied, and no wider one instead (validatePortOverlapForClientTrafficPolicy).
 */
export const clientPolicy = (snapshot: Snapshot, listener: Listener): Loose | undefined => {
  const { owner, name } = listener;
  for (const [target, section] of [[owner, name], [owner], [gatewayOf(snapshot, owner)]] as const) {
    const [policy] = target ? snapshot.attachments.exactly(target, 'ClientTrafficPolicy', section) : [];
    if (!policy || !target) continue;
    return alsoChanged(snapshot, { target, section }, listener).length > 0 ? undefined : policy;
  }
  return undefined;
};

/** Whether all refused parts are below `at`, so that the rest of the policy has its effect. */
export const onlyRefusedBelow = (policy: EffectivePolicy, at: string): boolean =>
  policy.refused.length > 0 && policy.refused.every(({ field }) => isBelow(field, at));
