// Sizes in bytes, as Envoy Gateway's fields for buffers take them: 512Ki, 10Mi, 1048576.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { wholeQuantity } from './quantity.ts';

/** The pattern of these fields in the CRDs. */
const SIZE = /^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$/;
/** What is written elsewhere: 10MB, 10m (nginx), 10 MiB. */
const LOOSE = /^\s*([1-9]\d*)\s*([kmg])i?b?\s*$/i;

/** Bytes of a size that `byteSize` accepts. */
export const bytesOf = (size: string): number => Number(wholeQuantity(size) ?? 0n);

/** A size from `least` to `most` bytes; a number is a number of bytes. The result is text, as the CRDs have it. */
export const byteSize = ({ least, most }: { readonly least: string; readonly most: string }) =>
  z.union([z.string(), z.number()]).transform((given, ctx): string => {
    const size = String(given);
    const whole = SIZE.test(size) ? wholeQuantity(size) : undefined;
    if (whole !== undefined && whole >= bytesOf(least) && whole <= bytesOf(most)) return size;
    const [, number, unit] = LOOSE.exec(size) ?? [];
    const meant = number && unit ? `${number}${unit.toUpperCase()}i` : undefined;
    const isWithin = (s: string): boolean => bytesOf(s) >= bytesOf(least) && bytesOf(s) <= bytesOf(most);
    const suggestion = [meant, '10Mi', '64Ki', '1Ki'].find((s) => s !== undefined && isWithin(s));
    refuse(
      ctx,
      refusal('InvalidSize', { value: size, suggestion, range: whole === undefined ? undefined : [least, most] }),
    );
    return z.NEVER;
  });

/** A size in whole KiB: 96Ki, 1Mi. */
export const wholeKib = (range: { readonly least: string; readonly most: string }) =>
  byteSize(range).transform((size, ctx): string => {
    if (bytesOf(size) % 1024 !== 0)
      refuse(ctx, refusal('InvalidSize', { value: size, suggestion: '64Ki', range: undefined }));
    return size;
  });

/** Bytes in the unit that a person reads: 512 KiB, 20 MiB. */
export const shownBytes = (bytes: number): string => {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
};
