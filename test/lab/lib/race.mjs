// Clients that ask as fast as they can while something changes, until stdin ends: race.mjs JSON
//   {address, host, paths, connections, seconds, how: kept | fresh | h2, headers}
//     ->  {counts: {PATH: {STATUS: n}}, opened: n, refused: [{how, opened, first, last, times, closed}]}
// refused: each connection on which a request got 401 or 403: when it was opened, when this happened first and last
// (ms since 1970), how often, and when the connection was closed, if that was before the end.
// kept: HTTP/1.1 connections that stay open; fresh: a connection for each request; h2: ten parallel streams on each connection.
// A request whose kept-alive connection was closed before any answer is sent again, as HTTP clients do (RFC 9110, 9.2.2).
import http2 from 'node:http2';
import https from 'node:https';
import { STREAMS } from './refused.mjs';

const { address, host, paths, connections, seconds, how, headers } = JSON.parse(process.argv[2]);
// Bounded even where nobody stops it.
let end = Date.now() + seconds * 1000;
process.stdin.on('end', () => {
  end = 0;
});
process.stdin.resume();
const counts = Object.fromEntries(paths.map((p) => [p, {}]));
const count = (path, status) => {
  counts[path][status] = (counts[path][status] ?? 0) + 1;
};
let opened = 0;
/** What is known of each connection, by its socket or session. */
const connectionsSeen = new WeakMap();
const refused = new Set();
const connected = (connection) => {
  if (connectionsSeen.has(connection)) return;
  opened++;
  const seen = { how, opened: Date.now(), times: 0 };
  connectionsSeen.set(connection, seen);
  connection.on('close', () => {
    if (Date.now() < end) seen.closed = Date.now();
  });
};
const answered = (connection, path, status) => {
  count(path, status);
  if (status !== 401 && status !== 403) return;
  const seen = connectionsSeen.get(connection);
  seen.first ??= Date.now();
  seen.last = Date.now();
  seen.times++;
  refused.add(seen);
};

const oneRequest = (agent, path, again = true) =>
  new Promise((done) => {
    const request = https.request(
      {
        host: address,
        port: 443,
        servername: host,
        headers: { host, ...headers },
        path,
        agent,
        rejectUnauthorized: false,
        timeout: 5000,
      },
      (answer) => {
        answer.resume();
        const { socket } = answer;
        answer.on('end', () => done(answered(socket, path, answer.statusCode)));
        answer.on('error', (e) => done(count(path, `body ${e.code}`)));
      },
    );
    request.on('socket', connected);
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (e) =>
      again && request.reusedSocket ? done(oneRequest(agent, path, false)) : done(count(path, e.code ?? e.message)),
    );
    request.end();
  });

const overHttp1 = async (path) => {
  const agent = new https.Agent({ keepAlive: how === 'kept', maxSockets: 1 });
  while (Date.now() < end) await oneRequest(agent, path);
  agent.destroy();
};

const parallel = async (path) => {
  while (Date.now() < end) {
    await new Promise((done) => {
      const session = http2.connect(`https://${host}`, {
        host: address,
        servername: host,
        rejectUnauthorized: false,
        lookup: (_n, _o, cb) => cb(null, [{ address, family: 4 }]),
      });
      let alive = true;
      let open = 0;
      // After GOAWAY no stream begins; those that are there end in peace.
      const retire = () => {
        alive = false;
        if (open === 0) session.destroy();
      };
      session.on('connect', () => connected(session));
      session.on('error', (e) => count(path, e.code ?? 'error'));
      session.on('close', () => {
        alive = false;
        done();
      });
      session.on('goaway', retire);
      const stream = () => {
        if (!alive || Date.now() >= end) return retire();
        const s = session.request({ ':path': path, ':authority': host, ...headers });
        open++;
        s.on('response', (h) => answered(session, path, h[':status']));
        s.on('error', (e) =>
          e.code !== 'ERR_HTTP2_STREAM_ERROR' || !/REFUSED_STREAM/.test(e.message) ? count(path, e.code) : undefined,
        );
        s.on('close', () => {
          open--;
          setImmediate(stream);
        });
        s.resume();
        s.end();
      };
      for (let i = 0; i < STREAMS; i++) stream();
    });
  }
};

await Promise.all(
  paths.flatMap((path) => Array.from({ length: connections }, () => (how === 'h2' ? parallel(path) : overHttp1(path)))),
);
// Open agents and sessions keep Node alive, so it has to be ended; not before the whole line is out, because Node writes to a
// pipe asynchronously and a long list of refused connections does not fit into the pipe at once.
process.stdout.write(`${JSON.stringify({ counts, opened, refused: [...refused] })}\n`, () => process.exit(0));
