// Stand-in for scheduler + kubelet + cloud load balancer: binds every Pod to this node and runs its containers as plain
// processes (one network namespace per Pod, one mount namespace per container), reports Pod status from real probes,
// and gives Services of type LoadBalancer an address. No images: etc/images.json maps image names to local programs.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { del, get, merge, post, sleep, strategic } from './api.mjs';

const SRC = process.env.LAB_SRC,
  HOME = process.env.LAB_HOME,
  RUN = `${HOME}/run`,
  NODE = 'lab',
  NODE_IP = process.env.LAB_NODE_IP,
  LOGS = `${HOME}/logs/pods`;
const log = (...a) => console.log(new Date().toISOString(), ...a);
const sh = (f, ...a) => execFileSync(f, a, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
fs.mkdirSync(LOGS, { recursive: true });
fs.mkdirSync(`${RUN}/pods`, { recursive: true });
fs.mkdirSync(`${RUN}/pids`, { recursive: true });
const pods = new Map();
let nextIP = 2,
  nextVeth = 1;
const startTime = (pid) => {
  try {
    return fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[19];
  } catch {
    return '';
  }
};
const record = (name, pid) => fs.writeFileSync(`${RUN}/pids/${name}.pid`, `${pid} ${startTime(pid)}\n`);
const unrecord = (name) => fs.rmSync(`${RUN}/pids/${name}.pid`, { force: true });
const now = () => new Date().toISOString().replace(/\.\d+Z/, 'Z');

async function ensureNode() {
  const caps = { cpu: '64', memory: '256Gi', pods: '250', 'ephemeral-storage': '100Gi' };
  try {
    await get(`/api/v1/nodes/${NODE}`);
  } catch {
    await post('/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: NODE,
        labels: {
          'kubernetes.io/hostname': NODE,
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/zone': 'lab-a',
          'topology.kubernetes.io/region': 'lab',
        },
      },
      spec: { podCIDR: '10.244.0.0/24' },
    });
  }
  await merge(`/api/v1/nodes/${NODE}/status`, {
    status: {
      capacity: caps,
      allocatable: caps,
      addresses: [
        { type: 'InternalIP', address: NODE_IP },
        { type: 'Hostname', address: NODE },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'LabReady',
          message: 'stand-in kubelet',
          lastHeartbeatTime: now(),
          lastTransitionTime: now(),
        },
      ],
      nodeInfo: {
        kubeletVersion: 'v1.36.3-lab',
        osImage: 'processes, no containers',
        architecture: 'amd64',
        operatingSystem: 'linux',
        kernelVersion: '',
        machineID: '',
        systemUUID: '',
        bootID: '',
        containerRuntimeVersion: 'lab://1',
        kubeProxyVersion: '',
      },
    },
  });
  // kubelet and addons make these; the admission plugin wants them before the first Pod
  for (const p of [
    ['system-node-critical', 2000001000],
    ['system-cluster-critical', 2000000000],
  ])
    await post('/apis/scheduling.k8s.io/v1/priorityclasses', { metadata: { name: p[0] }, value: p[1] }).catch(() => {});
}
const images = () => JSON.parse(fs.readFileSync(`${SRC}/etc/images.json`));
const resolveImage = (img) => images().find((i) => new RegExp(i.match).test(img));

// ---- pod network: one veth pair, routed (no bridge), so that kube-proxy's NAT sees every packet
function makeNet(p) {
  p.ip = `10.244.0.${nextIP++}`;
  p.veth = `ve${nextVeth++}`;
  const c = spawn('unshare', ['-n', 'sleep', 'infinity'], { stdio: 'ignore' });
  p.pause = c.pid;
  record(`pod-${p.key}-pause`, c.pid);
  const own = fs.readlinkSync('/proc/self/ns/net');
  for (let i = 0; i < 200 && fs.readlinkSync(`/proc/${c.pid}/ns/net`) === own; i++) sh('sleep', '0.01');
  sh('ip', 'link', 'add', p.veth, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(c.pid));
  sh('ip', 'addr', 'add', '169.254.1.1/32', 'dev', p.veth);
  sh('ip', 'link', 'set', p.veth, 'up');
  sh('ip', 'route', 'add', `${p.ip}/32`, 'dev', p.veth);
  const N = (...a) => sh('nsenter', `--net=/proc/${c.pid}/ns/net`, ...a);
  N('ip', 'link', 'set', 'lo', 'up');
  N('ip', 'addr', 'add', `${p.ip}/32`, 'dev', 'eth0');
  N('ip', 'link', 'set', 'eth0', 'up');
  N('ip', 'route', 'add', '169.254.1.1/32', 'dev', 'eth0');
  N('ip', 'route', 'add', 'default', 'via', '169.254.1.1', 'dev', 'eth0');
  N('sysctl', '-qw', 'net.ipv4.ip_unprivileged_port_start=0');
}
// ---- volumes
async function fill(p, dir, files) {
  fs.mkdirSync(dir, { recursive: true });
  for (const [f, buf] of Object.entries(files)) {
    const t = path.join(dir, f);
    let old;
    try {
      old = fs.readFileSync(t);
    } catch {}
    if (old?.equals(buf)) continue;
    fs.mkdirSync(path.dirname(t), { recursive: true });
    fs.writeFileSync(`${t}.new~`, buf, { mode: 0o644 });
    fs.renameSync(`${t}.new~`, t);
    if (old) log(p.name, 'volume file changed', f);
  }
  for (const f of fs.readdirSync(dir))
    if (!(f in files) && !Object.keys(files).some((k) => k.startsWith(`${f}/`)))
      fs.rmSync(path.join(dir, f), { recursive: true, force: true });
}
const pick = (data, items) =>
  items ? Object.fromEntries(items.map((i) => [i.path, data[i.key]]).filter((x) => x[1])) : data;
async function secretFiles(ns, name, items, optional) {
  try {
    const s = await get(`/api/v1/namespaces/${ns}/secrets/${name}`);
    return pick(Object.fromEntries(Object.entries(s.data || {}).map(([k, v]) => [k, Buffer.from(v, 'base64')])), items);
  } catch (e) {
    if (optional && e.code === 404) return {};
    throw e;
  }
}
async function cmFiles(ns, name, items, optional) {
  try {
    const s = await get(`/api/v1/namespaces/${ns}/configmaps/${name}`);
    return pick(
      {
        ...Object.fromEntries(Object.entries(s.data || {}).map(([k, v]) => [k, Buffer.from(v)])),
        ...Object.fromEntries(Object.entries(s.binaryData || {}).map(([k, v]) => [k, Buffer.from(v, 'base64')])),
      },
      items,
    );
  } catch (e) {
    if (optional && e.code === 404) return {};
    throw e;
  }
}
function field(p, pod, fp) {
  const m = fp.match(/^metadata\.(annotations|labels)\['(.+)'\]$/);
  if (m) return pod.metadata[m[1]]?.[m[2]] ?? '';
  if (/^metadata\.(annotations|labels)$/.test(fp))
    return Object.entries(pod.metadata[fp.slice(9)] || {})
      .map(([k, v]) => `${k}=${JSON.stringify(v)}`)
      .join('\n');
  return (
    {
      'metadata.name': pod.metadata.name,
      'metadata.namespace': pod.metadata.namespace,
      'metadata.uid': pod.metadata.uid,
      'spec.nodeName': NODE,
      'spec.serviceAccountName': pod.spec.serviceAccountName || 'default',
      'status.podIP': p.ip,
      'status.podIPs': p.ip,
      'status.hostIP': NODE_IP,
      'status.hostIPs': NODE_IP,
    }[fp] ?? ''
  );
}
async function token(p, pod, src) {
  const k = JSON.stringify(src);
  p.tokens ||= {};
  const c = p.tokens[k];
  if (c && Date.now() < c.until) return c.token;
  const r = await post(
    `/api/v1/namespaces/${pod.metadata.namespace}/serviceaccounts/${pod.spec.serviceAccountName || 'default'}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        ...(src.audience ? { audiences: [src.audience] } : {}),
        expirationSeconds: src.expirationSeconds || 3600,
        boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: pod.metadata.name, uid: pod.metadata.uid },
      },
    },
  );
  p.tokens[k] = { token: r.status.token, until: Date.now() + (src.expirationSeconds || 3600) * 800 };
  return r.status.token;
}
async function volumes(p, pod) {
  const ns = pod.metadata.namespace;
  for (const v of pod.spec.volumes || []) {
    const dir = `${p.dir}/volumes/${v.name}`;
    if (v.emptyDir) {
      fs.mkdirSync(dir, { recursive: true });
      fs.chmodSync(dir, 0o777);
    } else if (v.secret)
      await fill(p, dir, await secretFiles(ns, v.secret.secretName, v.secret.items, v.secret.optional));
    else if (v.configMap)
      await fill(p, dir, await cmFiles(ns, v.configMap.name, v.configMap.items, v.configMap.optional));
    else if (v.hostPath) {
      /* bound as is */
    } else if (v.downwardAPI)
      await fill(
        p,
        dir,
        Object.fromEntries(v.downwardAPI.items.map((i) => [i.path, Buffer.from(field(p, pod, i.fieldRef.fieldPath))])),
      );
    else if (v.projected) {
      const f = {};
      for (const s of v.projected.sources) {
        if (s.serviceAccountToken)
          f[s.serviceAccountToken.path] = Buffer.from(await token(p, pod, s.serviceAccountToken));
        else if (s.configMap)
          Object.assign(f, await cmFiles(ns, s.configMap.name, s.configMap.items, s.configMap.optional));
        else if (s.secret) Object.assign(f, await secretFiles(ns, s.secret.name, s.secret.items, s.secret.optional));
        else if (s.downwardAPI)
          for (const i of s.downwardAPI.items) f[i.path] = Buffer.from(field(p, pod, i.fieldRef.fieldPath));
      }
      await fill(p, dir, f);
    } else throw new Error(`volume ${v.name}: kind not supported by the lab`);
  }
}
// ---- containers
async function environment(p, pod, c) {
  const ns = pod.metadata.namespace,
    e = {};
  for (const f of c.envFrom || [])
    Object.assign(
      e,
      Object.fromEntries(
        Object.entries(
          f.secretRef
            ? await secretFiles(ns, f.secretRef.name, null, f.secretRef.optional)
            : await cmFiles(ns, f.configMapRef.name, null, f.configMapRef.optional),
        ).map(([k, v]) => [(f.prefix || '') + k, v.toString()]),
      ),
    );
  const sub = (s) =>
    s.replace(/\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g, (m, n) => (m === '$$' ? '$' : n in e ? e[n] : m));
  for (const v of c.env || []) {
    const r = v.valueFrom;
    if (!r) e[v.name] = sub(v.value || '');
    else if (r.fieldRef) e[v.name] = field(p, pod, r.fieldRef.fieldPath);
    else if (r.secretKeyRef) {
      const d = (await secretFiles(ns, r.secretKeyRef.name, null, r.secretKeyRef.optional))[r.secretKeyRef.key];
      if (d) e[v.name] = d.toString();
      else if (!r.secretKeyRef.optional)
        throw new Error(`secret key ${r.secretKeyRef.name}/${r.secretKeyRef.key} missing`);
    } else if (r.configMapKeyRef) {
      const d = (await cmFiles(ns, r.configMapKeyRef.name, null, r.configMapKeyRef.optional))[r.configMapKeyRef.key];
      if (d) e[v.name] = d.toString();
      else if (!r.configMapKeyRef.optional)
        throw new Error(`configmap key ${r.configMapKeyRef.name}/${r.configMapKeyRef.key} missing`);
    } else if (r.resourceFieldRef) {
      const [k, w] = r.resourceFieldRef.resource.split('.');
      e[v.name] = quantity(c.resources?.[k]?.[w] || { cpu: '2', memory: '4Gi' }[w], w);
    }
  }
  return [e, sub];
}
const quantity = (q, _w) => {
  const m = String(q).match(/^([\d.]+)(m|[KMGT]i?)?$/);
  if (!m) return String(q);
  const u = { m: 1e-3, K: 1e3, M: 1e6, G: 1e9, Ki: 1024, Mi: 1048576, Gi: 1073741824 }[m[2]] || 1;
  return String(Math.ceil(m[1] * u));
};
async function startContainer(p, pod, c, cs) {
  const img = resolveImage(c.image);
  if (!img) {
    cs.waiting = { reason: 'ErrImagePull', message: `no local program for image ${c.image} (etc/images.json)` };
    throw new Error(cs.waiting.message);
  }
  const d = `${p.dir}/c/${c.name}`;
  fs.rmSync(`${d}/argv0`, { force: true });
  fs.mkdirSync(`${d}/rootfs`, { recursive: true });
  fs.mkdirSync(`${d}/etc`, { recursive: true });
  const [env, sub] = await environment(p, pod, c);
  const ns = pod.metadata.namespace;
  fs.writeFileSync(
    `${d}/etc/hosts`,
    `127.0.0.1 localhost\n${p.ip} ${pod.metadata.name}\n` +
      (pod.spec.hostAliases || []).map((h) => `${h.ip} ${h.hostnames.join(' ')}\n`).join(''),
  );
  fs.writeFileSync(
    `${d}/etc/resolv.conf`,
    `nameserver ${NODE_IP}\nsearch ${ns}.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n`,
  );
  fs.copyFileSync(`${RUN}/ca-certificates.crt`, `${d}/ca-certificates.crt`);
  fs.writeFileSync(`${d}/etc/hostname`, `${pod.metadata.name}\n`);
  const m = [];
  for (const vm of c.volumeMounts || []) {
    const v = pod.spec.volumes.find((x) => x.name === vm.name);
    const src = (v.hostPath ? v.hostPath.path : `${p.dir}/volumes/${v.name}`) + (vm.subPath ? `/${vm.subPath}` : '');
    m.push([src, vm.mountPath.replace(/\/$/, ''), vm.readOnly ? 'ro' : 'rw']);
  }
  for (const [src, dst] of Object.entries(img.files || {}))
    m.push([src.replace('$HOME', HOME).replace('$SRC', SRC).replace('$ENVOY', process.env.LAB_ENVOY), dst, 'ro']);
  fs.writeFileSync(`${d}/mounts`, m.map((x) => `${x.join('\t')}\n`).join(''));
  let argv = [...(c.command || img.entrypoint || []), ...(c.args || (c.command ? [] : img.cmd || []))].map(sub);
  if (img.alias?.[argv[0]]) argv = [img.alias[argv[0]], ...argv.slice(1)];
  const base = {
    PATH: '/lab-bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/tmp',
    HOSTNAME: pod.metadata.name,
    KUBERNETES_SERVICE_HOST: '10.96.0.1',
    KUBERNETES_SERVICE_PORT: '443',
    ...(img.env || {}),
  };
  fs.writeFileSync(
    `${d}/env0`,
    Object.entries({ ...base, ...env })
      .map(([k, v]) => `${k}=${v}\0`)
      .join(''),
  );
  fs.writeFileSync(`${d}/argv0`, argv.map((a) => `${a}\0`).join(''));
  const sc = { ...(pod.spec.securityContext || {}), ...(c.securityContext || {}) };
  fs.writeFileSync(`${d}/user`, `${sc.runAsUser ?? 65532}:${sc.runAsGroup ?? sc.runAsUser ?? 65532}`);
  fs.writeFileSync(`${d}/cwd`, c.workingDir || '/');
  const lf = `${LOGS}/${ns}_${pod.metadata.name}_${c.name}.log`,
    fd = fs.openSync(lf, 'a', 0o666);
  fs.fchmodSync(fd, 0o666); // non-root programs reopen /dev/stdout

  const ch = spawn(
    'nsenter',
    [
      `--net=/proc/${p.pause}/ns/net`,
      'unshare',
      '-m',
      '-p',
      '-f',
      '--kill-child=KILL',
      '--propagation',
      'private',
      'bash',
      `${SRC}/lib/ctr.sh`,
      d,
    ],
    { stdio: ['ignore', fd, fd], detached: true },
  );
  fs.closeSync(fd);
  cs.pid = ch.pid;
  cs.startedAt = now();
  cs.exit = null;
  cs.waiting = null;
  cs.ready = false;
  cs.started = false;
  cs.okAt = 0;
  cs.bad = 0;
  record(`pod-${p.key}-${c.name}`, ch.pid);
  log('started', p.name, c.name, 'pid', ch.pid, argv[0]);
  ch.on('exit', (code, sig) => {
    unrecord(`pod-${p.key}-${c.name}`);
    cs.exit = { code: code ?? 128 + 9, sig, at: now() };
    cs.ready = false;
    cs.pid = 0;
    cs.restartAt = Date.now() + Math.min(30000, 1000 * 2 ** Math.min(cs.restarts, 5));
    log('exited', p.name, c.name, code, sig);
    p.dirty = true;
    tick(p).catch(() => {});
  });
}
// ---- what runs inside: unshare's child; exec joins its namespaces, root, user and environment
const inner = (cs) => {
  try {
    return Number(fs.readFileSync(`/proc/${cs.pid}/task/${cs.pid}/children`, 'utf8').trim().split(' ')[0]) || 0;
  } catch {
    return 0;
  }
};
// killing the launcher is not enough: a program that changed its user lost the parent-death signal, so its pid namespace's init is ended too
const end = (cs) => {
  for (const pid of [inner(cs), cs.pid])
    if (pid)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {}
};
const term = (cs) => {
  const i = inner(cs);
  try {
    process.kill(i || cs.pid, 'SIGTERM');
  } catch {}
};
function exec(p, c, command, ms) {
  const cs = p.cs[c.name],
    d = `${p.dir}/c/${c.name}`,
    i = inner(cs);
  if (!i) return Promise.resolve(false);
  const [u, g] = fs.readFileSync(`${d}/user`, 'utf8').split(':');
  return new Promise((ok) => {
    const ch = spawn(
      'nsenter',
      [
        '-t',
        String(i),
        '-m',
        '-n',
        '-p',
        '-r',
        '-S',
        u,
        '-G',
        g,
        '--',
        '/usr/bin/env',
        '-i',
        '-C',
        '/',
        ...fs.readFileSync(`${d}/env0`, 'utf8').split('\0').filter(Boolean),
        ...command,
      ],
      { stdio: 'ignore', timeout: ms, killSignal: 'SIGKILL' },
    );
    ch.on('error', () => ok(false));
    ch.on('exit', (x) => ok(x === 0));
  });
}
// ---- probes
const portOf = (c, v) => (typeof v === 'number' ? v : (c.ports?.find((x) => x.name === v)?.containerPort ?? Number(v)));
function httpGet(p, c, h, timeout) {
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
async function probes(p, c, cs) {
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
// ---- status
async function report(p, pod) {
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
// ---- one pass over one Pod
async function tick(p) {
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
          await startContainer(p, pod, c, cs).catch((e) => log(p.name, e.message));
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
          await startContainer(p, pod, c, cs).catch((e) => {
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
async function stop(p) {
  if (p.stopping) return;
  p.stopping = true;
  const pod = p.pod,
    grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000,
    end = Date.now() + grace;
  log('stopping', p.name, 'grace', grace / 1000);
  await report(p, pod).catch(() => {});
  await Promise.all(
    [...pod.spec.containers].map(async (c) => {
      const cs = p.cs[c.name];
      if (!cs?.pid) return;
      const pre = c.lifecycle?.preStop;
      cs.restartAt = Infinity;
      if (pre?.httpGet) await Promise.race([httpGet(p, c, pre.httpGet, grace), sleep(Math.max(0, end - Date.now()))]);
      else if (pre?.sleep) await sleep(Math.min(pre.sleep.seconds * 1000, grace));
      else if (pre?.exec) await exec(p, c, pre.exec.command, grace);
      if (cs.pid) term(cs);
      while (cs.pid && Date.now() < end) await sleep(50);
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
// ---- load balancer addresses
let lbNext = 1;
const lbUsed = new Set();
async function loadBalancers() {
  const l = await get('/api/v1/services');
  for (const s of l.items) for (const i of s.status.loadBalancer?.ingress || []) lbUsed.add(i.ip);
  for (const s of l.items)
    if (s.spec.type === 'LoadBalancer' && !s.status.loadBalancer?.ingress?.length) {
      let ip = s.spec.loadBalancerIP;
      if (!ip) {
        while (lbUsed.has(`172.30.0.${lbNext}`)) lbNext++;
        ip = `172.30.0.${lbNext}`;
      }
      lbUsed.add(ip);
      await merge(`/api/v1/namespaces/${s.metadata.namespace}/services/${s.metadata.name}/status`, {
        status: { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } },
      });
      log('load balancer', s.metadata.namespace, s.metadata.name, ip);
    }
}

const firstSeen = new Map();
const seenFor = (u) => {
  if (!firstSeen.has(u)) firstSeen.set(u, Date.now());
  return Date.now() - firstSeen.get(u);
};

// kubectl logs: the apiserver asks the node for /containerLogs/NS/POD/CONTAINER
import https from 'node:https';

https
  .createServer(
    {
      cert: fs.readFileSync(`${process.env.LAB_PKI}/apiserver.crt`),
      key: fs.readFileSync(`${process.env.LAB_PKI}/apiserver.key`),
    },
    (q, s) => {
      const u = new URL(q.url, 'https://x'),
        m = u.pathname.match(/^\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/),
        f = m && `${LOGS}/${m[1]}_${m[2]}_${m[3]}.log`;
      if (!f || !fs.existsSync(f)) {
        s.statusCode = 404;
        return s.end('no such log\n');
      }
      const tail = u.searchParams.get('tailLines'),
        a = [...(tail ? ['-n', tail] : ['-n', '+1']), ...(u.searchParams.get('follow') === 'true' ? ['-f'] : []), f];
      const t = spawn('tail', a);
      t.stdout.pipe(s);
      s.on('close', () => t.kill());
    },
  )
  .listen(10250, NODE_IP);
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
