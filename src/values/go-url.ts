// Parses URLs like Go's net/url (Go 1.26), because Envoy Gateway uses it and refuses other URLs at run time. The WHATWG parser
// of Node corrects URLs that Go refuses (a backslash, a space) and refuses URLs that Go accepts, so it is no replacement.
import { isIPv6 } from 'node:net';

export interface GoUrl {
  /** In lower case; empty if there is none. */
  readonly scheme: string;
  readonly hasUser: boolean;
  /** With its port, as written, but percent-decoded. */
  readonly host: string;
  /** As written, without the query. */
  readonly path: string;
}

/** A URL, or the reason why Go refuses it, as the end of a sentence that begins with "it". */
export type Parsed = { readonly url: GoUrl } | { readonly problem: string };

const no = (problem: string): { problem: string } => ({ problem });
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
/** In a host, only non-ASCII bytes and "%" can be percent-encoded. */
const BAD_IN_HOST = /%(?!25|[89A-Fa-f][0-9A-Fa-f])|[ \\^`{|}@/?#\x7f]/;
/** In the zone of an IPv6 address. */
const BAD_IN_ZONE =
  /%(?!25|20|[89A-Fa-f][0-9A-Fa-f]|2[1246789A-Ca-c]|2[Dd]|2[Ee]|3[0-9A-Ea-e]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[BbDdFf]|7[Ee])|[ \\^`{|}@/?#]/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

const unescaped = (s: string): string => {
  try {
    return decodeURIComponent(s);
  } catch {
    // Go accepts bytes that are not UTF-8 in a host; this code cannot represent them.
    return s;
  }
};

const literalProblem = (host: string): string | undefined => {
  const end = host.lastIndexOf(']');
  if (end < 0) return 'has a "[" without "]"';
  if (!/^(?::\d*)?$/.test(host.slice(end + 1))) return 'has a port that is not a number';
  const inner = host.slice(1, end);
  const zoned = inner.indexOf('%25');
  const [address, zone] = zoned < 0 ? [inner, ''] : [inner.slice(0, zoned), inner.slice(zoned)];
  if (BAD_IN_HOST.test(address) || BAD_IN_ZONE.test(zone)) return 'has a host with a character that no host has';
  if (zone === '%25' || !isIPv6(address.replace(/%.*$/, ''))) return 'has brackets around what is no IPv6 address';
  return undefined;
};

const hostProblem = (scheme: string, host: string): string | undefined => {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return 'has a "[" inside its host';
  if (bracket === 0) return literalProblem(host);
  const strict = scheme === 'http' || scheme === 'https';
  const colon = strict ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) return 'has a port that is not a number';
  return BAD_IN_HOST.test(host) ? 'has a host with a character that no host has' : undefined;
};

const authority = (scheme: string, text: string): { hasUser: boolean; host: string } | { problem: string } => {
  const at = text.lastIndexOf('@');
  const host = text.slice(at + 1);
  const problem = hostProblem(scheme, host);
  if (problem) return no(problem);
  const user = text.slice(0, Math.max(0, at));
  if (!USER.test(user) || BAD_ESCAPE.test(user)) return no('has a user with a character that no user has');
  return { hasUser: at >= 0, host: unescaped(host) };
};

const read = (raw: string, forRequest: boolean): Parsed => {
  if (/[\0-\x1f\x7f]/.test(raw)) return no('has a control character');
  if (raw === '' && forRequest) return no('is empty');
  if (raw === '*') return { url: { scheme: '', hasUser: false, host: '', path: '*' } };
  if (raw.startsWith(':')) return no('has no scheme before its ":"');
  const scheme = SCHEME.exec(raw)?.[1] ?? '';
  const rest = raw.slice(scheme === '' ? 0 : scheme.length + 1).split('?', 1)[0]!;
  const lower = scheme.toLowerCase();
  const relative = { scheme: lower, hasUser: false, host: '' };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { url: { ...relative, path: '' } };
    if (forRequest) return no('has neither a scheme nor a "/" at its beginning');
    if (rest.split('/', 1)[0]!.includes(':')) return no('has a ":" in its first part');
  }
  let path = rest;
  let server: { hasUser: boolean; host: string } = relative;
  if (rest.startsWith('//') && (scheme !== '' || (!forRequest && !rest.startsWith('///')))) {
    const slash = rest.indexOf('/', 2);
    const found = authority(lower, slash < 0 ? rest.slice(2) : rest.slice(2, slash));
    if ('problem' in found) return found;
    server = found;
    path = slash < 0 ? '' : rest.slice(slash);
  }
  if (BAD_ESCAPE.test(path)) return no('has a "%" that two hexadecimal digits do not follow');
  return { url: { scheme: lower, hasUser: server.hasUser, host: server.host, path } };
};

/** Like url.ParseRequestURI: "#" is a part of the path. */
export const parseRequestUri = (raw: string): Parsed => read(raw, true);

/** Like url.Parse. */
export const parseUrl = (raw: string): Parsed => {
  const hash = raw.indexOf('#');
  const parsed = read(hash < 0 ? raw : raw.slice(0, hash), false);
  if ('problem' in parsed || hash < 0) return parsed;
  return BAD_ESCAPE.test(raw.slice(hash + 1)) ? no('has a "%" that two hexadecimal digits do not follow') : parsed;
};
