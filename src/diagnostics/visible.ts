/**
 * Characters that a terminal or an editor obeys or hides instead of showing: controls, marks that turn the direction of text,
 * zero-width and other invisible characters, line separators, halves of surrogate pairs, noncharacters.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
const EVERY_HIDDEN = new RegExp(HIDDEN.source, 'gu');

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** In the form of JSON, so that text that is JSON already stays what it says. */
const escaped = (c: string): string =>
  c
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** The first hidden character of a text; undefined where it has none. */
export const hiddenIn = (text: string): string | undefined => HIDDEN.exec(text)?.[0];

/** The name of a character: U+202E. */
export const codePoint = (c: string): string => `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Text of several lines for a terminal or a log: hidden characters are written out, line breaks and tabs stay. */
export const visible = (text: string): string =>
  HIDDEN.test(text) ? text.replace(EVERY_HIDDEN, (c) => (c === '\n' || c === '\t' ? c : escaped(c))) : text;

/** A part of a message that came from outside: on one line, whatever is in it, so that it cannot pretend to be a message. */
export const visibleLine = (text: string): string => text.replace(EVERY_HIDDEN, (c) => SHORT[c] ?? escaped(c));

/** Replaces every hidden character of a text. */
export const replaceHidden = (text: string, by: (c: string) => string): string => text.replace(EVERY_HIDDEN, by);
