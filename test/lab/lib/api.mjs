// Smallest client for the kube-apiserver: client certificate, JSON, patch types.
import fs from 'node:fs';
import https from 'node:https';

const PKI = process.env.LAB_PKI,
  SERVER = process.env.LAB_SERVER;
const agent = new https.Agent({
  keepAlive: true,
  maxSockets: 16,
  ca: fs.readFileSync(`${PKI}/ca.crt`),
  cert: fs.readFileSync(`${PKI}/admin.crt`),
  key: fs.readFileSync(`${PKI}/admin.key`),
});
export function call(method, path, body, type = 'application/json') {
  return new Promise((ok, no) => {
    const data = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const r = https.request(
      SERVER + path,
      {
        method,
        agent,
        timeout: 15000,
        headers: {
          accept: 'application/json',
          ...(data ? { 'content-type': type, 'content-length': data.length } : {}),
        },
      },
      (res) => {
        const c = [];
        res.on('data', (x) => c.push(x));
        res.on('end', () => {
          let j;
          try {
            j = JSON.parse(Buffer.concat(c).toString() || '{}');
          } catch {
            j = { message: Buffer.concat(c).toString() };
          }
          if (res.statusCode >= 300)
            no(
              Object.assign(new Error(`${method} ${path}: ${res.statusCode} ${j.message || ''}`), {
                code: res.statusCode,
                reason: j.reason,
                causes: j.details?.causes,
              }),
            );
          else ok(j);
        });
      },
    );
    r.on('timeout', () => r.destroy(new Error('timeout')));
    r.on('error', no);
    if (data) r.write(data);
    r.end();
  });
}
export const get = (p) => call('GET', p),
  post = (p, b) => call('POST', p, b),
  del = (p, b) => call('DELETE', p, b);
export const merge = (p, b) => call('PATCH', p, b, 'application/merge-patch+json');
export const strategic = (p, b) => call('PATCH', p, b, 'application/strategic-merge-patch+json');
export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
