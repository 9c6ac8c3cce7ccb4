// Clients that ask while something changes, and the runbook's own command that takes away what is not generated any more.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { clientNode, lab, ROOT, sleep } from './cluster.mjs';

/** The README's own command that deletes what the folder no longer holds. */
export const prune = (dir) => {
  const [, command] = /^(kubectl apply -k \. --prune[\s\S]*?)\n```/m.exec(
    fs.readFileSync(path.join(dir, 'README.md'), 'utf8'),
  );
  const line = command
    .replace(' --dry-run=server', '')
    .replace('kubectl', `bash ${path.join(ROOT, 'test/lab/lab.sh')} kubectl`);
  execFileSync('bash', ['-c', line], { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
};

const KINDS = [
  { how: 'kept', connections: 6 },
  { how: 'fresh', connections: 1 },
  { how: 'h2', connections: 2 },
];

/** prune.sh as it was generated, with the lab's kubectl. */
export const pruneByScript = (dir) => lab('run', 'bash', path.join(dir, 'prune.sh'), '--delete');

/**
 * Clients of all kinds ask for `paths` from before something is done until after. `byPath`: {PATH: {STATUS: n}}; `statuses`: of all
 * paths together; `refused`: the connections on which requests got 401 or 403.
 */
export const racing = async ({ address, host, paths }, headers, change) => {
  const race = { address, host, paths, seconds: 240, headers };
  const clients = KINDS.map((kind) => clientNode('race.mjs', { ...race, ...kind }));
  await sleep(2000);
  await change();
  await sleep(2000);
  for (const client of clients) client.stop();
  const results = await Promise.all(clients.map((c) => c.result));
  const statuses = {};
  const byPath = {};
  for (const { counts } of results)
    for (const [path, of] of Object.entries(counts))
      for (const [status, n] of Object.entries(of)) {
        statuses[status] = (statuses[status] ?? 0) + n;
        byPath[path] ??= {};
        byPath[path][status] = (byPath[path][status] ?? 0) + n;
      }
  const opened = results.reduce((n, r) => n + r.opened, 0);
  const refused = results.flatMap((r) => r.refused);
  return { statuses, byPath, opened, refused, requests: Object.values(statuses).reduce((a, b) => a + b, 0) };
};

/** What was seen, in one line. */
export const seen = ({ byPath, opened, requests }) =>
  `${requests} requests, ${opened} connections, ${JSON.stringify(byPath)}`;
