import type { Refusal } from '../diagnostics/refusal.ts';
import { OPERATOR } from './header-operators.ts';
import { ruled } from './scalars.ts';

const quote = (s: string): string => JSON.stringify(s.length > 60 ? `${s.slice(0, 57)}...` : s);

/** The pattern of HTTPHeader.value and HTTPHeaderMatch.value in Gateway API, in a form that needs no backtracking. */
const VALUE = /^[!-~]+(?:[\t ][!-~]+)*$/;
const MOST = 4096;

/** Why the API server refuses a header value, or undefined. */
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

/** The required value of a request header. */
export const matchValue = ruled(formOf);

/** The allowed operators in a header value: they have a value in every request, and it is not a secret. */
const OPERATORS = new RegExp(OPERATOR, 'g');
const COPIES = /%(?:REQ|RESP)\(([^)]*)\)/g;
const CREDENTIAL = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key)$/;

/** The headers that the operators of a value copy, in lower case; `A?B` copies B if A is missing. */
export const headersCopiedBy = (value: string): string[] =>
  [...value.matchAll(COPIES)].flatMap((m) => m[1]!.toLowerCase().split('?'));

/** A header value without its operators: the constant part. */
export const literalPart = (value: string): string => value.replace(OPERATORS, '');

/** What is said of a value that copies a credential. */
export const copiesCredential = (value: string): Refusal => ({
  code: 'CredentialInHeaderValue',
  what: `${quote(value)} copies a credential.`,
  why: 'A credential in a second header reaches logs and services that do not expect it.',
  fix: 'Forward a claim or the client id instead.',
});

/** The value of a header. An unescaped "%" makes Envoy refuse the whole route configuration, so it is refused here. */
export const headerValue = ruled((s) => {
  const form = formOf(s);
  if (form) return form;
  if (literalPart(s).includes('%'))
    return {
      code: 'PercentInHeaderValue',
      what: `${quote(s)} has a "%" that begins no operator that is known to be safe.`,
      why: 'The API server accepts it, but Envoy then refuses the whole route configuration (envoyproxy/gateway issue 7192).',
      fix: 'Write "%%" for a plain per cent sign, or an operator such as %REQ(X-REQUEST-ID)%.',
    };
  return headersCopiedBy(s).some((h) => CREDENTIAL.test(h)) ? copiesCredential(s) : undefined;
});
