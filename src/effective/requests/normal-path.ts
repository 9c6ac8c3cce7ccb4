// The path that Envoy compares with matches: normalized, as Envoy Gateway configures it for every listener.
import type { ClientSettings } from './client-settings.ts';

/** Without `.` and `..` segments (RFC 3986, 5.2.4; `normalize_path`). */
const withoutDots = (path: string): string => {
  const out: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [i, segment] of segments.entries()) {
    const last = i === segments.length - 1;
    if (segment === '..') out.pop();
    if (segment !== '.' && segment !== '..') out.push(segment);
    else if (last) out.push('');
  }
  return `/${out.join('/')}`;
};

/** Encoded letters, digits, `-`, `.`, `_` and `~` are those characters (RFC 3986, 6.2.2.2; `normalize_path`). */
const unreserved = (path: string): string =>
  path.replace(/%([2-7][0-9a-f])/gi, (given, hex: string) => {
    const c = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(c) ? c : given;
  });

/**
 * The path, without its query, with which matches are compared; undefined: the request is refused with 400. `UnescapeAndRedirect`
 * sends the client to the path with its slashes unescaped, so it is that path.
 */
export const normalPath = (
  given: string,
  { mergesSlashes, escapedSlashes }: Pick<ClientSettings, 'escapedSlashes' | 'mergesSlashes'>,
): string | undefined => {
  let path = /^[^?#]*/.exec(given)![0];
  if (/%2f|%5c/i.test(path)) {
    if (escapedSlashes === 'RejectRequest') return undefined;
    if (escapedSlashes !== 'KeepUnchanged') path = path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\');
  }
  path = withoutDots(unreserved(path).replaceAll('\\', '/'));
  return mergesSlashes ? path.replace(/\/{2,}/g, '/') : path;
};
