// Formats of single values: names, addresses, durations.
import { constant, define, type Group } from '../definition.ts';
import { cut, quote } from '../shown.ts';

/** A name that was probably meant: other characters become `by`. `example`: if nothing of the value is left. */
const named = (value: string, other: RegExp, example: string, by = '-'): string => {
  const ends = new RegExp(`^[${by}.]+|[${by}.]+$`, 'g');
  const name = value.normalize('NFKD').replace(/\p{M}/gu, '').replace(other, by).replace(ends, '');
  return `Write ${name === '' || name.length > MOST_NAME || name === value ? `a name such as ${example}` : name}.`;
};
/** A longer name is not suggested. */
const MOST_NAME = 63;

export const scalarRefusals = {
  InvalidName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'user_service' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a DNS label.`,
      why: 'Names of Kubernetes objects are derived from it: lowercase letters, digits and "-", at most 63 characters.',
      fix: named(value.toLowerCase(), /[^a-z0-9]+/g, 'users or users-v2'),
    }),
  }),
  InvalidObjectName: constant('error', {
    what: 'This is not the name of a Kubernetes object.',
    why: 'The answer refers to an object in the cluster. A secret value must never be written into an answers file.',
    fix: 'Write the name of the object, such as partner-keys. If you pasted a secret here, revoke it.',
  }),
  InvalidHeaderName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'X Api Version' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a header name.`,
      why: 'A header name has letters, digits and "-" (RFC 9110, token).',
      fix: named(value, /[^A-Za-z0-9]+/g, 'X-Api-Version'),
    }),
  }),
  InvalidParameterName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'api key' },
    words: ({ value }) => ({
      what: `${quote(value)} is not the name of a cookie or query parameter.`,
      why: 'Envoy compares it byte for byte with what the client sends.',
      fix: named(value, /[^A-Za-z0-9]+/g, 'api_key', '_'),
    }),
  }),
  InvalidClientName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'acme corp' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a client name.`,
      why: 'It is a data key of the Secret: letters, digits, "-", "_" and ".".',
      fix: named(value, /[^A-Za-z0-9._-]+/g, 'acme'),
    }),
  }),
  InvalidDataKey: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'pass word' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a data key of a Secret.`,
      why: 'A data key has letters, digits, "-", "_" and ".".',
      fix: named(value, /[^A-Za-z0-9._-]+/g, 'password'),
    }),
  }),
  InvalidHostname: define<{ value: string; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: 'https://api.example.com', suggestion: 'api.example.com' },
    example: { before: 'hostname: https://api.example.com/', after: 'hostname: api.example.com' },
    words: ({ value, suggestion }) => ({
      what: `${quote(value)} is not a DNS name.`,
      why: value.includes('xn--')
        ? 'A label that begins with xn-- must be Punycode; clients cannot request another name.'
        : 'A host name has lowercase letters, digits, "-" and ".", and no scheme, port, path or wildcard.',
      fix: value.startsWith('*.')
        ? `Write hostnames: [${quote(value)}]; hostname is one name.`
        : `Write ${suggestion ?? 'a name such as api.example.com'}.`,
    }),
  }),
  InvalidHostPattern: define<{ value: string; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: 'api.*.example.com', suggestion: undefined },
    words: ({ value, suggestion }) => ({
      what: `${quote(value)} is not a host name, and not a wildcard of one.`,
      why: 'A host name has lowercase letters, digits, "-" and ".". A wildcard is "*." in front of a host name.',
      fix: `Write ${suggestion ?? 'a name such as shop.example.com or "*.example.com"'}.`,
    }),
  }),
  InvalidPercentage: define<{ value: string }>({
    severity: 'error',
    sample: { value: '10.5 %' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a percentage.`,
      why: 'Envoy Gateway divides requests by whole percentages from 0 to 100.',
      fix: `Write ${/^\s*\d+/.exec(value)?.[0].trim() ?? '10'}, or ${/^\s*\d+/.exec(value)?.[0].trim() ?? '10'}%.`,
    }),
  }),
  InvalidDuration: define<{ value: string; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: '15 seconds', suggestion: '15s' },
    example: { before: 'timeout: 15 seconds', after: 'timeout: 15s' },
    words: ({ value, suggestion }) => ({
      what: `${quote(value)} is not a duration.`,
      why: 'A duration is numbers with the units h, m, s and ms, without spaces (GEP-2257), and whole milliseconds.',
      fix: `Write ${suggestion ?? 'a duration such as 15s or 250ms'}.`,
    }),
  }),
  InvalidCIDR: define<
    { value: string; address: string; bits: number } & (
      | { reason: 'address' | 'noPrefix' | 'prefix' }
      | { reason: 'hostBits'; network: string }
    )
  >({
    severity: 'error',
    sample: { value: '10.1.2.3/8', address: '10.1.2.3', bits: 32, reason: 'hostBits', network: '10.0.0.0/8' },
    example: { before: 'allow: { cidrs: [10.1.2.3/8] }', after: 'allow: { cidrs: [10.0.0.0/8] }' },
    words: (values) => {
      const { value, address, bits } = values;
      const why = 'The range decides which clients have access, so it must be exactly one network.';
      const one = `${address}/${bits}`;
      switch (values.reason) {
        case 'address':
          return {
            what: `${quote(value)} is not an IP address range.`,
            why,
            fix: 'Write a network such as 10.0.0.0/8.',
          };
        case 'noPrefix':
          return { what: `${value} has no prefix length.`, why, fix: `To allow this single address, write ${one}.` };
        case 'prefix':
          return {
            what: `The prefix length of ${quote(value)} is not a number from 0 to ${bits}.`,
            why,
            fix: `To allow a single address, write ${one}.`,
          };
        case 'hostBits':
          return {
            what: `${value} has host bits: the address is not the first one of its network.`,
            why,
            fix: `Write ${values.network} for the network, or ${one} for the single address.`,
          };
      }
    },
  }),
  InvalidURL: define<
    | { reason: 'credentials' | 'length' }
    | { reason: 'scheme' | 'query'; value: string; suggestion: string | undefined }
    | { reason: 'part'; value: string; problem: string; hasSpace: boolean }
  >({
    severity: 'error',
    sample: { reason: 'scheme', value: 'http://auth.example.com/', suggestion: 'https://auth.example.com/' },
    example: { before: 'issuer: http://auth.example.com/', after: 'issuer: https://auth.example.com/' },
    words: (values) => {
      const why =
        'Keys and logins that are fetched over plain HTTP can be replaced in transit, and Envoy Gateway rejects a URL that it cannot parse.';
      const example = 'Write a URL such as https://auth.example.com/.';
      switch (values.reason) {
        case 'credentials':
          return {
            what: 'The URL contains a user name or a password.',
            why: 'An answers file is committed to repositories and must not contain credentials.',
            fix: 'Remove them from the URL, and store credentials in a Secret.',
          };
        case 'length':
          return {
            what: 'The URL is longer than 253 characters.',
            why: 'The API server rejects it.',
            fix: 'Write a shorter URL.',
          };
        case 'scheme':
          return {
            what: `${quote(values.value)} is not an https URL.`,
            why,
            fix: values.suggestion === undefined ? example : `Write ${quote(values.suggestion)}.`,
          };
        case 'query':
          return {
            what: `${quote(values.value)} has a query.`,
            why: 'The documents of the provider are found at paths below its issuer.',
            fix: values.suggestion === undefined ? example : `Write ${quote(values.suggestion)}.`,
          };
        case 'part':
          return {
            what: `${quote(values.value)} ${values.problem}.`,
            why,
            fix: values.hasSpace ? 'Remove it, or write "%20" for a space.' : example,
          };
      }
    },
  }),
  InvalidIssuer: define<
    | { reason: 'length' }
    | { reason: 'spaces' | 'email'; value: string }
    | { reason: 'url'; value: string; problem: string }
  >({
    severity: 'error',
    sample: { reason: 'spaces', value: ' https://auth.example.com/' },
    words: (values) => {
      const why =
        'It is compared byte for byte with the `iss` claim of tokens, and Envoy Gateway accepts a URL, an e-mail address or a plain word.';
      switch (values.reason) {
        case 'length':
          return {
            what: 'The issuer is empty or longer than 253 characters.',
            why,
            fix: 'Copy the `iss` claim of a token.',
          };
        case 'spaces':
          return {
            what: `${quote(values.value)} starts or ends with a space.`,
            why,
            fix: `Write ${quote(values.value.trim())}.`,
          };
        case 'email':
          return {
            what: `${quote(values.value)} is not an e-mail address.`,
            why,
            fix: 'Write an e-mail address, a URL, or a word without "@".',
          };
        case 'url':
          return {
            what: `${quote(values.value)} ${values.problem}.`,
            why,
            fix: 'Write a URL such as https://auth.example.com/.',
          };
      }
    },
  }),
  InvalidCookieDomain: define<{ value: string; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: '.example.com', suggestion: 'example.com' },
    words: ({ value, suggestion }) => ({
      what: `${quote(value)} is not a domain.`,
      why: 'Browsers drop a cookie whose domain is not the host name of the API or a parent of it.',
      fix: `Write ${suggestion ?? 'a domain such as example.com'}.`,
    }),
  }),
  InvalidImage: define<{ value: string; undigested: boolean }>({
    severity: 'error',
    sample: { value: 'registry.example.com/redis:7.4.2', undigested: true },
    words: ({ value, undigested }) => ({
      what: undigested
        ? `The image ${cut(value, 120)} has no digest.`
        : `${cut(value, 120)} is not an image reference with a digest.`,
      why: 'A tag can point to another image tomorrow; a digest cannot.',
      fix: undigested
        ? `Write ${value}@sha256:DIGEST with the digest that your registry shows.`
        : 'Write a reference such as registry.example.com/redis:7.4.2@sha256:DIGEST, without a scheme.',
    }),
  }),
} as const satisfies Group;
