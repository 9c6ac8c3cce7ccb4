import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { rulesOfPolicy } from '../../effective/policies/rules-of-policy.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Check } from '../check.ts';
import { authenticates } from './authentication-checks.ts';
import { identityHeadersOf, removedAt } from './identity-checks.ts';

const authorization = (policy: Loose): Fields => fields(fields(policy.spec).authorization);
/** Whether a policy denies requests that no rule allows, which is the default of Envoy Gateway. */
const denies = (policy: Loose): boolean =>
  fields(policy.spec).authorization !== undefined && authorization(policy).defaultAction !== 'Allow';
const routesWithBackends = (snapshot: Snapshot): Loose[] =>
  snapshot.routes().filter((route) => entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0));

/** A SecurityPolicy as it applies to a route, and the headers that the listener removes; without a Gateway among the objects, none are known. */
interface Applied {
  readonly policy: Loose;
  readonly ofRoute: boolean;
  readonly spec: Fields;
  readonly gone: ReadonlySet<string>;
}

/** Whether a rule can never match: it requires a header that the Gateway removes, or metadata that no filter of the policy sets. */
const impossible = ({ spec, gone }: Applied, rule: Fields, own: ReadonlySet<string>): boolean => {
  return (
    entries(fields(rule.principal).headers).some((h) => {
      const name = plain(h.name).toLowerCase();
      return gone.has(name) && !own.has(name);
    }) ||
    ((text(rule.cel) ?? '').includes('envoy.filters.http.jwt_authn') && spec.jwt === undefined)
  );
};

/** Whether a policy denies by default and none of its rules can match. */
const shuts = (applied: Applied): boolean => {
  const { defaultAction, rules } = fields(applied.spec.authorization);
  if (applied.spec.authorization === undefined || defaultAction === 'Allow') return false;
  const own = new Set(identityHeadersOf({ ...applied.policy, spec: applied.spec }));
  return entries(rules)
    .filter((r) => r.action === 'Allow')
    .every((r) => impossible(applied, r, own));
};

/** The policies that decide for the rules of a route on each listener; its own ones if its Gateways are not among the objects. */
const decidingFor = (snapshot: Snapshot, route: Loose): (Applied | undefined)[][] => {
  const rules = rulesInPlace(snapshot, route);
  if (rules.length === 0)
    return snapshot.attachments
      .on(route, 'SecurityPolicy')
      .map((policy) => [{ policy, ofRoute: true, spec: fields(policy.spec), gone: new Set() }]);
  const byListener = groupBy(rules, (r) => r.listener);
  return [...byListener.values()].map((all) =>
    all.map(({ security, gateway }) => {
      if (!security) return undefined;
      const ofRoute = security.level === 'rule' || security.level === 'route';
      return { policy: security.policy, ofRoute, spec: security.spec, gone: removedAt(snapshot, gateway) };
    }),
  );
};

/** Routes whose SecurityPolicy allows no request. */
export const unreachable: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  // Computed once for each spec, not for each route: a policy may have thousands of rules.
  const known = new Map<Fields, Map<ReadonlySet<string>, boolean>>();
  const isShut = (applied: Applied): boolean => {
    const ofSpec = known.get(applied.spec) ?? new Map<ReadonlySet<string>, boolean>();
    known.set(applied.spec, ofSpec);
    const answer = ofSpec.get(applied.gone) ?? shuts(applied);
    ofSpec.set(applied.gone, answer);
    return answer;
  };
  for (const route of routesWithBackends(snapshot)) {
    const inPlaces = decidingFor(snapshot, route);
    const own = inPlaces.flat().find((p) => p?.ofRoute && isShut(p));
    // A wider policy may be meant to close some rules; it is wrong where it closes all of them.
    const closed = inPlaces.some((rules) => rules.length > 0 && rules.every((p) => p && isShut(p)));
    const about = own ? own.policy : route;
    if ((!own && !closed) || told.has(about)) continue;
    told.add(about);
    report('NoClientAllowed', about, about === route ? 'metadata.name' : 'spec.authorization', {
      case: about === route ? 'route' : 'policy',
    });
  }
};

/** Rules that allow requests because of a header, in policies without authentication. */
export const headersAlone: Check = (snapshot, report) => {
  for (const policy of snapshot.of('SecurityPolicy')) {
    if (authenticates(policy)) continue;
    const rules = entries(authorization(policy).rules);
    const at = rules.findIndex(
      (r) => r.action === 'Allow' && (text(r.cel) ?? '').includes('request.headers') && r.principal === undefined,
    );
    if (at >= 0) report('AllowedByHeaderAlone', policy, `spec.authorization.rules[${at}]`);
  }
};

/** Gateways whose routes each require authentication, so that the next route is public until it gets a policy. */
export const openByDefault: Check = (snapshot, report) => {
  const told = new Set<string>();
  const routes = new Set(routesWithBackends(snapshot));
  for (const gateway of snapshot.of('Gateway')) {
    const mine = snapshot.under(gateway).filter(({ route }) => routes.has(route));
    const guarded = mine.some(({ route }) => snapshot.attachments.on(route, 'SecurityPolicy').some(authenticates));
    if (!guarded) continue;
    for (const { section } of mine) {
      const above = snapshot.attachments.on(gateway, 'SecurityPolicy', section);
      const id = `${gateway.metadata.namespace}/${gateway.metadata.name}/${section}`;
      if (told.has(id) || above.some((p) => authenticates(p) || denies(p))) continue;
      told.add(id);
      report('AllowedByDefault', gateway, 'spec.listeners', { listener: section });
    }
  }
};

/** JWT policies that accept tokens without an expiry. */
export const endlessTokens: Check = (snapshot, report) => {
  for (const policy of snapshot.of('SecurityPolicy')) {
    if (fields(policy.spec).jwt === undefined) continue;
    const asked = entries(authorization(policy).rules).some(
      (r) =>
        (text(r.cel) ?? '').includes("'exp'") ||
        entries(fields(fields(r.principal).jwt).claims).some((c) => c.name === 'exp'),
    );
    if (!asked) report('TokensWithoutExpiry', policy, 'spec.jwt');
  }
};

/** The path of a redirect URL, which may contain Envoy's %REQ(...)%. */
const pathOf = (url: string): string => /^[^/]*:\/\/[^/]*(\/[^?#]*)?/.exec(url)?.[1] ?? '/';

const takes = (rule: Fields, path: string): boolean => {
  const matches = entries(rule.matches);
  return (
    matches.length === 0 ||
    matches.some((m) => {
      const wanted = fields(m.path);
      const [type, value] = [text(wanted.type) ?? 'PathPrefix', text(wanted.value) ?? '/'];
      if (type === 'Exact') return value === path;
      if (type !== 'PathPrefix') return true;
      const prefix = value.endsWith('/') ? value.slice(0, -1) : value;
      return path === prefix || path.startsWith(`${prefix}/`);
    })
  );
};

/** Logins with a callback path that no rule of the policy matches: the filter that completes the login never gets the request. */
export const callbacks: Check = (snapshot, report) => {
  for (const policy of snapshot.of('SecurityPolicy')) {
    if (fields(policy.spec).oidc === undefined) continue;
    const rules = rulesOfPolicy(snapshot, policy).filter(({ route }) => route.kind === 'HTTPRoute');
    const path = pathOf(
      text(fields(fields(policy.spec).oidc).redirectURL) ??
        '%REQ(x-forwarded-proto)%://%REQ(:authority)%/oauth2/callback',
    );
    if (rules.length > 0 && !rules.some(({ rule }) => takes(rule.spec, path)))
      report('CallbackNotRouted', policy, 'spec.oidc.redirectURL', { path });
  }
};
