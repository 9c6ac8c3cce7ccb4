// Values as nginx writes them, as the answers write them.
import { networkOf } from '../spelling/networks.ts';

/** `8m`, `100k`, `1g` or bytes as `8Mi`; `0` is no limit; undefined: not a size of nginx. */
export const sizeOf = (text: string): string | undefined => {
  const [, digits, unit = ''] = /^(\d{1,10})\s*([kKmMgG]?)[bB]?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const number = String(Number(digits));
  return number === '0' ? 'none' : unit === '' ? number : `${number}${unit.toUpperCase()}i`;
};

/** Bytes of a size that sizeOf returned. */
export const bytesOfSize = (size: string): number => {
  const power = { '': 0, Ki: 1, Mi: 2, Gi: 3 }[/[A-Z]i$/.exec(size)?.[0] ?? ''] ?? 0;
  return size === 'none' ? 0 : Number.parseInt(size, 10) * 1024 ** power;
};

/** Seconds, also as `60s`; undefined: neither. */
export const secondsOf = (text: string): number | undefined => {
  const [, digits] = /^(\d{1,9})s?$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/** The parts of a list with commas, without spaces and empty parts. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');

/** The networks of a list; undefined: one of them is none. */
export const networksOf = (text: string): string[] | undefined => {
  const all = listOf(text).map(networkOf);
  return all.length > 0 && all.every((n) => n !== undefined) ? [...new Set(all)] : undefined;
};
