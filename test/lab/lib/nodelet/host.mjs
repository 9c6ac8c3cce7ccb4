// The machine under the node: where things are kept, how processes are known.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

export const SRC = process.env.LAB_SRC;
export const HOME = process.env.LAB_HOME;
export const NODE_IP = process.env.LAB_NODE_IP;
export const RUN = `${HOME}/run`;
export const LOGS = `${HOME}/logs/pods`;
export const NODE = 'lab';
for (const dir of [LOGS, `${RUN}/pods`, `${RUN}/pids`]) fs.mkdirSync(dir, { recursive: true });

export const log = (...a) => console.log(new Date().toISOString(), ...a);
export const sh = (f, ...a) => execFileSync(f, a, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
export const now = () => new Date().toISOString().replace(/\.\d+Z/, 'Z');

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
/** A process that lab.sh down may end: its number and its start time, since numbers are used again. */
export const record = (name, pid) => fs.writeFileSync(`${RUN}/pids/${name}.pid`, `${pid} ${startTime(pid)}\n`);
export const unrecord = (name) => fs.rmSync(`${RUN}/pids/${name}.pid`, { force: true });
