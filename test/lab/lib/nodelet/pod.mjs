// One Pod, from its first sight to its end.
import fs from 'node:fs';
import { del, sleep } from '../api.mjs';
import { startContainer } from './container.mjs';
import { log, now, RUN, unrecord } from './host.mjs';
import { makeNet } from './network.mjs';
import { httpGet, probes } from './probes.mjs';
import { end, exec, term } from './process.mjs';
import { report } from './status.mjs';
import { volumes } from './volumes.mjs';

/** Pods of this node by uid. */
export const pods = new Map();

/** One pass over one Pod: what is missing is made, what has ended is started again, what has changed is reported. */
export async function tick(p) {
  if (p.busy || p.gone) return;
  p.busy = true;
  const pod = p.pod;
  try {
    if (!p.dir) {
      p.dir = `${RUN}/pods/${pod.metadata.uid}`;
      fs.mkdirSync(p.dir, { recursive: true });
      p.startTime = now();
      p.cs = {};
      for (const c of [...(pod.spec.initContainers || []), ...pod.spec.containers]) p.cs[c.name] = { restarts: 0 };
    }
    if (pod.metadata.deletionTimestamp) {
      stop(p).catch((e) => log('stop', p.name, e.message));
      return;
    }
    if (!p.pause) makeNet(p);
    if (!p.volAt || Date.now() - p.volAt > 3000) {
      try {
        await volumes(p, pod);
        p.volAt = Date.now();
      } catch (e) {
        if (!p.volAt) {
          for (const c of pod.spec.containers)
            p.cs[c.name].waiting = { reason: 'ContainerCreating', message: e.message };
          await report(p, pod);
          return;
        }
        p.volAt = Date.now();
      }
    }
    const policy = pod.spec.restartPolicy || 'Always';
    p.initDone = true;
    for (const c of pod.spec.initContainers || []) {
      const cs = p.cs[c.name],
        sidecar = c.restartPolicy === 'Always';
      if (!cs.pid && !cs.done && (!cs.exit || Date.now() > cs.restartAt)) {
        if (cs.exit?.code === 0 && !sidecar) cs.done = true;
        else {
          if (cs.exit) cs.restarts++;
          await startContainer(p, pod, c, cs, () => tick(p).catch(() => {})).catch((e) => log(p.name, e.message));
        }
      }
      if (sidecar) {
        await probes(p, c, cs);
        if (!cs.started) {
          p.initDone = false;
          break;
        }
      } else if (!cs.done) {
        p.initDone = false;
        break;
      } else cs.ready = true;
    }
    if (p.initDone)
      for (const c of pod.spec.containers) {
        const cs = p.cs[c.name];
        if (cs.exit && !cs.done && !cs.pid && (policy === 'Never' || (policy === 'OnFailure' && cs.exit.code === 0)))
          cs.done = true;
        if (!cs.pid && !cs.done && (!cs.exit || Date.now() > cs.restartAt)) {
          if (cs.exit) cs.restarts++;
          await startContainer(p, pod, c, cs, () => tick(p).catch(() => {})).catch((e) => {
            cs.waiting ||= { reason: 'CreateContainerConfigError', message: e.message };
            log(p.name, e.message);
            cs.exit = cs.exit || null;
            cs.restartAt = Date.now() + 2000;
          });
        }
        probes(p, c, cs).catch(() => {});
      }
    await report(p, pod);
  } catch (e) {
    if (e.code !== 404 && e.code !== 409) log('tick', p.name, e.message);
  } finally {
    p.busy = false;
  }
}
export async function stop(p) {
  if (p.stopping) return;
  p.stopping = true;
  const { pod } = p,
    grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000,
    until = Date.now() + grace;
  log('stopping', p.name, 'grace', grace / 1000);
  await report(p, pod).catch(() => {});
  await Promise.all(
    [...pod.spec.containers].map(async (c) => {
      const cs = p.cs[c.name];
      if (!cs?.pid) return;
      const pre = c.lifecycle?.preStop;
      cs.restartAt = Infinity;
      if (pre?.httpGet) await Promise.race([httpGet(p, c, pre.httpGet, grace), sleep(Math.max(0, until - Date.now()))]);
      else if (pre?.sleep) await sleep(Math.min(pre.sleep.seconds * 1000, grace));
      else if (pre?.exec) await exec(p, c, pre.exec.command, grace);
      if (cs.pid) term(cs);
      while (cs.pid && Date.now() < until) await sleep(50);
      if (cs.pid) end(cs);
    }),
  );
  for (const c of pod.spec.initContainers || []) {
    const cs = p.cs[c.name];
    if (cs?.pid) end(cs);
  }
  if (p.pause) {
    try {
      process.kill(p.pause, 'SIGKILL');
    } catch {}
    unrecord(`pod-${p.key}-pause`);
  }
  p.gone = true;
  await del(`/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`, {
    gracePeriodSeconds: 0,
    preconditions: { uid: pod.metadata.uid },
  }).catch(() => {});
  fs.rmSync(p.dir, { recursive: true, force: true });
  pods.delete(pod.metadata.uid);
  log('stopped', p.name);
}
