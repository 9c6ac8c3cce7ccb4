import type { Refusal } from '../diagnostics/refusal.ts';
import { parseRequestUri, parseUrl } from './go-url.ts';
import { hostname, ruled } from './scalars.ts';

const quote = (s: string): string => JSON.stringify(s.length > 60 ? `${s.slice(0, 57)}...` : s);

/** The characters of a URL (RFC 3986). Go also accepts spaces, backslashes and others in a path, but never sends them. */
const SIGNS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
/** The host names of servers, also in private networks: DNS allows "_". */
const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?)*$/;

/** Parsers disagree whether 1.2.3 and 0x7f.1 are addresses or names, so an address must have four numbers. */
const isHost = (host: string): boolean =>
  IPV4.test(host) || (HOST.test(host) && !/(?:^|\.)(?:\d+|0[xX][0-9a-fA-F]*)$/.test(host));

/** Whether a text is a port: a number from 1 to 65535. */
export const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;

/** Whether a text is host:port with a valid DNS name and TCP port. */
export const isHostAndPort = (text: string): boolean => {
  const at = text.lastIndexOf(':');
  return at > 0 && isHost(text.slice(0, at)) && isPort(text.slice(at + 1));
};

/** What is wrong with the parts of a parsed URL, as the end of a sentence, or undefined. */
export const urlProblem = (text: string): string | undefined => {
  if (!SIGNS.test(text)) return 'has a character that a URL cannot have';
  const parsed = parseUrl(text);
  if ('problem' in parsed) return parsed.problem;
  const [, name = '', port] = /^(.*?)(?::(\d*))?$/.exec(parsed.url.host)!;
  if (!isHost(name)) return name === '' ? 'has no host' : 'has a host that is no DNS name';
  if (port !== undefined && !isPort(port)) return 'has a port that is not a number from 1 to 65535';
  return undefined;
};

const WHY =
  'Keys and logins fetched in clear text can be replaced on the way, and Envoy Gateway refuses what it cannot read.';

const httpsUrlRefusal = (s: string): Refusal | undefined => {
  const refusal = (what: string, fix: string): Refusal => ({ code: 'InvalidURL', what, why: WHY, fix });
  const example = 'Write a URL such as https://auth.example.com/.';
  const parsed = parseUrl(s);
  if ('url' in parsed && parsed.url.hasUser)
    return refusal('The URL has a user or a password in it.', 'Write it without; credentials stand in a Secret.');
  if (!s.startsWith('https://'))
    return refusal(
      `${quote(s)} is not an https URL.`,
      /^https?:\/\//i.test(s) ? `Write ${quote(s.replace(/^https?:/i, 'https:'))}.` : example,
    );
  if (s.length > 253) return refusal('The URL is longer than 253 characters.', 'Write a shorter one.');
  const problem = urlProblem(s) ?? (s.includes('#') ? 'has a fragment, which is never sent' : undefined);
  if (problem === undefined) return undefined;
  return refusal(`${quote(s)} ${problem}.`, /\s|\\/.test(s) ? 'Write it without; "%20" is a space.' : example);
};

/** An https URL, at most 253 characters (SecurityPolicy.spec.jwt.providers[].remoteJWKS.uri). */
export const httpsUrl = ruled(httpsUrlRefusal);

const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;

/** The `iss` of tokens: a StringOrURI (RFC 7519, 4.1.1), which Envoy Gateway parses as a URL if it contains ":". */
export const issuer = ruled((s): Refusal | undefined => {
  const refusal = (what: string, fix: string): Refusal => ({
    code: 'InvalidIssuer',
    what,
    why: 'It is compared byte for byte with the `iss` of tokens; Envoy Gateway refuses what is neither a URL, nor an address, nor a word.',
    fix,
  });
  if (s === '' || s.length > 253)
    return refusal('The issuer is empty or longer than 253 characters.', 'Write it as tokens have it.');
  if (s !== s.trim()) return refusal(`${quote(s)} begins or ends with a space.`, `Write ${quote(s.trim())}.`);
  if (s.includes(':')) {
    const parsed = parseRequestUri(s);
    const problem =
      'problem' in parsed
        ? parsed.problem
        : /^https?:/i.test(s)
          ? urlProblem(s)
          : SIGNS.test(s)
            ? undefined
            : 'has a character that a URL cannot have';
    if (problem === undefined) return undefined;
    return refusal(`${quote(s)} ${problem}.`, 'Write a URL such as https://auth.example.com/.');
  }
  return s.includes('@') && !EMAIL.test(s)
    ? refusal(`${quote(s)} is not an e-mail address.`, 'Write an address, a URL or a word without "@".')
    : undefined;
});

/** A path that is requested unchanged: like `path`, but with a "/" at the end allowed. */
export const requestPath = (s: string): boolean =>
  s.length <= 1024 &&
  /^(?:\/(?:[-A-Za-z0-9._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*)+$/.test(s) &&
  !/\/\.{1,2}(?:\/|$)/.test(s);

/** The issuer of an OpenID provider: its documents have paths below it, so it has no query (OpenID Connect Discovery, 4). */
export const providerIssuer = ruled((s): Refusal | undefined => {
  const refusal = httpsUrlRefusal(s);
  if (refusal || !s.includes('?')) return refusal;
  return {
    code: 'InvalidURL',
    what: `${quote(s)} has a query.`,
    why: 'The provider is found by a path below its issuer.',
    fix: `Write ${quote(s.split('?', 1)[0]!)}.`,
  };
});

/** A cookie's Domain (SecurityPolicy.spec.oidc.cookieDomain). */
export const cookieDomain = ruled((s) =>
  hostname.safeParse(s).success
    ? undefined
    : {
        code: 'InvalidCookieDomain',
        what: `${quote(s)} is not a domain.`,
        why: 'Browsers drop a cookie whose domain is not the host or above it.',
        fix:
          s.startsWith('.') && hostname.safeParse(s.slice(1)).success
            ? `Write ${s.slice(1)}.`
            : 'Write a name such as example.com.',
      },
);
