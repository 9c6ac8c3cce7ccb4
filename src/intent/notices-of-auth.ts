// Notices about access, and about what a service receives.

import type { Answers } from '../answers/schema/answers-schema.ts';
import { type AuthMethod, intentsOf, kindOf } from '../auth/kinds.ts';
import { ID_TOKEN_HEADER } from '../auth/oidc/id-token.ts';
import { REQUESTED_HOST } from '../auth/oidc/oidc.ts';
import type { Say } from '../diagnostics/notice.ts';
import type { Intent, ServiceIntent } from '../model/intent.ts';
import { isWildcard } from '../values/host-patterns.ts';
import { listed } from './notice-names.ts';

type Model = Omit<Intent, 'notices'>;

/** `auth: [a, b]` of these services, with their methods' types. */
const typesOf = (s: ServiceIntent, methods: Methods): AuthMethod['type'][] =>
  s.auth.flatMap((name) => methods[name]?.type ?? []);

type Methods = Readonly<Record<string, AuthMethod>>;

/** The hosts of routes whose policy has a method of a type. */
const hostsWith = (
  routes: Model['routes'],
  security: Model['security'],
  type: string,
  g: Model['gateway'],
): string[] => {
  const policies = new Set(security.filter((s) => s.auth.some((a) => a.type === type)).map((s) => s.name));
  const hosts = [...new Set(routes.filter((r) => policies.has(r.security)).flatMap((r) => r.hosts))];
  return hosts.length > 0 ? hosts : [g.hostname];
};

const logins = ({ security, gateway, routes }: Model, say: Say): void => {
  const oidc = intentsOf('oidc', security);
  if (oidc.length === 0) return;
  const names = listed(oidc.map((o) => o.method));
  const unchecked = oidc.filter((o) => !o.idToken);
  if (unchecked.length > 0) say('LoginChecksNoClaims', { names: listed(unchecked.map((o) => o.method)) });
  const checked = oidc.filter((o) => o.idToken);
  if (checked.length > 0) say('IdTokenExpires', { names: listed(checked.map((o) => o.method)) });
  const hosts = hostsWith(routes, security, 'oidc', gateway);
  say('LoginCookies', { names, hostname: listed(hosts), method: oidc[0]!.method });
  if (oidc.some((o) => o.redirectURL.includes(REQUESTED_HOST)))
    say('LoginPerHost', {
      names,
      hosts: listed(hosts),
      wildcard: hosts.some(isWildcard),
      shared: oidc.some((o) => o.cookieDomain),
    });
};

const authorizers = (intent: Model, methods: Methods, say: Say): void => {
  const used = intentsOf('extAuth', intent.security);
  const open = listed(used.filter((e) => e.failOpen).map((e) => e.method));
  const closed = listed(used.filter((e) => !e.failOpen).map((e) => e.method));
  if (open) say('AuthorizerDownAllows', { names: open });
  if (closed) say('AuthorizerDownDenies', { names: closed });
  // Several policies may call one authorizer.
  for (const { method, protocol, path, appendsPath } of new Map(used.map((e) => [e.method, e])).values())
    if (protocol === 'http') say('AuthorizerPath', { method, path, appends: appendsPath });
  if (used.length > 0 && intent.problemJson)
    say('AuthorizerChallengeKept', { names: listed(used.map((e) => e.method)) });
  const beside = intent.services.filter(
    (s) => s.auth.length > 1 && !s.authAll && typesOf(s, methods).includes('extAuth'),
  );
  if (beside.length === 0) return;
  const others = beside.flatMap((s) => s.auth.filter((m) => methods[m]?.type !== 'extAuth'));
  say('CredentialSkipsAuthorizer', { names: listed(beside.map((s) => s.name)), methods: listed(others) });
  const all = beside.flatMap((s) =>
    s.auth.filter((name) => {
      const m = methods[name];
      return m?.type === 'extAuth' && m.grpc !== undefined && m.headers === undefined;
    }),
  );
  if (all.length > 0) say('AuthorizerReadsAll', { names: listed(all), method: all[0]! });
};

const several = (intent: Model, methods: Methods, say: Say): void => {
  const keyed = intent.services.filter((s) => {
    const types = typesOf(s, methods);
    return !s.authAll && types.includes('apiKey') && types.some((t) => t !== 'apiKey');
  });
  if (keyed.length > 0) say('InvalidKeyRejected', { names: listed(keyed.map((s) => s.name)) });
  const many = intent.services.filter((s) => s.auth.length > 1 && !s.authOptional);
  const removed = (s: ServiceIntent): string[] =>
    intent.routes
      .filter((r) => r.service === s.name)
      .flatMap((r) => r.rules.flatMap((x) => x.unverified.filter((h) => h !== ID_TOKEN_HEADER)));
  const headers = [...new Set(many.flatMap(removed))].sort();
  const open = many.some((s) => s.publicPaths.length > 0);
  if (headers.length > 0)
    say('UnverifiedCredentialsRemoved', {
      names: listed(many.filter((s) => removed(s).length > 0).map((s) => s.name)),
      headers: headers.join(', '),
      onPublicPaths: open,
    });
  const query = many.filter((s) => s.publicPaths.length > 0).flatMap((s) => s.auth.flatMap((n) => queryOf(methods[n])));
  if (query.length > 0) say('QueryKeyOnPublicPath', { names: listed(query) });
};

const queryOf = (m: AuthMethod | undefined): string[] =>
  m?.type === 'apiKey' && m.query !== undefined ? [m.query] : [];

const publicPaths = (intent: Model, say: Say): void => {
  const one = intent.services
    .filter((s) => s.auth.length === 1 && !s.authOptional && s.publicPaths.length > 0)
    .map((s) => s.name);
  if (one.length > 0) say('PublicPathsUnverified', { names: listed(one) });
};

const cookies = (intent: Model, answers: Answers, say: Say): void => {
  const without = intent.routes.filter((r) => r.rules.some((x) => x.withoutSession)).map((r) => r.service);
  if (without.length === 0) return;
  const portals = Object.entries(answers.auth?.methods ?? {}).flatMap(([name, m]) =>
    kindOf(m).session(m) ? [name] : [],
  );
  say('CookiesRemoved', {
    names: listed(without),
    logins: listed(portals),
    hostname: listed(hostsWith(intent.routes, intent.security, 'oidc', intent.gateway)),
  });
};

/** A text with a scheme: https://auth.example.com/, urn:example:auth. */
const URI = /^[a-z][a-z0-9+.-]*:./i;

/** Issuers that are no URLs: allowed, and rarely meant. */
const issuers = ({ security }: Model, say: Say): void => {
  const providers = new Map(intentsOf('jwt', security).flatMap((i) => i.providers.map((p) => [p.name, p])));
  // A further issuer of a method has its number in its name.
  for (const { name, issuer } of providers.values())
    if (!URI.test(issuer)) say('IssuerIsNoUrl', { method: name.replace(/\.\d+$/, ''), issuer });
};

/** ConfigMaps with public keys, which nobody else creates. */
const keys = ({ security, namespace }: Model, say: Say): void => {
  const used = new Map<string, string[]>();
  for (const jwt of intentsOf('jwt', security))
    for (const { jwks } of jwt.providers)
      if (typeof jwks !== 'string' && jwks.from === 'configMap')
        used.set(jwks.name, [...(used.get(jwks.name) ?? []), ...jwt.methods]);
  for (const [name, methods] of used) say('JwksConfigMap', { name, namespace, methods: listed(methods) });
};

/** Each notice once, for all services that it applies to. */
export const authNotices = (intent: Model, answers: Answers, say: Say): void => {
  const methods: Methods = answers.auth?.methods ?? {};
  authorizers(intent, methods, say);
  issuers(intent, say);
  if (intentsOf('basic', intent.security).length > 0) say('BasicAuthentication');
  const optional = intent.services.filter((s) => s.authOptional).map((s) => s.name);
  if (optional.length > 0) say('OptionalAuthentication', { names: listed(optional) });
  several(intent, methods, say);
  publicPaths(intent, say);
  keys(intent, say);
  logins(intent, say);
  cookies(intent, answers, say);
};
