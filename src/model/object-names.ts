import { createHash } from 'node:crypto';
import { dashed } from '../values/dashed.ts';

/** The first characters of a SHA-256 digest: short and deterministic. */
export const digest = (text: string, length = 6): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** A name of at most `max` characters; a longer one is cut and gets a digest of the whole name. */
export const shorten = (name: string, max = 63): string =>
  name.length <= max ? name : `${name.slice(0, max - 7).replace(/[-.]+$/, '')}-${digest(name)}`;

/** Converts any text to a DNS label: `/v1/users` becomes `v1-users`. */
export const slug = (text: string): string => shorten(dashed(text)) || 'root';

/** The first names of a list, and how many more there are. */
export const firstOf = (names: readonly string[], most: number): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? `, and ${names.length - most} more` : ''}`;

/** Returns unique names: the second request for a name gets `-2`. */
export const nameBook = () => {
  const taken = new Set<string>();
  return (wanted: string): string => {
    let name = shorten(wanted);
    for (let n = 2; taken.has(name); n++) name = shorten(`${wanted}-${n}`);
    taken.add(name);
    return name;
  };
};

/** Splits a list into parts of at most `size` items, in order. */
export const chunks = <T>(list: readonly T[], size: number): T[][] => {
  const out: T[][] = [];
  for (let i = 0; i < list.length; i += size) out.push(list.slice(i, i + size));
  return out;
};
