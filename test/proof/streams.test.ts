// What validate.sh sees of streams: ports that accept connections, a server that completes the TLS handshake, and one fault each.
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { linesOf, runScript, scriptOf } from './run-validate.ts';
import { certificate, HOST } from './stand-in-gateway.ts';

interface Faults {
  readonly tcp?: 'closed';
  /** The gateway accepts the connection and closes it, as without a backend. */
  readonly tls?: 'cut';
}

const results = async ({ tcp, tls: fault }: Faults, allow?: object) => {
  const raw = net.createServer((s) => s.on('error', () => undefined));
  const secure =
    fault === 'cut' ? net.createServer((s) => s.destroy()) : tls.createServer(certificate(), (s) => s.end('hello'));
  for (const s of [raw, secure]) await new Promise<void>((done) => void s.listen(0, '127.0.0.1', done));
  const [port, securePort] = [raw, secure].map((s) => (s.address() as AddressInfo).port);
  if (tcp === 'closed') await new Promise((done) => raw.close(done));
  const stream = { backend: 'db:5432', publicReason: 'a test', ...(allow ? { allow } : {}) };
  const script = scriptOf({
    version: 1,
    hostname: HOST,
    tls: { secret: 't' },
    services: [{ name: 'status', path: '/status', backend: 'status:80', auth: 'none' }],
    auth: { default: 'none' },
    traffic: { peakRequestsPerSecond: 10 },
    streams: [
      { ...stream, name: 'raw', tcp: port },
      { ...stream, name: 'db', tlsPassthrough: { hostnames: ['db.example.com'], port: securePort } },
      { backend: 'dns:53', publicReason: 'a test', name: 'dns', udp: 5353 },
    ],
  });
  try {
    const ran = await runScript(script, { https: securePort!, http: port! }, {}, ['--json', '--only', 'streams']);
    expect(ran.stderr).toBe('');
    const lines = linesOf(ran.stdout);
    const of = (id: string): string | undefined =>
      lines.find((l) => l.id === `streams.${id}` || l.checks?.includes(`streams.${id}`))?.result;
    return { raw: of('raw'), db: of('db'), dns: of('dns') };
  } finally {
    raw.close();
    secure.close();
  }
};

test.concurrent('streams as answered', async () => {
  expect(await results({})).toEqual({ raw: 'pass', db: 'pass', dns: 'unseen' });
});

test.concurrent('a port that nothing listens on', async () => {
  expect(await results({ tcp: 'closed' })).toEqual({ raw: 'fail', db: 'pass', dns: 'unseen' });
});

test.concurrent('a connection that is closed before the handshake', async () => {
  expect(await results({ tls: 'cut' })).toEqual({ raw: 'pass', db: 'fail', dns: 'unseen' });
  expect(await results({ tls: 'cut' }, { cidrs: ['192.0.2.0/24'] })).toEqual({
    raw: 'pass',
    db: 'unseen',
    dns: 'unseen',
  });
});
