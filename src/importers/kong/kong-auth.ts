// Authentication of a route: Kong requires every plugin, or any of them if all have an anonymous consumer.
import type { NeutralAuth, NeutralMethod } from '../neutral/neutral.ts';
import { said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { KongConsumer, KongPlugin } from './kong-config.ts';
import { type Draft, isPlaceholder, shownRoute } from './kong-draft.ts';
import { basicAuth, type Found, jwt, keyAuth, usualHeaders } from './kong-keys.ts';
import { openidConnect } from './kong-oidc.ts';

const TRANSLATED: Readonly<Record<string, (draft: Draft, plugin: KongPlugin) => Found>> = {
  'key-auth': keyAuth,
  'key-auth-enc': keyAuth,
  'basic-auth': basicAuth,
  jwt,
  'openid-connect': openidConnect,
};

/** Plugins that authenticate in a way that no answer contains. */
const OTHER: ReadonlySet<string> = new Set([
  'oauth2',
  'oauth2-introspection',
  'hmac-auth',
  'ldap-auth',
  'ldap-auth-advanced',
  'mtls-auth',
  'saml',
  'vault-auth',
  'header-cert-auth',
  'jwt-signer',
  'application-registration',
  'standard-webhooks',
]);

export const isAuthPlugin = (name: string): boolean => Object.hasOwn(TRANSLATED, name) || OTHER.has(name);

/** The consumer of requests without a credential. */
const anonymousOf = ({ config: { consumers } }: Draft, node: SourceNode): KongConsumer | undefined =>
  consumers.find((c) => [c.name, c.node.get('id').text, c.node.get('username').text].includes(node.text));

/** Whether the anonymous consumer gets an error in place of the service. */
const isRefused = (draft: Draft, consumer: KongConsumer | undefined): boolean =>
  consumer !== undefined &&
  draft.effective.ofConsumers.some(
    (p) => p.name === 'request-termination' && p.consumer === consumer && !p.config.get('trigger').exists,
  );

const nameOf = (p: KongPlugin): SourceNode => p.node.get('name');

/** Decides how a route is protected, and reports the plugins. */
export const authOf = (draft: Draft): NeutralAuth => {
  const { route, ledger, effective } = draft;
  const plugins = [...effective.plugins.values()].filter((p) => isAuthPlugin(p.name));
  const from = plugins.map(nameOf);
  const methods: (readonly NeutralMethod[])[] = [];
  const untranslatable = (what: string): NeutralAuth => {
    const why = said('AuthUndecided', { route: shownRoute(route), what });
    for (const p of plugins) ledger.add(p.node, why);
    return { is: 'untranslatable', what, from, methods: methods.flat(), said: why };
  };
  if (plugins.length === 0) return { is: 'unstated', from: [route.node.get('plugins')] };
  const other = plugins.find((p) => OTHER.has(p.name));
  if (other) return untranslatable(`the plugin ${other.name}`);
  const hidden = plugins.find((p) => isPlaceholder(p.config.text));
  if (hidden) return untranslatable(`the plugin ${hidden.name} without its configuration`);
  for (const p of plugins) {
    usualHeaders(draft, p.config);
    const found = TRANSLATED[p.name]!(draft, p);
    if ('undecided' in found) return untranslatable(found.undecided);
    methods.push(found.methods);
  }
  const anonymous = plugins.map((p) => p.config.get('anonymous')).filter((n) => n.exists && n.text !== '');
  if (anonymous.length > 0 && anonymous.length < plugins.length)
    return untranslatable('some of its plugins have an anonymous consumer, and some have none');
  const missing = anonymous.find((n) => anonymousOf(draft, n) === undefined);
  // Kong refuses the requests then.
  if (missing) return untranslatable(`the anonymous consumer ${missing.text ?? ''}, which the files do not contain`);
  for (const p of plugins) if (p.config.get('anonymous').text === '') ledger.noEffect(p.config.get('anonymous'));
  const what = said('KongConsumerHeaders', { plugin: plugins[0]!.name });
  if (anonymous.length > 0) {
    const all = methods.flat();
    const isClosed = anonymous.every((n) => isRefused(draft, anonymousOf(draft, n)));
    const isLogin = all.some((m) => m.parts.some((p) => p.key === 'type' && p.value === 'oidc'));
    for (const n of anonymous)
      if (isClosed) ledger.noEffect(n);
      else ledger.say(n, isLogin ? 'KongAnonymousLogin' : 'KongAnonymous', { route: shownRoute(route) });
    return {
      is: 'methods',
      need: isClosed || isLogin || effective.plugins.has('acl') ? 'any' : 'optional',
      methods: all,
      from,
      said: what,
    };
  }
  if (methods.length === 1) return { is: 'methods', need: 'any', methods: methods[0]!, from, said: what };
  const several = methods.filter((m) => m.length > 1);
  if (several.length > 0)
    for (const p of plugins)
      ledger.say(p.node.get('config'), 'SettingDiffers', {
        name: p.name,
        difference: 'Kong reads the credential in several places, the gateway in the first one only',
      });
  return { is: 'methods', need: 'all', methods: methods.map((m) => m[0]!), from, said: what };
};
