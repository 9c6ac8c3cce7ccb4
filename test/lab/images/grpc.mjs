// gRPC backend on 9000: answers any unary call with an empty message, says which backend it is in a header, and is healthy. With a
// certificate in /tls it speaks TLS.
import { existsSync, readFileSync } from 'node:fs';
import http2 from 'node:http2';

/** One gRPC frame: not compressed, its length, the message. */
const frame = (message) => Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
/** grpc.health.v1.HealthCheckResponse{status: SERVING} */
const SERVING = Buffer.from([8, 1]);

const server = existsSync('/tls/tls.crt')
  ? http2.createSecureServer({ cert: readFileSync('/tls/tls.crt'), key: readFileSync('/tls/tls.key') })
  : http2.createServer();
server.on('stream', (stream, headers) => {
  stream.resume();
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'x-backend': process.env.BACKEND },
    { waitForTrailers: true },
  );
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(frame(headers[':path'] === '/grpc.health.v1.Health/Check' ? SERVING : Buffer.alloc(0)));
});
server.listen(9000);
process.on('SIGTERM', () => process.exit(0));
