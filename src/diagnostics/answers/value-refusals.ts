// Types, ranges and keys, as the schema has them.
import { define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';
import { cut } from '../shown.ts';
import { typeNames, typeOf } from '../type-names.ts';

export const valueRefusals = {
  DuplicateValue: define<{ shown: string; key: string }>({
    severity: 'error',
    sample: { shown: '"GET"', key: 'methods' },
    words: ({ shown, key }) => ({
      what: `${shown} is written twice in ${key}.`,
      why: 'The second entry has no effect, so another value was probably meant.',
      fix: 'Remove it, or write the intended value.',
    }),
  }),
  KeysConflict: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'trustedCIDRs' },
    words: ({ key }) => ({
      what: `${key} cannot be combined with the other keys here.`,
      why: 'The keys are alternatives: only one of them can apply.',
      fix: 'Keep one of them.',
    }),
  }),
  OutOfRange: define<{ of: 'text' | 'list' | 'number'; value: unknown; low: boolean; bound: string }>({
    severity: 'error',
    sample: { of: 'number', value: 120, low: false, bound: '100' },
    example: {
      before: 'canary: { backend: users-v2:8080, weight: 120 }',
      after: 'canary: { backend: users-v2:8080, weight: 10 }',
    },
    words: ({ of, value, low, bound }) => {
      const unit = of === 'text' ? ' characters' : of === 'list' ? ' entries' : '';
      const shown = of === 'text' ? 'The text' : of === 'list' ? 'The list' : JSON.stringify(value);
      return {
        what: `${shown} ${of === 'number' ? 'is' : 'has'} ${low ? (unit === '' ? 'less than' : 'fewer than') : 'more than'} ${bound}${unit}.`,
        why: 'The API server rejects values outside the allowed range.',
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
    sample: { value: 123, expected: ['string'], quoted: '"123"', bare: undefined },
    example: { before: 'services:\n  - name: 123', after: 'services:\n  - name: "123"' },
    words: ({ value, expected, quoted, bare }) => {
      const needed = typeNames(expected);
      return {
        what: `The value is ${typeOf(value)}${quoted ? ` (${String(value)})` : ''}, but it must be ${needed}.`,
        why: quoted
          ? 'YAML does not read unquoted values such as true, 1e3, 0123 or 0x1F as text.'
          : 'A value of another type would not have the intended meaning.',
        fix: needed === 'text' && quoted ? `Put it in quotes: ${quoted}.` : `Write ${bare ?? needed}.`,
      };
    },
  }),
  UnknownKey: define<{ key: string; known: readonly string[]; places: readonly string[] }>({
    severity: 'error',
    sample: { key: 'hostnam', known: ['hostname'], places: [] },
    example: { before: 'hostnam: api.example.com', after: 'hostname: api.example.com' },
    words: ({ key, known, places }) => ({
      what: `${cut(key)} is not a known key here.`,
      why: 'It would be silently ignored.',
      fix: places.length === 0 ? didYouMean(key, known) : `Move it to ${places.join(' or ')}.`,
    }),
  }),
  UnknownType: define<{ type: string; known: readonly string[] }>({
    severity: 'error',
    sample: { type: 'jtw', known: ['jwt', 'apiKey'] },
    words: ({ type, known }) => ({
      what: `${type === '' ? 'The method has no type.' : `${cut(type)} is not a type of authentication method.`}`,
      why: 'The type decides which Envoy filter authenticates requests.',
      fix: didYouMean(type, known),
    }),
  }),
  UnknownValue: define<{ value: unknown; known: readonly string[] }>({
    severity: 'error',
    sample: { value: 'roundrobin', known: ['roundRobin', 'random'] },
    words: ({ value, known }) => ({
      what: `${JSON.stringify(value)?.slice(0, 60)} is not a valid value here.`,
      why: known.length === 1 ? `The only valid value is ${known[0]}.` : `The valid values are ${known.join(', ')}.`,
      fix: known.length === 1 ? `Write ${known[0]}.` : didYouMean(String(value), known),
    }),
  }),
  ImpossibleValue: define<{ message: string }>({
    severity: 'error',
    sample: { message: 'Invalid input' },
    words: ({ message }) => ({
      what: 'The value is not valid here.',
      why: `${message.replace(/[.]?$/, '.')}`,
      fix: 'Write another value.',
    }),
  }),
  InvalidValue: define<{ empty: boolean }>({
    severity: 'error',
    sample: { empty: true },
    words: ({ empty }) => ({
      what: empty ? 'The value is empty.' : 'The value has control characters, or more than 253 characters.',
      why: 'It is compared byte for byte with what a client sends.',
      fix: 'Write 1 to 253 printable characters on one line.',
    }),
  }),
} as const satisfies Group;
