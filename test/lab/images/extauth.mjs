// External authorization, HTTP on 9000 and gRPC (envoy.service.auth.v3) on 9001: a request needs header "x-lab-token: open".
import http from 'node:http';
import http2 from 'node:http2';

http
  .createServer((q, s) => {
    const ok = q.headers['x-lab-token'] === 'open';
    console.log('http', q.method, q.url, ok);
    s.writeHead(ok ? 200 : 403, {
      'x-current-user': 'user-http',
      'x-authorized-path': q.url,
      'content-type': 'text/plain',
    });
    s.end(ok ? '' : 'denied by extauth http\n');
  })
  .listen(9000);
const len = (n, b) => Buffer.concat([Buffer.from([(n << 3) | 2, b.length]), b]),
  str = (s) => Buffer.from(s);
const header = (k, v) => len(1, Buffer.concat([len(1, str(k)), len(2, str(v))])); // HeaderValueOption{header{key,value}}
const OK = Buffer.concat([len(1, Buffer.alloc(0)), len(3, len(2, header('x-current-user', 'user-grpc')))]);
const NO = Buffer.concat([
  len(1, Buffer.from([8, 7])),
  len(2, Buffer.concat([len(1, Buffer.from([8, 0x93, 0x03])), len(3, str('denied by extauth grpc\n'))])),
]); // 403
const srv = http2.createServer();
srv.on('stream', (st, h) => {
  // The gateway resets a stream whose client went away.
  st.on('error', () => undefined);
  const c = [];
  st.on('data', (d) => c.push(d));
  st.on('end', () => {
    const ok = /x-lab-token\x12\x04open/.test(Buffer.concat(c).toString('latin1'));
    console.log('grpc', h[':path'], ok);
    const m = ok ? OK : NO;
    const f = Buffer.alloc(5);
    f.writeUInt32BE(m.length, 1);
    st.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    st.on('wantTrailers', () => st.sendTrailers({ 'grpc-status': '0' }));
    st.end(Buffer.concat([f, m]));
  });
});
srv.listen(9001);
process.on('SIGTERM', () => process.exit(0));
