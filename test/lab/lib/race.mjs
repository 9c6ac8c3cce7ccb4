// Clients without credentials, on connections that stay open, asking as fast as they can: race.mjs JSON
//   {address, host, paths, connections, seconds, h2}  ->  {"<path>": {"<status>": count}, "connections": n}
import http2 from 'node:http2';
import https from 'node:https';

const { address, host, paths, connections, seconds, h2 } = JSON.parse(process.argv[2]);
const end = Date.now() + seconds * 1000;
const counts = Object.fromEntries(paths.map((p) => [p, {}]));
const count = (path, status) => {
  counts[path][status] = (counts[path][status] ?? 0) + 1;
};
let opened = 0;

const oneRequest = (agent, path) =>
  new Promise((done) => {
    const request = https.request(
      {
        host: address,
        port: 443,
        servername: host,
        headers: { host },
        path,
        agent,
        rejectUnauthorized: false,
        timeout: 5000,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => done(count(path, answer.statusCode)));
      },
    );
    request.on('socket', (s) => {
      if (!s.seen) opened++;
      s.seen = true;
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(count(path, 'error')));
    request.end();
  });

const keptAlive = async (path) => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  while (Date.now() < end) await oneRequest(agent, path);
  agent.destroy();
};

/** Parallel streams on one connection: all of them may be on their way when the routes change. */
const parallel = async (path) => {
  while (Date.now() < end) {
    await new Promise((done) => {
      const session = http2.connect(`https://${host}`, {
        createConnection: undefined,
        host: address,
        servername: host,
        rejectUnauthorized: false,
        lookup: (_n, _o, cb) => cb(null, [{ address, family: 4 }]),
      });
      let alive = true;
      const stop = () => {
        alive = false;
        session.destroy();
        done();
      };
      session.on('connect', () => opened++);
      session.on('error', () => count(path, 'error'));
      session.on('close', stop);
      session.on('goaway', stop);
      const stream = () => {
        if (!alive || Date.now() >= end) return stop();
        const s = session.request({ ':path': path, ':authority': host });
        s.on('response', (h) => count(path, h[':status']));
        s.on('error', () => undefined);
        s.on('close', () => (alive ? setImmediate(stream) : undefined));
        s.resume();
        s.end();
      };
      for (let i = 0; i < 10; i++) stream();
    });
  }
};

await Promise.all(
  paths.flatMap((path) => Array.from({ length: connections }, () => (h2 ? parallel(path) : keptAlive(path)))),
);
console.log(JSON.stringify({ counts, opened }));
process.exit(0);
