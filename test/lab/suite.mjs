// The suites against the running cluster: suite.mjs [--keep] [--only NAME[,NAME]] [--kubeconfig FILE] [SUITE...]; starts the lab if it is
// down. EG_LAB_ALL=1 runs all of each suite. Closing line: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const at = process.argv.indexOf('--kubeconfig');
// Read by lib/cluster.mjs when it is loaded, here and in the processes of the suites.
if (at > 0) process.env.EG_LAB_KUBECONFIG = process.argv.splice(at, 2)[1];
const { FOREIGN, lab, ROOT } = await import('./lib/cluster.mjs');

const SUITES = [
  'dry-run',
  'imports',
  'admission',
  'conditions',
  'behaves',
  'runbook',
  'teams',
  'behaviour',
  'real',
  'transitions',
  'changes',
  'many',
  'sabotage',
  'truth',
];
const args = process.argv.slice(2);
const keep = args.includes('--keep');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const wanted = args.filter((a, i) => !a.startsWith('--') && args[i - 1] !== '--only');
const script = fileURLToPath(new URL('lab.sh', import.meta.url));
const LOGS = path.join(process.env.LAB_HOME ?? os.tmpdir(), 'logs');
const FAILURES = path.join(LOGS, 'failed.log');
fs.mkdirSync(LOGS, { recursive: true });
fs.rmSync(FAILURES, { force: true });
let [passed, failed, skipped] = [0, 0, 0];

/** Reports one check; a suite calls it with what was seen. */
const report = (ok, name, detail = '') => {
  if (ok === 'skip') skipped++;
  else if (ok) passed++;
  else failed++;
  const text = `${name}${detail ? `\n    ${String(detail).trim().replaceAll('\n', '\n    ')}` : ''}`;
  if (!ok) fs.appendFileSync(FAILURES, `${text}\n`);
  console.log(`${ok === 'skip' ? 'SKIPPED' : ok ? 'ok' : 'not ok'} - ${text}`);
};

/** What runs on a cluster of which only the API is known. */
const ANYWHERE = ['dry-run', 'imports', 'behaviour'];
const running = () => spawnSync('bash', [script, 'status'], { stdio: 'ignore' }).status === 0;
if (FOREIGN === undefined && !running()) {
  // What is left of a lab that did not end well would stand in the way.
  lab('down');
  const r = spawnSync('bash', [script, 'up', `${ROOT}examples/partner-keys/manifests/envoy-gateway-values.yaml`], {
    stdio: 'inherit',
  });
  if (r.status !== 0) process.exit(r.status ?? 1);
}
try {
  for (const name of SUITES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    if (FOREIGN !== undefined && !ANYWHERE.includes(name)) {
      report('skip', `${name}: it needs the lab's own cluster`);
      continue;
    }
    console.log(`# ${name}`);
    const begin = Date.now();
    const { run } = await import(`./suite/${name}.mjs`);
    try {
      await run(report, { only, all: process.env.EG_LAB_ALL === '1' });
    } catch (error) {
      report(false, name, error.stderr || error.stack);
    }
    console.log(`# ${name}: ${Math.round((Date.now() - begin) / 1000)} s`);
  }
} finally {
  if (!keep && FOREIGN === undefined) lab('down');
}
if (passed + failed + skipped === 0)
  report(false, `nothing was run: there is no suite or case ${[...wanted, only].join(' ')}`);
if (failed > 0) console.log(`What failed: ${FAILURES}; the logs of all Pods are beside it.`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
