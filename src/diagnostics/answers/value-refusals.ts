// Types, ranges and keys, as the schema has them.
import { define, type Group } from '../definition.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { cut } from '../shown.ts';
import { typeNames, typeOf } from '../type-names.ts';

/** Among the values of a key that also takes a map. */
const A_MAP = 'a map';

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
  OutOfRange: define<{
    of: 'text' | 'list' | 'number';
    value: unknown;
    low: boolean;
    bound: string;
    /** Of a list of methods that has one: the method. */
    single?: string | undefined;
  }>({
    severity: 'error',
    sample: { of: 'number', value: 120, low: false, bound: '100' },
    example: {
      before: 'canary: { backend: users-v2:8080, weight: 120 }',
      after: 'canary: { backend: users-v2:8080, weight: 10 }',
    },
    words: ({ of, value, low, bound, single }) => {
      const unit = of === 'text' ? ' characters' : of === 'list' ? ' entries' : '';
      const shown = of === 'text' ? 'The text' : of === 'list' ? 'The list' : JSON.stringify(value);
      const what = `${shown} ${of === 'number' ? 'is' : 'has'} ${low ? (unit === '' ? 'less than' : 'fewer than') : 'more than'} ${bound}${unit}.`;
      if (single !== undefined)
        return {
          what,
          why: '`all` requires several methods of each request.',
          fix: `Write auth: ${single}, or add another method to the list.`,
        };
      const why =
        of === 'list' && low
          ? 'With fewer entries, the setting has no meaning.'
          : 'The value is outside of the range that the answer allows.';
      return { what, why, fix: `Write ${low ? 'at least' : 'at most'} ${bound}${unit}.` };
    },
  }),
  WrongType: define<{
    value: unknown;
    expected: readonly string[];
    /** The text of a number or a boolean, as it is written in the file. */
    words: string | undefined;
    /** undefined: an entry of a list. */
    key: string | undefined;
    /** A valid value that was probably meant, as YAML. */
    form: string | undefined;
  }>({
    severity: 'error',
    sample: { value: 123, expected: ['string'], words: '123', key: 'name', form: '"123"' },
    example: { before: 'services:\n  - name: 123', after: 'services:\n  - name: "123"' },
    words: ({ value, expected, words, key, form }) => {
      const needed = typeNames(expected);
      const isText = typeof value === 'string' && value !== '';
      const isQuoted = words !== undefined && form === JSON.stringify(words);
      return {
        what: `${isText ? `${cut(value)} is text` : `The value is ${typeof value === 'boolean' && words !== undefined ? words : `${typeOf(value)}${words === undefined ? '' : ` (${words})`}`}`}, but it must be ${needed}.`,
        why: isQuoted
          ? 'YAML does not read unquoted values such as true, 1e3, 0123 or 0x1F as text.'
          : 'A value of another type would not have the intended meaning.',
        fix: isQuoted
          ? `Put it in quotes: ${form}.`
          : form === undefined
            ? `Write ${needed}.`
            : `Write ${key === undefined ? '' : `${key}: `}${form}.`,
      };
    },
  }),
  UnknownKey: define<{
    key: string;
    known: readonly string[];
    places: readonly string[];
    /** What the object has for this name: a key, or a key with its value. */
    other?: string | undefined;
  }>({
    severity: 'error',
    sample: { key: 'hostnam', known: ['hostname'], places: [] },
    example: { before: 'hostnam: api.example.com', after: 'hostname: api.example.com' },
    words: ({ key, known, places, other }) => ({
      what: `${cut(key)} is not a known key here.`,
      why: 'It would be silently ignored.',
      fix:
        other !== undefined
          ? `Write ${other}.`
          : places.length === 0
            ? didYouMean(key, known)
            : `Move it to ${places.join(' or ')}${places.some((p) => p.startsWith('services.NAME.')) ? ', for each service NAME that needs it' : ''}.`,
    }),
  }),
  UnknownType: define<{
    type: string;
    known: readonly string[];
    /** The key that has a type, if it is not `type`. */
    as?: string;
    meant?: string;
  }>({
    severity: 'error',
    sample: { type: 'jtw', known: ['jwt', 'apiKey'] },
    words: ({ type, known, as, meant }) => ({
      what:
        type !== ''
          ? `${cut(type)} is not a type of authentication method.`
          : as === undefined
            ? 'The method has no type.'
            : `The method has no type; ${meant} is under the key ${cut(as)}.`,
      why: 'The type decides which Envoy filter authenticates requests.',
      fix:
        type !== ''
          ? didYouMean(type, known)
          : meant === undefined
            ? `Add type: with one of ${known.join(', ')}.`
            : `Write type: ${meant}.`,
    }),
  }),
  UnknownValue: define<{
    value: unknown;
    known: readonly string[];
    /** undefined: an entry of a list. */
    key?: string | undefined;
    /** A valid value that was probably meant, as YAML. */
    form?: string | undefined;
  }>({
    severity: 'error',
    sample: { value: 'roundrobin', known: ['roundRobin', 'random'] },
    words: ({ value, known, key, form }) => {
      const words = known.filter((word) => word !== A_MAP);
      const written = form?.startsWith('{') !== true ? undefined : `${key === undefined ? '' : `${key}: `}${form}`;
      const near = words.length === 1 && words.length === known.length ? words[0] : nearest(String(value), words);
      return {
        what: `${JSON.stringify(value)?.slice(0, 60)} is not a valid value here.`,
        why: known.length === 1 ? `The only valid value is ${known[0]}.` : `The valid values are ${known.join(', ')}.`,
        fix:
          near === undefined && written !== undefined && words.length < known.length
            ? `Write one of ${words.join(', ')}, or ${written}.`
            : near === undefined
              ? didYouMean(String(value), words)
              : `Write ${near}.`,
      };
    },
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
