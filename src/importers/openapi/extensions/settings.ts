// Extensions that are settings of a gateway and become no answer, or settings of the whole gateway.

import { cors as corsSchema } from '../../../answers/schema/cors-schema.ts';
import type { Part } from '../../neutral/neutral.ts';
import { type Ledger, said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { secondsAsDuration } from '../../spelling/durations.ts';

/** What extensions do that are known and not carried, by name. */
const DOES: Readonly<Record<string, string>> = {
  'x-amazon-apigateway-request-validator': 'validates parameters and bodies',
  'x-amazon-apigateway-request-validators': 'validates parameters and bodies',
  'x-amazon-apigateway-gateway-responses': 'changes the responses of the gateway to errors',
  'x-amazon-apigateway-api-key-source': 'states whether a header or an authorizer contains the API key',
  'x-amazon-apigateway-endpoint-configuration': 'states from which networks the API can be reached',
  'x-amazon-apigateway-minimum-compression-size': 'compresses responses from a size on',
  'x-amazon-apigateway-auth': 'states the type of authorization of a method',
  'x-google-management': 'limits requests of each consumer project',
  'x-google-api-management': 'limits requests of each consumer project',
  'x-google-quota': 'states how much a request counts for the quota of a consumer project',
  'x-google-api-name': 'groups methods in reports',
  'x-google-endpoints': 'names the DNS name of the API, and whether preflight requests pass',
  'x-kong-upstream-defaults': 'configures load balancing and health checks of Kong',
  'x-kong-route-defaults': 'configures routes of Kong',
  'x-kong-service-defaults': 'configures timeouts and retries of Kong',
};

const effectOf = (does: string): string => `It ${does}; the gateway does not`;

const NO_EFFECT =
  /^x-(kong-(name|tags|docname)|amazon-apigateway-(binary-media-types|tag-value|integrations|importexport-version))$/;
/** Plugins of Kong that decide about access. */
const ACCESS =
  /^x-kong-(security-|plugin-(jwt|key-auth|basic-auth|hmac-auth|ldap-auth|oauth2|openid-connect|mtls-auth|acl|ip-restriction|opa|bot-detection|request-termination|session|saml|header-cert-auth|vault-auth))/;

/** Why an operation cannot be left to its security alone; undefined: nothing else restricts it. */
export const restrictedBy = (levels: readonly SourceNode[]): { what: string; from: SourceNode } | undefined => {
  for (const level of levels)
    for (const child of level.children)
      if (child.key === 'x-amazon-apigateway-policy' || ACCESS.test(child.key))
        return { what: `${child.key} also decides who has access`, from: child };
  return undefined;
};

/** Reports the extensions of a level: the document, a path or an operation. */
export const reportExtensions = (level: SourceNode, ledger: Ledger): void => {
  for (const child of level.children) {
    const { key } = child;
    if (!key.startsWith('x-')) continue;
    if (NO_EFFECT.test(key)) ledger.noEffect(child);
    else if (DOES[key] !== undefined) {
      if (key !== 'x-kong-service-defaults' || !child.get('host').exists)
        ledger.say(child, 'SettingDropped', { name: key, effect: effectOf(DOES[key]) });
    } else if (key.startsWith('x-kong-plugin-') && !ACCESS.test(key))
      ledger.say(child, 'SettingDropped', {
        name: key,
        effect: effectOf(`configures the plugin ${key.slice('x-kong-plugin-'.length)} of Kong`),
      });
    else if (key === 'x-google-allow') {
      if (child.text === 'all') ledger.say(child, 'OpenapiUndocumented', { name: key });
      else ledger.noEffect(child);
    } else if (key === 'x-kuadrant') {
      const route = child.get('route');
      for (const name of ['name', 'namespace', 'labels', 'parentRefs', 'hostnames'])
        if (route.get(name).exists)
          ledger.say(route.get(name), 'OpenapiRouteTarget', { name: `x-kuadrant.route.${name}` });
      for (const name of ['enable', 'disable']) if (child.get(name).exists) ledger.carried(child.get(name), 'services');
    }
  }
};

/** Whether the operation is left out of the route (`x-kuadrant: { enable: false }` or `{ disable: true }`). */
export const isDisabled = (operation: SourceNode, item: SourceNode): boolean => {
  for (const at of [operation.get('x-kuadrant'), item.get('x-kuadrant')]) {
    if (at.get('enable').flag !== undefined) return at.get('enable').flag === false;
    if (at.get('disable').flag !== undefined) return at.get('disable').flag === true;
  }
  return false;
};

/** A preflight that AWS answers itself: an integration of the type `mock`. */
export const isPreflight = (operation: SourceNode): boolean =>
  operation.key.toLowerCase() === 'options' &&
  operation.get('x-amazon-apigateway-integration', 'type').text?.toLowerCase() === 'mock';

/** `x-amazon-apigateway-cors` of HTTP APIs. */
export const corsParts = (root: SourceNode): Part[] => {
  const at = root.get('x-amazon-apigateway-cors');
  if (!at.exists) return [];
  const texts = (key: string): string[] => at.get(key).items.flatMap((i) => i.text ?? []);
  const methods = texts('allowMethods')
    .filter((m) => m !== '*')
    .map((m) => m.toUpperCase());
  const seconds = at.get('maxAge').number;
  const value = {
    origins: texts('allowOrigins'),
    ...(methods.length > 0 && { methods }),
    ...(texts('allowHeaders').length > 0 && { headers: texts('allowHeaders') }),
    ...(texts('exposeHeaders').length > 0 && { exposeHeaders: texts('exposeHeaders') }),
    ...(seconds !== undefined && { maxAge: secondsAsDuration(seconds) }),
    ...(at.get('allowCredentials').flag === true && { credentials: true }),
  };
  const isPlain =
    !texts('allowMethods').includes('*') &&
    !texts('allowHeaders').includes('*') &&
    !texts('exposeHeaders').includes('*');
  const from = at.children.flatMap((c) => (c.items.length > 0 ? c.items : [c]));
  return isPlain && corsSchema.safeParse(value).success
    ? [{ key: 'cors', value, from }]
    : [
        {
          key: 'cors.origins',
          value: undefined,
          from,
          said: said('CorsOriginsAsked', { route: 'The document', origins: texts('allowOrigins').join(', ') }),
        },
      ];
};
