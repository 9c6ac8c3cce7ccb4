import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { OPERATOR } from './header-operators.ts';
import { ruled } from './scalars.ts';

const quote = (s: string): string => JSON.stringify(s.length > 60 ? `${s.slice(0, 57)}...` : s);

/** HTTPHeader.value and HTTPHeaderMatch.value of Gateway API, in a form that is read in one pass. */
const VALUE = /^[!-~]+(?:[\t ][!-~]+)*$/;
const MOST = 4096;

/** Why the API server refuses a header value; undefined: it does not. */
const formOf = (s: string): Refusal | undefined => {
  const refusal = (what: string, why: string, fix: string): Refusal => ({ code: 'InvalidHeaderValue', what, why, fix });
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(s))
    return refusal(
      'The header value has a line break or another control character.',
      'It would end the header and begin another one.',
      'Write the value in one line.',
    );
  if (s === '' || s.length > MOST)
    return refusal(
      s === '' ? 'The header value is empty.' : `The header value is longer than ${MOST} characters.`,
      'The API server refuses it.',
      `Write a value of 1 to ${MOST} characters.`,
    );
  if (VALUE.test(s)) return undefined;
  const spaced = s.replace(/^[ \t]+|[ \t]+$/g, '').replace(/[ \t]+/g, ' ');
  return refusal(
    `${quote(s)} has ${VALUE.test(spaced) ? 'spaces at an end, or several together' : 'a character that is not ASCII'}.`,
    'The API server takes printable ASCII with single spaces between words; HTTP does not carry more without loss.',
    VALUE.test(spaced) ? `Write ${quote(spaced)}.` : 'Write the value in ASCII, for instance percent-encoded.',
  );
};

/** The value that a header of a request must have. */
export const matchValue = ruled(formOf);

/** The operators that may stand in a header value: what they give is known for each request, and no secret. */
const OPERATORS = new RegExp(OPERATOR, 'g');
const COPIES = /%(?:REQ|RESP)\(([^)]*)\)/g;
const CREDENTIAL = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key)$/;

/** The headers that a value copies by its operators, in lower case; `A?B` copies B where A is missing. */
export const headersCopiedBy = (value: string): string[] =>
  [...value.matchAll(COPIES)].flatMap((m) => m[1]!.toLowerCase().split('?'));

/** A header value without its operators: what is the same in every request. */
export const literalPart = (value: string): string => value.replace(OPERATORS, '');

/** What is said of a value that copies a credential. */
export const copiesCredential = (value: string): Refusal => ({
  code: 'CredentialInHeaderValue',
  what: `${quote(value)} copies a credential.`,
  why: 'A credential in a second header reaches logs and services that do not expect it.',
  fix: 'Forward a claim or the client id instead.',
});

/** A header's value. A single "%" makes Envoy refuse the whole route configuration, so it is refused here. */
export const headerValue = ruled((s) => {
  const form = formOf(s);
  if (form) return form;
  if (literalPart(s).includes('%')) return refusal('PercentInHeaderValue', { value: s });
  return headersCopiedBy(s).some((h) => CREDENTIAL.test(h)) ? copiesCredential(s) : undefined;
});
