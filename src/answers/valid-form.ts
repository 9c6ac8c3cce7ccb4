// What a person who wrote a value of a wrong form probably meant. Every result is validated, so that no fix leads to another error.
import { checkValue, isRefusedAt } from './check-value.ts';
import { EXAMPLES } from './example-values.ts';
import { knownKeys, wordsAt } from './known-keys.ts';
import { answerScalar, flow, isTree, type Tree } from './yaml-layout.ts';

type Path = readonly PropertyKey[];

/** A longer form is no help in a message. */
const LONGEST = 120;
/** An object with more keys is not tried key by key. */
const MOST_KEYS = 40;
const NUMBER = /^\s*(-?\d+(?:\.\d+)?)\s*%?\s*$/;
/** Their value is the name of a method, which only the user knows. */
const METHOD_NAMES = new Set(['auth', 'default', 'all', 'optional']);

const keyOf = (path: Path): string => String(path.findLast((p) => typeof p === 'string') ?? '');

const ofNumber = (n: number, key: string): unknown[] => [
  String(n),
  ...(/latency/i.test(key) ? [`${n}ms`] : []),
  ...[n, Math.round(n), `${n}s`, `${n}/minute`, `${n}Mi`],
];

const ofText = (text: string, key: string): unknown[] => {
  const t = text.trim();
  const number = NUMBER.exec(t)?.[1];
  const word = /^(?:y|yes|on|true)$/i.test(t) ? [true] : /^(?:n|no|off|false)$/i.test(t) ? [false, 'none'] : [];
  const address = /^\d+\.\d+\.\d+\.\d+$/.test(t) ? [`${t}/32`] : [];
  const version = /^\d+\.\d+\.\d+$/.test(t) ? [`v${t}`] : [];
  const thousands = /^(\d{1,9}(?:\.\d{1,3})?)\s*k$/i.exec(t)?.[1];
  const ofThousands = thousands === undefined ? [] : [Math.round(Number(thousands) * 1000)];
  const ofDigits = number === undefined ? [] : ofNumber(Number(number), key);
  return [t, t.toLowerCase(), t.toUpperCase(), ...address, ...version, ...word, ...ofThousands, ...ofDigits, `/${t}`];
};

/** Other ways to write a scalar, the closest first. */
const scalars = (value: unknown, key: string): unknown[] => {
  if (typeof value === 'number') return ofNumber(value, key);
  if (typeof value === 'boolean') return [String(value), value, ...(value ? [] : ['none'])];
  return typeof value === 'string' && value.trim() !== '' ? ofText(value, key) : [];
};

/** A scalar as a list, a list with one entry as a scalar. */
const lists = (value: unknown, key: string): unknown[] => {
  if (Array.isArray(value)) return value.length === 1 ? [value[0], ...scalars(value[0], key)] : [];
  const split = typeof value === 'string' && value.includes(',') ? value.split(',').map((v) => v.trim()) : [];
  return [
    ...(split.length > 1 ? [split, split.map((v) => v.toUpperCase())] : []),
    ...scalars(value, key).map((v) => [v]),
    ...(isTree(value) ? [[value]] : []),
  ];
};

const forms = (value: unknown, key: string): unknown[] =>
  isTree(value) || value === undefined || value === null
    ? []
    : [value, ...scalars(value, key), ...lists(value, key)].filter((v) => v !== undefined);

/** A map with the value in each of its keys. */
const filledMap = (example: Tree, value: unknown): Tree[] =>
  Object.keys(example).flatMap((k) => forms(value, k).map((v) => ({ ...example, [k]: v })));

const filled = (example: unknown, value: unknown): unknown[] => {
  if (isTree(example)) return filledMap(example, value);
  if (!Array.isArray(example) || !isTree(example[0])) return [];
  return filledMap(example[0], value).map((first) => [first, ...example.slice(1)]);
};

/** The value as that of the only key of a map. */
const wrapped = (value: unknown, path: Path): unknown[] => {
  const keys = knownKeys(path);
  return keys.length > MOST_KEYS ? [] : keys.flatMap((k) => forms(value, k).map((v) => ({ [k]: v })));
};

/** Values that may have been meant, the most likely first. */
const tries = function* (path: Path, value: unknown, words: string | undefined): Generator<unknown> {
  const key = keyOf(path);
  const isEntry = typeof path.at(-1) === 'number';
  const known = EXAMPLES[key] ?? [];
  const examples = isEntry ? known.flatMap((e) => (Array.isArray(e) ? e : [])) : known;
  if (words !== undefined) yield* [words, words.toLowerCase()];
  yield* scalars(value, key);
  yield* lists(value, key);
  for (const example of examples) yield* filled(example, value);
  if (examples.length === 0) yield* wrapped(value, path);
  yield* examples;
  // For a key that is missing, or `true` for a key with words.
  if (value === undefined || value === true) yield* wordsAt(path).filter((w) => w !== 'none' && w !== 'false');
};

/** The value of an object with another value at a path inside it; undefined: there is no such place. */
const withAt = (object: unknown, path: Path, value: unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(object)) return object.map((v, i) => (i === step ? withAt(v, rest, value) : v));
  return isTree(object) ? { ...object, [step]: withAt(object[String(step)], rest, value) } : undefined;
};

const at = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (v, k) => (typeof v === 'object' && v !== null ? (v as Record<PropertyKey, unknown>)[k] : undefined),
    root,
  );

/** So many objects around a value are validated with it: what it may be can depend on the keys next to it. */
const AROUND = 2;

/** Whether the objects around a value accept it. */
const fitsIn = (root: unknown, path: Path, value: unknown): boolean => {
  for (let up = 1; up <= AROUND && up < path.length; up++) {
    const [outer, inner] = [path.slice(0, -up), path.slice(-up)];
    // Lists of services can be long.
    if (outer.length < 2) return true;
    if (isRefusedAt(outer, withAt(at(root, outer), inner, value), inner)) return false;
  }
  return true;
};

/**
 * A valid value of a key instead of `value` (undefined: the key is missing), as YAML in one line; undefined: none is known.
 * `root`: all answers. `words`: the value as written, if YAML reads it as a number or a boolean.
 */
export const validForm = (root: unknown, path: Path, value: unknown, words?: string): string | undefined => {
  if (METHOD_NAMES.has(keyOf(path)) && path.length > 1 && !isTree(value) && !Array.isArray(value)) return undefined;
  for (const v of tries(path, value, words)) {
    if (v === undefined || v === value || checkValue(path, v) !== undefined || !fitsIn(root, path, v)) continue;
    const text = typeof v === 'string' ? answerScalar(v) : flow(v);
    if (text.length <= LONGEST) return text;
  }
  return undefined;
};
