// External servers: `https://`, `http://` (clear text) and `h2c://` (clear text, HTTP/2), by name or by address.
import type { Refusal } from '../diagnostics/refusal.ts';
import { refusal } from '../diagnostics/refusal.ts';
import { parseIPv4, parseIPv6 } from './go-net.ts';
import { hostname, path } from './scalars.ts';

/** An external server. `prefix` is added in front of the path; undefined: none. */
export interface ExternalBackend {
  /** A DNS name, or an IP address (IPv6 without brackets). */
  readonly host: string;
  readonly port: number;
  readonly prefix?: string | undefined;
  /** Set if the connection is not encrypted: the protocol. undefined: TLS. */
  readonly clear?: 'http' | 'h2c' | undefined;
  /** The name in its certificate and in the Host header; undefined: `host`. */
  readonly serverName?: string | undefined;
}

export const isAddress = (host: string): boolean => parseIPv4(host) !== undefined || parseIPv6(host) !== undefined;

/** The Host header that the server gets; undefined: that of the client, because an address is no name. */
export const hostHeader = (b: ExternalBackend): string | undefined =>
  b.serverName ?? (isAddress(b.host) ? undefined : b.host);

const SCHEMES = { https: 443, http: 80, h2c: 80 } as const;

export const schemeOf = ({ clear }: ExternalBackend): keyof typeof SCHEMES => (clear === undefined ? 'https' : clear);

/** An external server as a URL; the usual port is left out. */
export const showExternal = (b: ExternalBackend): string => {
  const scheme = schemeOf(b);
  const host = b.host.includes(':') ? `[${b.host}]` : b.host;
  return `${scheme}://${host}${b.port === SCHEMES[scheme] ? '' : `:${b.port}`}${b.prefix ?? ''}`;
};

/** Addresses that no external server has: of the proxy itself, of its node (which serves cloud credentials), of nobody. */
const isSpecial = (host: string): boolean => {
  const v4 = parseIPv4(host);
  if (v4) return v4[0] === 127 || v4[0] === 0 || (v4[0] === 169 && v4[1] === 254) || v4[0]! >= 224;
  const v6 = parseIPv6(host)!;
  // Loopback, unspecified and IPv4 within IPv6 begin with zeros; fe80::/10 is link-local, ff00::/8 multicast.
  return v6.slice(0, 5).every((n) => n === 0) || (v6[0]! & 0xffc0) === 0xfe80 || v6[0]! >= 0xff00;
};

const URL_FORM = /^(https|http|h2c):\/\/(\[[0-9a-fA-F:.]+\]|[^/:[\]]+)(?::(\d{1,5}))?(\/[^?#]*)?$/;

/** Parses the URL of an external server; a refusal says what is wrong; undefined: it is no such URL. */
export const parseExternal = (text: string, serverName?: string): ExternalBackend | Refusal | undefined => {
  const m = URL_FORM.exec(text);
  if (!m) return undefined;
  const scheme = m[1] as keyof typeof SCHEMES;
  const host = m[2]!.startsWith('[') ? m[2]!.slice(1, -1).toLowerCase() : m[2]!;
  const port = Number(m[3] ?? SCHEMES[scheme]);
  const prefix = m[4]?.replace(/\/+$/, '');
  if (port < 1 || port > 65535 || (prefix && !path.safeParse(prefix).success)) return undefined;
  const clear = scheme === 'https' ? undefined : scheme;
  if (isAddress(host)) {
    if (isSpecial(host)) return refusal('AddressNotExternal', { url: text });
    if (!clear && serverName === undefined) return refusal('AddressWithoutName', { url: text });
  } else if (!hostname.safeParse(host).success) return undefined;
  else if (clear && (!host.includes('.') || /\.svc(\.|$)/.test(host)))
    return refusal('ClearTextService', { url: text, service: serviceOf(host), port });
  return {
    host,
    port,
    ...(prefix ? { prefix } : {}),
    ...(clear && { clear }),
    ...(serverName !== undefined && serverName !== host && { serverName }),
  };
};

/** `users.shop.svc.cluster.local` as `shop/users`. */
const serviceOf = (host: string): string => {
  const [service = '', namespace] = host.split('.');
  return namespace === undefined ? service : `${namespace}/${service}`;
};
