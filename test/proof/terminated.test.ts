// validate.sh behind a load balancer that terminates TLS: through the load balancer, and to the proxies in clear text.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { failing, linesOf, runScript, scriptOf } from './run-validate.ts';
import { HOST } from './stand-in-gateway.ts';

const SCRIPT = scriptOf({
  version: 1,
  hostname: HOST,
  tls: { terminatedByLoadBalancer: 'The load balancer has the certificate' },
  services: [{ name: 'status', path: '/status', backend: 'status:80', auth: 'none' }],
  auth: { default: 'none' },
  traffic: { peakRequestsPerSecond: 10, clientsBehind: 'direct' },
});

/** The proxies: HTTP on both ports. `open`: port 80 serves the API, as if both ports of the load balancer led to port 443. */
const results = async (open: boolean, ...options: string[]) => {
  const api = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const known = request.headers.host?.startsWith(HOST) && request.url?.startsWith('/status');
    response.writeHead(known ? 200 : 404).end();
  };
  const servers = [
    http.createServer(api),
    http.createServer((request, response) => {
      if (open) api(request, response);
      else response.writeHead(301, { location: `https://${HOST}${request.url}` }).end();
    }),
  ];
  for (const s of servers) await new Promise<void>((done) => void s.listen(0, '127.0.0.1', done));
  const [https, plain] = servers.map((s) => (s.address() as AddressInfo).port);
  try {
    const only = ['redirect', 'hostname', 'public'].flatMap((group) => ['--only', group]);
    const ran = await runScript(SCRIPT, { https: https!, http: plain! }, {}, ['--json', ...only, ...options]);
    expect(ran.stderr).toBe('');
    return {
      failed: failing(ran.stdout),
      passed: linesOf(ran.stdout)
        .filter((l) => l.result === 'pass')
        .map((l) => l.id),
    };
  } finally {
    for (const s of servers) {
      s.close();
      s.closeAllConnections();
    }
  }
};

test.concurrent('in clear text to the proxies', async () => {
  const { failed, passed } = await results(false, '--clear-text');
  expect(failed).toEqual([]);
  expect(passed).toEqual(
    expect.arrayContaining(['redirect.get', 'redirect.clear-text', 'hostname.foreign-https', 'status.auth.none']),
  );
});

test.concurrent('without the option, requests use TLS', async () => {
  expect((await results(false)).failed).toContain('status.auth.none');
});

test.concurrent('port 80 of the load balancer leads to the API', async () => {
  expect((await results(true, '--clear-text')).failed).toEqual(
    expect.arrayContaining(['redirect.get', 'redirect.clear-text']),
  );
});
