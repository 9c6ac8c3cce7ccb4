// A policy of a route stands in the place of the Gateway's, whole, also where another team wrote it.

import { plain } from '../../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, show, text } from '../../loose-objects.ts';
import { gatewaysOf } from '../attachments.ts';
import { authenticates, decides, METHODS, servesSomething } from '../authentication-checks.ts';
import type { BehaviourCheck, Scene } from '../scene.ts';

type Method = (typeof METHODS)[number];

/** References as they are resolved: without a namespace they mean the policy's own. */
const referred = (policy: Loose, ...refs: unknown[]): string[] =>
  refs
    .flatMap(entries)
    .map((r) => `${text(r.namespace) ?? policy.metadata.namespace}/${text(r.name)}:${plain(r.port)}`);

const provider = ({ issuer, remoteJWKS, localJWKS }: Fields): string =>
  JSON.stringify([issuer, fields(remoteJWKS).uri ?? localJWKS]);

/** Who vouches for clients by each method: a policy with another one lets in other people. */
const vouching: Readonly<Record<Method, (method: Fields, policy: Loose) => string[]>> = {
  jwt: (jwt) => entries(jwt.providers).map(provider),
  oidc: (oidc) => [plain(fields(oidc.provider).issuer)],
  apiKeyAuth: (key, policy) => referred(policy, key.credentialRefs),
  basicAuth: (basic, policy) => referred(policy, [basic.users]),
  extAuth: ({ grpc, http }, policy) =>
    [grpc, http].flatMap((way) => referred(policy, fields(way).backendRefs, [fields(way).backendRef].filter(Boolean))),
};

const voucher = (policy: Loose, method: Method): string[] =>
  vouching[method](fields(fields(policy.spec)[method]), policy);

/** What a Gateway's policy asks for and requests to the route are not asked for any more. */
const lostMethods = (root: Loose, policy: Loose): Method[] => {
  const own = fields(policy.spec);
  return METHODS.filter((m) => {
    if (fields(root.spec)[m] === undefined) return false;
    // Merging adds and overrides; it takes nothing away that the route's policy does not name.
    if (own[m] === undefined) return own.mergeType === undefined;
    const trusted = voucher(root, m);
    return voucher(policy, m).some((v) => !trusted.includes(v));
  });
};

const dropped = (scene: Scene, policy: Loose, route: Loose, root: Loose, foreign: boolean): void => {
  const { authorization } = fields(policy.spec);
  const open = authorization === undefined || fields(authorization).defaultAction === 'Allow';
  const outcome = open ? `${show(route)} is open` : `${show(route)} is closed by its authorization alone`;
  scene.report(
    'PolicyDropsAuthentication',
    // A team's decision is not that of whoever owns the Gateway.
    decides(policy) && !foreign ? 'info' : 'warning',
    policy,
    'spec',
    `A route's policy replaces the Gateway's whole: ${show(root)} asks for credentials, this one does not, so ${outcome}. ${
      foreign
        ? `Write mergeType: StrategicMerge, which keeps what namespace ${root.metadata.namespace} asks for, or repeat it.`
        : 'Repeat what is asked for.'
    }`,
  );
};

/** Policies of routes that take the place of one that authenticates: with nothing, or, of another namespace, otherwise. */
export const replaced: BehaviourCheck = (scene) => {
  const told = new Set<Loose>();
  for (const route of scene.routes()) {
    if (!servesSomething(route)) continue;
    for (const policy of scene.attachments.on(route, 'SecurityPolicy')) {
      for (const { gateway, section } of gatewaysOf(scene.snapshot, route)) {
        const roots = scene.attachments.on(gateway, 'SecurityPolicy', section).filter(authenticates);
        const [root] = roots;
        if (!root || told.has(policy)) continue;
        const foreign = root.metadata.namespace !== policy.metadata.namespace;
        if (!authenticates(policy)) {
          if (fields(policy.spec).mergeType === undefined) dropped(scene, policy, route, root, foreign);
          break;
        }
        // Of a listener's policy and the Gateway's only one is replaced; which repeats either is taken to mean that one.
        const lost = roots.map((r) => lostMethods(r, policy));
        if (!foreign || lost.some((l) => l.length === 0)) continue;
        told.add(policy);
        otherwise(scene, policy, route, root, lost[0]!);
      }
    }
  }
};

const otherwise = (scene: Scene, policy: Loose, route: Loose, root: Loose, lost: readonly Method[]): void => {
  const own = METHODS.filter((m) => fields(policy.spec)[m] !== undefined);
  const merged = fields(policy.spec).mergeType !== undefined;
  scene.report(
    'PolicyReplacesAuthentication',
    'warning',
    policy,
    `spec.${own.find((m) => lost.includes(m)) ?? own[0]}`,
    `${show(root)} asks for ${lost.join(' and ')}; for ${show(route)} this policy asks for its own ${own.join(' and ')} in place of that, so whom the Gateway would refuse may get in. ${
      merged
        ? `Merging keeps the Gateway's where this policy leaves ${lost.join(' and ')} out, or repeats it word by word.`
        : `Write mergeType: StrategicMerge and leave out what the Gateway asks for, or repeat its ${lost.join(' and ')} word by word.`
    }`,
  );
};
