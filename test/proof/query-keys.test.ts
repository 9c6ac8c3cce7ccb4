// A key in the query reaches the gateway as it is, next to the path as it is, and no argument of a program contains it.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { failing, linesOf, runScript, scriptOf } from './run-validate.ts';
import { HOST } from './stand-in-gateway.ts';

const KEY = 'k"e\\y+/=';
const SCRIPT = scriptOf({
  version: 1,
  hostname: HOST,
  tls: { terminatedByLoadBalancer: 'The load balancer has the certificate' },
  services: [
    { name: 'plain', path: '/plain', backend: 'a:80' },
    { name: 'versioned', path: '/versioned', query: { version: '2' }, backend: 'b:80' },
  ],
  auth: {
    default: 'readers',
    methods: { readers: { type: 'apiKey', query: 'api_key', secret: 'keys', clients: ['one'] } },
  },
  traffic: { peakRequestsPerSecond: 10, clientsBehind: 'direct' },
});

test('a key in the query', async () => {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(request.url!.endsWith(`api_key=${KEY}`) ? 200 : 401).end('{"headers":{}}');
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    const only = ['authenticated', '*.auth.no-credentials', '*.auth.key-hidden'].flatMap((id) => ['--only', id]);
    const options = ['--clear-text', '--json', ...only];
    const ran = await runScript(SCRIPT, { https: port, http: port }, { KEY_READERS_ONE: KEY }, options);
    expect(ran.stderr).toBe('');
    expect(failing(ran.stdout)).toEqual([]);
    expect(linesOf(ran.stdout).every((l) => l.result === 'pass')).toBe(true);
    expect(asked).toContain(`GET /plain?api_key=${KEY}`);
    expect(asked).toContain(`GET /versioned?version=2&api_key=${KEY}`);
    expect(ran.argv).not.toContain(KEY);
    expect(ran.stdout).toContain('-G -d \\"api_key=$KEY_READERS_ONE\\"');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
