import { plain } from '../../diagnostics/shown.ts';
import { ENVOY_GATEWAY, entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { rulesOfPolicy } from '../../effective/policies/rules-of-policy.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';

/** Headers in which a SecurityPolicy forwards the identity of a client to services and rate limits, in lower case. */
export const identityHeadersOf = (policy: Loose): string[] => {
  const spec = fields(policy.spec);
  const headers = [
    ...entries(fields(spec.jwt).providers).flatMap((p) => entries(p.claimToHeaders).map((c) => text(c.header))),
    text(fields(spec.apiKeyAuth).forwardClientIDHeader),
    text(fields(spec.basicAuth).forwardUsernameHeader),
  ];
  return headers.flatMap((h) => (h ? [h.toLowerCase()] : []));
};

const routesOf = (snapshot: Snapshot, policy: Loose): Loose[] =>
  snapshot.attachments.targetsOf(policy).filter((t) => t.kind.endsWith('Route'));

const removedByGateway = (): Map<Loose, ReadonlySet<string>> => new Map();

/** Headers that the ClientTrafficPolicies of a Gateway remove from every request, in lower case. */
export const removedAt = (snapshot: Snapshot, gateway: Loose): ReadonlySet<string> => {
  const all = snapshot.index(removedByGateway);
  const known = all.get(gateway) ?? removedBy(snapshot, gateway);
  all.set(gateway, known);
  return known;
};

const removedBy = (snapshot: Snapshot, gateway: Loose): Set<string> =>
  new Set(
    snapshot.attachments.on(gateway, 'ClientTrafficPolicy').flatMap((p) => {
      const early = fields(fields(fields(p.spec).headers).earlyRequestHeaders);
      const removed = Array.isArray(early.remove) ? early.remove.map((h) => plain(h).toLowerCase()) : [];
      return [...removed, ...entries(early.set).map((h) => plain(h.name).toLowerCase())];
    }),
  );

const IN_CEL = /request\.headers\[['"]([^'"]+)['"]\]/g;
/** Other conditions of a CEL expression: what authentication verified, or where the request comes from. */
const OTHER_IN_CEL = /\b(?:metadata|source|connection|filter_state)\b/;

/**
 * Headers with which a client passes the authorization of a policy, in lower case: those of a rule that allows requests that a later
 * rule or the default denies, and that requires nothing but headers. Whoever meets a rule that denies gains nothing.
 */
const headersThatAllow = (policy: Loose): Set<string> => {
  const { defaultAction, rules } = fields(fields(policy.spec).authorization);
  const all = entries(rules);
  const lastDenial = defaultAction === 'Allow' ? all.findLastIndex((r) => r.action === 'Deny') : all.length;
  const allowing = all.filter((r, i) => r.action === 'Allow' && i < lastDenial);
  return new Set(
    allowing.flatMap((rule) => {
      const { headers, ...others } = fields(rule.principal);
      const cel = text(rule.cel) ?? '';
      if (Object.keys(others).length > 0 || OTHER_IN_CEL.test(cel)) return [];
      return [
        ...entries(headers).map((h) => plain(h.name).toLowerCase()),
        ...[...cel.matchAll(IN_CEL)].map((m) => m[1]!.toLowerCase()),
      ];
    }),
  );
};

/** Headers that the authorizer of a policy sets on allowed requests, in lower case. */
const setByAuthorizer = (policy: Loose): string[] => {
  const { headersToBackend } = fields(fields(fields(policy.spec).extAuth).http);
  return Array.isArray(headersToBackend) ? headersToBackend.map((h) => plain(h).toLowerCase()) : [];
};

/** Headers that identify a client, and that a client can forge. */
export const identityHeaders: Check = (snapshot, report) => {
  const told = new Set<string>();
  for (const policy of snapshot.of('SecurityPolicy')) {
    const headers = new Set([...identityHeadersOf(policy), ...setByAuthorizer(policy)]);
    const asked = headersThatAllow(policy);
    const gateways = new Set(
      routesOf(snapshot, policy).flatMap((route) => snapshot.gatewaysOf(route).map(({ gateway }) => gateway)),
    );
    for (const gateway of gateways) {
      const gone = removedAt(snapshot, gateway);
      // The files may lack the policy that removes the header.
      const absence = snapshot.absence(ENVOY_GATEWAY, 'ClientTrafficPolicy', gateway.metadata.namespace);
      for (const h of new Set([...identityHeadersOf(policy), ...asked])) {
        const id = `${policy.metadata.namespace}/${policy.metadata.name} ${h}`;
        if (gone.has(h) || told.has(id)) continue;
        told.add(id);
        const forged = asked.has(h) && !headers.has(h);
        report('IdentityHeaderNotRemoved', policy, 'spec', { header: h, forged, sure: absence === 'certain' });
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

/** Headers with keys that are removed before limits apply: api_key_auth runs before the rate limit filters. */
const sanitizedHeaders = (policy: Loose): string[] => {
  const key = fields(fields(policy.spec).apiKeyAuth);
  if (key.sanitize !== true) return [];
  return entries(key.extractFrom).flatMap(({ headers }) =>
    Array.isArray(headers) ? headers.map((h) => plain(h).toLowerCase()) : [],
  );
};

/** Rate limit keys that authentication does not set, or that are removed before limits apply. */
export const limitKeys: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    const routes = routesOf(snapshot, policy);
    const security = [...new Set(routes.flatMap((r) => snapshot.attachments.on(r, 'SecurityPolicy')))];
    if (security.length === 0) continue;
    const set = new Set(security.flatMap(identityHeadersOf));
    const gateways = new Set(routes.flatMap((r) => snapshot.gatewaysOf(r)).map(({ gateway }) => gateway));
    const gone = [...gateways].map((gateway) => removedAt(snapshot, gateway));
    const keys = new Set(security.flatMap(sanitizedHeaders));
    const sorted = [...set].sort();
    for (const { header, field, inverted } of limitHeadersOf(policy)) {
      if (inverted || set.has(header)) continue;
      if (keys.has(header)) {
        report('LimitKeyMissing', policy, field, { header, sanitized: true });
        continue;
      }
      if (gone.some((g) => g.has(header))) report('LimitKeyMissing', policy, field, { header, sanitized: false });
      else if (set.size > 0) report('ForgeableLimitKey', policy, field, { header, set: sorted });
    }
  }
};

/** Global limits that apply to each match of the policy's rules separately. */
export const budgets: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    const rules = entries(fields(fields(fields(policy.spec).rateLimit).global).rules);
    const matches = rulesOfPolicy(snapshot, policy).flatMap(({ rule }) => entries(rule.spec.matches));
    const apart = rules.findIndex((r) => r.shared !== true);
    if (apart >= 0 && matches.length > 1)
      report('LimitPerMatch', policy, `spec.rateLimit.global.rules[${apart}]`, { matches: matches.length });
  }
};
