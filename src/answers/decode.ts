import type { Refusal } from '../diagnostics/refusal.ts';

/** The maximum size of an answers file in bytes; 20,000 services in full form need less. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** The text of a file from any source, without its byte order mark, or the reason why it cannot be an answers file. */
export const decode = (bytes: Uint8Array | string): string | Refusal => {
  if (bytes.length > MOST_BYTES)
    return {
      code: 'FileTooLarge',
      what: `The file has more than ${MOST_BYTES / 1024 / 1024} MiB.`,
      why: `An answers file has at most ${MOST_BYTES / 1024 / 1024} MiB; 5,000 services take about one.`,
      fix: 'Name the answers file with -f.',
    };
  let text: string;
  try {
    text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      code: 'NotText',
      what: 'The file is not UTF-8 text.',
      why: 'An answers file is YAML or JSON in UTF-8.',
      fix: 'Name the answers file with -f, or convert it to UTF-8.',
    };
  }
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text))
    return {
      code: 'NotText',
      what: 'The file has control characters.',
      why: 'It looks like a binary file, not like YAML.',
      fix: 'Name the answers file with -f.',
    };
  return text.replace(/^\ufeff/, '');
};
