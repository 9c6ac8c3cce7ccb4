// Stands in for the gateway of examples/minimal, so that README can show what validate.sh prints. The lab runs the same
// script against Envoy.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import { join } from 'node:path';
import tls from 'node:tls';

export const HOST = 'api.example.com';
/** What the stand-in takes for a valid token. */
export const TOKEN = 'a-token-of-the-issuer';
/** The limit of one proxy: half of 600 per minute, because two proxies run. */
const LIMIT = 300;

const certificate = (folder) => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const name = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { key: readFileSync(key), cert: readFileSync(cert) };
};

const below = (path, prefix) => path === prefix || path.startsWith(`${prefix}/`);
const hostOf = (headers) => (headers[':authority'] ?? headers.host ?? '').replace(/:\d+$/, '');
const withoutEscapes = (path) =>
  path.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The status and headers of a response: what the three parts of examples/minimal decide. */
const responseTo = (state, { url, headers }) => {
  if (hostOf(headers) !== HOST) return [404];
  if (Object.keys(headers).some((name) => name.includes('_')) || /%2f|%5c|%00/i.test(url)) return [400];
  const path = withoutEscapes(new URL(url.replace(/\/\/+/g, '/'), `https://${HOST}`).pathname);
  if (!below(path, '/status') && !below(path, '/v1/users')) return [404];
  if (below(path, '/v1/users') && headers.authorization !== `Bearer ${TOKEN}`) return [401];
  const left = Math.max(0, LIMIT - ++state.requests);
  const limit = { 'x-ratelimit-limit': `${LIMIT}`, 'x-ratelimit-remaining': `${left}`, 'x-ratelimit-reset': '60' };
  return [state.requests > LIMIT ? 429 : 200, limit];
};

/** Listens on two ports of this machine. `folder`: for its certificate. */
export const readmeGateway = async (folder) => {
  const state = { requests: 0 };
  const pair = certificate(folder);
  const context = tls.createSecureContext(pair);
  const SNICallback = (name, done) => (name === HOST ? done(null, context) : done(new Error('unknown name')));
  const secure = http2.createSecureServer({ ...pair, allowHTTP1: true, SNICallback }, (request, response) => {
    const [status, headers] = responseTo(state, request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ headers: {} }));
  });
  const plain = http.createServer((request, response) => {
    const known = hostOf(request.headers) === HOST;
    response.writeHead(known ? 308 : 404, known ? { location: `https://${HOST}${request.url}` } : {});
    response.end();
  });
  const sessions = new Set();
  secure.on('session', (session) => sessions.add(session)).on('tlsClientError', () => undefined);
  for (const server of [secure, plain]) await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    https: secure.address().port,
    http: plain.address().port,
    close: () => {
      for (const session of sessions) session.destroy();
      secure.close();
      plain.close();
      plain.closeAllConnections();
    },
  };
};
