// Startup and readiness probes, and the HTTP hooks.
import http from 'node:http';
import net from 'node:net';
import { exec } from './process.mjs';

const portOf = (c, v) => (typeof v === 'number' ? v : (c.ports?.find((x) => x.name === v)?.containerPort ?? Number(v)));
export function httpGet(p, c, h, timeout) {
  return new Promise((ok) => {
    const r = http.get(
      {
        host: h.host || p.ip,
        port: portOf(c, h.port),
        path: h.path || '/',
        timeout,
        headers: {
          'user-agent': 'kube-probe/lab',
          ...Object.fromEntries((h.httpHeaders || []).map((x) => [x.name, x.value])),
        },
      },
      (s) => {
        s.resume();
        ok(s.statusCode < 400);
      },
    );
    r.on('timeout', () => r.destroy());
    r.on('error', () => ok(false));
  });
}
function probe(p, c, pr) {
  const t = (pr.timeoutSeconds || 1) * 1000;
  if (pr.httpGet) return httpGet(p, c, pr.httpGet, t);
  if (pr.tcpSocket || pr.grpc)
    return new Promise((ok) => {
      const s = net.connect({ host: p.ip, port: portOf(c, (pr.tcpSocket || pr.grpc).port), timeout: t }, () => {
        s.destroy();
        ok(true);
      });
      s.on('timeout', () => {
        s.destroy();
        ok(false);
      });
      s.on('error', () => ok(false));
    });
  if (pr.exec) return exec(p, c, pr.exec.command, t);
  return true;
}
export async function probes(p, c, cs) {
  if (!cs.pid || cs.probing) return;
  cs.probing = true;
  try {
    const s = c.startupProbe,
      r = c.readinessProbe;
    if (!cs.started) {
      cs.started = s ? await probe(p, c, s) : true;
      if (!cs.started) return;
    }
    const due = cs.ready ? Math.min((r?.periodSeconds || 10) * 1000, 5000) : 500;
    if (r && Date.now() - (cs.probedAt || 0) < due) return;
    cs.probedAt = Date.now();
    const good = r ? await probe(p, c, r) : true;
    if (!cs.pid) return;
    if (good) {
      cs.bad = 0;
      cs.ready = true;
    } else if (++cs.bad >= (r?.failureThreshold || 3) || !cs.ready) cs.ready = false;
  } finally {
    cs.probing = false;
  }
}
