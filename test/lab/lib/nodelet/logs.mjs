// kubectl logs: the API server asks the node for /containerLogs/NS/POD/CONTAINER.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import { LOGS, NODE_IP } from './host.mjs';

export const serveLogs = () =>
  https
    .createServer(
      {
        cert: fs.readFileSync(`${process.env.LAB_PKI}/apiserver.crt`),
        key: fs.readFileSync(`${process.env.LAB_PKI}/apiserver.key`),
      },
      (q, s) => {
        const u = new URL(q.url, 'https://x'),
          m = u.pathname.match(/^\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/),
          f = m && `${LOGS}/${m[1]}_${m[2]}_${m[3]}.log`;
        if (!f || !fs.existsSync(f)) {
          s.statusCode = 404;
          return s.end('no such log\n');
        }
        const tail = u.searchParams.get('tailLines'),
          a = [...(tail ? ['-n', tail] : ['-n', '+1']), ...(u.searchParams.get('follow') === 'true' ? ['-f'] : []), f];
        const t = spawn('tail', a);
        t.stdout.pipe(s);
        s.on('close', () => t.kill());
      },
    )
    .listen(10250, NODE_IP);
