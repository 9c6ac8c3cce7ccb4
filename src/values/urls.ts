import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { parseRequestUri, parseUrl } from './go-url.ts';
import { hostname, isDecodable, ruled } from './scalars.ts';

/** The characters of a URL (RFC 3986). Go also accepts spaces, backslashes and others in a path, but never sends them. */
const SIGNS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
/** The host names of servers, also in private networks: DNS allows "_". */
const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?)*$/;

/** Parsers disagree whether 1.2.3 and 0x7f.1 are addresses or names, so an address must have four numbers. */
const isHost = (host: string): boolean =>
  IPV4.test(host) || (HOST.test(host) && !/(?:^|\.)(?:\d+|0[xX][0-9a-fA-F]*)$/.test(host) && isDecodable(host));

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

const httpsUrlRefusal = (s: string): Refusal | undefined => {
  const no = (values: ValuesOf<'InvalidURL'>): Refusal => refusal('InvalidURL', values);
  const parsed = parseUrl(s);
  if ('url' in parsed && parsed.url.hasUser) return no({ reason: 'credentials' });
  if (!s.startsWith('https://')) {
    const suggestion = /^https?:\/\//i.test(s) ? s.replace(/^https?:/i, 'https:') : undefined;
    return no({ reason: 'scheme', value: s, suggestion });
  }
  if (s.length > 253) return no({ reason: 'length' });
  const problem = urlProblem(s) ?? (s.includes('#') ? 'has a fragment, which is never sent' : undefined);
  return problem === undefined ? undefined : no({ reason: 'part', value: s, problem, hasSpace: /\s|\\/.test(s) });
};

/** An https URL, at most 253 characters (SecurityPolicy.spec.jwt.providers[].remoteJWKS.uri). */
export const httpsUrl = ruled(httpsUrlRefusal);

const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;

/** The `iss` of tokens: a StringOrURI (RFC 7519, 4.1.1), which Envoy Gateway parses as a URL if it contains ":". */
export const issuer = ruled((s): Refusal | undefined => {
  const no = (values: ValuesOf<'InvalidIssuer'>): Refusal => refusal('InvalidIssuer', values);
  if (s === '' || s.length > 253) return no({ reason: 'length' });
  if (s !== s.trim()) return no({ reason: 'spaces', value: s });
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
    return problem === undefined ? undefined : no({ reason: 'url', value: s, problem });
  }
  return s.includes('@') && !EMAIL.test(s) ? no({ reason: 'email', value: s }) : undefined;
});

/** A path that is requested unchanged: like `path`, but with a "/" at the end allowed. */
export const requestPath = (s: string): boolean =>
  s.length <= 1024 &&
  /^(?:\/(?:[-A-Za-z0-9._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*)+$/.test(s) &&
  !/\/\.{1,2}(?:\/|$)/.test(s);

/** The issuer of an OpenID provider: its documents have paths below it, so it has no query (OpenID Connect Discovery, 4). */
export const providerIssuer = ruled((s): Refusal | undefined => {
  const wrong = httpsUrlRefusal(s);
  if (wrong || !s.includes('?')) return wrong;
  return refusal('InvalidURL', { reason: 'query', value: s, suggestion: s.split('?', 1)[0]! });
});

/** `.example.com` as it is written today. */
const withoutDot = (s: string): string | undefined =>
  s.startsWith('.') && hostname.safeParse(s.slice(1)).success ? s.slice(1) : undefined;

/** A cookie's Domain (SecurityPolicy.spec.oidc.cookieDomain). */
export const cookieDomain = ruled((s) =>
  hostname.safeParse(s).success ? undefined : refusal('InvalidCookieDomain', { value: s, suggestion: withoutDot(s) }),
);
