import { plain } from '../../diagnostics/shown.ts';
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  type Loose,
  text,
} from '../../effective/objects/loose-objects.ts';
import { rulesOfPolicy } from '../../effective/policies/rules-of-policy.ts';
import { placesOfPolicy, specsIn } from '../../effective/requests/places-of-policy.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import type { Check } from '../check.ts';
import { type Removes, removedAt } from './removed-headers.ts';

/** Headers in which a SecurityPolicy forwards the identity of a client to services and rate limits, in lower case. */
export const identityHeadersOf = (spec: Fields): string[] => {
  const headers = [
    ...entries(fields(spec.jwt).providers).flatMap((p) => entries(p.claimToHeaders).map((c) => text(c.header))),
    text(fields(spec.apiKeyAuth).forwardClientIDHeader),
    text(fields(spec.basicAuth).forwardUsernameHeader),
  ];
  return headers.flatMap((h) => (h ? [h.toLowerCase()] : []));
};

const IN_CEL = /request\.headers\[['"]([^'"]+)['"]\]/g;
/** Other conditions of a CEL expression: what authentication verified, or where the request comes from. */
const OTHER_IN_CEL = /\b(?:metadata|source|connection|filter_state)\b/;

/**
 * Headers with which a client passes the authorization of a policy, in lower case: those of a rule that allows requests that a later
 * rule or the default denies, and that requires nothing but headers. Whoever meets a rule that denies gains nothing.
 */
const headersThatAllow = (spec: Fields): Set<string> => {
  const { defaultAction, rules } = fields(spec.authorization);
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
const setByAuthorizer = (spec: Fields): string[] => {
  const { headersToBackend } = fields(fields(spec.extAuth).http);
  return Array.isArray(headersToBackend) ? headersToBackend.map((h) => plain(h).toLowerCase()) : [];
};

/** The headers of a policy that identify a client; true: a client that forges it is allowed. */
const identifying = (spec: Fields): Map<string, boolean> => {
  const identity = identityHeadersOf(spec);
  const headers = new Set([...identity, ...setByAuthorizer(spec)]);
  return new Map([...identity, ...headersThatAllow(spec)].map((h) => [h, !headers.has(h)]));
};

/** Headers that identify a client, and that a client can forge. */
export const identityHeaders: Check = (snapshot, report) => {
  const told = new Set<string>();
  // Computed once for each spec and listener's policy, not for each route: a policy may have thousands of rules.
  const seen = new Map<Fields, Set<Removes>>();
  for (const route of snapshot.routes())
    for (const { security, listener, gateway } of rulesInPlace(snapshot, route)) {
      if (!security) continue;
      const { policy, spec, level } = security;
      const removes = removedAt(snapshot, listener);
      const before = seen.get(spec) ?? new Set<Removes>();
      seen.set(spec, before);
      if (before.has(removes)) continue;
      before.add(removes);
      // The files may lack the policy that removes the header.
      const absence = snapshot.absence(ENVOY_GATEWAY, 'ClientTrafficPolicy', gateway.metadata.namespace);
      // Routes without the policy of a Gateway have one of their own, or are meant to be without it.
      const isOfRoute = level === 'rule' || level === 'route';
      for (const [header, forged] of identifying(spec)) {
        if (!forged && !isOfRoute) continue;
        const id = `${policy.metadata.namespace}/${policy.metadata.name} ${header}`;
        if (removes(header) || told.has(id)) continue;
        told.add(id);
        report('IdentityHeaderNotRemoved', policy, 'spec', { header, forged, sure: absence === 'certain' });
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
const sanitizedHeaders = (spec: Fields): string[] => {
  const key = fields(spec.apiKeyAuth);
  if (key.sanitize !== true) return [];
  return entries(key.extractFrom).flatMap(({ headers }) =>
    Array.isArray(headers) ? headers.map((h) => plain(h).toLowerCase()) : [],
  );
};

/** Rate limit keys that authentication does not set, or that are removed before limits apply. */
export const limitKeys: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    const wanted = limitHeadersOf(policy).filter(({ inverted }) => !inverted);
    if (wanted.length === 0) continue;
    const places = placesOfPolicy(snapshot, policy);
    const security = specsIn(snapshot, 'SecurityPolicy', places);
    if (security.length === 0) continue;
    const set = new Set(security.flatMap(identityHeadersOf));
    const gone = new Set(places.flatMap(({ settings }) => (settings ? [removedAt(snapshot, settings.listener)] : [])));
    const keys = new Set(security.flatMap(sanitizedHeaders));
    const sorted = [...set].sort();
    for (const { header, field } of wanted) {
      if (set.has(header)) continue;
      if (keys.has(header)) {
        report('LimitKeyMissing', policy, field, { header, sanitized: true });
        continue;
      }
      if ([...gone].some((removes) => removes(header)))
        report('LimitKeyMissing', policy, field, { header, sanitized: false });
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
