import * as z from 'zod';
import { backendService } from '../../values/backend-address.ts';
import { ca } from '../../values/ca.ts';
import { cidr, clientId, duration, headerName, label, objectName, tokenName, word } from '../../values/scalars.ts';
import { cookieDomain, httpsUrl, issuer, providerIssuer, requestPath } from '../../values/urls.ts';

const jwt = z.strictObject({
  type: z.literal('jwt').describe('The kind of method.'),
  issuer: issuer.describe('The `iss` claim that a token must have.'),
  jwks: httpsUrl.describe('Where the public keys are fetched.'),
  ca: ca.optional(),
  audiences: z.array(word).min(1).max(8).describe('A token must have one of them in `aud`.'),
  claims: z
    .record(z.string().min(1), headerName)
    .optional()
    .describe('Claims that the services receive as headers: `{ sub: x-jwt-claim-sub }`.'),
});

const apiKey = z
  .strictObject({
    type: z.literal('apiKey').describe('The kind of method.'),
    header: headerName.optional().describe('The header that carries the key; X-API-Key unless said otherwise.'),
    query: tokenName.optional().describe('The query parameter that carries the key.'),
    cookie: tokenName.optional().describe('The cookie that carries the key.'),
    secret: objectName.describe('The Secret with a client name and a key for each client.'),
    clients: z.array(clientId).min(1).max(256).describe('The client names: the keys of the Secret.'),
  })
  .superRefine((m, ctx) => {
    const places = [m.header, m.query, m.cookie].filter((x) => x !== undefined);
    if (places.length > 1)
      ctx.addIssue({
        code: 'custom',
        message: 'An API key is in one place.',
        params: {
          refusal: {
            code: 'SeveralKeyPlaces',
            what: 'The API key is in more than one place.',
            why: 'Which one counts would depend on what a client sends.',
            fix: 'Keep one of header, query and cookie; make a second method for the other.',
          },
        },
      });
  });

const oidc = z.strictObject({
  type: z.literal('oidc').describe('The kind of method.'),
  issuer: providerIssuer.describe('The OpenID provider.'),
  ca: ca.optional(),
  clientID: word.describe('The client id at the provider.'),
  clientSecret: objectName.describe('The Secret whose key `client-secret` holds the client secret.'),
  authorizationEndpoint: httpsUrl.optional().describe('With tokenEndpoint: no discovery is needed.'),
  tokenEndpoint: httpsUrl.optional().describe('Where codes become tokens.'),
  endSessionEndpoint: httpsUrl.optional().describe('Where a logout ends the session at the provider.'),
  scopes: z.array(word).max(32).optional().describe('Beside `openid`.'),
  cookieDomain: cookieDomain.optional().describe('The domain that login cookies are for; the host unless said.'),
});

const extAuth = z
  .strictObject({
    type: z.literal('extAuth').describe('The kind of method.'),
    grpc: backendService
      .optional()
      .describe('An authorizer that speaks envoy.service.auth.v3: `authz:9001`; over TLS where `ca` is given.'),
    http: z
      .union([
        word.transform((url, ctx) => {
          const m = /^http(s?):\/\/([^/]+)(\/.*)?$/.exec(url);
          const tls = m?.[1] === 's';
          const place = m?.[2] ?? '';
          const to = backendService.safeParse(tls && !place.includes(':') ? `${place}:443` : place);
          if (m && to.success && (m[3] === undefined || requestPath(m[3]))) return { ...to.data, path: m[3], tls };
          ctx.addIssue({
            code: 'custom',
            message: 'Not an authorizer.',
            params: {
              refusal: {
                code: 'InvalidAuthorizer',
                what: 'The HTTP authorizer is not http(s)://service[.namespace]:port/path.',
                why: 'It names a Service in the cluster and the path that is asked.',
                fix: 'Write for instance http://authz:8080/check.',
              },
            },
          });
          return z.NEVER;
        }),
      ])
      .optional()
      .describe(
        'An authorizer that answers 200 or a refusal: `http://authz:8080/check`. It is asked by the method, host and query of the request; see `path`.',
      ),
    path: z
      .enum(['append', 'fixed'])
      .optional()
      .describe(
        "With http. `append`, unless said: the request's path after that of the URL, /check/users for /users. `fixed`: always the path of the URL, so the authorizer does not learn what is called.",
      ),
    ca: ca.optional(),
    failOpen: z.boolean().optional().describe('true lets everybody in while the authorizer is down.'),
    timeout: duration.optional().describe('How long an answer may take; 1s unless said.'),
    headers: z.array(headerName).max(64).optional().describe('Request headers that the authorizer sees.'),
    headersToBackend: z
      .array(headerName)
      .max(64)
      .optional()
      .describe('Headers of the answer that the service sees (http).'),
  })
  .superRefine((m, ctx) => {
    if (m.path !== undefined && m.http?.path === undefined)
      ctx.addIssue({
        code: 'custom',
        path: ['path'],
        message: 'No path to ask.',
        params: {
          refusal: {
            code: 'AuthorizerPathUnused',
            what: `path is ${m.path}, and the authorizer has no path of its own.`,
            why: 'A gRPC authorizer learns the path of the request in the call, and one by a URL without a path is asked for exactly that path.',
            fix: `Write http: http://service:port/check, or remove path: ${m.path}.`,
          },
        },
      });
    if ((m.grpc === undefined) === (m.http === undefined))
      ctx.addIssue({
        code: 'custom',
        message: 'One authorizer.',
        params: {
          refusal: {
            code: 'AuthorizerMissing',
            what: m.grpc ? 'The authorizer is given twice, as grpc and as http.' : 'The authorizer is missing.',
            why: 'Envoy asks exactly one authorizer.',
            fix: 'Give either grpc: service:port or http: http://service:port/path.',
          },
        },
      });
  });

const basic = z.strictObject({
  type: z.literal('basic').describe('The kind of method.'),
  secret: objectName.describe('The Secret whose key `.htpasswd` holds SHA entries.'),
});

/** One way to authenticate; `type` is the field of SecurityPolicy.spec, but for basic (basicAuth) and apiKey (apiKeyAuth). */
export const authMethod = z.discriminatedUnion('type', [jwt, apiKey, oidc, extAuth, basic]);
export type AuthMethod = z.output<typeof authMethod>;
export type JwtMethod = z.output<typeof jwt>;
export type ApiKeyMethod = z.output<typeof apiKey>;
export type OidcMethod = z.output<typeof oidc>;
export type ExtAuthMethod = z.output<typeof extAuth>;
export type BasicMethod = z.output<typeof basic>;

/** A method's name, `none`, or a list of which any is enough. */
export const authRef = z
  .union([label.transform((m) => [m]), z.array(label).min(1).max(8)])
  .describe('A method of `auth.methods`, `none` (public), or a list: any of them is enough.');

export const auth = z
  .strictObject({
    default: authRef.optional().describe('What a service without `auth` of its own asks for.'),
    methods: z.record(label, authMethod).optional().describe('The ways to authenticate, by a name of yours.'),
  })
  .describe('Authentication.');

/** Who may call, beyond being authenticated; all that is given must hold. */
export const allow = z
  .strictObject({
    scopes: z.array(word).min(1).max(16).optional().describe('The token must have all of them (`scope` or `scp`).'),
    claims: z
      .record(z.string().min(1), z.union([word.transform((v) => [v]), z.array(word).min(1).max(128)]))
      .optional()
      .describe('Each claim must have one of its values.'),
    clients: z.array(clientId).min(1).max(256).optional().describe('One of these API key clients.'),
    cidrs: z.array(cidr).min(1).max(128).optional().describe('From one of these networks.'),
  })
  .describe('Who may call, beyond being authenticated.');
