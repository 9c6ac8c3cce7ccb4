// The policy of a route replaces the Gateway's policy completely, also if another team wrote it.

import { plain } from '../../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, show, text } from '../../../effective/objects/loose-objects.ts';
import type { Check, Report } from '../../check.ts';
import { authenticates, decides, METHODS, servesSomething } from '../authentication-checks.ts';

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

const dropped = (report: Report, policy: Loose, route: Loose, root: Loose, foreign: boolean): void => {
  const { authorization } = fields(policy.spec);
  const open = authorization === undefined || fields(authorization).defaultAction === 'Allow';
  report('PolicyDropsAuthentication', policy, 'spec', {
    root: show(root),
    route: show(route),
    isPublic: open,
    intended: decides(policy) && !foreign,
    platform: foreign ? root.metadata.namespace : undefined,
  });
};

/** Policies of routes that replace an authenticating policy: without authentication, or in another namespace with other authentication. */
export const replaced: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  for (const route of snapshot.routes()) {
    if (!servesSomething(route)) continue;
    for (const policy of snapshot.attachments.on(route, 'SecurityPolicy')) {
      for (const { gateway, section } of snapshot.gatewaysOf(route)) {
        const roots = snapshot.attachments.on(gateway, 'SecurityPolicy', section).filter(authenticates);
        const [root] = roots;
        if (!root || told.has(policy)) continue;
        const foreign = root.metadata.namespace !== policy.metadata.namespace;
        if (!authenticates(policy)) {
          if (fields(policy.spec).mergeType === undefined) dropped(report, policy, route, root, foreign);
          break;
        }
        // Only one of the listener's policy and the Gateway's is replaced; a policy that repeats either one is correct.
        const lost = roots.map((r) => lostMethods(r, policy));
        if (!foreign || lost.some((l) => l.length === 0)) continue;
        told.add(policy);
        otherwise(report, policy, route, root, lost[0]!);
      }
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
