// Values as nginx writes them, as the answers write them.
import { IPv4, IPv6 } from 'ipaddr.js';
import { cidrProblem, familyOf } from '../../values/cidr.ts';

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

/** A duration of the answers: its numbers have at most five digits. */
export const durationOf = (seconds: number): string => {
  if (seconds < 3600) return `${seconds}s`;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`, rest > 0 && `${rest}s`].filter(Boolean).join('');
};

/** The parts of a list with commas, without spaces and empty parts. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');

/** A network as Kubernetes writes it: nginx also accepts an address, and an address in a network. undefined: neither. */
const networkOf = (text: string): string | undefined => {
  const family = familyOf(text);
  if (family) return `${text}/${family === 'IPv4' ? 32 : 128}`;
  const problem = cidrProblem(text);
  if (!problem) return text;
  if (problem.reason !== 'hostBits') return undefined;
  const of = familyOf(problem.address) === 'IPv4' ? IPv4 : IPv6;
  return `${of.networkAddressFromCIDR(text)}/${text.split('/')[1]}`;
};

/** The networks of a list; undefined: one of them is none. */
export const networksOf = (text: string): string[] | undefined => {
  const all = listOf(text).map(networkOf);
  return all.length > 0 && all.every((n) => n !== undefined) ? [...new Set(all)] : undefined;
};
