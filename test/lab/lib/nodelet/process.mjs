// The process of a container that runs: ending it, and running another one beside it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

// unshare's child is the program; exec joins its namespaces, root, user and environment.
export const inner = (cs) => {
  try {
    return Number(fs.readFileSync(`/proc/${cs.pid}/task/${cs.pid}/children`, 'utf8').trim().split(' ')[0]) || 0;
  } catch {
    return 0;
  }
};
// killing the launcher is not enough: a program that changed its user lost the parent-death signal, so its pid namespace's init is ended too
export const end = (cs) => {
  for (const pid of [inner(cs), cs.pid])
    if (pid)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {}
};
export const term = (cs) => {
  const i = inner(cs);
  try {
    process.kill(i || cs.pid, 'SIGTERM');
  } catch {}
};
export function exec(p, c, command, ms) {
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
