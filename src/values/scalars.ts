import { domainToASCII } from 'node:url';
import * as z from 'zod';
import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Refusal, refusal, refuse } from '../diagnostics/refusal.ts';
import { cidrProblem } from './cidr.ts';
import { UNIT_MS } from './duration.ts';
import './later.ts';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** RFC 9110 token: the allowed names of headers, cookies and query parameters. */
const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
/** HTTPRoute.spec.rules[].matches[].path.value, the pattern of the CRD. */
const PATH = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
/** A duration as people and Go write it: also with fractions, and with more digits than the CRDs allow. */
const WRITTEN = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/;
/** GEP-2257, the pattern of every duration in the CRDs. */
const DURATION = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;

/** A string with one rule, which returns a refusal or nothing. `pattern` is the part that an editor can check. */
export const ruled = (validate: (value: string) => Refusal | undefined, pattern?: RegExp) => {
  const schema = z.string().superRefine((value, ctx) => {
    const wrong = validate(value);
    if (wrong) refuse(ctx, wrong);
  });
  return pattern ? schema.meta({ pattern: pattern.source }) : schema;
};

/** Whether every label that begins with xn-- is Punycode. URLs with another one cannot be parsed, so no browser requests them. */
export const isDecodable = (host: string): boolean => !/(?:^|\.)xn--/i.test(host) || domainToASCII(host) !== '';

/** The DNS name of one host: lower case, without scheme, port, wildcard or trailing dot. */
export const hostname = ruled((s) => {
  if (
    s.length <= 253 &&
    SUBDOMAIN.test(s) &&
    !/^[\d.]+$/.test(s) &&
    s.split('.').every((l) => l.length <= 63) &&
    isDecodable(s)
  )
    return;
  return refusal('InvalidHostname', { value: s, suggestion: meantHost(s) });
});

/** The host name that was probably meant: without scheme, port, path and trailing dot, in lower case and ASCII. */
export const meantHost = (text: string): string | undefined => {
  const given = text.trim().toLowerCase();
  const bare = given
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:].*$/, '')
    .replace(/\.$/, '');
  const ascii = /[^ -~]/.test(bare) ? domainToASCII(bare) : bare;
  return ascii !== text && ascii.length <= 253 && SUBDOMAIN.test(ascii) && !/^[\d.]+$/.test(ascii) ? ascii : undefined;
};

/** A TCP or UDP port. */
export const port = z.number().int().min(1).max(65535);

/** The name of a generated object, or of a part of one: a DNS label. */
export const label = ruled((s) => (s.length <= 63 && LABEL.test(s) ? undefined : refusal('InvalidName', { value: s })));

/** The name of an existing object, such as a Secret or an issuer: a DNS subdomain. */
export const objectName = ruled((s) =>
  s.length <= 253 && SUBDOMAIN.test(s) ? undefined : refusal('InvalidObjectName'),
);

/** What is wrong with a path; undefined: nothing. */
export const pathProblem = (s: string): Refusal | undefined => {
  const no = (values: ValuesOf<'InvalidPath'>): Refusal => refusal('InvalidPath', values);
  if (!s.startsWith('/')) return no({ value: s, reason: 'noSlash' });
  if (/[?#]/.test(s)) return no({ value: s, reason: 'query' });
  if (/\*/.test(s)) return no({ value: s, reason: 'wildcard' });
  if (/\/\/|\/\.{1,2}(\/|$)|%2f|%5c|%2e/i.test(s)) return no({ value: s, reason: 'notNormalized' });
  if (s.length > 1 && s.endsWith('/')) return no({ value: s, reason: 'endsWithSlash' });
  return s.length > 1024 || !PATH.test(s) ? no({ value: s, reason: 'character' }) : undefined;
};

/** A path prefix: starts with "/", normalized, as clients send it. */
export const path = ruled(pathProblem);

/** A duration of Gateway API (GEP-2257): 500ms, 15s, 1m30s. */
export const duration = ruled((s) => {
  if (DURATION.test(s) || plainForm(s) !== undefined) return;
  const m = /^\s*(\d+(?:\.\d+)?)\s*(ms|milli\w*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\s*$/i.exec(s);
  // A number without a unit is most often one of seconds.
  const bare = /^\s*(\d{1,5})\s*$/.exec(s)?.[1];
  const suggestion =
    m?.[1] && m[2] ? plainDuration(Number(m[1]), m[2].toLowerCase()) : bare === undefined ? undefined : `${bare}s`;
  return refusal('InvalidDuration', { value: s, suggestion });
}, WRITTEN).transform((s) => (DURATION.test(s) ? s : plainForm(s)!));

/** `0.4s` as `400ms`, `1.5m` as `1m30s`: the form of the CRDs; undefined: it has none. */
const plainForm = (s: string): string | undefined => {
  if (!WRITTEN.test(s)) return undefined;
  let rest = 0;
  for (const [, n, unit] of s.matchAll(/([\d.]+)(h|ms|m|s)/g))
    rest += Number(n) * UNIT_MS[unit as keyof typeof UNIT_MS];
  // Sums of fractions are not exact: 0.1s + 0.2s is 300.00000000000006 ms.
  if (Math.abs(rest - Math.round(rest)) > 1e-6 || rest < 0.5) return undefined;
  rest = Math.round(rest);
  let out = '';
  for (const [unit, ms] of Object.entries(UNIT_MS)) {
    const n = Math.floor(rest / ms);
    if (n > 0) out += `${n}${unit}`;
    rest -= n * ms;
  }
  return DURATION.test(out) ? out : undefined;
};

const plainDuration = (n: number, unit: string): string => {
  const short = /^ms|^milli/.test(unit) ? 'ms' : unit.charAt(0);
  if (Number.isInteger(n)) return `${n}${short}`;
  const ms = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[short] ?? 1;
  return `${Math.round(n * ms)}ms`;
};

/** The name of a header in any case; Envoy never forwards names with ":" or spaces. */
export const headerName = ruled((s) =>
  TOKEN.test(s) && s.length <= 256 ? undefined : refusal('InvalidHeaderName', { value: s }),
);

/** The name of a cookie or query parameter. */
export const tokenName = ruled((s) =>
  TOKEN.test(s) && s.length <= 256 ? undefined : refusal('InvalidParameterName', { value: s }),
);

/** An IPv4 or IPv6 network without host bits. */
export const cidr = ruled((s) => {
  const problem = cidrProblem(s);
  return problem && refusal('InvalidCIDR', problem);
});

/** The name of a client: a key in the data of a Secret. */
export const clientId = ruled((s) =>
  /^[-._a-zA-Z0-9]{1,253}$/.test(s) && s !== '.' && s !== '..' ? undefined : refusal('InvalidClientName', { value: s }),
);

/** A key of the data of a Secret. */
export const dataKey = ruled(
  (s) =>
    /^[-._a-zA-Z0-9]{1,253}$/.test(s) && s !== '.' && s !== '..' ? undefined : refusal('InvalidDataKey', { value: s }),
  /^[-._a-zA-Z0-9]+$/,
);

/** A value that is valid in one line of YAML and in HTTP: printable, at most 253 characters. */
export const word = ruled((s) =>
  s.length > 0 && s.length <= 253 && !/[\0-\x1f\x7f]/.test(s)
    ? undefined
    : refusal('InvalidValue', { empty: s === '' }),
);
