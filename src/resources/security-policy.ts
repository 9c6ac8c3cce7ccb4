import type { SecurityPolicy } from '../crds/types/index.ts';
import type { AllowRule, CorsIntent, ExtAuthIntent, Intent, SecurityIntent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, meta, note, resource, some } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { serverRef } from '../objects/server-ref.ts';
import { targetsOf } from '../objects/target-refs.ts';
import { guardsPlace } from './deny-by-default.ts';
import { ACCESS } from './notes/access-notes.ts';
import { oidc } from './oidc.ts';

type Spec = NonNullable<SecurityPolicy['spec']>;

const jwt = (providers: SecurityIntent['jwt']): Spec['jwt'] | undefined =>
  providers.length === 0
    ? undefined
    : {
        providers: providers.map((p) =>
          defined({
            name: p.name,
            issuer: p.issuer,
            audiences: [...p.audiences],
            remoteJWKS: defined({ uri: p.jwks, backendRefs: p.server && [serverRef(p.server)] }),
            claimToHeaders: some(p.claims.map(([claim, header]) => ({ claim, header }))),
            // Unsaid, Envoy also takes ?access_token=, which ends in every log on the way.
            extractFrom: { headers: [{ name: 'Authorization', valuePrefix: 'Bearer ' }] },
          }),
        ),
      };

/** Keys and passwords of all teams are the platform's, beside the Gateway. */
const secretRef = (name: string, { gateway, namespace }: Intent) => ({
  name,
  ...(gateway.namespace === namespace ? {} : { namespace: gateway.namespace }),
});

const apiKeyAuth = (key: SecurityIntent['apiKey'], intent: Intent): Spec['apiKeyAuth'] | undefined =>
  key && {
    credentialRefs: key.secrets.map((name) => secretRef(name, intent)),
    extractFrom: [
      key.place.in === 'header'
        ? { headers: [key.place.name] }
        : key.place.in === 'query'
          ? { params: [key.place.name] }
          : { cookies: [key.place.name] },
      // Read only where the own key is missing, which the route does not take; sanitize removes them with it.
      ...(key.alsoRemoved.params.length > 0 ? [{ params: [...key.alsoRemoved.params] }] : []),
      ...(key.alsoRemoved.cookies.length > 0 ? [{ cookies: [...key.alsoRemoved.cookies] }] : []),
    ],
    forwardClientIDHeader: key.clientHeader,
    sanitize: true,
  };

const extAuth = (e: ExtAuthIntent | undefined, namespace: string): Spec['extAuth'] | undefined => {
  if (!e) return undefined;
  const { backend } = e;
  const backendRefs = [
    e.server
      ? serverRef(e.server)
      : defined({
          name: backend.service,
          namespace: backend.namespace === namespace ? undefined : backend.namespace,
          port: backend.port,
        }),
  ];
  return defined({
    failOpen: e.failOpen,
    // 403 would look like the authorizer's own refusal.
    statusOnError: e.failOpen ? undefined : 503,
    timeout: e.timeout,
    headersToExtAuth: some(e.headers),
    grpc: e.protocol === 'grpc' ? { backendRefs } : undefined,
    http:
      e.protocol === 'http'
        ? defined({
            backendRefs,
            path: e.appendsPath ? e.path : undefined,
            pathOverride: e.appendsPath ? undefined : e.path,
            headersToBackend: some(e.headersToBackend),
          })
        : undefined,
  });
};

const ruleOf = (rule: AllowRule) => {
  const principal = defined({
    clientCIDRs: some(rule.cidrs),
    jwt:
      rule.jwt &&
      defined({
        provider: rule.jwt.provider,
        scopes: some(rule.jwt.scopes),
        claims: some(
          rule.jwt.claims.map(({ claim, values, type }) => ({ name: claim, valueType: type, values: [...values] })),
        ),
      }),
    headers: rule.header && [{ name: rule.header.name, values: [...rule.header.values] }],
  });
  return defined({
    name: rule.name,
    action: 'Allow' as const,
    cel: rule.cel,
    principal: Object.keys(principal).length > 0 ? principal : undefined,
  });
};

const cors = (c: CorsIntent | undefined): Spec['cors'] | undefined =>
  c &&
  defined({
    allowOrigins: [...c.origins],
    allowMethods: [...c.methods],
    allowHeaders: some(c.headers),
    exposeHeaders: some(c.exposeHeaders),
    maxAge: c.maxAge,
    allowCredentials: c.credentials || undefined,
  });

const notesOf = (s: SecurityIntent, intent: Intent): Note[] => {
  const names = new Set([
    ...(s.apiKey?.secrets ?? []),
    ...(s.oidc ? [s.oidc.clientSecret] : []),
    ...(s.basic ? [s.basic.secret] : []),
  ]);
  return [
    note('why', s.why),
    note('why', ACCESS.byLabel, 'spec', 'targetSelectors'),
    ...intent.secrets
      .filter((x) => names.has(x.name))
      .map((x) =>
        note(
          'todo',
          ACCESS.secret(x.name, x.type, x.keys.map(([k, holds]) => `${k}: ${holds}`).join(', '), x.command),
          'spec',
          s.apiKey ? 'apiKeyAuth' : s.oidc ? 'oidc' : 'basicAuth',
        ),
      ),
    ...(s.apiKey
      ? [
          note('why', ACCESS.keyRemoved, 'spec', 'apiKeyAuth', 'sanitize'),
          ...(s.apiKey.alsoRemoved.params.length + s.apiKey.alsoRemoved.cookies.length > 0
            ? [note('why', ACCESS.otherPlaces, 'spec', 'apiKeyAuth', 'extractFrom')]
            : []),
        ]
      : []),
    ...(s.defaultAction === 'Deny' ? [note('why', ACCESS.authorization, 'spec', 'authorization')] : []),
  ];
};

/** One SecurityPolicy for each of the model, complete in itself: nothing relies on merging. */
export const securityPolicies = (intent: Intent): Resource[] =>
  intent.security.map((s) => {
    const object: SecurityPolicy = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'SecurityPolicy',
      metadata: meta(intent, s.name),
      spec: {
        ...targetsOf(intent, s.targets),
        ...defined({
          cors: cors(s.cors),
          jwt: jwt(s.jwt),
          apiKeyAuth: apiKeyAuth(s.apiKey, intent),
          basicAuth: s.basic && { users: secretRef(s.basic.secret, intent), forwardUsernameHeader: s.basic.userHeader },
          oidc: oidc(s.oidc),
          extAuth: extAuth(s.extAuth, intent.namespace),
          authorization: defined({ defaultAction: s.defaultAction, rules: some(s.rules.map(ruleOf)) }),
        }),
      },
    };
    const { stage, owner } = s.early ? guardsPlace(intent) : { stage: '50-securitypolicies' as const, owner: s.owner };
    return resource(stage, owner, object, notesOf(s, intent));
  });
