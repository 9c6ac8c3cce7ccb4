// A Pod's network: one veth pair, routed (no bridge), so that kube-proxy's NAT sees every packet.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { record, sh } from './host.mjs';

let nextIP = 2;
let nextVeth = 1;
/** Each address once; a suite makes more Pods than one /24 holds. */
const address = () => {
  if (nextIP % 256 === 255) nextIP += 2;
  const n = nextIP++;
  return `10.244.${n >> 8}.${n % 256}`;
};

/** Gives a Pod its network namespace, kept by a process that sleeps (`p.pause`), and its address. */
export function makeNet(p) {
  p.ip = address();
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
