// The status of a Pod, from what its containers really do.
import { strategic } from '../api.mjs';
import { NODE_IP, now } from './host.mjs';

export async function report(p, pod) {
  if (p.gone) return;
  const mk = (c, cs) => ({
    name: c.name,
    image: c.image,
    imageID: 'lab',
    ready: !!cs.ready,
    started: !!cs.started,
    restartCount: cs.restarts,
    ...(cs.pid ? { containerID: `lab://${cs.pid}` } : {}),
    state: cs.pid
      ? { running: { startedAt: cs.startedAt } }
      : cs.exit
        ? cs.done
          ? {
              terminated: {
                exitCode: cs.exit.code,
                startedAt: cs.startedAt,
                finishedAt: cs.exit.at,
                reason: cs.exit.code ? 'Error' : 'Completed',
              },
            }
          : { waiting: { reason: 'CrashLoopBackOff', message: `exit ${cs.exit.code} ${cs.exit.sig || ''}` } }
        : { waiting: cs.waiting || { reason: 'ContainerCreating' } },
  });
  const cc = pod.spec.containers.map((c) => [c, p.cs[c.name]]),
    ic = (pod.spec.initContainers || []).map((c) => [c, p.cs[c.name]]);
  const ready = cc.every(([, s]) => s.ready);
  const allDone = cc.every(([, s]) => s.done),
    anyBad = cc.some(([, s]) => s.done && s.exit.code);
  const phase = allDone
    ? anyBad
      ? 'Failed'
      : 'Succeeded'
    : cc.some(([, s]) => s.pid || s.exit)
      ? 'Running'
      : 'Pending';
  const cond = (type, v, reason) => {
    const o = p.conds?.[type];
    const status = v ? 'True' : 'False';
    const t = o?.status === status ? o.t : now();
    p.conds ||= {};
    p.conds[type] = { status, t };
    return { type, status, lastTransitionTime: t, ...(v ? {} : { reason }) };
  };
  const status = {
    phase,
    hostIP: NODE_IP,
    hostIPs: [{ ip: NODE_IP }],
    ...(p.ip ? { podIP: p.ip, podIPs: [{ ip: p.ip }] } : {}),
    startTime: p.startTime,
    conditions: [
      cond('PodScheduled', true),
      cond('Initialized', p.initDone, 'ContainersNotInitialized'),
      cond('ContainersReady', ready && !p.stopping, allDone ? 'PodCompleted' : 'ContainersNotReady'),
      cond('Ready', ready && !p.stopping, allDone ? 'PodCompleted' : 'ContainersNotReady'),
    ],
    containerStatuses: cc.map((x) => mk(...x)),
    ...(ic.length ? { initContainerStatuses: ic.map((x) => mk(...x)) } : {}),
  };
  const s = JSON.stringify(status);
  if (s === p.last) return;
  await strategic(`/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`, {
    metadata: { uid: pod.metadata.uid },
    status,
  });
  p.last = s;
}
