// What answers alone promise for a request: it shares no code with src, so that a fault of src is not in both.
import type { Auth, HostedAnswers, HostedService, MethodName } from './hosted.ts';

export interface Sent {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly query: Record<string, string>;
}
/** What a request gets; `requires`: of each list, at least one method. */
export interface Expected {
  readonly type: 'none' | 'service' | 'redirect' | 'respond';
  readonly to?: string | undefined;
  readonly requires?: readonly (readonly string[])[];
}

/** The path as Envoy compares it; undefined: refused. */
const plain = (path: string): string | undefined => {
  if (/%2f|%5c/i.test(path)) return undefined;
  const out: string[] = [];
  const decoded = path.replace(/%([2-7][0-9a-f])/gi, (_, h) => String.fromCharCode(Number.parseInt(h, 16)));
  const parts = decoded.split('/').slice(1);
  for (const [i, p] of parts.entries()) {
    if (p === '..') out.pop();
    else if (p !== '.' && (p !== '' || i === parts.length - 1)) out.push(p);
  }
  return `/${out.join('/')}`;
};

const PARAMETER = /\{[a-z]+\}/g;
const pathMatch = (path: string, sent: string): readonly number[] | undefined => {
  if (path.startsWith('exact:')) return sent === path.slice(6) ? [2, path.length - 6] : undefined;
  if (path.startsWith('regex:'))
    return new RegExp(`^(?:${path.slice(6)})$`).test(sent) ? [1, path.length - 6] : undefined;
  if (path.includes('{')) {
    const [mine, theirs] = [path.slice(1).split('/'), sent.slice(1).split('/')];
    const fits = mine.length === theirs.length && mine.every((m, i) => m === theirs[i] || (PARAMETER.test(m) && theirs[i] !== '' && !(i === 0 && theirs[i]!.startsWith('.')))); // biome-ignore format: one line
    PARAMETER.lastIndex = 0;
    return fits ? [1, path.replace(PARAMETER, '[^/]+').length] : undefined;
  }
  const below = path === '/' || sent === path || sent.startsWith(`${path}/`);
  return below ? [0, path === '/' ? 0 : path.length] : undefined;
};

/** How closely a pattern names a host: the number of characters; -1: not at all. */
const hostMatch = (pattern: string, host: string): number =>
  pattern === host ? 1000 : pattern === '*' ? 0 : pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length >= pattern.length ? pattern.length : -1; // biome-ignore format: one line

const POLICY: Record<MethodName, string> = { customers: 'customers', staff: 'staff', header: 'apiKeyAuth', cookie: 'apiKeyAuth', query: 'apiKeyAuth', basic: 'basicAuth', portal: 'oidc', authz: 'extAuth' }; // biome-ignore format: one line
const has: Record<MethodName, (s: Sent) => boolean> = {
  customers: (s) => /^Bearer /.test(s.headers.authorization ?? ''),
  staff: (s) => /^Bearer /.test(s.headers.authorization ?? ''),
  basic: (s) => /^Basic /.test(s.headers.authorization ?? ''),
  header: (s) => s.headers['x-api-key'] !== undefined,
  cookie: (s) => /key=/.test(s.headers.cookie ?? ''),
  query: (s) => s.query.api_key !== undefined,
  portal: () => false,
  authz: () => false,
};

const requires = (auth: Auth, sent: Sent): string[][] => {
  if (auth === 'none') return [];
  if (typeof auth === 'string') return [[POLICY[auth]]];
  if (Array.isArray(auth)) return [auth.map((m) => POLICY[m])];
  if ('all' in auth) return auth.all.map((m) => [POLICY[m]]);
  const list = [auth.optional].flat();
  return list.some((m) => has[m](sent)) ? [list.map((m) => POLICY[m])] : [];
};

interface Found {
  readonly rank: readonly number[];
  readonly expected: Expected;
}
const better = (a: Found, b: Found): number => {
  const i = a.rank.findIndex((x, n) => x !== b.rank[n]);
  return i < 0 ? 0 : b.rank[i]! - a.rank[i]!;
};

const closestOf = (s: HostedService, host: string): number =>
  s.hostnames ? Math.max(-1, ...s.hostnames.map((h) => hostMatch(h, host))) : -1;

/** Another service with the same conditions names the host more closely, and has the path there alone. */
const isReplaced = (s: HostedService, path: string, host: string, all: readonly HostedService[]): boolean =>
  all.some(
    (o) =>
      o !== s &&
      [...o.paths, ...(o.public ?? [])].includes(path) &&
      JSON.stringify([o.headers, o.query]) === JSON.stringify([s.headers, s.query]) &&
      (!o.methods || String(o.methods) === String(s.methods)) &&
      closestOf(o, host) > closestOf(s, host),
  );

/** A public path is one of its service's own paths: where these are replaced, so is it. */
const isServed = (s: HostedService, open: string, host: string, all: readonly HostedService[]): boolean =>
  s.paths.some((p) => pathMatch(p, open.replace('exact:', '')) && !isReplaced(s, p, host, all));

const ofService = (
  s: HostedService,
  answers: HostedAnswers,
  hosts: readonly string[],
  host: string,
  path: string,
  sent: Sent,
): Found[] => {
  const closest = Math.max(-1, ...(s.hostnames ?? hosts).map((h) => hostMatch(h, host)));
  if (closest < 0) return [];
  const meets = (!s.methods || s.methods.includes(sent.method)) && Object.entries(s.headers ?? {}).every(([k, v]) => sent.headers[k] === v) && Object.entries(s.query ?? {}).every(([k, v]) => sent.query[k] === v); // biome-ignore format: one line
  if (!meets) return [];
  // Without hosts of its own a service is the farthest from every host.
  const own = [
    Object.keys(s.headers ?? {}).length + (s.methods ? 1 : 0),
    Object.keys(s.query ?? {}).length,
    s.hostnames ? closest : -1,
  ];
  const open = (s.public ?? []).flatMap((p) => {
    const rank = pathMatch(p, path);
    return rank && isServed(s, p, host, answers.services) ? [{ rank, free: true }] : [];
  });
  const ways = [...open, ...s.paths.flatMap((p) => {
    const rank = pathMatch(p, path);
    // The path of a service that names the host more closely is only that service's, also over http, where it is redirected.
    const taken = sent.scheme === 'http' && isReplaced(s, p, host, answers.services);
    return rank && !taken ? [{ rank, free: false }] : [];
  })]; // biome-ignore format: one list
  return ways.map(({ rank, free }) => {
    const to = s.maintenance ? '503' : [`${s.name}`, ...(s.canary ? ['next'] : [])].sort().join();
    return {
      rank: [...rank, ...own],
      expected: { type: s.maintenance ? 'respond' : 'service', to, requires: free ? [] : requires(s.auth, sent) },
    };
  });
};

/** What the answers promise for a request. */
export const oracle = (answers: HostedAnswers, sent: Sent): Expected => {
  const listed = [...(answers.hostname ? [answers.hostname] : []), ...(answers.hostnames ?? []).map((h) => (typeof h === 'string' ? h : h.hostname))]; // biome-ignore format: one line
  const ofServices = answers.services.flatMap((s) => s.hostnames ?? []);
  const hosts = listed.length > 0 ? listed : ofServices;
  const host = sent.host.toLowerCase().replace(/:\d+$/, '');
  const path = plain(sent.path);
  // The gateway's own paths.
  if (path?.startsWith('/.eg-api-gateway/') && sent.scheme === 'https') return { type: 'none' };
  if (path === undefined || !hosts.some((h) => hostMatch(h, host) >= 0)) return { type: 'none' };
  const found = [
    ...answers.services.flatMap((s) => ofService(s, answers, hosts, host, path, sent).filter(() => sent.scheme === 'https' || s.plainHttp)),
    ...(answers.redirects ?? []).flatMap((r) => {
      const rank = pathMatch(r.from, path);
      return rank && sent.scheme === 'https' ? [{ rank: [...rank, 0, 0, -1], expected: { type: 'redirect' as const } }] : [];
    }),
    ...(answers.responses ?? []).flatMap((r) => {
      const rank = pathMatch(r.path, path);
      return rank && sent.scheme === 'https' ? [{ rank: [...rank, 0, 0, -1], expected: { type: 'respond' as const, to: String(r.status), requires: requires(r.auth, sent) } }] : [];
    }),
  ].sort(better); // biome-ignore format: one list
  return found[0]?.expected ?? (sent.scheme === 'http' ? { type: 'redirect' } : { type: 'none' });
};
