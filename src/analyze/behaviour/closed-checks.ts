import { plain } from '../../diagnostics/shown.ts';
import { gatewayOf } from '../../effective/listeners/listener-sets.ts';
import type { Listener } from '../../effective/listeners/listeners.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { policiesAbove } from '../../effective/policies/applied-policy.ts';
import { rulesOfPolicy } from '../../effective/policies/rules-of-policy.ts';
import { placesOfPolicy, specsIn } from '../../effective/requests/places-of-policy.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import { attachmentsOf } from '../../effective/routes/parents.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Check } from '../check.ts';
import { authenticates } from './authentication-checks.ts';
import { identityHeadersOf } from './identity-checks.ts';
import { type Removes, removedAt, removesNothing } from './removed-headers.ts';

const authorization = (policy: Loose): Fields => fields(fields(policy.spec).authorization);
/** Whether a policy denies requests that no rule allows, which is the default of Envoy Gateway. */
const denies = (policy: Loose): boolean =>
  fields(policy.spec).authorization !== undefined && authorization(policy).defaultAction !== 'Allow';
const routesWithBackends = (snapshot: Snapshot): Loose[] =>
  snapshot.routes().filter((route) => entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0));

/** A SecurityPolicy as it applies to a route, and what the listener removes; without a Gateway among the objects, nothing is known of it. */
interface Applied {
  readonly policy: Loose;
  readonly ofRoute: boolean;
  readonly spec: Fields;
  readonly gone: Removes;
}

/** Whether a rule can never match: it requires a header that the listener removes, or metadata that no filter of the policy sets. */
const impossible = ({ spec, gone }: Applied, rule: Fields, own: ReadonlySet<string>): boolean => {
  return (
    entries(fields(rule.principal).headers).some((h) => {
      const name = plain(h.name).toLowerCase();
      return gone(name) && !own.has(name);
    }) ||
    ((text(rule.cel) ?? '').includes('envoy.filters.http.jwt_authn') && spec.jwt === undefined)
  );
};

/** Whether a policy denies by default and none of its rules can match. */
const shuts = (applied: Applied): boolean => {
  const { defaultAction, rules } = fields(applied.spec.authorization);
  if (applied.spec.authorization === undefined || defaultAction === 'Allow') return false;
  const own = new Set(identityHeadersOf(applied.spec));
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
      .map((policy) => [{ policy, ofRoute: true, spec: fields(policy.spec), gone: removesNothing }]);
  const byListener = groupBy(rules, (r) => r.listener);
  return [...byListener.values()].map((all) =>
    all.map(({ security, listener }) => {
      if (!security) return undefined;
      const ofRoute = security.level === 'rule' || security.level === 'route';
      return { policy: security.policy, ofRoute, spec: security.spec, gone: removedAt(snapshot, listener) };
    }),
  );
};

/** Routes whose SecurityPolicy allows no request. */
export const unreachable: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  // Computed once for each spec, not for each route: a policy may have thousands of rules.
  const known = new Map<Fields, Map<Removes, boolean>>();
  const isShut = (applied: Applied): boolean => {
    const ofSpec = known.get(applied.spec) ?? new Map<Removes, boolean>();
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

/** What a policy says with those into which it is merged, in each place; one that is merged into none: what it says itself. */
const appliedSpecs = (snapshot: Snapshot, policy: Loose): Fields[] => {
  if (fields(policy.spec).mergeType === undefined) return [fields(policy.spec)];
  const specs = specsIn(snapshot, 'SecurityPolicy', placesOfPolicy(snapshot, policy));
  return specs.length > 0 ? specs : [fields(policy.spec)];
};

/** Rules that allow requests because of a header, in policies without authentication. */
export const headersAlone: Check = (snapshot, report) => {
  for (const policy of snapshot.of('SecurityPolicy')) {
    const at = entries(authorization(policy).rules).findIndex(
      (r) => r.action === 'Allow' && (text(r.cel) ?? '').includes('request.headers') && r.principal === undefined,
    );
    if (at >= 0 && !appliedSpecs(snapshot, policy).every((spec) => authenticates({ spec })))
      report('AllowedByHeaderAlone', policy, `spec.authorization.rules[${at}]`);
  }
};

/** Whether the next route on a listener is public: the closest policy replaces the wider ones. */
const isOpen = (snapshot: Snapshot, { owner, name }: Listener): boolean => {
  const [closest] = policiesAbove(snapshot, 'SecurityPolicy', owner, name);
  return !closest || !(authenticates(closest.policy) || denies(closest.policy));
};

/** The Gateways with a route whose own policy requires credentials. */
const guardedByRoutes = (snapshot: Snapshot, routes: readonly Loose[]): Set<Loose> =>
  new Set(
    routes
      .flatMap((route) => rulesInPlace(snapshot, route))
      .filter(({ security: s }) => (s?.level === 'rule' || s?.level === 'route') && authenticates(s))
      .map(({ gateway }) => gateway),
  );

/** Gateways whose routes each require authentication, so that the next route is public until it gets a policy. */
export const openByDefault: Check = (snapshot, report) => {
  const routes = routesWithBackends(snapshot);
  const guarded = guardedByRoutes(snapshot, routes);
  if (guarded.size === 0) return;
  const known = new Map<Listener, boolean>();
  const told = new Set<Loose | Listener>();
  for (const { ref, listeners } of routes.flatMap((route) => attachmentsOf(snapshot, route))) {
    const [first] = listeners;
    const gateway = first && gatewayOf(snapshot, first.owner);
    if (!first || !gateway || !guarded.has(gateway)) continue;
    const about = ref.sectionName === undefined ? first.owner : first;
    if (told.has(about)) continue;
    for (const l of listeners) if (!known.has(l)) known.set(l, isOpen(snapshot, l));
    const open = listeners.filter((l) => known.get(l));
    if (open.length === 0) continue;
    told.add(about);
    const whole = about === gateway && open.length === listeners.length;
    report('AllowedByDefault', first.owner, 'spec.listeners', { listener: whole ? undefined : open[0]!.name });
  }
};

/** JWT policies that accept tokens without an expiry. */
export const endlessTokens: Check = (snapshot, report) => {
  const asks = (r: Fields): boolean =>
    (text(r.cel) ?? '').includes("'exp'") ||
    entries(fields(fields(r.principal).jwt).claims).some((c) => c.name === 'exp');
  for (const policy of snapshot.of('SecurityPolicy')) {
    if (fields(policy.spec).jwt === undefined) continue;
    const specs = appliedSpecs(snapshot, policy);
    if (!specs.every(({ authorization: rules }) => entries(fields(rules).rules).some(asks)))
      report('TokensWithoutExpiry', policy, 'spec.jwt');
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
