import { listed, plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../loose-objects.ts';
import { gatewaysOf } from './attachments.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

/** Headers by which a SecurityPolicy tells services and limits who a client is, in lower case. */
export const identityHeadersOf = (policy: Loose): string[] => {
  const spec = fields(policy.spec);
  const headers = [
    ...entries(fields(spec.jwt).providers).flatMap((p) => entries(p.claimToHeaders).map((c) => text(c.header))),
    text(fields(spec.apiKeyAuth).forwardClientIDHeader),
    text(fields(spec.basicAuth).forwardUsernameHeader),
  ];
  return headers.flatMap((h) => (h ? [h.toLowerCase()] : []));
};

const routesOf = (scene: Scene, policy: Loose): Loose[] =>
  scene.attachments.targetsOf(policy).filter((t) => t.kind.endsWith('Route'));

const removed = new WeakMap<Scene, Map<Loose, ReadonlySet<string>>>();

/** Headers that the ClientTrafficPolicies of a Gateway take from every request, in lower case. */
export const removedAt = (scene: Scene, gateway: Loose): ReadonlySet<string> => {
  const ofScene = removed.get(scene) ?? new Map<Loose, ReadonlySet<string>>();
  removed.set(scene, ofScene);
  const known = ofScene.get(gateway) ?? removedBy(scene, gateway);
  ofScene.set(gateway, known);
  return known;
};

const removedBy = (scene: Scene, gateway: Loose): Set<string> =>
  new Set(
    scene.attachments.on(gateway, 'ClientTrafficPolicy').flatMap((p) => {
      const early = fields(fields(fields(p.spec).headers).earlyRequestHeaders);
      const removed = Array.isArray(early.remove) ? early.remove.map((h) => plain(h).toLowerCase()) : [];
      return [...removed, ...entries(early.set).map((h) => plain(h.name).toLowerCase())];
    }),
  );

const IN_CEL = /request\.headers\[['"]([^'"]+)['"]\]/g;

/** Headers that say who a client is, and that a client may write itself. */
export const identityHeaders: BehaviourCheck = (scene) => {
  const told = new Set<string>();
  for (const policy of scene.of('SecurityPolicy')) {
    const headers = new Set(identityHeadersOf(policy));
    const authorization = entries(fields(fields(policy.spec).authorization).rules);
    const asked = new Set(
      authorization.flatMap((r) => [
        ...entries(fields(r.principal).headers).map((h) => plain(h.name).toLowerCase()),
        ...[...(text(r.cel) ?? '').matchAll(IN_CEL)].map((m) => m[1]!.toLowerCase()),
      ]),
    );
    const gateways = new Set(
      routesOf(scene, policy).flatMap((route) => gatewaysOf(scene.snapshot, route).map(({ gateway }) => gateway)),
    );
    for (const gateway of gateways) {
      const gone = removedAt(scene, gateway);
      for (const h of new Set([...headers, ...asked])) {
        const id = `${policy.metadata.namespace}/${policy.metadata.name} ${h}`;
        if (gone.has(h) || told.has(id)) continue;
        told.add(id);
        const forged = asked.has(h) && !headers.has(h);
        scene.report(
          'IdentityHeaderNotRemoved',
          forged ? 'error' : 'warning',
          policy,
          'spec',
          forged
            ? `Who sends ${h} gets in, and every client can. Remove it early in the ClientTrafficPolicy, and let authentication set it.`
            : `${h} says who a client is, and is not taken from requests before authentication: on routes without it a client writes it itself. Remove it by headers.earlyRequestHeaders of the ClientTrafficPolicy.`,
        );
      }
    }
  }
};

const limitHeadersOf = (policy: Loose): { header: string; field: string; inverted: boolean }[] => {
  const limit = fields(fields(policy.spec).rateLimit);
  return ['local', 'global'].flatMap((scope) =>
    entries(fields(limit[scope]).rules).flatMap((rule, i) =>
      entries(rule.clientSelectors).flatMap((s, j) =>
        entries(s.headers).map((h, k) => ({
          header: plain(h.name).toLowerCase(),
          field: `spec.rateLimit.${scope}.rules[${i}].clientSelectors[${j}].headers[${k}]`,
          inverted: h.invert === true || h.type !== 'Distinct',
        })),
      ),
    ),
  );
};

/** Headers with keys that are gone when limits count: api_key_auth runs before the rate limit filters. */
const sanitizedHeaders = (policy: Loose): string[] => {
  const key = fields(fields(policy.spec).apiKeyAuth);
  if (key.sanitize !== true) return [];
  return entries(key.extractFrom).flatMap(({ headers }) =>
    Array.isArray(headers) ? headers.map((h) => plain(h).toLowerCase()) : [],
  );
};

/** Limits that count by a header which authentication does not set, or which is gone when they count. */
export const limitKeys: BehaviourCheck = (scene) => {
  for (const policy of scene.of('BackendTrafficPolicy')) {
    const routes = routesOf(scene, policy);
    const security = [...new Set(routes.flatMap((r) => scene.attachments.on(r, 'SecurityPolicy')))];
    if (security.length === 0) continue;
    const set = new Set(security.flatMap(identityHeadersOf));
    const gateways = new Set(routes.flatMap((r) => gatewaysOf(scene.snapshot, r)).map(({ gateway }) => gateway));
    const gone = [...gateways].map((gateway) => removedAt(scene, gateway));
    const keys = new Set(security.flatMap(sanitizedHeaders));
    const sorted = [...set].sort();
    for (const { header, field, inverted } of limitHeadersOf(policy)) {
      if (inverted || set.has(header)) continue;
      if (keys.has(header)) {
        scene.report(
          'LimitKeyMissing',
          'warning',
          policy,
          field,
          `apiKeyAuth with sanitize takes ${header} away before limits count, so nothing would be counted. Count by forwardClientIDHeader.`,
        );
        continue;
      }
      if (gone.some((g) => g.has(header)))
        scene.report(
          'LimitKeyMissing',
          'warning',
          policy,
          field,
          `${header} is removed from every request and set by nobody, so nothing would be counted.`,
        );
      else if (set.size > 0)
        scene.report(
          'ForgeableLimitKey',
          'warning',
          policy,
          field,
          `Clients choose ${header}: with a new value in each request nobody is limited. Authentication sets ${listed(sorted)}; count by that.`,
        );
    }
  }
};

/** A budget that is meant for a service, and is counted for each of its routes and matches. */
export const budgets: BehaviourCheck = (scene) => {
  for (const policy of scene.of('BackendTrafficPolicy')) {
    const rules = entries(fields(fields(fields(policy.spec).rateLimit).global).rules);
    const matches = routesOf(scene, policy).flatMap((r) =>
      entries(fields(r.spec).rules).flatMap((rule: Fields) => entries(rule.matches)),
    );
    const apart = rules.findIndex((r) => r.shared !== true);
    if (apart >= 0 && matches.length > 1)
      scene.report(
        'BudgetForEachRoute',
        'info',
        policy,
        `spec.rateLimit.global.rules[${apart}]`,
        `Each of ${matches.length} matches has a budget of its own, so a client gets as many times the limit. Set shared: true for one budget.`,
      );
  }
};
