import { constant, define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

export const valueRefusals = {
  DuplicateValue: define<{ shown: string; key: string }>({
    severity: 'error',
    sample: { shown: '"GET"', key: 'clients' },
    words: ({ shown, key }) => ({
      what: `${shown} is in ${key} twice.`,
      why: 'Only one of the two can count, so another value was probably meant.',
      fix: 'Remove one of them, or write the value that was meant.',
    }),
  }),
  KeysExclude: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'clients' },
    words: ({ key }) => ({
      what: `${key} cannot stand beside the other keys here.`,
      why: 'They are alternatives, and only one of them could count.',
      fix: 'Keep one of them.',
    }),
  }),
  InvalidName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a DNS label.`,
      why: 'Names of Kubernetes objects are made from it: lower case letters, digits and "-", at most 63 characters.',
      fix: 'Write a name such as users or users-v2.',
    }),
  }),
  InvalidObjectName: constant('error', {
    what: 'This is not the name of a Kubernetes object.',
    why: 'The answer names an object in the cluster; a secret value must never stand in an answers file.',
    fix: 'Write the name of the object, such as partner-keys. If a secret was pasted here, revoke it.',
  }),
  InvalidHeaderName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a header name.`,
      why: 'A header name is letters, digits and "-" (RFC 9110, token).',
      fix: 'Write a name such as X-Api-Version.',
    }),
  }),
  InvalidParameterName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a name of a cookie or query parameter.`,
      why: 'Envoy compares it byte for byte with what the client sends.',
      fix: 'Write a name such as api_key.',
    }),
  }),
  InvalidClientName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a client name.`,
      why: 'It is a key of the Secret\'s data: letters, digits, "-", "_" and ".".',
      fix: 'Write a name such as acme.',
    }),
  }),
  InvalidDataKey: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a key of a Secret's data.`,
      why: 'It has letters, digits, "-", "_" and ".".',
      fix: 'Write a key such as password.',
    }),
  }),
} as const satisfies Group;
