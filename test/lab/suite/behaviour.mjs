// The cases of test/behaviour/cases: answers generated, applied in their order, asked, removed. Three at a time, but for those
// that change what all share.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { FOREIGN, lab, ROOT } from '../lib/cluster.mjs';
import { prepareEnvironment } from '../lib/place.mjs';

const CASES = path.join(ROOT, 'test/behaviour/cases');
const RUNNER = fileURLToPath(new URL('../case.mjs', import.meta.url));
const AT_ONCE = 3;

/** Runs a case in a process of its own: what it observed. */
export const runCase = (file) => {
  const begin = Date.now();
  return new Promise((done) =>
    execFile(
      process.execPath,
      [RUNNER, file],
      { maxBuffer: 64 * 1024 * 1024, timeout: 600_000 },
      (error, stdout, stderr) => {
        console.log(`# ${path.basename(file, '.yaml')}: ${Math.round((Date.now() - begin) / 1000)} s`);
        try {
          done(JSON.parse(stdout.trim().split('\n').at(-1)).results);
        } catch {
          done([
            { ok: false, name: `${path.basename(file, '.yaml')}: it could be run`, detail: error?.message + stderr },
          ]);
        }
      },
    ),
  );
};

/** What another cluster than the lab's does not have, if a case needs it. */
const foreignLacks = (c) => {
  const text = JSON.stringify(c);
  if (c.tokens || /oidc|https:\/\//.test(JSON.stringify(c.answers)))
    return 'an identity provider that its proxies trust';
  if (c.alone || c.values) return 'an Envoy Gateway of its own';
  if (/"(log|metrics|traces|toggleHealth|scale)":/.test(text)) return "the lab's view of Pods";
  if (/203\.0\.113|198\.51\.100|sourceIP/.test(text)) return 'clients with several addresses';
  return undefined;
};

/** Runs the cases (one with `only`; the core ones unless all are asked for) and reports each observation. */
export const run = async (report, { only, all }) => {
  const cases = fs
    .readdirSync(CASES)
    .sort()
    .map((f) => ({
      file: path.join(CASES, f),
      name: path.basename(f, '.yaml'),
      ...parse(fs.readFileSync(path.join(CASES, f), 'utf8'), { merge: true }),
    }))
    .filter((c) => (only ? only.split(',').includes(c.name) : all || c.core !== false));
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  if (FOREIGN === undefined) prepareEnvironment();
  const show = (results) => {
    for (const r of results) report(r.ok, r.name, r.detail);
  };
  const lacking = FOREIGN === undefined ? [] : cases.filter(foreignLacks);
  for (const c of lacking) report('skip', `${c.name}: this cluster has not ${foreignLacks(c)}`);
  const queue = cases.filter((c) => !c.alone && !lacking.includes(c));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) show(await runCase(next.file));
    }),
  );
  for (const c of cases.filter((c) => c.alone && !lacking.includes(c))) show(await runCase(c.file));
};
