// The value of a scalar without quotes, as kubectl reads it: go.yaml.in/yaml/v2 resolve.go (`resolve`), through sigs.k8s.io/yaml.
// It is YAML 1.1 without sexagesimal numbers: `y`, `on` and `1_000` are no texts, and 010 is 8.

const WORDS: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w) => [w, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((w) => [w, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w) => [w, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((w) => [w, Number.NEGATIVE_INFINITY] as const),
]);
const LONGEST_WORD = 5;

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** Whether YAML 1.2 and the programs that write YAML with go.yaml.in/yaml/v3 read a word of YAML 1.1 as a text. */
export const isOldWord = (text: string): boolean => /^(?:y|yes|on|n|no|off)$/i.test(text) && WORDS.has(text);

/** strconv.ParseFloat, which allows `_` between digits. */
const POINT_FIRST = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;
const BITS = 64n;

/** strconv.ParseInt and ParseUint with base 0; undefined: not a whole number of 64 bits. */
const integer = (plain: string): number | undefined => {
  const found = INTEGER.exec(plain);
  if (!found) return undefined;
  const [, sign = '', digits = ''] = found;
  // A leading zero means octal, which JavaScript writes 0o.
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits.toLowerCase());
  const most = sign === '' ? 1n << BITS : 1n << (BITS - 1n);
  if (size > most || (size === most && sign !== '-')) return undefined;
  return size === 0n ? 0 : Number(sign === '-' ? -size : size);
};

/** A number of JavaScript, unless it is too large for one. */
const finite = (text: string): number | string => {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
};

/** The value of a scalar without quotes and without a tag; numbers that JSON does not have are infinite or NaN. */
export const goScalar = (text: string): string | number | boolean | null => {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  if (first === 0x2e) return POINT_FIRST.test(text) ? finite(text.replaceAll('_', '')) : text;
  // The digits, and + and -.
  if (!((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d)) return text;
  const plain = text.replaceAll('_', '');
  const whole = integer(plain);
  if (whole !== undefined) return whole;
  return FLOAT.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : text;
};
