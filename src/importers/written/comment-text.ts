// Texts of comments in an imported answers file. Whatever a source contains, a comment is one line that is only a comment.

import { looksRandom, secretIn } from '../../answers/rules/secret-shapes.ts';
import { isTree } from '../../answers/yaml-layout.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { objectOf } from '../source/object-of.ts';
import type { SourceNode } from '../source/source-node.ts';

/** Columns of a line with a comment. */
export const COLUMNS = 120;
/** Characters of a source value; more is cut. */
const LONGEST = 48;
/** Characters of a file name; of a longer one, the end. */
const LONGEST_FILE = 48;
/** So many source values are named; of more only their number. */
const MOST = 2;
const SOUNDS_SECRET = /secret|passw|token|api[-_]?key|private|credential|authorization|cookie|hash|salt|pwd/i;

/** A text of a source as a part of a comment: one line, without hidden characters, not longer than `most`. */
export const inComment = (text: string, most = LONGEST): string => {
  const line = visibleLine(text).replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 3).trimEnd()}...` : line;
};

/** Without the domain in front of a key, as annotations have it. */
export const shortened = (text: string): string =>
  text.replaceAll(/(^|, |: )[a-z0-9-]+(?:\.[a-z0-9-]+)+\/(?=[a-z])/g, '$1');

/** A comment that fits into some columns: without domains of keys, then with its middle cut. The place at its end stays. */
export const fitted = (text: string, columns: number): string => {
  if (text.length <= columns) return text;
  const short = shortened(text);
  if (short.length <= columns) return short;
  const place = / \(from [^()]+\)(?: and \d+ more)?$/.exec(short)?.[0] ?? '';
  const room = Math.max(columns - place.length, 8);
  return `${short.slice(0, room - 3).trimEnd()}...${place}`;
};

/** A value that must not be repeated: it has the shape of a credential, or its key sounds like one. */
const isSecret = (key: string, text: string): boolean =>
  secretIn(text) !== undefined || looksRandom(text) || SOUNDS_SECRET.test(key);

/** The key of a value: the last one that is a word. */
const keyOf = ({ path }: SourceNode): string => String(path.findLast((step) => typeof step === 'string') ?? '');

/** The name of a file in comments, by its name on the command line. */
export type FileName = (file: string) => string;

/**
 * Where a value is: `from ingress.yaml`. Without its line, so that a change of the source changes only the comments of what changed;
 * reports have lines. Parentheses of a file name would hide where the place ends.
 */
const placeOf = (node: SourceNode, nameOf: FileName): string => `from ${commentFile(nameOf(node.place.file))}`;

/** A file name as comments contain it. */
export const commentFile = (name: string): string => {
  const whole = inComment(name, Number.POSITIVE_INFINITY).replaceAll(/[()]/g, '_');
  return whole.length > LONGEST_FILE ? `...${whole.slice(3 - LONGEST_FILE)}` : whole;
};

/** `rewrite-target: /$2`; of a map or a list, and of a value that may be a secret, only the key. */
const shownValue = (node: SourceNode): string => {
  const key = keyOf(node);
  const { text } = node;
  const name = inComment(key);
  if (text === undefined || isSecret(key, text)) return name;
  return `${name}: ${inComment(text) || '""'}`;
};

/** The source values of an answer with the place of the first one. */
export const sourceText = (nodes: readonly SourceNode[], nameOf: FileName, suffix = ''): string | undefined => {
  const shown = [...new Map(nodes.map((n) => [shownValue(n), n])).entries()].filter(([text]) => text !== '');
  const [first] = shown;
  if (!first) return undefined;
  const more = shown.length > MOST ? ` and ${shown.length - MOST} more` : '';
  const text = shown.slice(0, MOST).map(([value]) => value);
  return `${text.join(', ')}${more}${suffix} (${placeOf(first[1], nameOf)})`;
};

/** The objects of a source that became a service or a method; undefined: they have no name. */
export const objectText = (nodes: readonly SourceNode[], nameOf: FileName): string | undefined => {
  const all = nodes.map((n) => [objectOf(n), n] as const).filter(([name]) => name !== '');
  const objects = [...new Map(all.reverse()).entries()].reverse();
  if (objects.length === 0) return undefined;
  const named = objects.slice(0, MOST).map(([name, n]) => `${inComment(name, LONGEST)} (${placeOf(n, nameOf)})`);
  return `${named.join(', ')}${objects.length > MOST ? ` and ${objects.length - MOST} more` : ''}`;
};

const isWord = (c: string | undefined): boolean => c !== undefined && /[a-z0-9]/i.test(c);

/** Whether a text is a whole part of another one: `8080` of `users:8080`, not `60` of `60s`. */
const isPartOf = (part: string, whole: string): boolean => {
  const at = whole.toLowerCase().indexOf(part.toLowerCase());
  if (at < 0 || part === '') return false;
  const [before, after] = [whole[at - 1], whole[at + part.length]];
  return !(isWord(part[0]) && isWord(before)) && !(isWord(part.at(-1)) && isWord(after));
};

/** Whether an answer repeats its source values, so that a comment would add nothing. */
export const repeats = (value: unknown, nodes: readonly SourceNode[]): boolean => {
  const texts = nodes.map((n) => n.text);
  if (Array.isArray(value))
    return (value as unknown[]).every((v) => typeof v !== 'object' && texts.includes(String(v)));
  if (isTree(value) || value === null || value === undefined) return false;
  const whole = String(value);
  if (texts.includes(whole)) return true;
  return typeof value === 'string' && texts.every((t) => t !== undefined && isPartOf(t, whole));
};
