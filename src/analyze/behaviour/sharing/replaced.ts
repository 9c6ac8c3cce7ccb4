// The policy of a route replaces the Gateway's policy completely, also if another team wrote it.

import { plain } from '../../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, show, text } from '../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../effective/snapshot.ts';
import type { Check, Report } from '../../check.ts';
import { authenticates, decides, isEmpty, METHODS, servesSomething } from '../authentication-checks.ts';

type Method = (typeof METHODS)[number];

/** Resolved references: without a namespace they refer to the policy's own namespace. */
const referred = (policy: Loose, ...refs: unknown[]): string[] =>
  refs
    .flatMap(entries)
    .map((r) => `${text(r.namespace) ?? policy.metadata.namespace}/${text(r.name)}:${plain(r.port)}`);

const provider = ({ issuer, remoteJWKS, localJWKS }: Fields): string =>
  JSON.stringify([issuer, fields(remoteJWKS).uri ?? localJWKS]);

/** What authenticates clients for each method: a policy with another one allows other clients. */
const authorities: Readonly<Record<Method, (method: Fields, policy: Loose) => string[]>> = {
  jwt: (jwt) => entries(jwt.providers).map(provider),
  oidc: (oidc) => [plain(fields(oidc.provider).issuer)],
  apiKeyAuth: (key, policy) => referred(policy, key.credentialRefs),
  basicAuth: (basic, policy) => referred(policy, [basic.users]),
  extAuth: ({ grpc, http }, policy) =>
    [grpc, http].flatMap((way) => referred(policy, fields(way).backendRefs, [fields(way).backendRef].filter(Boolean))),
};

const authoritiesOf = (policy: Loose, method: Method): string[] =>
  authorities[method](fields(fields(policy.spec)[method]), policy);

/** What a Gateway's policy requires and the policy of the route no longer requires. */
const lostMethods = (root: Loose, policy: Loose): Method[] => {
  const own = fields(policy.spec);
  return METHODS.filter((m) => {
    if (fields(root.spec)[m] === undefined) return false;
    // A merge adds and overrides; it removes nothing that the route's policy does not name.
    if (own[m] === undefined) return own.mergeType === undefined;
    const trusted = authoritiesOf(root, m);
    return authoritiesOf(policy, m).some((v) => !trusted.includes(v));
  });
};

/** `exempts`: the policy is an empty one of a rule, which has no other purpose. */
const dropped = (report: Report, policy: Loose, route: Loose, root: Loose, exempts: boolean): void => {
  const foreign = root.metadata.namespace !== policy.metadata.namespace;
  const { authorization } = fields(policy.spec);
  const open = authorization === undefined || fields(authorization).defaultAction === 'Allow';
  report('PolicyDropsAuthentication', policy, 'spec', {
    root: show(root),
    route: show(route),
    isPublic: open,
    intended: (decides(policy) || exempts) && !foreign,
    platform: foreign ? root.metadata.namespace : undefined,
  });
};

/** The authenticating policies that a policy of the route replaces: a rule's policy replaces the route's, if there is one. */
const rootsOf = (snapshot: Snapshot, route: Loose, policy: Loose): Loose[][] => {
  const whole = snapshot.attachments.exactly(route, 'SecurityPolicy');
  const above =
    whole.length > 0 && !whole.includes(policy)
      ? [whole]
      : snapshot
          .gatewaysOf(route)
          .map(({ gateway, section }) => snapshot.attachments.on(gateway, 'SecurityPolicy', section));
  return above.map((policies) => policies.filter(authenticates)).filter((roots) => roots.length > 0);
};

/** Policies of routes that replace an authenticating policy: without authentication, or in another namespace with other authentication. */
export const replaced: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  for (const route of snapshot.routes()) {
    if (!servesSomething(route)) continue;
    const whole = snapshot.attachments.exactly(route, 'SecurityPolicy');
    for (const policy of snapshot.attachments.on(route, 'SecurityPolicy'))
      for (const roots of rootsOf(snapshot, route, policy)) {
        const root = roots[0]!;
        if (told.has(policy)) continue;
        if (!authenticates(policy)) {
          const exempts = isEmpty(policy) && !whole.includes(policy);
          if (fields(policy.spec).mergeType === undefined) dropped(report, policy, route, root, exempts);
          break;
        }
        // Only one of the listener's policy and the Gateway's is replaced; a policy that repeats either one is correct.
        const lost = roots.map((r) => lostMethods(r, policy));
        const foreign = root.metadata.namespace !== policy.metadata.namespace;
        if (!foreign || lost.some((l) => l.length === 0)) continue;
        told.add(policy);
        otherwise(report, policy, route, root, lost[0]!);
      }
  }
};

const otherwise = (report: Report, policy: Loose, route: Loose, root: Loose, lost: readonly Method[]): void => {
  const own = METHODS.filter((m) => fields(policy.spec)[m] !== undefined);
  report('PolicyReplacesAuthentication', policy, `spec.${own.find((m) => lost.includes(m)) ?? own[0]}`, {
    root: show(root),
    route: show(route),
    lost,
    own,
    merged: fields(policy.spec).mergeType !== undefined,
  });
};
