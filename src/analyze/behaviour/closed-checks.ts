import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, show, text } from '../loose-objects.ts';
import { gatewaysOf } from './attachments.ts';
import { authenticates } from './authentication-checks.ts';
import { identityHeadersOf, removedAt } from './identity-checks.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

const authorization = (policy: Loose): Fields => fields(fields(policy.spec).authorization);
const allowing = (policy: Loose): Fields[] => entries(authorization(policy).rules).filter((r) => r.action === 'Allow');
/** Without a word Envoy Gateway denies what no rule allows. */
const denies = (policy: Loose): boolean =>
  fields(policy.spec).authorization !== undefined && authorization(policy).defaultAction !== 'Allow';
const routesWithBackends = (scene: Scene): Loose[] =>
  scene.routes().filter((route) => entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0));

/** Whether a rule can never hold: it asks for a header that the Gateway takes away, or for what no filter of the policy writes. */
const impossible = (
  policy: Loose,
  rule: Fields,
  gone: readonly ReadonlySet<string>[],
  own: ReadonlySet<string>,
): boolean => {
  const cel = text(rule.cel) ?? '';
  return (
    entries(fields(rule.principal).headers).some((h) => {
      const name = plain(h.name).toLowerCase();
      return gone.some((g) => g.has(name)) && !own.has(name);
    }) ||
    (cel.includes('envoy.filters.http.jwt_authn') && fields(policy.spec).jwt === undefined)
  );
};

/** Whether a policy denies, and none of its rules can hold below these Gateways. */
const shuts = (scene: Scene, policy: Loose, gateways: readonly Loose[]): boolean => {
  if (!denies(policy)) return false;
  const gone = gateways.map((gateway) => removedAt(scene, gateway));
  const own = new Set(identityHeadersOf(policy));
  return allowing(policy).every((r) => impossible(policy, r, gone, own));
};

/** Routes to backends that nobody can reach, because what decides for them lets no request in. */
export const unreachable: BehaviourCheck = (scene) => {
  const judged = new Set<Loose>();
  // Asked once of each policy and Gateways, not for each route: a policy may have thousands of rules.
  const known = new Map<string, boolean>();
  for (const route of routesWithBackends(scene)) {
    const parents = gatewaysOf(scene.snapshot, route);
    const own = scene.attachments.on(route, 'SecurityPolicy');
    const above = parents.flatMap(({ gateway, section }) => scene.attachments.on(gateway, 'SecurityPolicy', section));
    const deciding = own.length > 0 ? own : above;
    const gateways = [...new Set(parents.map(({ gateway }) => gateway))];
    const below = gateways.map(show).join();
    const shut = deciding.find((p) => {
      const id = `${show(p)} < ${below}`;
      const answer = known.get(id) ?? shuts(scene, p, gateways);
      known.set(id, answer);
      return answer;
    });
    const about = own.length > 0 ? shut : route;
    if (!shut || !about || judged.has(about)) continue;
    judged.add(about);
    scene.report(
      'NobodyGetsIn',
      'warning',
      about,
      about === route ? 'metadata.name' : 'spec.authorization',
      about === route
        ? 'This route has no SecurityPolicy of its own, and the one above it denies everybody: each request gets 403.'
        : 'This policy denies, and none of its rules can be met: each request gets 403. Add the method that the rules ask for, or a rule that can be met.',
    );
  }
};

/** What a policy that asks for no credentials lets in because of a header alone. */
export const headersAlone: BehaviourCheck = (scene) => {
  for (const policy of scene.of('SecurityPolicy')) {
    if (authenticates(policy)) continue;
    const rules = entries(authorization(policy).rules);
    const at = rules.findIndex(
      (r) => r.action === 'Allow' && (text(r.cel) ?? '').includes('request.headers') && r.principal === undefined,
    );
    if (at >= 0)
      scene.report(
        'AllowedByHeaderAlone',
        'warning',
        policy,
        `spec.authorization.rules[${at}]`,
        'This rule lets in by a request header, and the policy asks for no credentials that would stand behind it. Add the authentication that it relies on.',
      );
  }
};

/** Gateways whose routes ask for credentials each by itself, so that the next route is open until somebody thinks of it. */
export const openByDefault: BehaviourCheck = (scene) => {
  const told = new Set<string>();
  const routes = new Set(routesWithBackends(scene));
  for (const gateway of scene.of('Gateway')) {
    const mine = scene.under(gateway).filter(({ route }) => routes.has(route));
    const guarded = mine.some(({ route }) => scene.attachments.on(route, 'SecurityPolicy').some(authenticates));
    if (!guarded) continue;
    for (const { section } of mine) {
      const above = scene.attachments.on(gateway, 'SecurityPolicy', section);
      const id = `${gateway.metadata.namespace}/${gateway.metadata.name}/${section}`;
      if (told.has(id) || above.some((p) => authenticates(p) || denies(p))) continue;
      told.add(id);
      scene.report(
        'OpenByDefault',
        'warning',
        gateway,
        'spec.listeners',
        `Routes ask for credentials one by one, and ${section ? `listener ${section}` : 'the Gateway'} lets in by default: a new route, or one whose policy goes, is open. Attach a SecurityPolicy with authorization.defaultAction: Deny.`,
      );
    }
  }
};

/** JWT policies to which a token without an end is as good as any. */
export const endlessTokens: BehaviourCheck = (scene) => {
  for (const policy of scene.of('SecurityPolicy')) {
    if (fields(policy.spec).jwt === undefined) continue;
    const asked = entries(authorization(policy).rules).some(
      (r) =>
        (text(r.cel) ?? '').includes("'exp'") ||
        entries(fields(fields(r.principal).jwt).claims).some((c) => c.name === 'exp'),
    );
    if (!asked)
      scene.report(
        'TokensWithoutEnd',
        'info',
        policy,
        'spec.jwt',
        'Envoy checks when a token expires only where the token says so: one without exp is good for ever. Ask for it in an authorization rule.',
      );
  }
};

/** The path of a redirect URL, also of one with Envoy's %REQ(...)% in it. */
const pathOf = (url: string): string => /^[^/]*:\/\/[^/]*(\/[^?#]*)?/.exec(url)?.[1] ?? '/';

const takes = (route: Loose, path: string): boolean =>
  entries(fields(route.spec).rules).some((rule) => {
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
  });

/** Logins that come back to a path which no route of the policy takes: the filter that ends the login never sees them. */
export const callbacks: BehaviourCheck = (scene) => {
  for (const policy of scene.of('SecurityPolicy')) {
    if (fields(policy.spec).oidc === undefined) continue;
    const targets = scene.attachments.targetsOf(policy).filter((t) => t.kind === 'HTTPRoute');
    const path = pathOf(
      text(fields(fields(policy.spec).oidc).redirectURL) ??
        '%REQ(x-forwarded-proto)%://%REQ(:authority)%/oauth2/callback',
    );
    if (targets.length > 0 && !targets.some((t) => takes(t, path)))
      scene.report(
        'CallbackNotRouted',
        'warning',
        policy,
        'spec.oidc.redirectURL',
        `After the login browsers come back to ${path}, and no route of this policy takes it, so no login ends. Choose a path below the route.`,
      );
  }
};
