// OpenTelemetry collector on 4317 (OTLP over gRPC): keeps the readable text of what it received; 4318 gives it.
import http from 'node:http';
import http2 from 'node:http2';

const received = [];
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  // The gateway resets a stream whose client went away.
  stream.on('error', () => undefined);
  const parts = [];
  stream.on('data', (d) => parts.push(d));
  stream.on('end', () => {
    const text = Buffer.concat(parts)
      .toString('latin1')
      .replace(/[^\x20-\x7e]+/g, ' ');
    received.push(`${headers[':path']} ${text}`);
    received.splice(0, received.length - 200);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.alloc(5));
  });
});
server.listen(4317);
http.createServer((_q, s) => s.end(received.join('\n'))).listen(4318);
process.on('SIGTERM', () => process.exit(0));
