// Policies that Envoy Gateway refuses because of other objects: Secrets, ConfigMaps, modules.
import { type Absence, byAbsence, define, either, type Group, type Variant, variants } from '../definition.ts';
import { aKind, listed } from '../shown.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const REJECTED = 'Envoy Gateway rejects the policy, and its routes respond with 500.';

const NOT_ACCEPTED = 'The policy is rejected, and its routes respond with 500.';

const missing = ({ kind, name, namespace, absence }: Missing) => ({
  what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
  why: unlessItExists(NOT_ACCEPTED, absence),
  fix: `Add the ${kind}, or correct the name.`,
});

const LOCATION = 'The policy requires a location of clients';
const geo = {
  detection: ({ absence }: { readonly absence: Absence }) => ({
    what: `${LOCATION}, and no ClientTrafficPolicy ${absence === 'certain' ? '' : 'in these files '}sets clientIPDetection for a listener of its routes.`,
    why: unlessItExists(NOT_ACCEPTED, absence),
    fix: 'Set clientIPDetection in the ClientTrafficPolicy of the Gateway or of the listener.',
  }),
  modes: () => ({
    what: `${LOCATION}, and clientIPDetection does not have exactly one of xForwardedFor, customHeader and directSourceIP.`,
    why: REJECTED,
    fix: 'Set one of them.',
  }),
  trusted: () => ({
    what: `${LOCATION}, and clientIPDetection.xForwardedFor has trustedCIDRs.`,
    why: REJECTED,
    fix: 'Write numTrustedHops instead of trustedCIDRs.',
  }),
  provider: () => ({
    what: `${LOCATION}, and the EnvoyProxy of the Gateway has no geoIP.provider.`,
    why: REJECTED,
    fix: 'Set geoIP.provider in the EnvoyProxy.',
  }),
  database: ({ of, sources }: { readonly of: string; readonly sources: readonly string[] }) => ({
    what: `The policy requires the ${of} of clients, and geoIP.provider.maxMind of the EnvoyProxy has no ${listed(sources, 5, ' or ')}.`,
    why: REJECTED,
    fix: `Add ${sources[0]} to the EnvoyProxy.`,
  }),
};

const patch = {
  kind: ({ kind, wanted }: { readonly kind: string; readonly wanted: string }) => ({
    what: `The policy targets ${aKind(kind)}, and this Envoy Gateway applies patches to ${aKind(wanted)} only.`,
    why: 'Envoy Gateway rejects the policy. Nothing is patched.',
    fix: `Target the ${wanted}.`,
  }),
  merged: ({ name, classes }: { readonly name: string; readonly classes: readonly string[] }) => ({
    what: `The policy targets ${name}. The Gateways of GatewayClass ${listed(classes)} share their proxies (mergeGateways), so a patch must target the GatewayClass.`,
    why: 'Envoy Gateway rejects the policy. Nothing is patched.',
    fix: `Write targetRef: { group: gateway.networking.k8s.io, kind: GatewayClass, name: ${classes[0]} }.`,
  }),
};

const lua = {
  disabled: () => ({
    what: 'Lua needs extensionApis.enableLua, which the configuration of Envoy Gateway does not set.',
    why: REJECTED,
    fix: 'Set extensionApis.enableLua: true in the configuration of Envoy Gateway, or remove the script.',
  }),
  functions: () => ({
    what: 'The script contains neither envoy_on_request nor envoy_on_response.',
    why: REJECTED,
    fix: 'Define function envoy_on_request(handle) or envoy_on_response(handle).',
  }),
  syntax: ({ line, near }: { readonly line: number; readonly near: string }) => ({
    what: `The script has a syntax error in line ${line}, near ${near}.`,
    why: REJECTED,
    fix: 'Correct the script.',
  }),
};

export const policyFindings = {
  ConfigMapNotFound: define<Missing>({
    severity: byAbsence((v) => v.absence),
    sample: { kind: 'ConfigMap', name: 'error-page', namespace: 'shop', absence: 'certain' },
    words: missing,
    example: {
      before: 'valueRef: { kind: ConfigMap, name: eror-page }',
      after: 'valueRef: { kind: ConfigMap, name: error-page }',
    },
  }),
  DuplicateKeyValue: define<{ client: string; other: string; secret: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { client: 'globex', other: 'acme', secret: 'keys' },
    words: ({ client, other, secret }) => ({
      what: `Client ${client} in Secret ${secret} has the same API key as client ${other}.`,
      why: 'Envoy Gateway rejects the policy (duplicated API key), and requests to its routes get 500.',
      fix: 'Create a different key for each client.',
    }),
    example: { before: 'stringData: { acme: k1, globex: k1 }', after: 'stringData: { acme: k1, globex: k2 }' },
  }),
  GeoIpIncomplete: define<Variant<typeof geo>>({
    severity: either('error', 'warning', (v) => v.case === 'detection' && v.of.absence !== 'certain'),
    sample: { case: 'detection', of: { absence: 'certain' } },
    words: variants(geo),
    example: {
      before: 'clientIPGeoLocations: [{ country: DE }] without clientIPDetection',
      after: 'the same, and clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } } in the ClientTrafficPolicy',
    },
  }),
  InvalidLua: define<Variant<typeof lua>>({
    severity: either('error', 'warning', (v) => v.case === 'disabled'),
    risk: 'rejected',
    sample: { case: 'syntax', of: { line: 4, near: 'end' } },
    words: variants(lua),
    example: {
      before: 'inline: "function on_request(handle) end"',
      after: 'inline: "function envoy_on_request(handle) end"',
    },
  }),
  /** `empty`: the object has no data at all, so that something else may fill it. */
  KeyNotFound: define<{ kind: string; name: string; namespace: string; key: string; empty: boolean }>({
    severity: either('error', 'warning', (v) => v.empty),
    sample: { kind: 'Secret', name: 'login', namespace: 'shop', key: 'client-secret', empty: false },
    words: ({ kind, name, namespace, key, empty }) => ({
      what: `${kind} ${name} in namespace ${namespace} has no ${empty ? 'data' : `value with the key ${key}`}.`,
      why: empty ? 'Unless the cluster adds it, the policy is rejected, and its routes respond with 500.' : REJECTED,
      fix: `Add the key ${key}.`,
    }),
    example: { before: 'stringData: { secret: ... }', after: 'stringData: { client-secret: ... }' },
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
      before: 'rules: [{ limit: 9/Hour }, { clientSelectors: [...], limit: 1/Minute }]',
      after: 'rules: [{ limit: 9/Minute }, { clientSelectors: [...], limit: 1/Minute }]',
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
      before: 'mergeType: StrategicMerge into a policy with an invalid rateLimit',
      after: 'the same, and the other policy without the fault',
    },
  }),
  PatchTargetInvalid: define<Variant<typeof patch>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'kind', of: { kind: 'HTTPRoute', wanted: 'Gateway' } },
    words: variants(patch),
    example: {
      before: 'targetRef: { group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }',
      after: 'targetRef: { group: gateway.networking.k8s.io, kind: Gateway, name: edge }',
    },
  }),
  SecretNotFound: define<Missing>({
    severity: byAbsence((v) => v.absence),
    sample: { kind: 'Secret', name: 'users', namespace: 'shop', absence: 'certain' },
    words: missing,
    example: { before: 'users: { name: usres }', after: 'users: { name: users }' },
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
    example: { before: 'clientSecret: { kind: ConfigMap, name: login }', after: 'clientSecret: { name: login }' },
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
      before: 'rules: [{ limit: 9/Second }, { limit: 99/Minute }]',
      after: 'rules: [{ limit: 9/Second }]',
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
      before: 'targetRef: { kind: TCPRoute, name: db }',
      after: 'targetRef: { kind: HTTPRoute, name: users }',
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
      before: 'dynamicModule: [{ name: waf }] and dynamicModules: []',
      after: 'dynamicModule: [{ name: waf }] and dynamicModules: [{ name: waf, source: {...} }]',
    },
  }),
} as const satisfies Group;
