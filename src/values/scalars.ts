import * as z from 'zod';
import { type Refusal, refuse } from '../diagnostics/refusal.ts';
import { cidrProblem } from './cidr.ts';

// Compiling a parser for each object takes longer than it saves in one run.
z.config({ jitless: true });

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** RFC 9110 token: the allowed names of headers, cookies and query parameters. */
const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
/** HTTPRoute.spec.rules[].matches[].path.value, the pattern of the CRD. */
const PATH = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
/** GEP-2257, the pattern of every duration in the CRDs. */
const DURATION = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;

/** A string with one rule, which returns a refusal or nothing. `pattern` is the part that an editor can check. */
export const ruled = (judge: (value: string) => Refusal | undefined, pattern?: RegExp) => {
  const schema = z.string().superRefine((value, ctx) => {
    const refusal = judge(value);
    if (refusal) refuse(ctx, refusal);
  });
  return pattern ? schema.meta({ pattern: pattern.source }) : schema;
};

const quote = (s: string): string => JSON.stringify(s.length > 60 ? `${s.slice(0, 57)}...` : s);

/** The DNS name of one host: lower case, without scheme, port, wildcard or trailing dot. */
export const hostname = ruled((s) => {
  if (s.length <= 253 && SUBDOMAIN.test(s) && !/^[\d.]+$/.test(s) && s.split('.').every((l) => l.length <= 63)) return;
  const bare = s
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:].*$/, '')
    .replace(/\.$/, '');
  return {
    code: 'InvalidHostname',
    what: `${quote(s)} is not a DNS name.`,
    why: 'A listener takes one host name: lower case letters, digits, "-" and ".", no scheme, port, path or "*".',
    fix: SUBDOMAIN.test(bare) && bare !== s ? `Write ${bare}.` : 'Write a name such as api.example.com.',
  };
});

/** The name of a generated object, or of a part of one: a DNS label. */
export const label = ruled((s) =>
  s.length <= 63 && LABEL.test(s)
    ? undefined
    : {
        code: 'InvalidName',
        what: `${quote(s)} is not a DNS label.`,
        why: 'Names of Kubernetes objects are made from it: lower case letters, digits and "-", at most 63 characters.',
        fix: 'Write a name such as users or users-v2.',
      },
);

/** The name of an existing object, such as a Secret or an issuer: a DNS subdomain. */
export const objectName = ruled((s) =>
  s.length <= 253 && SUBDOMAIN.test(s)
    ? undefined
    : {
        code: 'InvalidObjectName',
        // The value is not repeated: someone may have pasted a secret here.
        what: 'This is not the name of a Kubernetes object.',
        why: 'The answer names an object in the cluster; a secret value must never stand in an answers file.',
        fix: 'Write the name of the object, such as partner-keys. If a secret was pasted here, revoke it.',
      },
);

/** A path prefix: starts with "/", normalized, as clients send it. */
export const path = ruled((s) => {
  const refusal = (what: string, fix: string): Refusal => ({
    code: 'InvalidPath',
    what,
    why: 'A PathPrefix match takes a normalised path; anything else never matches, or matches more than it shows.',
    fix,
  });
  if (!s.startsWith('/')) return refusal(`${quote(s)} does not start with "/".`, `Write ${quote(`/${s}`)}.`);
  if (/[?#]/.test(s)) return refusal(`${quote(s)} has a query or a fragment.`, 'Write the path only.');
  if (/\*/.test(s)) return refusal(`${quote(s)} has a "*".`, 'Write the prefix: /v1/users covers all below it.');
  if (/\/\/|\/\.{1,2}(\/|$)|%2f|%5c|%2e/i.test(s))
    return refusal(`${quote(s)} is not normalised.`, 'Write it without "//", ".", ".." and encoded slashes or dots.');
  if (s.length > 1 && s.endsWith('/')) return refusal(`${quote(s)} ends with "/".`, `Write ${quote(s.slice(0, -1))}.`);
  if (s.length > 1024 || !PATH.test(s))
    return refusal(
      `${quote(s)} has a character that a path cannot have.`,
      'Percent-encode it, or choose another path.',
    );
  return undefined;
});

/** A duration of Gateway API (GEP-2257): 500ms, 15s, 1m30s. */
export const duration = ruled((s) => {
  if (DURATION.test(s)) return;
  const m = /^\s*(\d+(?:\.\d+)?)\s*(ms|milli\w*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\s*$/i.exec(s);
  return {
    code: 'InvalidDuration',
    what: `${quote(s)} is not a duration.`,
    why: 'Gateway API takes whole numbers with h, m, s or ms, without spaces (GEP-2257).',
    fix:
      m?.[1] && m[2]
        ? `Write ${mendDuration(Number(m[1]), m[2].toLowerCase())}.`
        : 'Write a duration such as 15s or 250ms.',
  };
});

const mendDuration = (n: number, unit: string): string => {
  const short = /^ms|^milli/.test(unit) ? 'ms' : unit.charAt(0);
  if (Number.isInteger(n)) return `${n}${short}`;
  const ms = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[short] ?? 1;
  return `${Math.round(n * ms)}ms`;
};

/** The name of a header in any case; Envoy never forwards names with ":" or spaces. */
export const headerName = ruled((s) =>
  TOKEN.test(s) && s.length <= 256
    ? undefined
    : {
        code: 'InvalidHeaderName',
        what: `${quote(s)} is not a header name.`,
        why: 'A header name is letters, digits and "-" (RFC 9110, token).',
        fix: 'Write a name such as X-Api-Version.',
      },
);

/** The name of a cookie or query parameter. */
export const tokenName = ruled((s) =>
  TOKEN.test(s) && s.length <= 256
    ? undefined
    : {
        code: 'InvalidParameterName',
        what: `${quote(s)} is not a name of a cookie or query parameter.`,
        why: 'Envoy compares it byte for byte with what the client sends.',
        fix: 'Write a name such as api_key.',
      },
);

/** An IPv4 or IPv6 network without host bits. */
export const cidr = ruled((s) => {
  const p = cidrProblem(s);
  return (
    p && { code: 'InvalidCIDR', why: 'The address range decides who gets in; it must say exactly one network.', ...p }
  );
});

/** The name of a client: a key in the data of a Secret. */
export const clientId = ruled((s) =>
  /^[-._a-zA-Z0-9]{1,253}$/.test(s) && s !== '.' && s !== '..'
    ? undefined
    : {
        code: 'InvalidClientName',
        what: `${quote(s)} is not a client name.`,
        why: 'It is a key of the Secret\'s data: letters, digits, "-", "_" and ".".',
        fix: 'Write a name such as acme.',
      },
);

/** A key of the data of a Secret. */
export const dataKey = ruled(
  (s) =>
    /^[-._a-zA-Z0-9]{1,253}$/.test(s) && s !== '.' && s !== '..'
      ? undefined
      : {
          code: 'InvalidDataKey',
          what: `${quote(s)} is not a key of a Secret's data.`,
          why: 'It has letters, digits, "-", "_" and ".".',
          fix: 'Write a key such as password.',
        },
  /^[-._a-zA-Z0-9]+$/,
);

/** A value that is valid in one line of YAML and in HTTP: printable, at most 253 characters. */
export const word = ruled((s) =>
  s.length > 0 && s.length <= 253 && !/[\0-\x1f\x7f]/.test(s)
    ? undefined
    : {
        code: 'InvalidValue',
        what: s === '' ? 'The value is empty.' : 'The value has control characters or more than 253 of them.',
        why: 'It is compared byte for byte with what a client sends.',
        fix: 'Write the value in one line.',
      },
);
