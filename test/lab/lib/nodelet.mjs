// Stand-in for scheduler + kubelet + cloud load balancer: binds every Pod to this node and runs its containers as plain
// processes (one network namespace per Pod, one mount namespace per container), reports Pod status from real probes,
// and gives Services of type LoadBalancer an address. No images: etc/images.json maps image names to local programs.
import { get, post, sleep } from './api.mjs';
import { log, NODE } from './nodelet/host.mjs';
import { loadBalancers } from './nodelet/load-balancers.mjs';
import { serveLogs } from './nodelet/logs.mjs';
import { ensureNode } from './nodelet/node.mjs';
import { pods, stop, tick } from './nodelet/pod.mjs';
import { end } from './nodelet/process.mjs';

const firstSeen = new Map();
const seenFor = (u) => {
  if (!firstSeen.has(u)) firstSeen.set(u, Date.now());
  return Date.now() - firstSeen.get(u);
};

serveLogs();
const bye = () => {
  for (const p of pods.values()) {
    for (const cs of Object.values(p.cs || {})) if (cs.pid) end(cs);
    if (p.pause)
      try {
        process.kill(p.pause, 'SIGKILL');
      } catch {}
  }
  process.exit(0);
};
process.on('SIGTERM', bye);
process.on('SIGINT', bye);
process.on('unhandledRejection', (e) => log('unhandled', e?.message));
for (;;) {
  try {
    await ensureNode();
    break;
  } catch (e) {
    log('node', e.message);
    await sleep(500);
  }
}
log('node ready');
for (let n = 0; ; n++) {
  try {
    const l = await get('/api/v1/pods');
    const seen = new Set();
    for (const pod of l.items) {
      if (!pod.spec.nodeName) {
        if (!pod.metadata.deletionTimestamp && seenFor(pod.metadata.uid) > 700)
          await post(`/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/binding`, {
            apiVersion: 'v1',
            kind: 'Binding',
            metadata: { name: pod.metadata.name, uid: pod.metadata.uid },
            target: { apiVersion: 'v1', kind: 'Node', name: NODE },
          }).catch((e) => log('bind', e.message));
        continue;
      }
      if (pod.spec.nodeName !== NODE) continue;
      const uid = pod.metadata.uid;
      seen.add(uid);
      let p = pods.get(uid);
      if (!p) {
        if (['Succeeded', 'Failed'].includes(pod.status.phase) && !pod.metadata.deletionTimestamp) continue;
        p = { key: uid, name: `${pod.metadata.namespace}/${pod.metadata.name}` };
        pods.set(uid, p);
      }
      p.pod = pod;
      tick(p);
    }
    for (const [uid, p] of pods)
      if (!seen.has(uid) && !p.stopping) {
        p.pod.metadata.deletionGracePeriodSeconds = 0;
        stop(p).catch(() => {});
      }
    if (n % 3 === 0) await loadBalancers();
  } catch (e) {
    log('loop', e.message);
  }
  await sleep(300);
}
