// A container: a program of this machine in mount and pid namespaces of its own (ctr.sh), found by the name of its image.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { environment } from './environment.mjs';
import { HOME, LOGS, log, NODE_IP, now, RUN, record, SRC, unrecord } from './host.mjs';

const images = () => JSON.parse(fs.readFileSync(`${SRC}/etc/images.json`));
const resolveImage = (img) => images().find((i) => new RegExp(i.match).test(img));

/** Starts it; `ended` is called when it has. */
export async function startContainer(p, pod, c, cs, ended) {
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
    ended();
  });
}
