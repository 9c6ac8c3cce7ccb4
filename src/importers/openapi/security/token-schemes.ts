// Schemes with tokens: bearer, oauth2, openIdConnect, and the extensions that name the issuer.

import { labelOf } from '../../neutral/naming.ts';
import type { NeutralMethod, Part } from '../../neutral/neutral.ts';
import { said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { AUTHORIZATION, isTemplate, type Scheme, textOf, untranslatable } from './scheme.ts';

/** The origin of a URL; undefined: it is none. */
const originOf = (url: string | undefined): string | undefined => {
  try {
    const { protocol, origin } = new URL(url ?? '');
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
};

/** The question for what the document does not contain. */
const asked = (at: SourceNode, from: readonly SourceNode[], given: string, suggestion: string | undefined): Part => ({
  key: 'issuer',
  value: undefined,
  from: from.length > 0 ? from : [at.get('issuer')],
  said: said('OpenapiIssuerAsked', {
    method: labelOf(given, 'method'),
    suggestion: suggestion?.startsWith('https://') ? suggestion : undefined,
  }),
  ...(suggestion?.startsWith('https://') &&
    !isTemplate(suggestion) && { suggestion: { value: suggestion, reason: 'from the URLs of the document' } }),
});

const audienceAsked = (at: SourceNode, method: string, suggestion: string | undefined): Part => ({
  key: 'audiences',
  value: undefined,
  from: [at.get('audiences')],
  said: said('OpenapiAudienceAsked', { method: labelOf(method, 'method'), suggestion }),
});

const scheme = (method: NeutralMethod, hasScopes: boolean): Scheme => ({
  is: 'method',
  type: 'jwt',
  place: AUTHORIZATION,
  hasScopes,
  method,
});

/** A scheme whose issuer a person must name. `identity`: schemes with the same one have the same issuer. */
export const tokenScheme = (
  at: SourceNode,
  facts: {
    identity: string;
    from: readonly SourceNode[];
    hints?: readonly SourceNode[];
    suggestion?: string | undefined;
    hasScopes: boolean;
  },
): Scheme =>
  scheme(
    {
      name: at.key,
      identity: facts.identity,
      parts: [{ key: 'type', value: 'jwt', from: facts.from }, asked(at, facts.hints ?? [], at.key, facts.suggestion)],
    },
    facts.hasScopes,
  );

/** OAuth 2: the flows are hints for the issuer. Version 2.0 has one flow, in the scheme itself. */
export const oauthScheme = (at: SourceNode): Scheme => {
  const flows = at.get('flows').exists ? at.get('flows').children : [at];
  const urls = flows
    .flatMap((f) => [f.get('authorizationUrl'), f.get('tokenUrl'), f.get('deviceAuthorizationUrl')])
    .filter((u) => u.exists);
  const metadata = at.get('oauth2MetadataUrl');
  const authorization = urls.find((u) => u.key === 'authorizationUrl') ?? urls[0];
  const origin = originOf(authorization?.text);
  // One server may have several issuers, each below a path of its own: realms of Keycloak, tenants of Microsoft Entra.
  const issuer = origin && `${authorization!.text!.replace(/[?#].*$/s, '').replace(/\/[^/]*$/, '')}`;
  return tokenScheme(at, {
    identity: `oauth2 ${issuer ?? at.id}`,
    from: [at.get('type')],
    hints: [...urls, ...(metadata.exists ? [metadata] : [])],
    suggestion: origin,
    hasScopes: true,
  });
};

const DISCOVERY = '/.well-known/openid-configuration';

/** OpenID Connect: the issuer is the discovery URL without its well-known part (OpenID Connect Discovery 1.0, section 4). */
export const openIdScheme = (at: SourceNode): Scheme => {
  const url = at.get('openIdConnectUrl');
  const text = url.text ?? '';
  return tokenScheme(at, {
    // A relative URL is one of the server of the document.
    identity: `openIdConnect ${originOf(text) ? text : at.id}`,
    from: [at.get('type')],
    hints: url.exists ? [url] : [],
    suggestion: text.endsWith(DISCOVERY) ? text.slice(0, -DISCOVERY.length) : originOf(text),
    hasScopes: true,
  });
};

/** `x-google-issuer` with its keys: Cloud Endpoints verifies the tokens of this issuer. */
export const googleScheme = (at: SourceNode): Scheme => {
  const [issuer, jwks, audiences] = ['x-google-issuer', 'x-google-jwks_uri', 'x-google-audiences'].map((k) =>
    at.get(k),
  ) as [SourceNode, SourceNode, SourceNode];
  const written = issuer.text ?? '';
  const list = (audiences.text ?? '')
    .split(',')
    .map((a) => a.trim())
    .filter((a) => a !== '');
  const isUrl = /^https:\/\//.test(written) && !isTemplate(written);
  if (!isUrl)
    return tokenScheme(at, {
      identity: `google ${written} ${at.key}`,
      from: [],
      hints: [issuer, jwks, audiences].filter((n) => n.exists),
      suggestion: written,
      hasScopes: false,
    });
  return scheme(
    {
      name: at.key,
      identity: JSON.stringify(['google', written, jwks.text, list]),
      parts: [
        { key: 'type', value: 'jwt', from: [] },
        { key: 'issuer', value: written, from: [issuer] },
        jwks.exists && /^https:\/\//.test(jwks.text ?? '')
          ? { key: 'jwks', value: jwks.text, from: [jwks] }
          : {
              key: 'jwks',
              value: undefined,
              from: [jwks],
              said: said('OpenapiIssuerAsked', { method: labelOf(at.key, 'method'), suggestion: undefined }),
            },
        list.length > 0 ? { key: 'audiences', value: list, from: [audiences] } : audienceAsked(at, at.key, undefined),
      ],
    },
    false,
  );
};

/** `x-amazon-apigateway-authorizer`: JWT authorizers and Cognito user pools verify tokens, Lambda functions are programs. */
export const amazonScheme = (at: SourceNode): Scheme => {
  const authorizer = at.get('x-amazon-apigateway-authorizer');
  const type = authorizer.get('type').text ?? at.get('x-amazon-apigateway-authtype').text ?? '';
  const configuration = authorizer.get('jwtConfiguration');
  const pool = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d+:userpool\/([\w-]+)$/;
  const first = authorizer
    .get('providerARNs')
    .items.map((i) => textOf(i) ?? '')
    .find((i) => i !== '');
  if (type === 'jwt' || type === 'cognito_user_pools') {
    const issuer = configuration.get('issuer');
    const fromPool = pool.exec(first ?? '');
    const written =
      type === 'jwt'
        ? (textOf(issuer) ?? '')
        : fromPool
          ? `https://cognito-idp.${fromPool[1]}.amazonaws.com/${fromPool[2]}`
          : '';
    const source = type === 'jwt' ? issuer : authorizer.get('providerARNs');
    const configured = [configuration.value, authorizer.get('providerARNs').value];
    const identity = `amazon ${type} ${written || at.id} ${JSON.stringify(configured)}`;
    const audiences = configuration.get('audience').items.filter((a) => a.text !== undefined && !isTemplate(a.text));
    const isKnown =
      /^https:\/\//.test(written) && !isTemplate(written) && authorizer.get('providerARNs').items.length < 2;
    const place = authorizer.get('identitySource').text ?? '$request.header.Authorization';
    if (!/header\.Authorization$/i.test(place)) return untranslatable(`the token of ${at.key} is in ${place}`);
    return scheme(
      {
        name: at.key,
        identity,
        parts: [
          {
            key: 'type',
            value: 'jwt',
            from: [authorizer.get('type').exists ? authorizer.get('type') : at.get('x-amazon-apigateway-authtype')],
          },
          isKnown
            ? { key: 'issuer', value: written, from: source.items.length > 0 ? source.items : [source] }
            : asked(at, [source], at.key, written === '' || isTemplate(written) ? undefined : written),
          ...(isKnown
            ? [
                // Amazon Cognito publishes the keys of a pool below its issuer.
                /^https:\/\/cognito-idp\./.test(written)
                  ? { key: 'jwks', value: 'fromIssuer', from: [] }
                  : {
                      key: 'jwks',
                      value: undefined,
                      from: [at.get('jwks')],
                      said: said('OpenapiIssuerAsked', { method: labelOf(at.key, 'method'), suggestion: undefined }),
                    },
              ]
            : []),
          audiences.length > 0
            ? { key: 'audiences', value: audiences.map((a) => a.text), from: audiences }
            : audienceAsked(at, at.key, undefined),
        ],
      },
      true,
    );
  }
  return untranslatable(
    type === 'awsSigv4' || at.get('x-amazon-apigateway-authtype').text === 'awsSigv4'
      ? `${at.key} is a signature of AWS (Signature Version 4)`
      : `${at.key} is a Lambda authorizer`,
  );
};
