// External processor, gRPC (envoy.service.ext_proc.v3) on 9002: adds headers to requests and responses, and writes metadata.
import http2 from 'node:http2';

const varint = (n) => (n < 128 ? Buffer.from([n]) : Buffer.concat([Buffer.from([(n & 127) | 128]), varint(n >> 7)]));
const len = (field, b) => Buffer.concat([Buffer.from([(field << 3) | 2]), varint(b.length), b]);
const str = (s) => Buffer.from(s);
/** HeadersResponse{response{header_mutation{set_headers{header{key, raw_value}}}}} */
const setHeader = (k, v) => len(1, len(2, len(1, len(1, Buffer.concat([len(1, str(k)), len(3, str(v))])))));
/** An entry of google.protobuf.Struct. */
const entry = (key, value) => len(1, Buffer.concat([len(1, str(key)), len(2, value)]));
const number = (n) => {
  const b = Buffer.alloc(9, (2 << 3) | 1);
  b.writeDoubleLE(n, 1);
  return b;
};
/** ProcessingResponse.dynamic_metadata: the namespace, and in it 4 tokens. */
const USAGE = len(8, entry('com.example.usage', len(5, entry('tokens', number(4)))));

/** The answer to a ProcessingRequest, which has one of request_headers (2), response_headers (3), request_body (4), ... */
const answer = (message) => {
  const part = message[0] >> 3;
  if (part === 2) return Buffer.concat([len(1, setHeader('x-extproc', 'seen')), USAGE]);
  if (part === 3) return len(2, setHeader('x-extproc-response', 'seen'));
  return len(part - 1, Buffer.alloc(0));
};

const server = http2.createServer();
server.on('stream', (stream) => {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  let rest = Buffer.alloc(0);
  stream.on('data', (d) => {
    rest = Buffer.concat([rest, d]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      const message = answer(rest.subarray(5, end));
      const head = Buffer.alloc(5);
      head.writeUInt32BE(message.length, 1);
      stream.write(Buffer.concat([head, message]));
      rest = rest.subarray(end);
    }
  });
  stream.on('end', () => stream.end());
  stream.on('error', () => {});
});
server.listen(9002);
process.on('SIGTERM', () => process.exit(0));
