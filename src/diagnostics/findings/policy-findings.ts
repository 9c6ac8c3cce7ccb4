// Policies that Envoy Gateway refuses because of other objects: Secrets, ConfigMaps, modules.
import { byAbsence, either, type Variant, variants } from '../definition.ts';
import { aKind, listed } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';
import { geo, lua, NOT_ACCEPTED, patch, REJECTED } from './policy-texts.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const missing = ({ kind, name, namespace, absence }: Missing) => ({
  what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
  why: unlessItExists(NOT_ACCEPTED, absence),
  fix: `Add the ${kind}, or correct the name.`,
});

export const policyFindings = {
  ConfigMapNotFound: define<Missing>({
    severity: byAbsence((v) => v.absence),
    risk: 'rejected',
    sample: { kind: 'ConfigMap', name: 'error-page', namespace: 'shop', absence: 'certain' },
    words: missing,
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { responseOverride: [{ source: Local, match: { statusCodes: [{ value: 503 }] }, response: { body: { type: ValueRef, valueRef: { group: "", kind: ConfigMap, name: eror-page } } } }] }\n---\nkind: ConfigMap\nmetadata: { name: error-page }\ndata: { response.body: Try again later. }',
      after:
        'kind: BackendTrafficPolicy\nspec: { responseOverride: [{ source: Local, match: { statusCodes: [{ value: 503 }] }, response: { body: { type: ValueRef, valueRef: { group: "", kind: ConfigMap, name: error-page } } } }] }\n---\nkind: ConfigMap\nmetadata: { name: error-page }\ndata: { response.body: Try again later. }',
    },
  }),
  DuplicateKeyValue: define<{ client: string; other: string; secret: string; otherSecret: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { client: 'globex', other: 'acme', secret: 'Secret shop/keys', otherSecret: 'Secret shop/keys' },
    related: ({ otherSecret }) => otherSecret,
    words: ({ client, other, secret, otherSecret }) => ({
      what: `Client ${client} in ${secret} has the same API key as client ${other}${secret === otherSecret ? '' : ` in ${otherSecret}`}.`,
      why: 'Envoy Gateway rejects the policy (duplicated API key), and requests to its routes get 500.',
      fix: 'Create a different key for each client.',
    }),
    example: {
      before:
        'kind: Secret\nmetadata: { name: keys }\nstringData: { acme: key-1, globex: key-1 }\n---\nkind: SecurityPolicy\nspec: { apiKeyAuth: { credentialRefs: [{ name: keys }], extractFrom: [{ headers: [x-api-key] }], sanitize: true } }',
      after:
        'kind: Secret\nmetadata: { name: keys }\nstringData: { acme: key-1, globex: key-2 }\n---\nkind: SecurityPolicy\nspec: { apiKeyAuth: { credentialRefs: [{ name: keys }], extractFrom: [{ headers: [x-api-key] }], sanitize: true } }',
    },
  }),
  GeoIpIncomplete: define<Variant<typeof geo>>({
    severity: either('error', 'warning', (v) => v.case === 'detection' && v.of.absence !== 'certain'),
    risk: 'rejected',
    sample: { case: 'detection', of: { absence: 'certain' } },
    words: variants(geo),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { clientIPGeoLocations: [{ country: DE }] } }] } }\n---\nkind: EnvoyProxy\nspec: { geoIP: { provider: { type: MaxMind, maxMind: { countryDbSource: { local: { path: /db/country.mmdb } } } } } }',
      after:
        'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { clientIPGeoLocations: [{ country: DE }] } }] } }\n---\nkind: EnvoyProxy\nspec: { geoIP: { provider: { type: MaxMind, maxMind: { countryDbSource: { local: { path: /db/country.mmdb } } } } } }\n---\nkind: ClientTrafficPolicy\nspec: { clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } } }',
    },
  }),
  InvalidLua: define<Variant<typeof lua>>({
    severity: either('error', 'warning', (v) => v.case === 'disabled'),
    risk: 'rejected',
    sample: { case: 'syntax', of: { line: 4, near: 'end' } },
    words: variants(lua),
    example: {
      before:
        'kind: EnvoyExtensionPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], lua: [{ type: Inline, inline: "function on_request(handle) end" }] }',
      after:
        'kind: EnvoyExtensionPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], lua: [{ type: Inline, inline: "function envoy_on_request(handle) end" }] }',
    },
  }),
  /** `empty`: the object has no data at all, so that something else may fill it. */
  KeyNotFound: define<{ kind: string; name: string; namespace: string; key: string; empty: boolean }>({
    severity: either('error', 'warning', (v) => v.empty),
    risk: 'rejected',
    sample: { kind: 'Secret', name: 'login', namespace: 'shop', key: 'client-secret', empty: false },
    words: ({ kind, name, namespace, key, empty }) => ({
      what: `${kind} ${name} in namespace ${namespace} has no ${empty ? 'data' : `value with the key ${key}`}.`,
      why: empty ? 'Unless the cluster adds it, the policy is rejected, and its routes respond with 500.' : REJECTED,
      fix: `Add the key ${key}.`,
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { oidc: { provider: { issuer: "https://auth.example.com/" }, clientID: users, clientSecret: { name: login }, redirectURL: "https://api.example.com/v1/users/oauth2/callback", logoutPath: /v1/users/logout } }\n---\nkind: Secret\nmetadata: { name: login }\nstringData: { secret: change-me }',
      after:
        'kind: SecurityPolicy\nspec: { oidc: { provider: { issuer: "https://auth.example.com/" }, clientID: users, clientSecret: { name: login }, redirectURL: "https://api.example.com/v1/users/oauth2/callback", logoutPath: /v1/users/logout } }\n---\nkind: Secret\nmetadata: { name: login }\nstringData: { client-secret: change-me }',
    },
  }),
  LocalLimitUnits: define<{ unit: string; standard: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { unit: 'Minute', standard: 'Hour' },
    words: ({ unit, standard }) => ({
      what: `The unit ${unit} is not a multiple of ${standard}, the unit of the rule without selectors.`,
      why: 'Envoy Gateway rejects the policy, and its routes respond with 500.',
      fix: 'Give the rule without selectors the smallest unit.',
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Local, local: { rules: [{ limit: { requests: 900, unit: Hour } }, { clientSelectors: [{ sourceCIDR: { value: 10.0.0.0/8 } }], limit: { requests: 1, unit: Minute } }] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Local, local: { rules: [{ limit: { requests: 900, unit: Minute } }, { clientSelectors: [{ sourceCIDR: { value: 10.0.0.0/8 } }], limit: { requests: 1, unit: Minute } }] } } }',
    },
  }),
  MergedPolicyInvalid: define<{ base: string; field: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { base: 'BackendTrafficPolicy edge/edge', field: 'spec.responseOverride[0]' },
    words: ({ base, field }) => ({
      what: `The policy is merged into ${base}, and ${field} of that policy is not valid for it.`,
      why: REJECTED,
      fix: 'Correct the other policy, or replace the setting in this one.',
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], retry: { retryOn: { triggers: [connect-failure] }, perRetry: { backOff: { baseInterval: 5s, maxInterval: 1s } } } }\n---\nkind: BackendTrafficPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], mergeType: StrategicMerge }',
      after:
        'kind: BackendTrafficPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], retry: { retryOn: { triggers: [connect-failure] }, perRetry: { backOff: { baseInterval: 1s, maxInterval: 5s } } } }\n---\nkind: BackendTrafficPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], mergeType: StrategicMerge }',
    },
  }),
  PatchTargetInvalid: define<Variant<typeof patch>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'kind', of: { kind: 'HTTPRoute', wanted: 'Gateway' } },
    words: variants(patch),
    example: {
      before:
        'kind: EnvoyPatchPolicy\nmetadata: { name: edge }\nspec: { targetRef: { group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }, type: JSONPatch, jsonPatches: [{ type: type.googleapis.com/envoy.config.listener.v3.Listener, name: shop/edge/https, operation: { op: add, path: /per_connection_buffer_limit_bytes, value: 32768 } }] }',
      after:
        'kind: EnvoyPatchPolicy\nmetadata: { name: edge }\nspec: { targetRef: { group: gateway.networking.k8s.io, kind: Gateway, name: edge }, type: JSONPatch, jsonPatches: [{ type: type.googleapis.com/envoy.config.listener.v3.Listener, name: shop/edge/https, operation: { op: add, path: /per_connection_buffer_limit_bytes, value: 32768 } }] }',
    },
  }),
  SecretNotFound: define<Missing>({
    severity: byAbsence((v) => v.absence),
    risk: 'rejected',
    sample: { kind: 'Secret', name: 'users', namespace: 'shop', absence: 'certain' },
    words: missing,
    example: {
      before:
        'kind: SecurityPolicy\nspec: { basicAuth: { users: { name: pasword } } }\n---\nkind: Secret\nmetadata: { name: passwords }\nstringData: { .htpasswd: "ada:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=" }',
      after:
        'kind: SecurityPolicy\nspec: { basicAuth: { users: { name: passwords } } }\n---\nkind: Secret\nmetadata: { name: passwords }\nstringData: { .htpasswd: "ada:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=" }',
    },
  }),
  SecretRefUnsupported: define<{ kind: string; wanted: readonly string[] }>({
    severity: 'error',
    risk: 'rejected',
    sample: { kind: 'ConfigMap', wanted: ['Secret'] },
    words: ({ kind, wanted }) => ({
      what: `The reference names a ${kind}, and Envoy Gateway reads ${listed(wanted, 5, ' or ')} here.`,
      why: REJECTED,
      fix: `Refer to a ${wanted[0]}.`,
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { oidc: { provider: { issuer: "https://auth.example.com/" }, clientID: users, clientSecret: { group: "", kind: ConfigMap, name: login }, redirectURL: "https://api.example.com/v1/users/oauth2/callback", logoutPath: /v1/users/logout } }\n---\nkind: Secret\nmetadata: { name: login }\nstringData: { client-secret: change-me }',
      after:
        'kind: SecurityPolicy\nspec: { oidc: { provider: { issuer: "https://auth.example.com/" }, clientID: users, clientSecret: { name: login }, redirectURL: "https://api.example.com/v1/users/oauth2/callback", logoutPath: /v1/users/logout } }\n---\nkind: Secret\nmetadata: { name: login }\nstringData: { client-secret: change-me }',
    },
  }),
  SeveralDefaultLimits: define<{ first: number; second: number }>({
    severity: 'error',
    risk: 'rejected',
    sample: { first: 1, second: 2 },
    words: ({ first, second }) => ({
      what: `Rules ${first} and ${second} of the local limit both have no clientSelectors.`,
      why: 'Envoy Gateway rejects the policy, and its routes respond with 500.',
      fix: 'Keep one rule without clientSelectors: it is the limit for all other requests.',
    }),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Local, local: { rules: [{ limit: { requests: 9, unit: Second } }, { limit: { requests: 99, unit: Minute } }] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Local, local: { rules: [{ limit: { requests: 9, unit: Second } }] } } }',
    },
  }),
  TargetUnsupported: define<{ policy: string; kind: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { policy: 'RetryBudget', kind: 'TCPRoute' },
    words: ({ policy, kind }) => ({
      what: `A ${policy} cannot target ${aKind(kind)}.`,
      why: 'Envoy Gateway rejects the policy. It passes policies of extension servers on for Gateways, HTTPRoutes and GRPCRoutes only.',
      fix: 'Target an HTTPRoute, a GRPCRoute or a Gateway.',
    }),
    example: {
      before:
        'apiVersion: extensions.example.com/v1\nkind: RetryBudget\nmetadata: { name: users }\nspec: { targetRef: { group: gateway.networking.k8s.io, kind: TCPRoute, name: users } }\n---\nkind: TCPRoute\nmetadata: { name: users }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: ConfigMap\nmetadata: { name: envoy-gateway-config, namespace: envoy-gateway-system }\ndata:\n  envoy-gateway.yaml: |\n    kind: EnvoyGateway\n    extensionManager: { policyResources: [{ group: extensions.example.com, version: v1, kind: RetryBudget }] }',
      after:
        'apiVersion: extensions.example.com/v1\nkind: RetryBudget\nmetadata: { name: users }\nspec: { targetRef: { group: gateway.networking.k8s.io, kind: HTTPRoute, name: users } }\n---\nkind: TCPRoute\nmetadata: { name: users }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: ConfigMap\nmetadata: { name: envoy-gateway-config, namespace: envoy-gateway-system }\ndata:\n  envoy-gateway.yaml: |\n    kind: EnvoyGateway\n    extensionManager: { policyResources: [{ group: extensions.example.com, version: v1, kind: RetryBudget }] }',
    },
  }),
  UnregisteredModule: define<{ module: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { module: 'waf' },
    words: ({ module }) => ({
      what: `The EnvoyProxy of the Gateway has no dynamic module named ${module}.`,
      why: REJECTED,
      fix: 'Add the module to dynamicModules of the EnvoyProxy, or correct the name.',
    }),
    example: {
      before:
        'kind: EnvoyExtensionPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], dynamicModule: [{ name: waf, filterName: waf }] }\n---\nkind: EnvoyProxy\nspec: { dynamicModules: [{ name: web-firewall, source: { type: Local, local: { path: /usr/lib/envoy/modules/waf.so } } }] }',
      after:
        'kind: EnvoyExtensionPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], dynamicModule: [{ name: waf, filterName: waf }] }\n---\nkind: EnvoyProxy\nspec: { dynamicModules: [{ name: waf, source: { type: Local, local: { path: /usr/lib/envoy/modules/waf.so } } }] }',
    },
  }),
} as const satisfies FindingGroup;
