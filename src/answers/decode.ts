import { type Refusal, refusal } from '../diagnostics/refusal.ts';

/** The maximum size of an answers file in bytes; 20,000 services in full form need less. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** The text of a file from any source, without its byte order mark, or the reason why it cannot be an answers file. */
export const decode = (bytes: Uint8Array | string): string | Refusal => {
  if (bytes.length > MOST_BYTES)
    return refusal('FileTooLarge', { reason: 'bytes', mebibytes: MOST_BYTES / 1024 / 1024 });
  let text: string;
  try {
    text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refusal('NotText', { reason: 'encoding' });
  }
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) return refusal('NotText', { reason: 'control' });
  return text.replace(/^\ufeff/, '');
};
