import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';

/** One thing that the gateway does wrong; each is what some broken manifest would do. */
export type Fault =
  | 'open' | 'wrong key accepted' | 'backend down' | 'no redirect' | 'redirect 302' | 'clear text' | 'any name' | 'any TLS name' | 'TLS 1.1' | 'no HTTP/2'
  | 'forged header passes' | 'forged header opens' | 'encoded slash open' | 'canary gets nothing' | 'canary header ignored' | 'not rewritten'
  | 'no limit' | 'limit too low' | 'limit times ten' | 'no rate headers' | 'foreign origin allowed' | 'no preflight' | 'public closed' | 'forbidden client let in'
  | 'key passed on' | 'underscores let in' | 'response header missing' | 'response header left' | 'a limit that nobody answered'
  | 'no route'; // biome-ignore format: a list

export const HOST = 'api.example.com';
export const KEYS = { acme: 'key-of-acme', globex: 'key-of-globex' };
const LIMIT = 100;

/** What is so in the world of some user, and no fault of the gateway. */
export interface Situation {
  /** Services that do not say who they are or what they received; `404`: and that know nothing at the path that is asked. */
  readonly quiet?: boolean | '404';
  /** Once the gateway was told `later()`: seconds after its next 429 that say when a bucket is full again, once; by no other clock. */
  readonly reset?: number;
  /** /v1/admin lets in other networks only. */
  readonly elsewhere?: boolean;
}

let made: { key: Buffer; cert: Buffer } | undefined;
/** Certificate for the host, made once for each run of the tests: no key is kept in the repository. */
export const certificate = (): { key: Buffer; cert: Buffer } => {
  if (made) return made;
  const dir = mkdtempSync(join(tmpdir(), 'stand-in-'));
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${HOST}`,
      '-addext',
      `subjectAltName=DNS:${HOST}`,
      '-keyout',
      join(dir, 'key'),
      '-out',
      join(dir, 'cert'),
    ],
    { stdio: 'pipe' },
  );
  made = { key: readFileSync(join(dir, 'key')), cert: readFileSync(join(dir, 'cert')) };
  return made;
};

/**
 * Plays the gateway that examples of the tests answer for: /v1/users (key, canary 20 %, rewritten to /users, limited), /v1/admin
 * (acme only), /status (public). It stands in for Envoy, with which the same script is proved in the lab.
 */
export const standInGateway = async (fault: Fault | undefined, situation: Situation = {}) => {
  const pair = certificate();
  const counts = new Map<string, { used: number; fullAt?: number }>();
  let refills = false;
  let turn = 0;
  const handle = (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse): unknown => {
    const headers = request.headers as Record<string, string | undefined>;
    const host = (headers[':authority'] ?? headers.host ?? '').replace(/:\d+$/, '');
    const send = (status: number, body: unknown = {}, extra: Record<string, string> = {}): unknown => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(fault === 'response header missing' ? {} : { 'x-frame-options': 'DENY' }),
        ...(fault === 'response header left' ? { server: 'envoy' } : {}),
        ...extra,
      });
      return response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (host !== HOST && fault !== 'any name') return send(404);
    if (Object.keys(headers).some((h) => h.includes('_')) && fault !== 'underscores let in') return send(400);
    const raw = request.url;
    if (/%2f|%5c|%00/i.test(raw)) return send(fault === 'encoded slash open' ? 200 : 400);
    const path = new URL(raw.replace(/\/\/+/g, '/'), 'https://x').pathname.replace(/%([0-9a-f]{2})/gi, (_, h: string) =>
      String.fromCharCode(Number.parseInt(h, 16)),
    );
    const area = ['/v1/users', '/v1/admin', '/status'].find((p) => path === p || path.startsWith(`${p}/`));
    if (!area) return send(404);
    if (request.method === 'OPTIONS' && headers.origin) {
      if (fault === 'no preflight') return send(401);
      const allowed = headers.origin === 'https://app.example.com' || fault === 'foreign origin allowed';
      return send(200, '', allowed ? { 'access-control-allow-origin': headers.origin } : {});
    }
    const client = Object.entries(KEYS).find(([, key]) => key === headers['x-api-key'])?.[0];
    if (area === '/status' && situation.quiet) return send(200, 'fine');
    if (area === '/status')
      return send(fault === 'public closed' ? 401 : 200, { backend: 'status', headers: shown(headers) });
    const forgedIn = fault === 'forged header opens' && headers['x-client-id'] !== undefined;
    if (
      !client &&
      !(fault === 'open' && !headers['x-api-key']) &&
      !(fault === 'wrong key accepted' && headers['x-api-key']) &&
      !forgedIn
    )
      return send(401);
    if (area === '/v1/admin' && client && situation.elsewhere) return send(403, 'RBAC: access denied');
    if (area === '/v1/admin' && client !== 'acme' && fault !== 'forbidden client let in' && client) return send(403);
    if (fault === 'backend down') return send(503);
    if (fault === 'no route') return send(404);
    const bucket = `${area} ${client}`;
    const window = situation.reset ?? 3600;
    const before = counts.get(bucket) ?? { used: 0 };
    const count = (before.fullAt ?? Number.POSITIVE_INFINITY) <= Date.now() ? { used: 0 } : before;
    // Its time runs from the first request that is refused, and it is full again once, so that no slow machine finds it full otherwise.
    if (count !== before) refills = false;
    const used = ++count.used;
    if (used > LIMIT && refills) count.fullAt ??= Date.now() + window * 1000;
    counts.set(bucket, count);
    const limit = fault === 'limit times ten' ? LIMIT * 10 : fault === 'limit too low' ? LIMIT - 15 : LIMIT;
    const rate = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - used)),
      'x-ratelimit-reset': String(count.fullAt ? Math.ceil((count.fullAt - Date.now()) / 1000) : window),
    };
    const rates: Record<string, string> =
      fault === 'no rate headers'
        ? {}
        : fault === 'limit too low'
          ? { ...rate, 'x-ratelimit-limit': String(LIMIT), 'x-ratelimit-remaining': String(LIMIT - used) }
          : rate;
    if (fault === 'a limit that nobody answered' && used > 1)
      return send(429, '', { ...rate, 'x-ratelimit-limit': '1' });
    if (used > limit && fault !== 'no limit') return send(429, '', rates);
    if (situation.quiet === '404') return send(404, 'page not found', { ...rates, 'content-type': 'text/plain' });
    if (situation.quiet) return send(200, 'fine', rates);
    turn++;
    const canary =
      (headers['x-canary'] === 'always' && fault !== 'canary header ignored') ||
      (turn % 5 === 0 && fault !== 'canary gets nothing');
    return send(
      200,
      {
        backend: area === '/v1/users' ? (canary ? 'users-next' : 'users') : 'admin',
        path: fault === 'not rewritten' ? path : path.replace('/v1/users', '/users'),
        headers: shown(headers),
      },
      rates,
    );
  };
  const shown = (headers: Record<string, string | undefined>): object => {
    const seen: Record<string, string | undefined> = { ...headers };
    if (fault !== 'forged header passes')
      for (const h of ['x-client-id', 'x-basic-user', 'x-gateway-filters']) delete seen[h];
    return Object.fromEntries(
      Object.entries(seen).filter(([k]) => !k.startsWith(':') && (k !== 'x-api-key' || fault === 'key passed on')),
    );
  };
  const options: http2.SecureServerOptions = {
    ...pair,
    allowHTTP1: true,
    minVersion: fault === 'TLS 1.1' ? 'TLSv1.1' : 'TLSv1.2',
    ...(fault === 'TLS 1.1' ? { ciphers: 'DEFAULT:@SECLEVEL=0' } : {}),
    SNICallback: (name, done) =>
      name === HOST || fault === 'any TLS name'
        ? done(
            null,
            tls.createSecureContext({
              ...pair,
              ...(fault === 'TLS 1.1' ? { minVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } : {}),
            }),
          )
        : done(new Error('unknown name')),
  };
  const secure =
    fault === 'no HTTP/2'
      ? https.createServer({ ...pair, minVersion: 'TLSv1.2' }, handle as never)
      : http2.createSecureServer(options, handle);
  const plain = http.createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== HOST) response.writeHead(fault === 'any name' ? 308 : 404);
    else if (fault === 'clear text' && request.url?.startsWith('/v1')) response.writeHead(200);
    else if (fault === 'no redirect') response.writeHead(200);
    else response.writeHead(fault === 'redirect 302' ? 302 : 308, { location: `https://${HOST}${request.url}` });
    response.end();
  });
  const listen = (server: {
    listen(port: number, host: string, done: () => void): unknown;
    address(): unknown;
  }): Promise<number> =>
    new Promise((done) => void server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)));
  const sessions = new Set<http2.ServerHttp2Session>();
  secure.on('session', (s) => sessions.add(s));
  secure.on('tlsClientError', () => undefined);
  const [securePort, port] = [await listen(secure), await listen(plain)];
  return {
    https: securePort,
    http: port,
    /** From here on a used-up bucket is full again `reset` seconds after the next request that it refuses. */
    later: () => {
      refills = true;
    },
    close: () => {
      for (const s of sessions) s.destroy();
      secure.close();
      plain.close();
      plain.closeAllConnections();
    },
  };
};
