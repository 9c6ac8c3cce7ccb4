// Settings of policies that the API server admits and Envoy Gateway refuses.
import { either, type Variant, variants } from '../definition.ts';
import { listed, short } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

const REJECTED = 'Envoy Gateway rejects the policy, and its routes respond with 500.';
/** Envoy Gateway leaves out the policy, and the one above applies. */
const LEFT_OUT =
  'Envoy Gateway leaves out the policy: its routes have no authentication unless a policy above requires it.';

interface Value {
  readonly value: string;
}

const texts = {
  /** `least` and `most` as Envoy Gateway accepts them. */
  range: ({ value, least, most }: Value & { readonly least: number; readonly most: number }) => ({
    what: `Envoy Gateway accepts ${least} to ${most} here, as a whole number of bytes, and not ${value}.`,
    why: REJECTED,
    fix: 'Write a value in this range, without a fraction: 1536Ki instead of 1.5Mi.',
  }),
  bandwidth: ({ value, unit }: Value & { readonly unit: string }) => ({
    what: `${value} bytes for each ${unit} is less than 1 KiB per second, the lowest limit.`,
    why: REJECTED,
    fix: 'Write a higher limit.',
  }),
  prime: ({ value }: Value) => ({
    what: `The table size ${value} is not a prime number.`,
    why: REJECTED,
    fix: 'Write a prime number, such as 65537, or remove tableSize.',
  }),
  zeroInterval: () => ({
    what: 'The interval between retries is 0.',
    why: REJECTED,
    fix: 'Write a longer interval, or remove the field.',
  }),
  backOff: ({ base, most }: { readonly base: string; readonly most: string }) => ({
    what: `maxInterval ${most} is shorter than baseInterval ${base}.`,
    why: REJECTED,
    fix: 'Write a longer maxInterval.',
  }),
  invertedKey: ({ name }: { readonly name: string }) => ({
    what: `${name} has type Distinct and invert: true.`,
    why: REJECTED,
    fix: 'Remove invert. A limit for each value has nothing to invert.',
  }),
  valueMissing: ({ name, type }: { readonly name: string; readonly type: string }) => ({
    what: `${name} has type ${type} and no value.`,
    why: REJECTED,
    fix: 'Add the value, or write type: Distinct for a limit for each value.',
  }),
  valueIgnored: ({ name }: { readonly name: string }) => ({
    what: `${name} has type Distinct and a value.`,
    why: REJECTED,
    fix: 'Remove the value, or the type.',
  }),
  regex: ({ value }: Value) => ({
    what: `${short(value)} is not a regular expression of Go (RE2), which Envoy Gateway requires.`,
    why: REJECTED,
    fix: 'Correct the expression. RE2 has no lookaround and no backreferences.',
  }),
  cidr: ({ value }: Value) => ({
    what: `${short(value)} is not a range of addresses.`,
    why: REJECTED,
    fix: 'Write an address and the length of its prefix, such as 10.0.0.0/8; for one address, 10.0.0.1/32.',
  }),
  cel: ({ value }: Value) => ({
    what: `${short(value)} is not a CEL expression.`,
    why: REJECTED,
    fix: 'Correct the syntax. Texts are in quotes, == compares, and && and || combine.',
  }),
  globalOff: () => ({
    what: 'A global limit needs rateLimit in the configuration of Envoy Gateway, which has none.',
    why: REJECTED,
    fix: 'Add rateLimit.backend with the address of a Redis to the configuration, or write a local limit.',
  }),
  bufferedUpgrade: () => ({
    what: 'The policy has both requestBuffer and httpUpgrade.',
    why: REJECTED,
    fix: 'Remove one of them. Envoy cannot buffer a connection that it upgrades.',
  }),
  statName: ({ value, operators }: Value & { readonly operators: readonly string[] }) => ({
    what: `The name ${short(value)} contains ${operators.length > 0 ? `an unknown operator (${listed(operators)})` : 'a single "%"'}.`,
    why: REJECTED,
    fix: 'Use %ROUTE_NAME%, %ROUTE_NAMESPACE%, %ROUTE_KIND% and %ROUTE_RULE_NAME% only.',
  }),
  issuerUri: ({ value }: Value) => ({
    what: `The issuer ${short(value)} contains ":" and is not a URI.`,
    why: REJECTED,
    fix: 'Write the iss claim of the tokens, such as https://login.example.com/.',
  }),
  issuerAddress: ({ value }: Value) => ({
    what: `The issuer ${short(value)} contains "@" and is not an email address.`,
    why: REJECTED,
    fix: 'Write the iss claim of the tokens.',
  }),
  keysUri: ({ value }: Value) => ({
    what: `${short(value)} is not a URL.`,
    why: REJECTED,
    fix: 'Write the whole URL of the key set, such as https://login.example.com/keys.',
  }),
  providerName: ({ value }: Value) => ({
    what: `${short(value)} is not a valid name of a provider.`,
    why: REJECTED,
    fix: 'Write at most 63 letters, digits, "-", "_" and ".", which begins and ends with a letter or a digit.',
  }),
  providerTwice: ({ value }: Value) => ({
    what: `Two providers have the name ${short(value)}.`,
    why: REJECTED,
    fix: 'Rename one of them.',
  }),
  endpoint: ({ value }: Value) => ({
    what: `The token endpoint ${short(value)} is no URL with a host name.`,
    why: REJECTED,
    fix: 'Write a URL with a host name. Envoy Gateway accepts no IP address here.',
  }),
  redirect: ({ value }: Value) => ({
    what: `${short(value)} is not a redirect URL that Envoy Gateway accepts.`,
    why: REJECTED,
    fix: 'Write http, https or %REQ(x-forwarded-proto)%, a host, and a path other than "/".',
  }),
  passwords: ({ line, format }: { readonly line: number; readonly format: 'form' | 'hash' | 'digest' }) => ({
    what: `Line ${line} of the password file ${
      { form: 'has no ":" after the user name', hash: 'has no {SHA} hash', digest: 'has an invalid {SHA} hash' }[format]
    }.`,
    why: `Envoy knows only SHA-1 hashes. ${REJECTED}`,
    fix: 'Create the line with: htpasswd -nbs USER PASSWORD',
  }),
  encodedValue: ({ name, key }: { readonly name: string; readonly key: string }) => ({
    what: `The value of key ${key} in Secret ${name} is not encoded in base64.`,
    why: `Envoy Gateway decodes the value of a context extension once more. ${REJECTED}`,
    fix: 'Encode the value in base64 before you put it into the Secret, or refer to a ConfigMap.',
  }),
  dynamicResolver: ({ name }: { readonly name: string }) => ({
    what: `Backend ${name} is a dynamic resolver, and policies cannot use one.`,
    why: REJECTED,
    fix: 'Refer to a Service, or to a Backend with endpoints.',
  }),
  mixedAddresses: () => ({
    what: 'Some of these backends have host names, and others have IP addresses or are Services.',
    why: REJECTED,
    fix: 'Use one type of address for all of them.',
  }),
  moduleUrl: ({ value }: Value) => ({
    what: `${short(value)} is not the URL of a module.`,
    why: REJECTED,
    fix: 'Write a URL with http or https and a host.',
  }),
};

/** Faults because of which Envoy Gateway does not even respond with 500 (validateSecurityPolicy, validateSecurityPolicyForTCP). */
const leftOut = {
  passThrough: () => ({
    what: 'oidc.passThroughAuthHeader is true, and no jwt provider of this policy reads a header.',
    why: LEFT_OUT,
    fix: 'Add a jwt provider that reads the header, or remove passThroughAuthHeader.',
  }),
  forwardedToken: ({ header }: { readonly header: string }) => ({
    what: `oidc.forwardIDToken writes header ${header}, from which a jwt provider of this policy reads its token.`,
    why: LEFT_OUT,
    fix: 'Forward the token in another header.',
  }),
  tcp: ({ setting }: { readonly setting: string }) => ({
    what: `The policy targets a TCPRoute, and ${setting} is possible for HTTP only.`,
    why: 'Envoy Gateway leaves out the policy: the route has no authorization.',
    fix: 'Write a policy for the TCPRoute that has only authorization with clientCIDRs.',
  }),
};

/** Why Envoy Gateway refuses a setting, and the values of the text. */
export type SettingProblem = Variant<typeof texts>;

export const settingFindings = {
  /** Several files may contain parts of the configuration. */
  InvalidSetting: define<SettingProblem>({
    severity: either('error', 'info', (v) => v.case === 'globalOff'),
    risk: 'rejected',
    sample: { case: 'backOff', of: { base: '5s', most: '1s' } },
    words: variants(texts),
    example: {
      before:
        'kind: BackendTrafficPolicy\nspec: { retry: { retryOn: { triggers: [connect-failure] }, perRetry: { backOff: { baseInterval: 5s, maxInterval: 1s } } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { retry: { retryOn: { triggers: [connect-failure] }, perRetry: { backOff: { baseInterval: 1s, maxInterval: 5s } } } }',
    },
  }),
  PolicyLeftOut: define<Variant<typeof leftOut>>({
    severity: 'error',
    risk: 'exposed',
    sample: { case: 'passThrough' },
    words: variants(leftOut),
    example: {
      before:
        'kind: SecurityPolicy\nmetadata: { name: users }\nspec: { jwt: null, oidc: { provider: { issuer: "https://login.example.com" }, clientID: shop, clientSecret: { name: login }, passThroughAuthHeader: true } }',
      after:
        'kind: SecurityPolicy\nmetadata: { name: users }\nspec: { oidc: { provider: { issuer: "https://login.example.com" }, clientID: shop, clientSecret: { name: login }, passThroughAuthHeader: true } }',
    },
  }),
} as const satisfies FindingGroup;
