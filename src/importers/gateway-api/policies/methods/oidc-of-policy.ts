// Logins in a browser.
import { entries, type Fields, fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { caOf } from './ca-of-server.ts';
import { secretPart } from './client-secrets.ts';
import { identityOf, type MethodOfPolicy, type MethodReader } from './method-of-policy.ts';

/** Below this path, generated policies have their callbacks. */
const GUARD_PATH = '/.eg-api-gateway/';
const FROM_SCRIPT = 'x-requested-with';

const optional = (key: string, value: unknown, from: Part['from']): Part[] =>
  isSet(value) ? [{ key, value, from }] : [];

/** A path of the gateway; the one that generate chooses is no answer. */
const ownPath = (key: string, path: string | undefined, field: string, room: PolicyRoom): Part[] => {
  const from = room.from(field);
  if (path === undefined) return [];
  if (!path.startsWith(GUARD_PATH)) return [{ key, value: path, from }];
  for (const node of from) room.view.ledger.carried(node);
  return [];
};

const pathOfUrl = (url: string | undefined): string | undefined => {
  const [, path] = /^[a-z]+:\/\/[^/]+(\/[^?#]*)$/.exec(url ?? '') ?? [];
  return path;
};

const noRedirect = (given: Fields, room: PolicyRoom): Part[] => {
  const headers = entries(fields(given.denyRedirect).headers);
  const field = 'oidc.denyRedirect';
  if (headers.some((h) => isSet(h.type) && h.type !== 'Exact'))
    throw new Unsaid('requests without a redirect that match a pattern', field);
  const own = headers.filter((h) => text(h.name)?.toLowerCase() !== FROM_SCRIPT);
  const value = Object.fromEntries(own.map((h) => [text(h.name) ?? '', text(h.value) ?? '']));
  if (own.length > 0) return [{ key: 'noRedirect', value, from: room.from(field) }];
  for (const node of room.from(field)) room.view.ledger.carried(node);
  return [];
};

const KNOWN = [
  'provider',
  'clientID',
  'clientSecret',
  'redirectURL',
  'logoutPath',
  'scopes',
  'resources',
  'cookieDomain',
  'cookieConfig',
  'refreshToken',
  'forwardAccessToken',
  'forwardIDToken',
  'denyRedirect',
  // Lifetimes and names of cookies: they change nothing for who has access.
  'cookieNames',
  'csrfTokenTTL',
  'defaultTokenTTL',
  'defaultRefreshTokenTTL',
  'disableTokenEncryption',
] as const;

const sameSite = (given: Fields, room: PolicyRoom): Part[] => {
  const site = text(fields(given.cookieConfig).sameSite);
  const from = room.from('oidc.cookieConfig.sameSite');
  if (site === 'None') return [{ key: 'sameSite', value: 'none', from }];
  for (const node of from) {
    if (site === 'Lax') room.view.ledger.carried(node);
    else room.view.ledger.say(node, 'SameSiteLax', { value: String(site) });
  }
  return [];
};

export const oidcOfPolicy: MethodReader = (given, room) => {
  onlyKnown(given, 'oidc', ...KNOWN);
  const provider = fields(given.provider);
  onlyKnown(
    provider,
    'oidc.provider',
    ...['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'endSessionEndpoint', 'backendRefs', 'backendRef'],
    'backendSettings',
  );
  const of = (key: string): Part[] => optional(key, text(provider[key]), room.from(`oidc.provider.${key}`));
  const tokenUrl = text(provider.tokenEndpoint) ?? text(provider.issuer);
  const scopes = texts(given.scopes).filter((s) => s !== 'openid');
  const openid = texts(given.scopes).indexOf('openid');
  for (const node of openid < 0 ? [] : room.from(`oidc.scopes[${openid}]`)) room.view.ledger.carried(node);
  const flag = (key: string, field: string, usual: boolean): Part[] => {
    const value = given[field];
    if (typeof value === 'boolean' && value !== usual) return [{ key, value, from: room.from(`oidc.${field}`) }];
    for (const node of room.from(`oidc.${field}`)) room.view.ledger.carried(node);
    return [];
  };
  const parts: Part[] = [
    { key: 'type', value: 'oidc', from: [] },
    ...of('issuer'),
    ...caOf(provider, 'oidc.provider', tokenUrl, room),
    { key: 'clientID', value: text(given.clientID), from: room.from('oidc.clientID') },
    secretPart(room, given.clientSecret, 'oidc.clientSecret', 'clientSecret'),
    ...of('authorizationEndpoint'),
    ...of('tokenEndpoint'),
    ...of('endSessionEndpoint'),
    ...optional('scopes', scopes.length > 0 ? scopes : undefined, room.from('oidc.scopes')),
    ...optional('cookieDomain', text(given.cookieDomain), room.from('oidc.cookieDomain')),
    ...sameSite(given, room),
    ...ownPath('callback', pathOfUrl(text(given.redirectURL)) ?? '/oauth2/callback', 'oidc.redirectURL', room),
    ...ownPath('logout', text(given.logoutPath) ?? '/logout', 'oidc.logoutPath', room),
    ...flag('refresh', 'refreshToken', true),
    ...optional('resources', given.resources, room.from('oidc.resources')),
    ...flag('forwardAccessToken', 'forwardAccessToken', false),
    ...noRedirect(given, room),
  ];
  return [{ type: 'oidc', name: room.name, identity: identityOf('oidc', parts), parts }];
};

/**
 * A login whose ID token a provider of the same policy verifies again: `jwks` and `claims` of the login. undefined: the tokens are
 * those of another method.
 */
export const withIdToken = (
  login: MethodOfPolicy,
  token: MethodOfPolicy,
  given: Fields,
): MethodOfPolicy | undefined => {
  const header = text(fields(given.forwardIDToken).header)?.toLowerCase();
  const read = (m: MethodOfPolicy, key: string): unknown => m.parts.find((p) => p.key === key)?.value;
  const from = read(token, 'from') as { header?: string } | undefined;
  if (header === undefined || from?.header?.toLowerCase() !== header) return undefined;
  if (read(token, 'issuer') !== read(login, 'issuer')) return undefined;
  if (JSON.stringify(read(token, 'audiences')) !== JSON.stringify([read(login, 'clientID')])) return undefined;
  const taken = token.parts.filter((p) => p.key === 'jwks' || p.key === 'claims');
  const rest = token.parts.filter((p) => !taken.includes(p)).flatMap((p) => p.from);
  const parts = [...login.parts, ...taken.map((p, i) => (i === 0 ? { ...p, from: [...p.from, ...rest] } : p))];
  return {
    ...login,
    parts,
    identity: identityOf('oidc', parts),
    ...(token.providers && { providers: token.providers }),
  };
};
