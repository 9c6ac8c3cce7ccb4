// Tiny cluster DNS (UDP+TCP): Services (ClusterIP, headless -> ready endpoints, ExternalName), plus names of etc/dns-extra.json.
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import { get, sleep } from './api.mjs';

const ADDR = process.env.LAB_NODE_IP,
  DOMAIN = 'cluster.local',
  EXTRA = `${process.env.LAB_HOME}/run/names.json`;
let table = new Map(),
  _serial = 0;
async function refresh() {
  const [svcs, slices] = await Promise.all([get('/api/v1/services'), get('/apis/discovery.k8s.io/v1/endpointslices')]);
  const t = new Map();
  const eps = new Map();
  for (const s of slices.items) {
    const n = s.metadata.labels?.['kubernetes.io/service-name'];
    if (!n || s.addressType !== 'IPv4') continue;
    const k = `${n}.${s.metadata.namespace}`;
    const l = eps.get(k) || [];
    eps.set(k, l);
    for (const e of s.endpoints || [])
      if (e.conditions?.ready !== false) {
        l.push(...e.addresses);
        if (e.hostname) t.set(`${e.hostname}.${k}.svc.${DOMAIN}`, { a: e.addresses });
      }
  }
  for (const s of svcs.items) {
    const k = `${s.metadata.name}.${s.metadata.namespace}`,
      fq = `${k}.svc.${DOMAIN}`;
    // The same Service as a server outside of the cluster.
    t.set(`${s.metadata.name}.${s.metadata.namespace}.outside.example.org`, { cname: fq });
    if (s.spec.type === 'ExternalName') t.set(fq, { cname: s.spec.externalName });
    else if (s.spec.clusterIP === 'None') t.set(fq, { a: eps.get(k) || [] });
    else t.set(fq, { a: [s.spec.clusterIP] });
  }
  try {
    for (const [n, a] of Object.entries(JSON.parse(fs.readFileSync(EXTRA)))) t.set(n, { a: [].concat(a) });
  } catch {}
  table = t;
  _serial++;
}
const nameOf = (b, o) => {
  const l = [];
  while (b[o]) {
    l.push(b.toString('latin1', o + 1, o + 1 + b[o]));
    o += b[o] + 1;
  }
  return [l.join('.').toLowerCase(), o + 1];
};
const enc = (n) =>
  Buffer.concat([
    ...n
      .split('.')
      .filter(Boolean)
      .map((x) => Buffer.concat([Buffer.from([x.length]), Buffer.from(x)])),
    Buffer.from([0]),
  ]);
function answer(q) {
  const [name, e] = nameOf(q, 12),
    type = q.readUInt16BE(e),
    question = q.subarray(12, e + 4),
    rr = [];
  const put = (n, ty, data) => {
    const h = Buffer.alloc(10);
    h.writeUInt16BE(ty, 0);
    h.writeUInt16BE(1, 2);
    h.writeUInt32BE(2, 4);
    h.writeUInt16BE(data.length, 8);
    rr.push(Buffer.concat([enc(n), h, data]));
  };
  let r = table.get(name),
    n = name;
  for (let i = 0; r?.cname && i < 4; i++) {
    put(n, 5, enc(r.cname));
    n = r.cname.replace(/\.$/, '');
    r = table.get(n);
  }
  if (r?.a && (type === 1 || type === 255)) for (const ip of r.a) put(n, 1, Buffer.from(ip.split('.').map(Number)));
  const known = table.has(name);
  const h = Buffer.alloc(12);
  q.copy(h, 0, 0, 2);
  h.writeUInt16BE(0x8580 | (q.readUInt16BE(2) & 0x0100) | (known ? 0 : 3), 2);
  h.writeUInt16BE(1, 4);
  h.writeUInt16BE(rr.length, 6);
  return Buffer.concat([h, question, ...rr]);
}
const u = dgram.createSocket('udp4');
u.on('message', (m, r) => {
  try {
    u.send(answer(m), r.port, r.address);
  } catch (e) {
    console.error('bad query', e.message);
  }
});
u.bind(53, ADDR, () => console.log('dns on', ADDR));
net
  .createServer((s) => {
    let b = Buffer.alloc(0);
    s.on('error', () => {});
    s.on('data', (d) => {
      b = Buffer.concat([b, d]);
      while (b.length >= 2 && b.length >= 2 + b.readUInt16BE(0)) {
        const l = b.readUInt16BE(0);
        const a = answer(b.subarray(2, 2 + l));
        b = b.subarray(2 + l);
        const h = Buffer.alloc(2);
        h.writeUInt16BE(a.length);
        s.write(Buffer.concat([h, a]));
      }
    });
  })
  .listen(53, ADDR);
for (;;) {
  try {
    await refresh();
  } catch (e) {
    console.error(e.message);
  }
  await sleep(1000);
}
