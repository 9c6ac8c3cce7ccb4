import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { OPERATOR } from './header-operators.ts';
import { ruled } from './scalars.ts';

/** The pattern of HTTPHeader.value and HTTPHeaderMatch.value in Gateway API, in a form that needs no backtracking. */
const VALUE = /^[!-~]+(?:[\t ][!-~]+)*$/;
const MOST = 4096;

/** Why the API server refuses a header value, or undefined. */
const formOf = (s: string): Refusal | undefined => {
  const no = (values: ValuesOf<'InvalidHeaderValue'>): Refusal => refusal('InvalidHeaderValue', values);
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(s)) return no({ reason: 'control' });
  if (s === '' || s.length > MOST) return no({ reason: 'length', empty: s === '', most: MOST });
  if (VALUE.test(s)) return undefined;
  const suggestion = s.replace(/^[ \t]+|[ \t]+$/g, '').replace(/[ \t]+/g, ' ');
  return no(VALUE.test(suggestion) ? { reason: 'spaces', value: s, suggestion } : { reason: 'ascii', value: s });
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

/** The value of a header. An unescaped "%" makes Envoy refuse the whole route configuration, so it is refused here. */
export const headerValue = ruled((s) => {
  const form = formOf(s);
  if (form) return form;
  if (literalPart(s).includes('%')) return refusal('PercentInHeaderValue', { value: s });
  return headersCopiedBy(s).some((h) => CREDENTIAL.test(h))
    ? refusal('CredentialInHeaderValue', { value: s })
    : undefined;
});
