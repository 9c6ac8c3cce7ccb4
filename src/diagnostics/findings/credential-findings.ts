// Credentials: tokens and API keys.
import { type Variant, variants } from '../definition.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

const never = {
  prefix: ({ client }: { readonly client: string }) => ({
    what: `The API key of client ${client} begins with "Bearer ".`,
    why: 'Envoy removes this prefix from the header before it compares, so the key never matches: the client gets 401.',
    fix: 'Remove the prefix from the key in the Secret.',
  }),
  space: ({ client }: { readonly client: string }) => ({
    what: `The API key of client ${client} begins or ends with a space or a line break.`,
    why: 'Envoy compares all characters, and the client cannot send this one, so the key never matches: the client gets 401.',
    fix: 'Remove it from the key in the Secret. With kubectl create secret, write a file without a line break at its end.',
  }),
};

export const credentialFindings = {
  ClaimNeverMatches: define<{ name: string; denies: boolean }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { name: 'https://example.com/roles', denies: true },
    words: ({ name, denies }) => ({
      what: `The authorization rule compares the claim ${name}.`,
      why: `Envoy Gateway takes each dot as a step into a nested claim, so no token has this claim: ${denies ? 'the rule denies no request' : 'the rule allows no request'}.`,
      fix: 'Use cel in the rule, which reads the claim by its whole name, or let the issuer add the claim under a name without dots.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] }, authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { jwt: { provider: customers, claims: [{ name: "https://example.com/roles", values: [admin] }] } } }] } }',
      after:
        "kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: \"https://auth.example.com/\", audiences: [api], remoteJWKS: { uri: \"https://auth.example.com/jwks.json\" } }] }, authorization: { defaultAction: Deny, rules: [{ action: Allow, cel: \"'admin' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['customers']['https://example.com/roles']\" }] } }",
    },
  }),
  JwtWithoutAudience: constant(
    'warning',
    {
      what: 'This token provider has no audiences.',
      why: 'A token that was issued for another API of the same issuer is accepted.',
      fix: 'Set audiences to the audiences of this API.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
    },
    'exposed',
  ),
  JwtWithoutIssuer: constant(
    'warning',
    {
      what: 'This token provider has no issuer.',
      why: 'A token of any issuer is accepted if it was signed with a key of this key set.',
      fix: 'Set issuer to the iss claim of the tokens.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
    },
    'exposed',
  ),
  ApiKeyForwarded: constant(
    'info',
    {
      what: 'The API key is forwarded to the service.',
      why: 'The service may log it or forward it.',
      fix: 'Set sanitize: true. If the service needs the name of the client, set forwardClientIDHeader.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { apiKeyAuth: { credentialRefs: [{ name: keys }], extractFrom: [{ headers: [x-api-key] }] } }',
      after:
        'kind: SecurityPolicy\nspec: { apiKeyAuth: { credentialRefs: [{ name: keys }], extractFrom: [{ headers: [x-api-key] }], sanitize: true, forwardClientIDHeader: x-client-id } }',
    },
    'advice',
  ),
  KeyNeverMatches: define<Variant<typeof never>>({
    severity: 'warning',
    risk: 'failing',
    sample: { case: 'prefix', of: { client: 'acme' } },
    words: variants(never),
    example: {
      before:
        'kind: Secret\nmetadata: { name: keys }\nstringData: { acme: Bearer key-1 }\n---\nkind: SecurityPolicy\nspec: { apiKeyAuth: { credentialRefs: [{ name: keys }], extractFrom: [{ headers: [Authorization] }], sanitize: true } }',
      after:
        'kind: Secret\nmetadata: { name: keys }\nstringData: { acme: key-1 }\n---\nkind: SecurityPolicy\nspec: { apiKeyAuth: { credentialRefs: [{ name: keys }], extractFrom: [{ headers: [Authorization] }], sanitize: true } }',
    },
  }),
  TokenInQuery: constant(
    'info',
    {
      what: 'extractFrom is not set, so a token in the query (?access_token=) is accepted as well.',
      why: 'Such tokens are written to the access logs of every proxy that the request passes.',
      fix: 'Set extractFrom.headers to Authorization.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" }, extractFrom: { headers: [{ name: Authorization, valuePrefix: "Bearer " }] } }] } }',
    },
    'advice',
  ),
  TokensWithoutExpiry: constant(
    'info',
    {
      what: 'No authorization rule requires the claim exp.',
      why: 'Envoy checks the expiry only of tokens that have exp. A token without it never expires.',
      fix: 'Require exp in an authorization rule.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { jwt: { provider: customers, claims: [{ name: sub, values: [acme] }] } } }] } }',
      after:
        "kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, cel: \"'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['customers']\" }] } }",
    },
    'advice',
  ),
} as const satisfies FindingGroup;
