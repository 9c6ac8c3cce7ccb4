// What validate.sh sees of TLS, versions of HTTP and bodies: a gateway as answered, and with one fault each.
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { failing, linesOf, runScript, scriptOf } from './run-validate.ts';
import { certificate, HOST } from './stand-in-gateway.ts';

const LIMIT = 1024;
const answers = (more: Record<string, unknown>) => ({
  version: 1,
  hostname: HOST,
  services: [{ name: 'status', path: '/status', backend: 'status:80', auth: 'none', maxRequestBody: '1Ki' }],
  auth: { default: 'none' },
  traffic: { peakRequestsPerSecond: 10 },
  ...more,
});
const SUITE = 'ECDHE-ECDSA-AES256-GCM-SHA384';
const LISTED = scriptOf(answers({ tls: { secret: 't', ciphers: [SUITE] }, http3: true }));
const STRICT = scriptOf(answers({ tls: { secret: 't', minVersion: '1.3', alpn: ['http/1.1'] } }));

interface Faults {
  readonly tls?: http2.SecureServerOptions;
  readonly altSvc?: string;
  /** Offers only HTTP/1.1. */
  readonly old?: boolean;
  /** Bytes from which a body gets 413. */
  readonly most?: number;
}

const gateway = async ({ tls, old, altSvc = 'h3=":443"; ma=86400', most = LIMIT }: Faults) => {
  const handle = (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse): void => {
    let size = 0;
    request.on('data', (d: Buffer) => {
      size += d.length;
    });
    request.on('end', () => {
      response.writeHead(size > most ? 413 : 200, altSvc === '' ? {} : { 'alt-svc': altSvc });
      response.end();
    });
  };
  const options = { ...certificate(), ...tls };
  const secure = old
    ? https.createServer(options, handle as never)
    : http2.createSecureServer({ ...options, allowHTTP1: true }, handle);
  const plain = http.createServer((_, response) => response.writeHead(308).end());
  const sessions = new Set<http2.ServerHttp2Session>();
  secure.on('session', (s: http2.ServerHttp2Session) => sessions.add(s));
  for (const server of [secure, plain]) await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const [securePort, port] = [secure, plain].map((s) => (s.address() as AddressInfo).port);
  const close = (): void => {
    for (const s of sessions) s.destroy();
    secure.close();
    plain.close();
    plain.closeAllConnections();
  };
  return { https: securePort!, http: port!, close };
};

const results = async (script: string, faults: Faults) => {
  const g = await gateway(faults);
  try {
    const only = ['tls', 'status.maxRequestBody'].flatMap((group) => ['--only', group]);
    const { stdout, stderr } = await runScript(script, g, {}, ['--insecure', '--json', ...only]);
    expect(stderr).toBe('');
    return {
      failed: failing(stdout),
      passed: linesOf(stdout)
        .filter((l) => l.result === 'pass')
        .map((l) => l.id),
    };
  } finally {
    g.close();
  }
};
const ONE_SUITE = { minVersion: 'TLSv1.2', ciphers: SUITE } as const;
const NEW = { minVersion: 'TLSv1.3' } as const;

test.concurrent('a gateway as answered', async () => {
  const listed = await results(LISTED, { tls: ONE_SUITE });
  expect(listed.failed).toEqual([]);
  expect(listed.passed).toEqual(
    expect.arrayContaining(['tls.ciphers', 'tls.ciphers.others', 'tls.http2', 'tls.alt-svc', 'status.maxRequestBody']),
  );
  const strict = await results(STRICT, { tls: NEW, old: true });
  expect(strict.failed).toEqual([]);
  expect(strict.passed).toEqual(expect.arrayContaining(['tls.1.2', 'tls.1.3', 'tls.http2']));
});

test.concurrent.each([
  ['tls.ciphers.others', LISTED, {}],
  ['tls.ciphers', LISTED, { tls: { minVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } }],
  ['tls.alt-svc', LISTED, { tls: ONE_SUITE, altSvc: '' }],
  ['status.maxRequestBody', LISTED, { tls: ONE_SUITE, most: LIMIT + 1 }],
  ['tls.1.2', STRICT, { tls: { minVersion: 'TLSv1.2' }, old: true }],
  ['tls.1.3', STRICT, { tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }, old: true }],
  ['tls.http2', STRICT, { tls: NEW }],
] as [string, string, Faults][])('%s fails', async (id, script, faults) => {
  expect((await results(script, faults)).failed).toContain(id);
});
