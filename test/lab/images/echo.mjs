// Echo backend (shape of gateway-api's echo-basic). Query: ?status=503 ?delay=200 ; /healthz ; POST /toggle-health turns /healthz to 500.
import http from 'node:http';
import os from 'node:os';

let healthy = true;
const hits = {};
http
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
process.on('SIGTERM', () => process.exit(0));
