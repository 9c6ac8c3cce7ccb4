// The policy of a route replaces the Gateway's policy completely, also if another team wrote it.

import { plain } from '../../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, show, text } from '../../../effective/objects/loose-objects.ts';
import { type EffectivePolicy, ownerOf } from '../../../effective/requests/effective-policy.ts';
import { rulesInPlace } from '../../../effective/requests/rules-of-route.ts';
import type { Check, Report } from '../../check.ts';
import { authenticates, decides, isEmpty, METHODS, servesSomething } from '../authentication-checks.ts';

type Method = (typeof METHODS)[number];

/** Resolved references: without a namespace they refer to the namespace of the policy that contributes them. */
const referred = (owner: Loose, ...refs: unknown[]): string[] =>
  refs.flatMap(entries).map((r) => `${text(r.namespace) ?? owner.metadata.namespace}/${text(r.name)}:${plain(r.port)}`);

const provider = ({ issuer, remoteJWKS, localJWKS }: Fields): string =>
  JSON.stringify([issuer, fields(remoteJWKS).uri ?? localJWKS]);

/** What authenticates clients for each method: a policy with another one allows other clients. */
const authorities: Readonly<Record<Method, (method: Fields, owner: Loose) => string[]>> = {
  jwt: (jwt) => entries(jwt.providers).map(provider),
  oidc: (oidc) => [plain(fields(oidc.provider).issuer)],
  apiKeyAuth: (key, owner) => referred(owner, key.credentialRefs),
  basicAuth: (basic, owner) => referred(owner, [basic.users]),
  extAuth: ({ grpc, http }, owner) =>
    [grpc, http].flatMap((way) => referred(owner, fields(way).backendRefs, [fields(way).backendRef].filter(Boolean))),
};

/** What a wider policy requires and the one that applies no longer requires. */
const lostMethods = (root: Loose, applied: EffectivePolicy): Method[] =>
  METHODS.filter((m) => {
    const [before, now] = [fields(root.spec)[m], applied.spec[m]];
    if (before === undefined) return false;
    if (now === undefined) return true;
    const trusted = authorities[m](fields(before), root);
    return authorities[m](fields(now), ownerOf(applied, m)).some((v) => !trusted.includes(v));
  });

/** `exempts`: the policy is an empty one of a rule, which has no other purpose. */
const dropped = (report: Report, { policy }: EffectivePolicy, route: Loose, root: Loose, exempts: boolean): void => {
  const foreign = root.metadata.namespace !== policy.metadata.namespace;
  const { authorization } = fields(policy.spec);
  report('PolicyDropsAuthentication', policy, 'spec', {
    root: show(root),
    route: show(route),
    isPublic: authorization === undefined || fields(authorization).defaultAction === 'Allow',
    intended: (decides(policy) || exempts) && !foreign,
    platform: foreign ? root.metadata.namespace : undefined,
  });
};

/**
 * The authenticating policies that the applied one replaces, or into which it is merged: those above the route, and for the policy of
 * a rule also the route's.
 */
const rootsOf = ({ level: own, base, replaced }: EffectivePolicy): Loose[] =>
  [...(base ? [base] : []), ...replaced]
    .filter(({ level }) => level !== own && level !== 'rule')
    .map(({ policy }) => policy)
    .filter(authenticates);

/** Policies of routes that replace an authenticating policy: without authentication, or in another namespace with other authentication. */
export const replaced: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  for (const route of snapshot.routes()) {
    if (!servesSomething(route)) continue;
    const toldHere = new Set<Loose>();
    for (const { security: applied } of rulesInPlace(snapshot, route)) {
      if (!applied || (applied.level !== 'rule' && applied.level !== 'route')) continue;
      const { policy } = applied;
      const roots = rootsOf(applied);
      const [root] = roots;
      if (!root || told.has(policy) || toldHere.has(policy)) continue;
      const foreign = root.metadata.namespace !== policy.metadata.namespace;
      if (!METHODS.some((m) => applied.spec[m] !== undefined)) {
        toldHere.add(policy);
        dropped(report, applied, route, root, isEmpty(policy) && applied.level === 'rule');
        continue;
      }
      // Only one of the listener's policy and the Gateway's is replaced; a policy that repeats either one is correct.
      const lost = roots.map((r) => lostMethods(r, applied));
      if (!foreign || lost.some((l) => l.length === 0)) continue;
      told.add(policy);
      otherwise(report, applied, route, root, lost[0]!);
    }
  }
};

const otherwise = (
  report: Report,
  { policy, base }: EffectivePolicy,
  route: Loose,
  root: Loose,
  lost: readonly Method[],
): void => {
  const own = METHODS.filter((m) => fields(policy.spec)[m] !== undefined);
  report('PolicyReplacesAuthentication', policy, `spec.${own.find((m) => lost.includes(m)) ?? own[0]}`, {
    root: show(root),
    route: show(route),
    lost,
    own,
    merged: base !== undefined,
  });
};
