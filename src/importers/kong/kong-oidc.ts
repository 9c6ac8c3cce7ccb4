// openid-connect: tokens of a provider, logins, or both.
import { labelOf } from '../neutral/naming.ts';
import type { NeutralMethod, Part } from '../neutral/neutral.ts';
import { said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { KongPlugin } from './kong-config.ts';
import { asked } from './kong-consumers.ts';
import { type Draft, dropped, isPlaceholder, textsOf } from './kong-draft.ts';
import type { Found } from './kong-keys.ts';

const LOGIN: ReadonlySet<string> = new Set(['authorization_code', 'session', 'refresh_token']);

/** Settings that narrow who has access, and that no answer contains. */
const NARROWING = [
  'issuers_allowed',
  'claims_forbidden',
  'consumer_claim',
  'roles_required',
  'introspection_check_active',
  'proof_of_possession_mtls',
  'proof_of_possession_dpop',
] as const;

const value = (key: string, node: SourceNode, of: unknown): Part => ({ key, value: of, from: [node] });

/** A value that was given, or a question. */
const given = (name: string, key: string, what: string, node: SourceNode, text: string | undefined): Part =>
  text === undefined || isPlaceholder(text)
    ? { key, value: undefined, from: [node], said: asked(name, key, what) }
    : value(key, node, text);

/** Scopes that a token must have. Kong takes one of several entries, and all words of an entry. */
const scopes = (draft: Draft, config: SourceNode): boolean => {
  const required = config.get('scopes_required');
  if (required.items.length === 0) return true;
  if (required.items.length > 1 || config.get('scopes_claim').exists) return false;
  draft.parts.set('allow.scopes', required.items[0]!.text?.split(/\s+/) ?? [], [required]);
  return true;
};

const groups = (draft: Draft, config: SourceNode): boolean => {
  const required = config.get('groups_required');
  if (required.items.length === 0) return true;
  const claim = textsOf(config.get('groups_claim')).map((t) => t.text);
  if (required.items.some((n) => /\s/.test(n.text ?? '')) || claim.length > 1) return false;
  const from = [required, config.get('groups_claim')];
  draft.parts.set(`allow.claims`, { [claim[0] ?? 'groups']: required.items.map((n) => n.text) }, from);
  return true;
};

/** The provider's issuer: Kong also takes the URL of its discovery document. */
const issuerOf = (text: string | undefined): string | undefined =>
  text?.replace(/\/\.well-known\/(openid-configuration|oauth-authorization-server)$/, '');

const login = (config: SourceNode, issuer: Part): NeutralMethod => {
  const id = config.get('client_id');
  const redirect = textsOf(config.get('redirect_uri'))[0];
  const path = redirect && /^https?:\/\/[^/]+(\/[^?#]*)$/.exec(redirect.text)?.[1];
  const wanted = config.get('scopes');
  const extra = textsOf(wanted)
    .map((t) => t.text)
    .filter((s) => s !== 'openid');
  const secret = 'kong-oidc';
  const command = `kubectl create secret generic ${secret} --from-file=client-secret=SECRET_FILE`;
  return {
    name: 'login',
    identity: JSON.stringify(['oidc', issuer.value, id.value, redirect?.text, extra]),
    parts: [
      { key: 'type', value: 'oidc', from: [] },
      issuer,
      given('openid-connect', 'clientID', 'the client ID at the provider', id, textsOf(id)[0]?.text),
      {
        key: 'clientSecret',
        value: secret,
        from: [config.get('client_secret')],
        said: said('SecretToCreate', {
          object: `Secret ${secret}`,
          contents: 'the client secret in its key client-secret',
          command,
        }),
      },
      ...(extra.length > 0 ? [value('scopes', wanted, extra)] : []),
      ...(path && path !== '/' ? [value('callback', redirect.node, path)] : []),
      { key: 'forwardAccessToken', value: true, from: [] },
    ],
  };
};

/** Methods for openid-connect. `auth_methods` are all of Kong's if they are not given. */
export const openidConnect = (draft: Draft, { config, name }: KongPlugin): Found => {
  const { ledger } = draft;
  const narrowing = NARROWING.find((key) => config.get(key).exists);
  if (narrowing) return { undecided: `${narrowing} of openid-connect` };
  if (!scopes(draft, config)) return { undecided: 'scopes_required of openid-connect' };
  if (!groups(draft, config)) return { undecided: 'groups_required of openid-connect' };
  const methods = textsOf(config.get('auth_methods'));
  const has = (test: (m: string) => boolean): boolean => methods.length === 0 || methods.some((m) => test(m.text));
  for (const { text, node } of methods)
    if (text !== 'bearer' && !LOGIN.has(text))
      dropped(ledger, node, `the authentication method ${text}`, 'Clients that use it get 401.');
  const isLogin = has((m) => LOGIN.has(m));
  if (isLogin && (draft.parts.get('allow.scopes') ?? draft.parts.get('allow.claims')))
    return { undecided: 'scopes or groups that openid-connect requires of a login' };
  const issuer = config.get('issuer');
  const url = issuerOf(issuer.text);
  const provider = given(name, 'issuer', 'the issuer of the provider', issuer, url);
  const found: NeutralMethod[] = [];
  if (isLogin) {
    found.push(login(config, provider));
    ledger.noEffect(...methods.filter((m) => LOGIN.has(m.text)).map((m) => m.node));
  }
  if (has((m) => m === 'bearer')) {
    const audience = ['audience_required', 'audience'].map((k) => config.get(k)).find((n) => n.items.length > 0);
    ledger.noEffect(...methods.filter((m) => m.text === 'bearer').map((m) => m.node));
    found.push({
      name: 'tokens',
      identity: JSON.stringify(['jwt', url, audience?.value]),
      parts: [
        { key: 'type', value: 'jwt', from: [] },
        provider,
        {
          key: 'jwks',
          value: undefined,
          from: [config.get('jwks')],
          said: asked(name, 'jwks', 'the jwks_uri of the discovery document'),
        },
        audience
          ? value(
              'audiences',
              audience,
              textsOf(audience).map((t) => t.text),
            )
          : {
              key: 'audiences',
              value: undefined,
              from: [config.get('audience_required')],
              said: asked(name, 'audiences', 'the aud of the tokens'),
            },
      ],
    });
  }
  return found.length > 0
    ? { methods: found }
    : { undecided: `the methods ${labelOf(methods.map((m) => m.text).join(' '), 'none')} of openid-connect` };
};
