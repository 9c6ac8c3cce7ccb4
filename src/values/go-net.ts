// URL, IP, CIDR and duration as Go's standard library reads them: the API server's formats and CEL functions are built
// on net/url, net/netip and time, which accept and refuse other strings than their JavaScript namesakes.

export interface GoUrl {
  readonly scheme: string;
  /** Authority without user information. */
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
}

export interface GoIp {
  readonly family: 4 | 6;
}

const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** The four numbers of an IPv4 address; leading zeros are refused (netip.ParseAddr). */
export const parseIPv4 = (s: string): number[] | undefined => {
  const parts = s.split('.');
  return parts.length === 4 && parts.every((p) => /^(0|[1-9]\d{0,2})$/.test(p) && Number(p) <= 255)
    ? parts.map(Number)
    : undefined;
};

const groupsOf = (side: string): number[] | undefined => {
  if (side === '') return [];
  const out: number[] = [];
  const groups = side.split(':');
  for (const [i, g] of groups.entries()) {
    if (g.includes('.')) {
      const v4 = i === groups.length - 1 ? parseIPv4(g) : undefined;
      if (!v4) return undefined;
      out.push(v4[0]! * 256 + v4[1]!, v4[2]! * 256 + v4[3]!);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(g)) out.push(Number.parseInt(g, 16));
    else return undefined;
  }
  return out;
};

/** The eight groups of an IPv6 address; zones are refused. */
export const parseIPv6 = (s: string): number[] | undefined => {
  if (s.includes('%')) return undefined;
  const halves = s.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!);
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 && s.includes(':') ? head : undefined;
  const tail = groupsOf(halves[1]!);
  if (!tail) return undefined;
  const gap = 8 - head.length - tail.length;
  return gap < 1 ? undefined : [...head, ...Array<number>(gap).fill(0), ...tail];
};

/** An address as Kubernetes CEL's ip() takes it: no zones, no IPv4 within IPv6. */
export const parseIP = (s: string): GoIp | undefined => {
  if (parseIPv4(s)) return { family: 4 };
  const v6 = parseIPv6(s);
  if (!v6 || (v6.slice(0, 5).every((x) => x === 0) && v6[5] === 0xffff)) return undefined;
  return { family: 6 };
};

/** A network as Kubernetes CEL's cidr() takes it; host bits are allowed there. */
export const parseCIDR = (s: string): GoIp | undefined => {
  const at = s.indexOf('/');
  const ip = at < 0 ? undefined : parseIP(s.slice(0, at));
  const bits = s.slice(at + 1);
  return ip && /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (ip.family === 4 ? 32 : 128) ? ip : undefined;
};

const parseHost = (host: string): { hostname: string; port: string } | undefined => {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']');
    const rest = host.slice(end + 1);
    if (end < 0 || (rest !== '' && !/^:\d*$/.test(rest))) return undefined;
    const inner = host.slice(1, end);
    const zone = inner.indexOf('%25');
    if (zone >= 0 && zone + 3 >= inner.length) return undefined;
    return parseIPv6(zone >= 0 ? inner.slice(0, zone) : inner) ? { hostname: inner, port: rest.slice(1) } : undefined;
  }
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && (!/^:\d*$/.test(host.slice(colon)) || host.indexOf(':') !== colon)) return undefined;
  const hostname = colon >= 0 ? host.slice(0, colon) : host;
  if (/[\s"<>\\^`{|}[\]]/.test(hostname) || BAD_ESCAPE.test(hostname) || /%[0-7]/.test(hostname)) return undefined;
  return { hostname, port: colon >= 0 ? host.slice(colon + 1) : '' };
};

/** url.ParseRequestURI: an absolute URL or an absolute path. */
export const parseRequestURI = (s: string): GoUrl | undefined => {
  if (s === '' || /[\x00-\x1f\x7f]/.test(s)) return undefined;
  const none = { scheme: '', host: '', hostname: '', port: '' };
  if (s === '*') return none;
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(s)?.[1];
  if (scheme === undefined && s.startsWith(':')) return undefined;
  let rest = scheme === undefined ? s : s.slice(scheme.length + 1);
  rest = rest.split('?', 1)[0]!;
  if (!rest.startsWith('/')) return scheme === undefined ? undefined : { ...none, scheme: scheme.toLowerCase() };
  let parts: { hostname: string; port: string } | undefined = { hostname: '', port: '' };
  let authority = '';
  if (rest.startsWith('//') && scheme !== undefined) {
    const slash = rest.indexOf('/', 2);
    authority = slash >= 0 ? rest.slice(2, slash) : rest.slice(2);
    rest = slash >= 0 ? rest.slice(slash) : '';
    const at = authority.lastIndexOf('@');
    if (at >= 0) {
      const user = authority.slice(0, at);
      authority = authority.slice(at + 1);
      if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || BAD_ESCAPE.test(user)) return undefined;
    }
    parts = parseHost(authority);
  }
  if (!parts || BAD_ESCAPE.test(rest)) return undefined;
  return { scheme: (scheme ?? '').toLowerCase(), host: authority, ...parts };
};

const UNIT_NS: Record<string, bigint> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const MOST_NS = 9223372036854775807n;
/** Further digits are out of range or below a nanosecond. */
const MOST_DIGITS = 19;

/** time.ParseDuration, in nanoseconds. */
export const parseDuration = (s: string): bigint | undefined => {
  const negative = s.startsWith('-');
  let rest = s.replace(/^[+-]/, '');
  if (rest === '0') return 0n;
  if (rest === '') return undefined;
  let total = 0n;
  while (rest) {
    const m = /^(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/.exec(rest);
    if (!m || (m[1] === '' && !m[2])) return undefined;
    const unit = UNIT_NS[m[3]!]!;
    const whole = m[1]!.replace(/^0+/, '');
    if (whole.length > MOST_DIGITS) return undefined;
    total += BigInt(whole || 0) * unit;
    // Fractions of a nanosecond are dropped.
    const part = (m[2] ?? '').slice(0, MOST_DIGITS);
    if (part) total += (BigInt(part) * unit) / 10n ** BigInt(part.length);
    if (total > MOST_NS) return undefined;
    rest = rest.slice(m[0].length);
  }
  return negative ? -total : total;
};
