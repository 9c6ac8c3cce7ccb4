import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';
import { cut, quote } from '../shown.ts';
import { typeNames, typeOf } from '../type-names.ts';

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
  OutOfRange: define<{ of: 'text' | 'list' | 'number'; value: unknown; low: boolean; bound: string }>({
    severity: 'error',
    sample: { of: 'number', value: 120, low: false, bound: '100' },
    words: ({ of, value, low, bound }) => {
      const unit = of === 'text' ? ' characters' : of === 'list' ? ' entries' : '';
      const shown = of === 'text' ? 'The text' : of === 'list' ? 'The list' : JSON.stringify(value);
      return {
        what: `${shown} ${of === 'number' ? 'is' : 'has'} ${low ? (unit === '' ? 'less than' : 'fewer than') : 'more than'} ${bound}${unit}.`,
        why: 'The API takes nothing beyond.',
        fix: `Write ${low ? 'at least' : 'at most'} ${bound}${unit}.`,
      };
    },
  }),
  WrongType: define<{
    value: unknown;
    expected: readonly string[];
    /** How YAML would read the value as text. */
    quoted: string | undefined;
    /** The number or boolean that was written as text. */
    bare: string | undefined;
  }>({
    severity: 'error',
    sample: { value: 123, expected: ['string'], quoted: '"0123"', bare: undefined },
    words: ({ value, expected, quoted, bare }) => {
      const needed = typeNames(expected);
      return {
        what: `This is ${typeOf(value)}${quoted ? ` (${String(value)})` : ''}, and ${needed} is needed.`,
        why: quoted
          ? 'YAML reads unquoted words such as true, 1e3, 0123 or 0x1F as something else than text.'
          : 'Another kind of value would be read as something else than was meant.',
        fix: needed === 'text' && quoted ? `Put it in quotes: ${quoted}.` : `Write ${bare ?? needed}.`,
      };
    },
  }),
  UnknownKey: define<{ key: string; known: readonly string[] }>({
    severity: 'error',
    sample: { key: 'hostnam', known: ['hostname'] },
    words: ({ key, known }) => ({
      what: `${cut(key)} is not a key here.`,
      why: 'It would be ignored, and an answer lost.',
      fix: didYouMean(key, known),
    }),
  }),
  UnknownType: define<{ type: string; known: readonly string[] }>({
    severity: 'error',
    sample: { type: 'jtw', known: ['jwt', 'apiKey'] },
    words: ({ type, known }) => ({
      what: 'The type of this method is not known.',
      why: 'It decides which filter checks the request.',
      fix: didYouMean(type, known),
    }),
  }),
  UnknownValue: define<{ value: unknown; known: readonly string[] }>({
    severity: 'error',
    sample: { value: 'roundrobin', known: ['roundRobin', 'random'] },
    words: ({ value, known }) => ({
      what: `${JSON.stringify(value)?.slice(0, 60)} is not known here.`,
      why: `Known are ${known.join(', ')}.`,
      fix: didYouMean(String(value), known),
    }),
  }),
  InvalidForm: define<{ message: string }>({
    severity: 'error',
    sample: { message: 'Invalid format' },
    words: ({ message }) => ({
      what: 'The value does not have the right form.',
      why: message,
      fix: 'Write it as described.',
    }),
  }),
  ImpossibleValue: define<{ message: string }>({
    severity: 'error',
    sample: { message: 'Invalid input' },
    words: ({ message }) => ({
      what: 'The value is not possible here.',
      why: message,
      fix: 'Write another value.',
    }),
  }),
} as const satisfies Group;
