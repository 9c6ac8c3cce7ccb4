// One observation: what is asked, what came, and every way in which that is not what was expected.
import { FOREIGN, sleep } from './cluster.mjs';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

/** Client certificates of a case by name, as PEM. */
export const certificates = new Map();

/** The request of an observation (see test/behaviour/README.md) to a gateway {address, host}. */
export const requestOf = (o, { address, host, fill }) => {
  const verb = o.grpc ? 'post' : o.ws || o.udp ? 'get' : METHODS.find((m) => o[m] !== undefined);
  const scheme = o.scheme ?? 'https';
  return {
    address,
    port: o.port ?? (scheme === 'http' ? 80 : 443),
    udp: o.udp,
    scheme,
    host: o.host ?? o.at ?? host,
    sni: o.sni ?? o.at ?? host,
    method: verb.toUpperCase(),
    path: fill(o.grpc ?? (o.ws ? o.path : (o[verb] ?? '/'))),
    headers: Object.fromEntries([
      ...(o.token ? [['authorization', `Bearer ${fill(`\${token:${o.token}}`)}`]] : []),
      ...(o.ws
        ? [
            ['upgrade', 'websocket'],
            ['connection', 'Upgrade'],
            ['sec-websocket-version', '13'],
            ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
          ]
        : []),
      ...(o.large ? [['x-large', 'x'.repeat(o.large)]] : []),
      ...Object.entries(o.headers ?? {}).map(([k, v]) => [k, Array.isArray(v) ? v.map(fill) : fill(v)]),
    ]),
    body: o.size === undefined ? o.send : 'x'.repeat(o.size),
    from: FOREIGN === undefined ? (o.from ?? '203.0.113.20') : undefined,
    http: o.http,
    tls: o.tls,
    ciphers: o.ciphers,
    alpn: o.offers,
    chunked: o.chunked,
    certificate: o.certificate && certificates.get(o.certificate),
    proxy: o.proxy,
    grpc: o.grpc !== undefined,
    ws: o.ws,
    hold: o.hold,
    connection: o.connection,
    timeout: 30_000 + (o.hold ?? 0),
  };
};

/** Sends it once or `times`, `parallel` at once, `every` ms apart. */
export const send = async (o, request, ask) => {
  const times = o.times ?? 1;
  if (o.parallel) return Promise.all(Array.from({ length: times }, () => ask(request)));
  const answers = [];
  for (let i = 0; i < times; i++) {
    const path = request.path.replaceAll('{n}', i);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([k, v]) => [k, typeof v === 'string' ? v.replaceAll('{n}', i) : v]),
    );
    answers.push(await ask({ ...request, path, headers }));
    if (o.every) await sleep(o.every);
  }
  return answers;
};

const echo = (answer) => {
  try {
    return JSON.parse(answer.body);
  } catch {
    return {};
  }
};
const within = (value, want) => (Array.isArray(want) ? value >= want[0] && value <= want[1] : value === want);
const tally = (list) => {
  const sum = {};
  for (const x of list) sum[x] = (sum[x] ?? 0) + 1;
  return sum;
};

/** One text an expectation that did not hold. Patterns are regular expressions; null: absent. */
const validateOne = (o, a, fill) => {
  const wrong = [];
  const must = (ok, what, got) => ok || wrong.push(`${what}, got ${JSON.stringify(got)}`);
  const matches = (what, got, want) =>
    must(
      want === null ? got === undefined : got !== undefined && new RegExp(fill(want)).test(String(got)),
      `${what}: ${want}`,
      got,
    );
  if (o.status !== undefined) must([o.status].flat().includes(a.status), `status ${o.status}`, a.status || a.error);
  for (const [name, want] of Object.entries(o.header ?? {})) matches(`response header ${name}`, a.headers[name], want);
  for (const [name, want] of Object.entries(o.seen ?? {}))
    matches(`header ${name} at the service`, echo(a).headers?.[name], want);
  if (o.reaches !== undefined) must(echo(a).path === o.reaches, `path ${o.reaches} at the service`, echo(a).path);
  if (o.method !== undefined) must(echo(a).method === o.method, `method ${o.method} at the service`, echo(a).method);
  if (o.backend !== undefined)
    must(a.headers['x-backend'] === o.backend, `answered by ${o.backend}`, a.headers['x-backend']);
  if (o.body !== undefined) matches('body', a.body, o.body);
  if (o.hits !== undefined) must(echo(a).hits === o.hits, `the service was asked ${o.hits} times`, echo(a).hits);
  if (o.seconds !== undefined) must(within(a.ms / 1000, o.seconds), `${o.seconds} seconds`, a.ms / 1000);
  if (o.alpn !== undefined) must(a.alpn === o.alpn, `ALPN ${o.alpn}`, a.alpn ?? a.error);
  if (o.trailer !== undefined)
    for (const [name, want] of Object.entries(o.trailer))
      matches(`trailer ${name}`, a.trailers?.[name] ?? a.headers[name], want);
  return wrong;
};

/** What is wrong with the answers to one observation: none, or a line each. */
export const validate = (o, answers, fill = String) => {
  const wrong = o.statuses || o.share || o.pods ? [] : answers.flatMap((a) => validateOne(o, a, fill));
  if (o.statuses) {
    const got = tally(answers.map((a) => a.status));
    const codes = new Set([...Object.keys(got), ...Object.keys(o.statuses)]);
    for (const code of codes)
      if (!within(got[code] ?? 0, o.statuses[code] ?? 0))
        wrong.push(`statuses ${JSON.stringify(o.statuses)}, got ${JSON.stringify(got)}`);
  }
  if (o.share) {
    const got = tally(answers.map((a) => a.headers['x-backend']));
    for (const [name, want] of Object.entries(o.share))
      if (!within(got[name] ?? 0, want))
        wrong.push(`${name} answers ${want.join(' to ')} of ${answers.length}, got ${JSON.stringify(got)}`);
  }
  if (o.pods !== undefined) {
    const got = tally(answers.map((a) => echo(a).pod));
    if (!within(Object.keys(got).length, o.pods)) wrong.push(`${o.pods} pods answer, got ${JSON.stringify(got)}`);
  }
  return [...new Set(wrong)];
};
