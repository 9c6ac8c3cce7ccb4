// Echo backend (shape of gateway-api's echo-basic). Query: ?status=503 ?delay=200 ?header=Server:x ; /healthz ; /toggle-health turns
// /healthz to 500 ; a WebSocket gets its first frame back.
import { createHash } from 'node:crypto';
import dgram from 'node:dgram';
import http from 'node:http';
import http2 from 'node:http2';
import os from 'node:os';

let healthy = true;
const hits = {};
// With H2C=1 it speaks only HTTP/2 without TLS.
const server = (process.env.H2C ? http2 : http)
  .createServer((q, s) => {
    const u = new URL(q.url, 'http://x');
    hits[u.pathname] = (hits[u.pathname] || 0) + 1;
    if (u.pathname === '/toggle-health') {
      healthy = !healthy;
      s.end(JSON.stringify({ healthy }));
      return;
    }
    if (u.pathname === '/healthz') {
      s.statusCode = healthy ? 200 : 500;
      s.end();
      return;
    }
    if (u.pathname === '/hits') {
      s.end(JSON.stringify(hits));
      return;
    }
    const c = [];
    q.on('data', (d) => c.push(d));
    q.on('end', () =>
      setTimeout(
        () => {
          s.writeHead(Number(u.searchParams.get('status') || 200), {
            'content-type': 'application/json',
            'x-backend': process.env.BACKEND || os.hostname(),
            ...Object.fromEntries(u.searchParams.getAll('header').map((h) => h.split(/:(.*)/s).slice(0, 2))),
          });
          s.end(
            `${JSON.stringify(
              {
                backend: process.env.BACKEND,
                pod: process.env.POD_NAME || os.hostname(),
                namespace: process.env.NAMESPACE,
                path: q.url,
                method: q.method,
                proto: `HTTP/${q.httpVersion}`,
                host: q.headers.host,
                client: q.socket.remoteAddress,
                hits: hits[u.pathname],
                headers: q.headers,
                body: Buffer.concat(c).toString().slice(0, 2000),
              },
              null,
              1,
            )}\n`,
          );
        },
        Number(u.searchParams.get('delay') || 0),
      ),
    );
  })
  .listen(Number(process.env.PORT || 3000), () => console.log('echo up'));
server.on('upgrade', (q, socket) => {
  const accept = createHash('sha1')
    .update(`${q.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.on('data', (frame) => {
    const length = frame[1] & 0x7f;
    const mask = frame.subarray(2, 6);
    const text = frame.subarray(6, 6 + length).map((b, i) => b ^ mask[i % 4]);
    socket.write(Buffer.concat([Buffer.from([0x81, length]), text]));
  });
  socket.on('error', () => socket.destroy());
});
// The same port by UDP: a datagram comes back with the name of the pod's service in front.
const udp = dgram.createSocket('udp4');
udp.on('message', (text, from) => udp.send(`${process.env.BACKEND}: ${text}`, from.port, from.address));
udp.bind(Number(process.env.PORT || 3000));
process.on('SIGTERM', () => process.exit(0));
