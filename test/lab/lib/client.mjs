// A client outside the cluster that asks what it is told: one JSON request a line on stdin, one JSON answer a line on stdout.
// `udp`: a datagram with this text instead of a request.
//   {id, address, port, scheme, host, sni, method, path, headers, body, from, http, tls, ciphers, alpn, certificate, proxy, connection, grpc, ws,
//    hold, chunked, timeout}
//   -> {id, status, headers, body, ms, trailers, alpn, error}
// `hold`: so many ms lie between the first byte of a body and the rest, or before the text of a WebSocket.
// `chunked`: a body of unknown length, in pieces of 16 KiB. `http: 3` asks http3.py.
// `connection`: requests with the same name share one kept-alive connection; otherwise each has its own.
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import readline from 'node:readline';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';

const agents = new Map();
const agentFor = (q) => {
  if (!q.connection) return undefined;
  const key = `${q.scheme}|${q.address}|${q.from}|${q.connection}`;
  if (!agents.has(key))
    agents.set(key, new (q.scheme === 'http' ? http : https).Agent({ keepAlive: true, maxSockets: 1 }));
  return agents.get(key);
};

/** TLS settings of one request. A client for old protocols has to lower the level of its own library as well. */
const tlsOf = (q) => ({
  servername: q.sni ?? q.host,
  rejectUnauthorized: false,
  ...(q.certificate && { cert: q.certificate.cert, key: q.certificate.key }),
  ...(q.alpn && { ALPNProtocols: q.alpn }),
  ...(q.tls && { minVersion: q.tls, maxVersion: q.tls, ciphers: q.ciphers ?? 'DEFAULT@SECLEVEL=0' }),
});

/** A connection that begins with a PROXY header, as a load balancer writes it. */
const proxied = (q) => () => {
  const socket = net.connect({ host: q.address, port: q.port, localAddress: q.from });
  socket.write(`PROXY TCP4 ${q.proxy} 203.0.113.20 40000 ${q.port}\r\n`);
  return tls.connect({ socket, ...tlsOf(q) });
};

const collect = (stream, done) => {
  const parts = [];
  stream.on('data', (d) => parts.push(d));
  stream.on('end', () => done(Buffer.concat(parts)));
};

const PIECE = 16 * 1024;
/** Writes a body without its length; a gateway that refuses it may close the connection meanwhile. */
const inPieces = async (stream, body) => {
  for (let at = 0; at < body.length && !stream.destroyed; at += PIECE) {
    stream.write(body.slice(at, at + PIECE));
    await new Promise((done) => setTimeout(done, 2));
  }
  if (!stream.destroyed) stream.end();
};

const plain = (q) =>
  new Promise((done) => {
    const request = (q.scheme === 'http' ? http : https).request({
      host: q.address,
      port: q.port,
      localAddress: q.from,
      method: q.method,
      path: q.path,
      headers: { host: q.host, ...q.headers },
      agent: q.proxy ? undefined : (agentFor(q) ?? false),
      ...(q.proxy && { createConnection: proxied(q) }),
      timeout: q.timeout,
      ...(q.scheme === 'http' ? {} : tlsOf(q)),
    });
    request.on('response', (a) =>
      collect(a, (body) =>
        done({
          status: a.statusCode,
          headers: a.headers,
          body: body.toString(),
          alpn: request.socket?.alpnProtocol || undefined,
        }),
      ),
    );
    // A WebSocket: one text frame there, the same frame back.
    request.on('upgrade', (a, socket) => {
      socket.once('data', (d) => {
        socket.destroy();
        done({ status: a.statusCode, headers: a.headers, body: d.subarray(2).toString() });
      });
      const mask = Buffer.from([1, 2, 3, 4]);
      const text = Buffer.from(q.ws);
      const frame = [Buffer.from([0x81, 0x80 | text.length]), mask, text.map((b, i) => b ^ mask[i % 4])];
      socket.on('close', () => done({ status: a.statusCode, headers: a.headers, body: '', error: 'closed' }));
      setTimeout(() => socket.write(Buffer.concat(frame)), q.hold ?? 0);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (e) => done({ status: 0, headers: {}, body: '', error: e.code ?? e.message }));
    if (q.chunked) inPieces(request, q.body);
    else if (q.hold === undefined || q.ws !== undefined) request.end(q.body);
    else {
      request.write(q.body.slice(0, 1));
      setTimeout(() => request.end(q.body.slice(1)), q.hold);
    }
  });

const overHttp2 = (q) =>
  new Promise((done) => {
    const socket = tls.connect({
      host: q.address,
      port: q.port,
      localAddress: q.from,
      ALPNProtocols: ['h2', 'http/1.1'],
      ...tlsOf(q),
    });
    const failed = (e) => {
      socket.destroy();
      done({ status: 0, headers: {}, body: '', error: e.code ?? e.message });
    };
    socket.on('error', failed);
    socket.on('secureConnect', () => {
      if (socket.alpnProtocol !== 'h2') return failed(new Error(`ALPN ${socket.alpnProtocol}`));
      const session = http2.connect(`https://${q.host}`, {
        createConnection: () => socket,
        maxSendHeaderBlockLength: 1 << 20,
      });
      session.on('error', failed);
      const stream = session.request({
        ':path': q.path,
        ':method': q.method,
        ':authority': q.host,
        ...(q.grpc && { 'content-type': 'application/grpc', te: 'trailers' }),
        ...q.headers,
      });
      let headers = {};
      let trailers = {};
      stream.setTimeout(q.timeout, () => failed(new Error('timeout')));
      stream.on('error', failed);
      stream.on('response', (h) => {
        headers = h;
      });
      stream.on('trailers', (t) => {
        trailers = t;
      });
      collect(stream, (body) => {
        session.destroy();
        done({
          status: headers[':status'],
          headers: { ...headers },
          trailers: { ...trailers },
          body: body.toString(),
          alpn: 'h2',
        });
      });
      if (q.chunked) inPieces(stream, q.body);
      else stream.end(q.grpc ? Buffer.alloc(5) : q.body);
    });
  });

const overHttp3 = (q) =>
  new Promise((done) => {
    const child = spawn(process.env.LAB_PYTHON, [fileURLToPath(new URL('http3.py', import.meta.url))]);
    child.on('error', (e) => done({ status: 0, headers: {}, body: '', error: e.message }));
    collect(child.stdout, (text) => {
      try {
        done(JSON.parse(text.toString()));
      } catch {
        done({ status: 0, headers: {}, body: '', error: `no answer of http3.py: ${text}` });
      }
    });
    child.stderr.pipe(process.stderr);
    child.stdin.end(JSON.stringify(q));
  });

/** One datagram there, and the one that comes back. */
const overUdp = (q) =>
  new Promise((done) => {
    const socket = dgram.createSocket('udp4');
    const end = (answer) => {
      clearTimeout(timer);
      socket.close();
      done({ status: 0, headers: {}, body: '', ...answer });
    };
    const timer = setTimeout(() => end({ error: 'timeout' }), Math.min(q.timeout, 3000));
    socket.on('error', (e) => end({ error: e.code }));
    socket.on('message', (text) => end({ body: text.toString() }));
    socket.bind(0, q.from, () => socket.send(q.udp, q.port, q.address));
  });

for await (const line of readline.createInterface({ input: process.stdin })) {
  const q = JSON.parse(line);
  const begin = performance.now();
  (q.udp ? overUdp : q.http === 3 ? overHttp3 : q.http === 2 || q.grpc ? overHttp2 : plain)(q).then((a) =>
    process.stdout.write(`${JSON.stringify({ id: q.id, ms: performance.now() - begin, ...a })}\n`),
  );
}
process.stdout.write('', () => process.exit(0));
