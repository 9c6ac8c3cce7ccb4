// Random answers, each applied; random requests, each predicted from the model and observed. EG_LAB_GATEWAYS says how many.
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bundle } from '../lib/bundle.mjs';
import { lab, ROOT } from '../lib/cluster.mjs';
import { prepareEnvironment } from '../lib/place.mjs';

const WORKER = fileURLToPath(new URL('../truth.mjs', import.meta.url));
const AT_ONCE = 3;

export const run = async (report, { all }) => {
  const gateways = Number(process.env.EG_LAB_GATEWAYS ?? (all ? 200 : 4));
  const seed = Number(process.env.EG_LAB_SEED ?? 20260);
  const file = await bundle('test/truth/index.ts');
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  let [applied, asked] = [0, 0];
  const worker = (copy) =>
    new Promise((done) => {
      const runs = Math.ceil(gateways / AT_ONCE);
      const args = [WORKER, file, String(copy), String(runs), String(seed + copy)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let errors = '';
      child.stderr.on('data', (d) => {
        errors += d;
      });
      readline.createInterface({ input: child.stdout }).on('line', (l) => {
        const said = JSON.parse(l);
        if (said.done)
          return report(!said.counterexample, `truth: ${said.runs} gateways of seed ${said.seed}`, said.counterexample);
        applied++;
        asked += said.predicted;
        if (said.wrong.length > 0) console.log(`# ${said.wrong.join('\n# ')}`);
      });
      child.on('close', (code) => done(code === 0 ? undefined : report(false, 'truth: it could be run', errors)));
    });
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => worker(i + 1)));
  console.log(`# truth: ${applied} gateways, ${asked} requests predicted and observed`);
};
